"""One right option among several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from questions.kinds.base import Fault, Question, expect_text, pick, repeated
from questions.verdict import NotAResponse, Response, Verdict, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """A wrong option, with what to tell a learner who chooses it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    text: str
    """The option."""
    feedback: str = ""
    """Shown to a learner who chose it."""


def option_faults(answers: Sequence[str], distractors: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each distractor that stands twice, or is the answer."""
    for index in repeated([*answers, *distractors]):
        if index >= len(answers):
            place = index - len(answers)
            yield Fault(("distractors", place), "duplicate-option", *stands_twice(distractors[place]))


def stands_twice(text: str) -> tuple[str, str]:
    """Return the message and the advice for an option that is among the options already."""
    return f"“{text[:40]}” stands twice.", "Capitals and spaces make no difference; every option must be another."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One right option among several."""

    kind: Literal["choice"] = "choice"
    answer: str
    """The right option."""
    distractors: tuple[str | Distractor, ...]
    """The wrong options: texts, or mappings of ``text`` and ``feedback``."""

    def options(self) -> tuple[str, ...]:
        return (self.answer, *distractor_texts(self.distractors))

    def mark(self, response: Response) -> Verdict:
        chosen = expect_text(response)
        if chosen not in self.options():
            raise NotAResponse("That is not one of the options.")
        if chosen == self.answer:
            return verdict_of(1, "You chose the right option.")
        return verdict_of(0, "You chose another option.")

    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        return pick(line, shown)

    def answer_text(self) -> str:
        return self.answer

    def how(self) -> str:
        return f"Type a number from 1 to {len(self.options())}."

    def feedback(self, response: Response, /) -> str:
        return distractor_feedback(self.distractors, [response])

    def faults(self) -> Iterator[Fault]:
        if not self.distractors:
            yield Fault(("distractors",), "too-few", "A choice needs at least one distractor.", "Two to four are usual.")
        yield from option_faults([self.answer], distractor_texts(self.distractors))


def distractor_texts(distractors: Sequence[str | Distractor]) -> list[str]:
    """Return the wrong options without their feedback."""
    return [d if isinstance(d, str) else d.text for d in distractors]


def distractor_feedback(distractors: Sequence[str | Distractor], chosen: Sequence[Response]) -> str:
    """Return what the bank says to those who chose these distractors."""
    return " ".join(d.feedback for d in distractors if isinstance(d, Distractor) and d.text in chosen and d.feedback)
