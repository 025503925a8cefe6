"""Responses that are far too long, or written to take long, to questions that are as large as they may be."""

from __future__ import annotations

import contextlib
import time
from decimal import Decimal
from pathlib import Path

import pytest

from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.reading import read_bank_text
from questions.verdict import NotAResponse, Response

MEGABYTE = 1_000_000
MANY = tuple(f"{'x' * 3_900}{number}" for number in range(99))
ID = {"id": "t/q"}
QUESTIONS: dict[str, AnyQuestion] = {
    "choice": Choice(**ID, prompt="P", answer="A", distractors=MANY),
    "select": Select(**ID, prompt="P", answer=tuple(f"a{number}" for number in range(99)), distractors=MANY),
    "true-false": TrueFalse(**ID, prompt="P", answer=True),
    "short-answer": ShortAnswer(**ID, prompt="P", answer="A", accept=tuple("million " * 120 + str(number) for number in range(99))),
    "number": Number(**ID, prompt="P", answer=Decimal(5)),
    "cloze": Cloze(**ID, prompt="{{a}} " * 100),
    "match": Match(**ID, prompt="P", answer={f"l{number}": f"{'r' * 3_900}{number}" for number in range(99)}, distractors=MANY),
    "order": Order(**ID, prompt="P", answer=MANY),
    "flashcard": Flashcard(**ID, prompt="P", answer="A"),
}
LINES = {
    "one word": "x" * MEGABYTE,
    "the first option again and again": "1 " * (MEGABYTE // 2),
    "semicolons": ";" * MEGABYTE,
    "options with points": " ".join("1" + "." * points for points in range(1_400)),
    "ligatures": "ﷺ" * MEGABYTE,
    "combining marks": "\u0301" * MEGABYTE,
    "digits": "9" * MEGABYTE,
    "thousands": "1,111," * (MEGABYTE // 6),
    "number words": "million " * (MEGABYTE // 8),
    "the longest that is marked": "million " * 124,
    "the longest in each blank": ";".join(["twenty one " * 90] * 100),
    "ligatures in each blank": ";".join(["ﷺ" * 222] * 100),
}


def try_out(question: AnyQuestion, line: str) -> None:
    """What `quiz try` does with a line; then its marking alone, as a list and as text."""
    responses: list[Response] = [line, [line], [line[:1_000]] * 1_000, {line: line}]
    with contextlib.suppress(NotAResponse):
        responses.append(question.parse(line, question.options()))
    for response in responses:
        with contextlib.suppress(NotAResponse):
            question.mark(response)


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_no_response_takes_a_second(kind: str, line: str) -> None:
    began = time.process_time()
    try_out(QUESTIONS[kind], line)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_is_said_of_a_megabyte_is_a_sentence(kind: str) -> None:
    question, line = QUESTIONS[kind], "1x" * (MEGABYTE // 2)
    with pytest.raises(NotAResponse) as refused:
        question.mark(question.parse(line, question.options()))
    assert len(str(refused.value)) < 200


def codes(question: str) -> list[str]:
    bank = read_bank_text(f"topic: T\nquestions:\n  - {{id: a, {question}}}\n".encode(), Path("bank.yaml"))
    return [problem.code for problem in bank.problems]


def test_an_answer_that_forgiving_makes_far_longer_is_too_long_to_be_typed() -> None:
    assert codes(f"kind: short-answer, prompt: P, answer: {'ﷺ' * 900}") == ["too-long"]


@pytest.mark.parametrize("blank", ["{{a}}" * 101, "{{a" + "|a" * 100 + "}}"])
def test_a_cloze_has_a_hundred_blanks_of_a_hundred_wordings_at_most(blank: str) -> None:
    assert codes(f'kind: cloze, prompt: "{blank}"') == ["too-long"]


def test_a_hundred_blanks_are_welcome() -> None:
    assert codes(f'kind: cloze, prompt: "{"{{a}}" * 100}"') == []


def test_a_modifier_that_forgiving_takes_away_is_nothing_to_mark() -> None:
    assert codes("kind: short-answer, prompt: P, answer: ʼʼ") == ["nothing-to-mark"]
