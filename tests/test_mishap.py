"""A mistake of the program itself: what the learner is told, and what is written down of it."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from quiz import mishap
from quiz.mishap import Mishap, keep_reports_in, masked, noted, report, threads_watched, told

KEY = "Sault Ste. Marie"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(mishap, "_folder", None)
    monkeypatch.delenv("QUIZ_TRACEBACK", raising=False)
    keep_reports_in(tmp_path / "data")
    return tmp_path / "data"


def failed(response: str = KEY) -> Exception:
    """Return an error with an answer key in its message, in a local variable, and in the error it came from."""
    try:
        try:
            {}[response]
        except KeyError as error:
            raise ValueError(f"cannot mark {response!r}") from error
    except ValueError as error:
        return error


def test_a_report_holds_neither_messages_nor_local_variables():
    assert KEY not in report(failed())


def test_a_report_names_the_errors_from_the_first_on_and_their_lines():
    lines = [line.strip() for line in report(failed()).splitlines()]
    assert [line for line in lines if line in ("KeyError", "and from that:", "ValueError", "{}[response]")] == [
        "{}[response]",
        "KeyError",
        "and from that:",
        "ValueError",
    ]


def test_a_report_says_what_runs_here():
    runs = report(failed()).splitlines()[1]
    assert [name for name in ("canada-us-quiz ", "textual ", "Python ") if name not in runs] == []


def test_a_report_tells_what_exceptions_carry_of_the_program_itself():
    with pytest.raises(AttributeError) as raised:
        object().colour  # noqa: B018
    assert report(raised.value).splitlines()[-2] == "AttributeError (name colour)"


def test_a_report_of_an_endless_recursion_is_short():
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as raised:
        again()
    assert len(report(raised.value).splitlines()) < 100


def test_where_the_program_is_installed_is_in_no_report():
    assert __file__.rpartition("/tests/")[0] not in report(failed())


def test_what_is_told_says_what_is_kept_and_where_the_report_is(folder):
    mishap = Mishap("All 7 answers of this sitting are kept.")
    mishap.__cause__ = failed()
    lines = told(mishap).splitlines()
    assert lines == [
        f"The program made a mistake and had to end: ValueError in test_mishap.py, line {lines[0].split()[-1]}",
        "All 7 answers of this sitting are kept.",
        f"A report for whoever mends it is in {folder / 'error.log'}; nothing that you answered is in it.",
    ]


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.write_text("a file")
    assert noted(failed()) == f"A report of it could not be written to {folder / 'error.log'}: File exists."


def test_the_reports_stay_small(folder):
    for _ in range(500):
        noted(failed())
    assert sum(file.stat().st_size for file in folder.iterdir()) < 300_000


def test_the_traceback_that_a_programmer_asks_for_shows_no_password(monkeypatch):
    monkeypatch.setenv("QUIZ_TRACEBACK", "1")
    text = told(failed("postgresql://ann:se:cr@t@server/quiz"))
    assert ("postgresql://ann:…@server/quiz" in text, "cr@t" in text) == (True, False)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:secret@server/quiz", "postgresql://ann:…@server/quiz"),
        ("postgresql+psycopg://:secret@server/quiz", "postgresql+psycopg://:…@server/quiz"),
        ("postgresql://ann@server/quiz", "postgresql://ann@server/quiz"),
        ("sqlite:////home/ann/progress.db", "sqlite:////home/ann/progress.db"),
        ("at 10:30 mail ann@server", "at 10:30 mail ann@server"),
    ],
)
def test_only_passwords_are_masked(address, shown):
    assert masked(f"No: {address}.") == f"No: {shown}."


def test_what_ends_a_thread_is_heard_and_not_printed(monkeypatch):
    heard, printed = [], io.StringIO()
    monkeypatch.setattr(sys, "stderr", printed)
    with threads_watched(heard.append):
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    assert ([type(error) for error in heard], printed.getvalue()) == ([ZeroDivisionError], "")


def test_what_fails_at_a_clean_up_is_noted_and_not_printed(folder, monkeypatch):
    class Untidy:
        def __del__(self) -> None:
            raise ValueError(KEY)

    printed = io.StringIO()
    monkeypatch.setattr(sys, "stderr", printed)
    with threads_watched():
        Untidy()
    assert ((folder / "error.log").read_text("utf-8").count("ValueError"), printed.getvalue()) == (2, "")
