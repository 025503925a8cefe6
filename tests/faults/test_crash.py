"""A mistake planted in the program: at a real terminal it ends with a few lines, and what was answered is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.signals import fresh_folder
from faults.terminals import Terminal, Zygote
from quiz.places import places
from quiz.study import Study

pytest.importorskip("termios", reason="this system has no terminals of this kind")

PRACTICE = ("practice", "--count", "3", "--seed", "1")
HINT = """
def hint(self, *_):
    answer_key = self.page.question.answer_text() if hasattr(self, "page") else self.question.answer_text()
    raise KeyError(answer_key)
import quiz.screens.question, quiz.plain.sitting
quiz.screens.question.QuestionScreen.action_hint = hint
quiz.plain.sitting._Asking._hint = hint
"""
"""To ask for a hint fails, with the answer in the error's message and in a local variable."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return fresh_folder(tmp_path)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote(HINT) as zygote:
        yield zygote


def answer_one_and_ask_for_a_hint(at: Terminal) -> None:
    assert at.until("Don't know")
    at.press("d")
    assert at.until("change it.")
    at.press("\r")
    assert at.until("2 of 3")
    at.press("\x1bOQ")
    at.wait()


def last_lines(at: Terminal) -> list[str]:
    """Return what stands on the terminal after the program."""
    text = re.sub(r"\x1b[\[<>?\d;]*[a-zA-Z]", "", bytes(at.seen).rpartition(b"\x1b[?1049l")[2].decode())
    return text.strip().splitlines()


def left(data: Path) -> tuple[int, bool]:
    """Return how many answers the sitting under way holds, and whether it was paused."""
    study = Study.open(places(str(data), learner="ann"))
    try:
        unfinished = study.home().unfinished
        paused = any(entry.type == "sitting-paused" for entry in study.store.entries())
        return (unfinished.answers if unfinished is not None else 0), paused
    finally:
        study.close()


def test_the_screens_end_with_a_few_lines_and_the_sitting_can_be_gone_on_with(zygote: Zygote, data: Path) -> None:
    with zygote.start(data, *PRACTICE) as at:
        answer_one_and_ask_for_a_hint(at)
        as_it_was = at.as_it_was
    lines = " ".join(last_lines(at))
    assert lines.startswith("quiz: The program made a mistake and had to end: KeyError in ")
    assert lines.endswith(
        " The one answer of this sitting is kept. "
        f"A report for whoever mends it is in {data / 'error.log'}; nothing that you answered is in it."
    )
    assert (at.status, at.traceback, as_it_was, left(data)) == (70, False, True, (1, True))


def test_the_lines_end_so_too(zygote: Zygote, data: Path) -> None:
    with zygote.start(data, *PRACTICE, "--plain") as at:
        at.until("1 of 3")
        at.press(":d\n")
        at.until("Enter goes on.")
        at.press("\n:h\n")
        at.wait()
    assert b"The one answer of this sitting is kept." in at.seen
    assert (at.status, at.traceback, left(data)) == (70, False, (1, True))


def test_a_data_folder_that_cannot_be_written_is_no_second_mistake(zygote: Zygote, data: Path) -> None:
    (data / "error.log").mkdir()
    with zygote.start(data, *PRACTICE) as at:
        answer_one_and_ask_for_a_hint(at)
        lines = " ".join(last_lines(at))
    assert f"A report of it could not be written to {data / 'error.log'}: Is a directory." in lines
    assert (at.status, left(data)) == (70, (1, True))
