"""``quiz check --watch``: a check now and after every save, whichever way an editor saves, until Ctrl+C."""

from __future__ import annotations

import re
from pathlib import Path

GOOD = "topic: T\nquestions:\n  - {id: a, kind: flashcard, prompt: P, answer: A}\n"
BAD = GOOD.replace("flashcard", "flashcart")
WAITING = "Waiting for a change; Ctrl+C ends it."


def written(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def replaced(path: Path, text: str) -> None:
    new = path.with_name("new~")
    new.write_text(text, "utf-8")
    new.replace(path)


def set_aside_and_written(path: Path, text: str) -> None:
    path.replace(path.with_name(path.name + "~"))
    path.write_text(text, "utf-8")


def test_every_way_to_save_is_noticed_and_an_interrupt_ends_it_quietly(terminal, bank_file) -> None:
    path = bank_file(GOOD)
    at = terminal("check", "--watch", str(path), "--no-advice", TERM="dumb")
    assert "No problems in 1 bank" in at.until(WAITING)
    for save in (written, replaced, set_aside_and_written):
        save(path, BAD)
        assert "[unknown-kind]" in at.until(WAITING)
        save(path, GOOD)
        assert "No problems in 1 bank" in at.until(WAITING)
    at.type("\x03")
    assert at.left_with() == 130
    assert "Traceback" not in at.told
    assert "\x1b" not in at.told


def test_each_check_names_the_time_and_the_files(terminal, bank_file) -> None:
    path = bank_file(GOOD, "banks/one.yaml")
    at = terminal("check", "--watch", str(path.parent), "--no-advice", TERM="dumb")
    assert re.search(r"— \d\d:\d\d:\d\d — first check —", at.until(WAITING))
    new = bank_file(BAD, "banks/two.yaml")
    assert re.search(rf"— \d\d:\d\d:\d\d — {new} —", at.until(WAITING))
    new.unlink()
    assert "No problems in 1 bank" in at.until(WAITING)
    at.type("\x03")
    assert at.left_with() == 130


def test_a_file_that_is_gone_is_a_problem_until_it_is_back(terminal, bank_file) -> None:
    path = bank_file(GOOD)
    at = terminal("check", "--watch", str(path), "--no-advice", TERM="dumb")
    at.until(WAITING)
    path.unlink()
    assert "[not-readable]" in at.until(WAITING)
    bank_file(GOOD)
    assert "No problems in 1 bank" in at.until(WAITING)
    at.type("\x03")
    assert at.left_with() == 130


def test_a_terminal_is_cleared_before_each_check(terminal, bank_file) -> None:
    at = terminal("check", "--watch", str(bank_file(GOOD)), "--no-advice")
    assert at.until(WAITING).startswith("\x1b[2J\x1b[1;1H— ")
    at.type("\x03")
    assert at.left_with() == 130
