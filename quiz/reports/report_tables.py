"""A report as data: one table as CSV, or all of it as JSON. Shares lie between 0 and 1, dates are of ISO 8601."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from quiz.display import clean
from quiz.history.data import csv_rows, figure_data, keys_of, page_data, plain
from quiz.history.page import Figure
from quiz.readout import csv_text
from quiz.reports.report import Report

FORMAT = 1
"""Rises when a field of the JSON changes its meaning or is gone."""


def report_csv(figure: Figure) -> str:
    """Return a table as CSV, with the line of its names; no text in it is taken for a formula."""
    return csv_text(keys_of(figure), csv_rows(figure))


def report_json(report: Report) -> str:
    """Return a report as JSON."""
    wish = report.wish
    data = {
        "format": FORMAT,
        "title": report.title,
        "learner": report.learner,
        "made": plain(report.made),
        "topic": wish.topic or None,
        "since": None if wish.span.first == date.min else wish.span.first.isoformat(),
        "until": None if wish.span.last == date.max else wish.span.last.isoformat(),
        "pages": [page_data(page) for page in report.pages],
        "topics": figure_data("topics", report.topics),
        "sittings": figure_data("sittings", report.sittings),
        "answers": None if report.answers is None else figure_data("answers", report.answers),
    }
    return json.dumps(_cleaned(data), ensure_ascii=False, indent=1) + "\n"


def _cleaned(data: Any) -> Any:
    """Return data without what a terminal would obey or hide, and what cannot be written as UTF-8."""
    if isinstance(data, dict):
        return {key: _cleaned(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(value) for value in data]
    return clean(data) if isinstance(data, str) else data
