"""Items to be put in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Fault, Question, expect_texts, pick_all, repeated
from questions.kinds.choice import stands_twice
from questions.verdict import NotAResponse, Response, Verdict, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Items to be put in order.

    Partial credit is by the longest run of items, not necessarily neighbours, that stand in the right order: all of them
    is full marks, one is nothing, so that one misplaced item costs one step and the reverse order gains nothing.
    """

    kind: Literal["order"] = "order"
    answer: tuple[str, ...]
    """The items, in the right order."""

    def options(self) -> tuple[str, ...]:
        return self.answer

    def mark(self, response: Response) -> Verdict:
        given = expect_texts(response)
        if not given:
            raise NotAResponse("Put the items in order.")
        if not set(given) <= set(self.answer) or len(set(given)) < len(given):
            raise NotAResponse("Name each item once.")
        longest = longest_rising([self.answer.index(item) for item in given])
        parts = tuple(index < len(given) and given[index] == item for index, item in enumerate(self.answer))
        return verdict_of((longest - 1) / (len(self.answer) - 1), f"{longest} of {len(self.answer)} items in the right order.", parts)

    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        items = pick_all(line, shown)
        if len(set(items)) < len(items):
            raise NotAResponse("Name each item once.")
        return items

    def answer_text(self) -> str:
        return " → ".join(self.answer)

    def right_response(self) -> Response:
        return list(self.answer)

    def response_text(self, response: Response) -> str:
        return " → ".join(response) if isinstance(response, list) else Question.response_text(self, response)

    def how(self) -> str:
        return "Type the numbers in the right order, as in 2 1 3."

    def faults(self) -> Iterator[Fault]:
        if len(self.answer) < 2:
            yield Fault(("answer",), "too-few", "An order needs at least two items.", "List them in the right order.")
        for index in repeated(self.answer):
            yield Fault(("answer", index), "duplicate-option", *stands_twice(self.answer[index]))


def longest_rising(numbers: Sequence[int]) -> int:
    """Return the length of the longest strictly rising subsequence (patience sorting)."""
    ends: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
    return len(ends)
