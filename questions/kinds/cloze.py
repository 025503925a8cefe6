"""A text with blanks that the learner fills in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from questions.kinds.base import Fault, Question, expect_texts
from questions.typed import mark_text, typed_fault
from questions.verdict import NotAResponse, Outcome, Response, Verdict

_BLANK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MOST_BLANKS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """A text with blanks that the learner fills in.

    The blanks stand in the prompt as ``{{answer}}`` or ``{{answer|other wording}}``. Partial credit is the mean of the
    blanks.
    """

    kind: Literal["cloze"] = "cloze"

    def blanks(self) -> list[tuple[str, ...]]:
        """Return for each blank the wordings that are right, the one that is shown first."""
        return [tuple(map(str.strip, blank.split("|"))) for blank in _BLANK.findall(self._ends_apart()[0])]

    def gapped(self) -> str:
        """Return the text with numbered gaps in place of the blanks."""
        numbers = count(1)
        return self._replaced(lambda _: f"[{next(numbers)}] ____")

    def around(self) -> list[str]:
        """Return the texts before, between and after the blanks: one more than there are blanks."""
        text, rest = self._ends_apart()
        *before, last = _BLANK.split(text)[::2]
        return [*before, last + rest]

    def filled(self) -> str:
        """Return the text with every blank filled in rightly."""
        return self._replaced(lambda blank: blank[1].split("|")[0].strip())

    def _replaced(self, by: Callable[[re.Match[str]], str]) -> str:
        text, rest = self._ends_apart()
        return _BLANK.sub(by, text) + rest

    def _ends_apart(self) -> tuple[str, str]:
        """Return the prompt up to the last }} and what follows it: a search would look there for the end of every {{ once more."""
        end = self.prompt.rfind("}}") + 2
        return self.prompt[:end], self.prompt[end:]

    def mark(self, response: Response) -> Verdict:
        given = expect_texts(response)
        blanks = self.blanks()
        if not any(part.strip() for part in given):
            raise NotAResponse("Fill in at least one blank.")
        if len(given) > len(blanks):
            raise NotAResponse(f"There are {len(blanks)} blanks.")
        given = [*given, *[""] * (len(blanks) - len(given))]
        marked = [mark_text(text, blank) for text, blank in zip(given, blanks, strict=True)]
        parts = tuple(each.outcome in (Outcome.RIGHT, Outcome.NEARLY) for each in marked)
        score = round(sum(each.score for each in marked) / len(marked), 4)
        if len(marked) == 1:
            return Verdict(marked[0].outcome, marked[0].score, marked[0].rule, parts)
        rule = f"{sum(parts)} of {len(parts)} blanks right." + "".join(
            f" [{number}] {each.rule}" for number, each in enumerate(marked, 1) if each.outcome is not Outcome.RIGHT
        )
        return Verdict(_together(marked), score, rule, parts)

    def parse(self, line: str, _shown: Sequence[str], /) -> Response:
        blanks = len(self.blanks())
        parts = [part.strip() for part in line.split(";")] if blanks > 1 else [line.strip()]
        if len(parts) == 1 and line.count(",") == blanks - 1:
            parts = [part.strip() for part in line.split(",")]
        if len(parts) > blanks:
            raise NotAResponse(f"There are {blanks} blanks; set the answers apart by semicolons.")
        if not any(parts):
            raise NotAResponse("Fill in at least one blank.")
        return list(parts)

    def answer_text(self) -> str:
        return " · ".join(blank[0] for blank in self.blanks())

    def right_response(self) -> Response:
        return [blank[0] for blank in self.blanks()]

    def how(self) -> str:
        blanks = len(self.blanks())
        return "Type the missing words." if blanks == 1 else f"Type the {blanks} missing parts, set apart by semicolons."

    def faults(self) -> Iterator[Fault]:
        blanks = self.blanks()
        if not blanks:
            yield Fault(("prompt",), "no-blank", "A cloze needs a blank in its prompt.", "Write the missing words as {{answer}}.")
        if len(blanks) > _MOST_BLANKS or any(len(blank) > _MOST_BLANKS for blank in blanks):
            message = f"A cloze may have {_MOST_BLANKS} blanks, and a blank {_MOST_BLANKS} wordings."
            yield Fault(("prompt",), "too-long", message, "Make several questions of it.")
            return
        inside, outside = " ".join(map("|".join, blanks)), _BLANK.sub("", self._ends_apart()[0]) + self._ends_apart()[1]
        if any(brace in text for brace in ("{{", "}}") for text in (inside, outside)):
            yield Fault(("prompt",), "open-blank", "A blank is not closed, or not opened.", "Write {{ and }} on either side of the words.")
        for number, blank in enumerate(blanks, 1):
            for wording in blank:
                if not wording:
                    message = f"Blank {number} has a wording with nothing in it."
                    yield Fault(("prompt",), "empty-blank", message, "Write {{answer}} or {{answer|other wording}}.")
                elif fault := typed_fault(wording):
                    yield Fault(("prompt",), fault[0], f"Blank {number}: {fault[1]}", fault[2])
                else:
                    continue
                break


def _together(marked: Sequence[Verdict]) -> Outcome:
    outcomes = {each.outcome for each in marked}
    if outcomes == {Outcome.RIGHT}:
        return Outcome.RIGHT
    if outcomes <= {Outcome.RIGHT, Outcome.NEARLY}:
        return Outcome.NEARLY
    return Outcome.WRONG if outcomes == {Outcome.WRONG} else Outcome.PARTLY
