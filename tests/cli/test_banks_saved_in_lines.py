"""A bank that is saved while a sitting is held in lines: it is read again between two questions."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.plain.session import Session
from quiz.rereading import Banks
from quiz.study import Study

Step = str | Callable[[], object]


class TypedMeanwhile(io.StringIO):
    """Lines that are typed, and what is done before one of them is."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._steps = iter(steps)

    def readline(self, _size: int = -1, /) -> str:
        for step in self._steps:
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


@pytest.fixture
def practise(study: Study, sevens: Path) -> Callable[..., str]:
    """Practise the questions of a bank, with these lines and deeds; what was said is returned."""
    study.banks = Banks([sevens])
    study.library = study.banks.read()

    def run(*steps: Step) -> str:
        out = io.StringIO()
        names = ["sevens/days", "sevens/seas", "sevens/wonders"]
        Session(study, TypedMeanwhile(steps), out, lambda: 0.0).sit(lambda study: study.again(names))
        return out.getvalue()

    return run


@pytest.fixture
def change(sevens: Path) -> Callable[[str, str], Callable[[], object]]:
    """Replace a text of the bank by another."""

    def changing(then: str, now: str) -> Callable[[], object]:
        return lambda: sevens.write_text(sevens.read_text("utf-8").replace(then, now), "utf-8")

    return changing


def test_the_next_question_is_asked_as_it_is_now(practise, change):
    told = practise(change("Seas of the saying?", "How many seas?"), "7", "7", "7")
    assert "sevens.yaml was read again: 1 question changed." in told
    assert "2 of 3. Sevens.\nHow many seas?" in told


def test_an_answer_taken_back_to_a_question_that_is_gone_leads_on_to_the_next(practise, change):
    days = "  - {id: days, kind: number, prompt: Days in a week?, answer: 7}\n"
    told = practise("7", change(days, ""), ":u", "7", "7")
    assert "1 of 2. Sevens.\nSeas of the saying?" in told
    assert "2 of 2 right at the first try." in told
