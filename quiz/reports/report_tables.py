"""A report as data: one table as CSV, or all of it as JSON. Shares lie between 0 and 1, dates are of ISO 8601."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import Any

from progress.moment import Moment
from progress.records import Behind
from quiz.display import clean
from quiz.history.page import Cell, Figure, Page
from quiz.readout import csv_text
from quiz.reports.report import Report

FORMAT = 1
"""Rises when a field of the JSON changes its meaning or is gone."""


def report_csv(figure: Figure) -> str:
    """Return a table as CSV, with the line of its names; no text in it is taken for a formula."""
    keys = keys_of(figure)
    return csv_text(keys, [dict(zip(keys, map(plain, row.cells), strict=True)) for row in figure.rows])


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
        "pages": [_page(page) for page in report.pages],
        "topics": _table("topics", report.topics),
        "sittings": _table("sittings", report.sittings),
        "answers": None if report.answers is None else _table("answers", report.answers),
    }
    return json.dumps(_cleaned(data), ensure_ascii=False, indent=1) + "\n"


def _cleaned(data: Any) -> Any:
    """Return data without what a terminal would obey or hide, and what cannot be written as UTF-8."""
    if isinstance(data, dict):
        return {key: _cleaned(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(value) for value in data]
    return clean(data) if isinstance(data, str) else data


def _page(page: Page) -> dict[str, Any]:
    return {
        "key": page.key,
        "question": page.question,
        "sentences": list(page.sentences),
        "empty": page.empty or None,
        "figures": [_table(f"{page.key}-{number}", figure) for number, figure in enumerate(page.figures, 1)],
    }


def _table(name: str, figure: Figure) -> dict[str, Any]:
    keys = keys_of(figure)
    columns = [{"key": key, "name": column.name, "unit": column.unit} for key, column in zip(keys, figure.columns, strict=True)]
    rows = []
    for row in figure.rows:
        told: dict[str, Any] = {"cells": dict(zip(keys, map(plain, row.cells), strict=True))}
        if row.behind is not None:
            told["behind"] = _behind(row.behind)
        if row.sitting:
            told["sitting"] = row.sitting
        if row.questions:
            told["questions"] = list(row.questions)
        rows.append(told)
    return {"name": name, "title": figure.title, "note": figure.note or None, "columns": columns, "rows": rows}


def _behind(behind: Behind) -> dict[str, Any]:
    """Return what narrows the answers behind a row, without what doesn't."""
    days = {"first_day": (behind.first_day, date.min), "last_day": (behind.last_day, date.max)}
    told: dict[str, Any] = {name: day.isoformat() for name, (day, of_all) in days.items() if day != of_all}
    told |= {name: value for name in ("topic", "question", "sitting", "outcome", "confidence") if (value := getattr(behind, name))}
    if behind.firsts is not None:
        told["firsts"] = behind.firsts
    if behind.recall is not None:
        told["recall"] = list(behind.recall)
    return told


def plain(cell: Cell) -> str | int | float | None:
    """Return a cell as JSON and CSV know it; what is measured in parts has six places after the point."""
    if isinstance(cell, Moment):
        return cell.local.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return round(cell, 6)
    return cell


def keys_of(figure: Figure) -> list[str]:
    """Return a key for each column of a figure: its name in small letters, words joined by ``_``; a second one of a name has a number."""
    seen: Counter[str] = Counter()
    keys = []
    for column in figure.columns:
        key = re.sub(r"[\W_]+", "_", column.name.casefold()).strip("_")
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}_{seen[key]}")
    return keys
