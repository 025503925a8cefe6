"""A statement that is true or false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from questions.kinds.base import Question, pick
from questions.verdict import NotAResponse, Response, Verdict, verdict_of

_WORDS = {"t": "True", "true": "True", "y": "True", "yes": "True", "f": "False", "false": "False", "n": "False", "no": "False"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement that is true or false."""

    shuffles: ClassVar[bool] = False

    kind: Literal["true-false"] = "true-false"
    answer: bool
    """``true`` or ``false``."""

    def options(self) -> tuple[str, ...]:
        return ("True", "False")

    def mark(self, response: Response) -> Verdict:
        if str(response) not in self.options():
            raise NotAResponse("Answer true or false.")
        if str(response) == self.answer_text():
            return verdict_of(1, "You judged the statement rightly.")
        return verdict_of(0, f"The statement is {self.answer_text().casefold()}.")

    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        word = line.strip().casefold()
        try:
            return _WORDS.get(word) or pick(word, shown)
        except NotAResponse:
            raise NotAResponse("Answer true or false (t or f).") from None

    def answer_text(self) -> str:
        return "True" if self.answer else "False"

    def how(self) -> str:
        return "Type t for true or f for false."
