"""CSV that is opened in a spreadsheet: no text in it is taken for a formula, and a row is one line."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from quiz.readout import print_csv


def cell(value: Any, capsys: pytest.CaptureFixture[str]) -> str:
    """What a cell says once it is read."""
    print_csv(["cell"], [{"cell": value}])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    return row["cell"]


FORMULAS = {
    "an equals sign": ("=1+1", "'=1+1"),
    "a plus sign": ("+1", "'+1"),
    "a minus sign": ("-1", "'-1"),
    "an at sign": ("@SUM(A1)", "'@SUM(A1)"),
    "a wide equals sign": ("＝1+1", "'＝1+1"),
    "a wide plus sign": ("＋1", "'＋1"),
    "a wide minus sign": ("－1", "'－1"),
    "a wide at sign": ("＠SUM(A1)", "'＠SUM(A1)"),
    "a tab": ("\t=1", "'=1"),
    "a carriage return": ("\r=1", "'=1"),
    "a line end": ("\n=1", "'=1"),
    "spaces": ("  =1", "'=1"),
    "a space that does not break": ("\u00a0=1", "'=1"),
    "something invisible": ("\u200b\ufeff=1", "'=1"),
    "a soft hyphen": ("\u00ad=1", "'\u00ad=1"),
    "a joiner": ("\u200d=1", "'\u200d=1"),
    "an escape sequence": ("\x1b=1", "'=1"),
    "a command": ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
}


@pytest.mark.parametrize(("value", "expected"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula_behind(value: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cell(value, capsys) == expected


@pytest.mark.parametrize("value", ["1991", "a=b", "e-mail", "'quoted'", "5 − 3", "[=1]", "–"])
def test_other_text_stays_as_it_is(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cell(value, capsys) == value


@pytest.mark.parametrize("value", [-1, -0.5])
def test_a_negative_number_stays_a_number(value: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert cell(value, capsys) == str(value)


def test_a_list_is_json_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert cell(["=1", "+2"], capsys) == '["=1", "+2"]'


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\n=1\n"])
def test_text_of_several_lines_is_one_line(end: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(["cell"], [{"cell": f"a{end}b"}])
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("value", ['a"b', "a,b", 'x","=1+1'])
def test_no_cell_ends_before_its_end(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cell(value, capsys) == value
