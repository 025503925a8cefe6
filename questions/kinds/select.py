"""Several right options among more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.kinds.base import Fault, Question, expect_texts, pick_all, repeated
from questions.kinds.choice import Distractor, distractor_feedback, distractor_texts, option_faults, stands_twice
from questions.verdict import NotAResponse, Response, Verdict, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(Question):
    """Several right options among more.

    Partial credit is right options chosen less wrong ones chosen, over all right ones, and never below nothing: the
    rule that makes choosing everything worthless where there are as many distractors as answers.
    """

    kind: Literal["select"] = "select"
    answer: tuple[str, ...]
    """The right options."""
    distractors: tuple[str | Distractor, ...]
    """The wrong options: texts, or mappings of ``text`` and ``feedback``."""

    def options(self) -> tuple[str, ...]:
        return (*self.answer, *distractor_texts(self.distractors))

    def mark(self, response: Response) -> Verdict:
        chosen = set(expect_texts(response))
        if not chosen:
            raise NotAResponse("Choose at least one option.")
        if not chosen <= set(self.options()):
            raise NotAResponse("That is not one of the options.")
        right = len(chosen & set(self.answer))
        wrong = len(chosen) - right
        score = max(0, right - wrong) / len(self.answer)
        rule = f"{right} of {len(self.answer)} right options chosen" + (f", {wrong} wrong" if wrong else "") + "."
        parts = tuple((option in chosen) == (option in self.answer) for option in self.options())
        return verdict_of(score, rule, parts)

    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        chosen = pick_all(line, shown)
        return [option for option in shown if option in chosen]

    def answer_text(self) -> str:
        return " · ".join(self.answer)

    def right_response(self) -> Response:
        return list(self.answer)

    def how(self) -> str:
        return "Type the numbers of all that are right, as in 1 3."

    def feedback(self, response: Response, /) -> str:
        return distractor_feedback(self.distractors, response if isinstance(response, list) else [])

    def faults(self) -> Iterator[Fault]:
        if not self.answer:
            advice = "List the right options under `answer`."
            yield Fault(("answer",), "too-few", "A select needs at least one right option.", advice)
        if not self.distractors:
            advice = "Without one, choosing everything is right."
            yield Fault(("distractors",), "too-few", "A select needs at least one distractor.", advice)
        for index in repeated(self.answer):
            yield Fault(("answer", index), "duplicate-option", *stands_twice(self.answer[index]))
        yield from option_faults(self.answer, distractor_texts(self.distractors))
