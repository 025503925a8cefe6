"""Pairs to be put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Fault, Question, pick_all, repeated
from questions.kinds.choice import stands_twice
from questions.verdict import NotAResponse, Response, Verdict, verdict_of

_LONGEST_LEFT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Pairs to be put together. Partial credit is the share of pairs that are right."""

    kind: Literal["match"] = "match"
    answer: dict[str, str]
    """The pairs, as ``left: right``."""
    distractors: tuple[str, ...] = ()
    """Texts for the right side that belong to no pair."""

    def lefts(self) -> tuple[str, ...]:
        """Return the left sides, in the order of the bank."""
        return tuple(self.answer)

    def options(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.answer.values(), *self.distractors]))

    def mark(self, response: Response) -> Verdict:
        if not isinstance(response, dict) or not response:
            raise NotAResponse("Match at least one pair.")
        if not all(isinstance(right, str) for right in response.values()):
            raise NotAResponse("That is not one of the pairs.")
        if not set(response) <= set(self.answer) or not set(response.values()) <= set(self.options()):
            raise NotAResponse("That is not one of the pairs.")
        parts = tuple(response.get(left) == right for left, right in self.answer.items())
        return verdict_of(sum(parts) / len(parts), f"{sum(parts)} of {len(parts)} pairs right.", parts)

    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        rights = pick_all(line, shown)
        if len(rights) > len(self.answer):
            raise NotAResponse(f"There are {len(self.answer)} to match.")
        return dict(zip(self.answer, rights, strict=False))

    def answer_text(self) -> str:
        return " · ".join(f"{left} → {right}" for left, right in self.answer.items())

    def right_response(self) -> Response:
        return dict(self.answer)

    def response_text(self, response: Response) -> str:
        if isinstance(response, dict):
            return " · ".join(f"{left} → {response.get(left, '–')}" for left in self.answer)
        return Question.response_text(self, response)

    def how(self) -> str:
        return "Type for each line, from the top, the letter that belongs to it, as in b a c."

    def faults(self) -> Iterator[Fault]:
        if len(self.answer) < 2:
            yield Fault(("answer",), "too-few", "A match needs at least two pairs.", "Write them as `left: right`, a line each.")
        lefts, rights = self.lefts(), tuple(self.answer.values())
        for left in lefts:
            if not left.strip() or len(left) > _LONGEST_LEFT:
                message = f"A left side needs a text of at most {_LONGEST_LEFT} characters."
                yield Fault(("answer", left), "wrong-left", message, "Write the pair as `left: right`.")
        for index in repeated(lefts):
            yield Fault(("answer", lefts[index]), "duplicate-option", *stands_twice(lefts[index]))
        for index in repeated([*rights, *self.distractors]):
            place = index - len(rights)
            path = ("answer", lefts[index]) if place < 0 else ("distractors", place)
            yield Fault(path, "duplicate-option", *stands_twice(rights[index] if place < 0 else self.distractors[place]))
