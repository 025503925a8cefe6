"""A card whose back the learner recalls, and marks herself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Question
from questions.verdict import NotAResponse, Outcome, Response, Verdict

SELF_MARKS = ("again", "hard", "good", "easy")
_TYPED = {
    **{mark: mark for mark in SELF_MARKS},
    **{str(number): mark for number, mark in enumerate(SELF_MARKS, 1)},
    "n": "again",
    "no": "again",
    "y": "good",
    "yes": "good",
}
_SCORES = {
    "again": (Outcome.WRONG, 0.0, "You marked it as not known."),
    "hard": (Outcome.RIGHT, 1.0, "You marked it as known with effort."),
    "good": (Outcome.RIGHT, 1.0, "You marked it as known."),
    "easy": (Outcome.RIGHT, 1.0, "You marked it as known at once."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flashcard(Question):
    """A card whose back the learner recalls, and marks herself."""

    kind: Literal["flashcard"] = "flashcard"
    answer: str
    """The back of the card."""

    def mark(self, response: Response) -> Verdict:
        if not isinstance(response, str) or response not in _SCORES:
            raise NotAResponse("Say how well you knew it: again, hard, good or easy.")
        return Verdict(*_SCORES[response])

    def parse(self, line: str, _shown: Sequence[str], /) -> Response:
        mark = _TYPED.get(line.strip().casefold())
        if mark is None:
            raise NotAResponse("Say how well you knew it: 1 again, 2 hard, 3 good, 4 easy.")
        return mark

    def answer_text(self) -> str:
        return self.answer

    def right_response(self) -> Response:
        return "good"

    def response_text(self, response: Response) -> str:
        return f"marked by yourself: {response}" if response is not None else Question.response_text(self, response)

    def how(self) -> str:
        return "Recall the back, then mark yourself: 1 again, 2 hard, 3 good, 4 easy."
