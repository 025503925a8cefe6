"""A short text that the learner types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Fault, Question, expect_text, repeated
from questions.typed import mark_text, typed_fault
from questions.verdict import Response, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """A short text that the learner types."""

    kind: Literal["short-answer"] = "short-answer"
    answer: str
    """The answer as it is shown."""
    accept: tuple[str, ...] = ()
    """Other wordings that are right."""

    def mark(self, response: Response) -> Verdict:
        return mark_text(expect_text(response), (self.answer, *self.accept))

    def parse(self, line: str, _shown: Sequence[str], /) -> Response:
        return expect_text(line.strip())

    def answer_text(self) -> str:
        return self.answer

    def how(self) -> str:
        return "Type the answer."

    def faults(self) -> Iterator[Fault]:
        for index, wording in enumerate((self.answer, *self.accept)):
            if fault := typed_fault(wording):
                yield Fault(("accept", index - 1) if index else ("answer",), *fault)
        for index in repeated((self.answer, *self.accept)):
            yield Fault(("accept", index - 1), "duplicate-option", f"“{self.accept[index - 1][:40]}” is accepted already.", "Delete it.")
