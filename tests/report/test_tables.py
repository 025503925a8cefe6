"""A report as CSV, JSON and a workbook: the same numbers in each."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime

import openpyxl
import pytest

from questions.formats.extras import NotInstalled
from quiz.history.cells import in_words
from quiz.history.page import Column, Figure, Row
from quiz.reports.report import Report
from quiz.reports.report_sheets import report_sheets
from quiz.reports.report_tables import keys_of, report_csv, report_json
from quiz.reports.writing import NoSuchTable, content_of
from report.samples import HOSTILE, NOON, answer, bars, minutes, report, sitting

WHOLE = report(answers=[answer(1), answer(2)], sat=[sitting()])


def book(of: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(report_sheets(of)))


def values(sheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


# -- words


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (None, "share", "–"),
        (0.996, "share", "99 %"),
        (-0.034, "difference", "−3"),
        (0.4, "difference", "+40"),
        (0.0, "difference", "±0"),
        (1234, "count", "1,234"),
        (0.26, "minutes", "0.3"),
        (12.6, "minutes", "13"),
        (0.1436, "number", "0.144"),
        (-2, "number", "−2"),
        (date(2026, 3, 2), "day", "2 Mar 2026"),
        (NOON, "moment", "2 Mar 2026 12:00"),
        ("=1+1", "text", "=1+1"),
    ],
)
def test_a_cell_in_words(cell, unit, expected: str) -> None:
    assert in_words(cell, unit) == expected


# -- CSV


def test_csv_has_a_line_of_keys_and_raw_numbers() -> None:
    assert report_csv(bars((0.5, None, 1.0))) == "topic,answers,score,low,high\nAir,4,0.5,0.25,0.5\nWater,4,,,\nParks,4,1.0,0.5,1.0\n"


def test_csv_guards_formulas() -> None:
    (row,) = csv.DictReader(io.StringIO(report_csv(Figure("F", (Column("A"),), (Row(("=1+1",)),)))))
    assert row == {"a": "'=1+1"}


def test_columns_of_one_name_have_keys_of_their_own() -> None:
    assert keys_of(Figure("F", (Column("Low"), Column("In 30 days"), Column("Low")), ())) == ["low", "in_30_days", "low_2"]


def test_without_a_name_the_table_is_that_of_sittings() -> None:
    assert content_of(WHOLE, "csv").startswith(
        b"no,started,mode,topics,answers,right,score,minutes,state,id\n1,2026-02-02T12:00:00-05:00,review,"
    )


def test_an_unknown_table_is_told_with_those_there_are() -> None:
    with pytest.raises(NoSuchTable, match=r"There is no table x\. There are: doing-1 \(Minutes by day\), .*--answers adds answers\."):
        content_of(report(), "csv", "x")


# -- JSON


def test_json_has_shares_from_0_to_1_and_dates_of_iso() -> None:
    data = json.loads(report_json(report(figures=[bars((0.5, None, 1.0)), minutes()])))
    shares, days = data["pages"][0]["figures"]
    assert shares["columns"][2] == {"key": "score", "name": "Score", "unit": "share"}
    assert shares["rows"][0] == {
        "cells": {"topic": "Air", "answers": 4, "score": 0.5, "low": 0.25, "high": 0.5},
        "behind": {"topic": "air"},
    }
    assert days["rows"][0]["cells"] == {"day": "2026-02-02", "minutes": 10.0}
    assert days["rows"][0]["behind"] == {"first_day": "2026-02-02", "last_day": "2026-02-02"}


def test_json_says_of_whom_it_tells_and_what_it_counts() -> None:
    data = json.loads(report_json(report()))
    assert {name: data[name] for name in ("format", "learner", "made", "topic", "since", "until", "answers")} == {
        "format": 1, "learner": "Ann", "made": "2026-03-02T12:00:00-05:00", "topic": None, "since": None, "until": None, "answers": None,
    }  # fmt: skip


def test_json_has_every_answer_with_its_question() -> None:
    first = json.loads(report_json(WHOLE))["answers"]["rows"][0]
    assert first["sitting"] == "one"
    expected = {"no": 1, "sitting": 1, "question": "t/q", "prompt": "Ann", "response": "Toronto", "right_answer": "Ottawa"}
    assert {name: first["cells"][name] for name in expected} == expected
    assert (first["cells"]["outcome"], first["cells"]["first_try"]) == ("wrong", "yes")


def test_hostile_text_makes_valid_json() -> None:
    text = content_of(report(HOSTILE, answers=[answer(1)], sat=[sitting()]), "json").decode("utf-8")
    assert "</style></script><script>alert(1)</script>" in json.loads(text)["pages"][0]["sentences"][0]
    assert {"\u202e", "\x1b", "\ud800"} & set(text) == set()


# -- a workbook


def test_a_workbook_has_a_sheet_a_figure_and_topics_sittings_and_answers() -> None:
    names = ["Overview", "doing-1 Minutes by day", "doing-2 Score by week", "doing-3 Study days", "doing-4 Predicted and recalled"]
    assert book(WHOLE).sheetnames == [*names, "doing-5 Score by topic", "Topics", "Sittings", "Answers"]


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    made = book(report(figures=[minutes(), bars((0.5, None, 1.0))], sat=[sitting()]))
    assert values(made["doing-1 Minutes by day"])[1] == [datetime(2026, 2, 2), 10]  # noqa: DTZ001
    sheet = made["doing-2 Score by topic"]
    assert values(sheet)[1:3] == [["Air", 4, 0.5, 0.25, 0.5], ["Water", 4, None, None, None]]
    assert sheet["C2"].number_format == "0 %"
    assert values(made["Sittings"])[1][1] == datetime(2026, 2, 2, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#REF!", "TRUE", "2026-01-01", "1e9", "https://x.example"]
)
def test_text_stays_text(text: str) -> None:
    cell = book(report(figures=[Figure("F", (Column("A"),), (Row((text,)),))]))["doing-1 F"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_the_heads_stay_in_sight_and_columns_are_as_wide_as_what_is_in_them() -> None:
    for sheet in book(report(HOSTILE, answers=[answer(1)], sat=[sitting()])):
        assert sheet.freeze_panes == "A2"
        assert {8 <= each.width <= 60 for each in sheet.column_dimensions.values()} == {True}


@pytest.mark.parametrize("title", [HOSTILE, "[x]:*?/\\'", "History", "x" * 40], ids=["hostile", "signs", "reserved", "long"])
def test_any_title_makes_a_sheet(title: str) -> None:
    sheet = book(report(figures=[Figure(title, (Column("A"),), (Row(("a",)),))])).worksheets[1]
    assert (sheet.title.startswith("doing-1"), len(sheet.title) <= 31) == (True, True)


def test_a_day_that_a_spreadsheet_does_not_know_is_text() -> None:
    figure = Figure("F", (Column("Day", "day"),), (Row((date(1, 1, 1),)), Row((date(1899, 1, 1),))))
    assert values(book(report(figures=[figure]))["doing-1 F"])[1:] == [["0001-01-01"], ["1899-01-01"]]


def test_a_text_longer_than_a_cell_is_cut() -> None:
    figure = Figure("F", (Column("A"),), (Row(("x" * 40_000,)),))
    assert len(str(book(report(figures=[figure]))["doing-1 F"]["A2"].value)) == 32_767


def test_without_its_package_a_workbook_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NotInstalled, match=r"A spreadsheet needs one more package: pip install 'canada-us-quiz\[formats\]'\."):
        report_sheets(report())
