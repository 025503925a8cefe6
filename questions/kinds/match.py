"""Pairs to be put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Fault, Question, pick, repeated, words_of
from questions.verdict import NotAResponse, Response, Verdict, verdict_of


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
        if not set(response) <= set(self.answer) or not set(response.values()) <= set(self.options()):
            raise NotAResponse("That is not one of the pairs.")
        parts = tuple(response.get(left) == right for left, right in self.answer.items())
        return verdict_of(sum(parts) / len(parts), f"{sum(parts)} of {len(parts)} pairs right.", parts)

    def parse(self, line: str, shown: Sequence[str]) -> Response:
        words = words_of(line)
        if not words:
            raise NotAResponse(self.how())
        if len(words) == 1 and len(words[0]) > 1 and words[0].isalpha() and len(words[0]) <= len(self.answer):
            words = list(words[0])
        if len(words) > len(self.answer):
            raise NotAResponse(f"There are {len(self.answer)} to match.")
        return {left: pick(word, shown) for left, word in zip(self.answer, words, strict=False)}

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
        rights = list(self.answer.values())
        for index in repeated([*rights, *self.distractors]):
            path = ("answer", list(self.answer)[index]) if index < len(rights) else ("distractors", index - len(rights))
            yield Fault(path, "duplicate-option", f"“{[*rights, *self.distractors][index]}” stands twice on the right side.", "Every right side must be another.")
