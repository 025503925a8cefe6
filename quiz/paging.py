"""A sitting page by page: what is before the learner, and what becomes of it when she does something.

Each method of ``Paging`` writes to the record, so it may block, and returns the page after it; the page before stays as it
was, which is all that an undo needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from progress.rating import Rating
from progress.records import EntryId
from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.sitting import Sitting, drop, undo
from quiz.study import Feedback, Study


@dataclass(frozen=True)
class Page:
    """What is before the learner: a question, and once it is answered what became of the answer."""

    sitting: Sitting
    question: AnyQuestion
    shown: tuple[str, ...]
    flagged: frozenset[str]
    hinted: bool = False
    confidence: str = ""
    """How sure the learner says she is of the answer that she is about to give; empty as long as she was not asked."""
    feedback: Feedback | None = None

    @property
    def told(self) -> bool:
        """Whether the question is answered and its feedback shown."""
        return self.feedback is not None

    def allows(self, action: str, *parameters: object) -> bool:
        """Whether a command makes sense here."""
        feedback = self.feedback
        if action == "claim":
            may = "guess" if feedback is not None and feedback.verdict.outcome == "right" else "right"
            return feedback is not None and feedback.response is not None and not feedback.claim and parameters == (may,)
        if action in ("next", "rate"):
            return self.told
        if action == "hint":
            return not self.told and bool(self.question.hint) and not self.hinted
        if action in ("dont_know", "why"):
            return not self.told
        return action != "undo" or bool(self.sitting.given)

    def asks_as(self, other: Page) -> bool:
        """Whether the same answer to the same question is asked for, so that its control can stay."""

        def asked(page: Page) -> tuple[AnyQuestion, int]:
            return page.question, len(page.sitting.given) - page.told

        return asked(self) == asked(other) and not (other.told and not self.told)


class Done(NamedTuple):
    """Something that was written: the entry, and the page after it, or the sitting if nothing is left to ask."""

    entry: EntryId
    after: Page | Sitting


class Paging:
    """What can be done with a page."""

    def __init__(self, study: Study, usual: Mapping[str, int]) -> None:
        self.study = study
        self.usual = usual

    def page(self, sitting: Sitting, flagged: frozenset[str]) -> Page | Sitting:
        """Return the page of a sitting, or the sitting if nothing is left to ask."""
        question = self.study.question(sitting)
        return sitting if question is None else Page(sitting, question, self.study.shown(sitting, question), flagged)

    def of_now(self, page: Page) -> Page:
        """Return a page with its question as it is in the bank now.

        What is answered stays as it was asked; so does what is in no bank any more, until it is answered.
        """
        question = None if page.told else self.study.question(page.sitting)
        if question is None or question == page.question:
            return page
        return replace(page, question=question, shown=self.study.shown(page.sitting, question))

    def next(self, page: Page) -> Page | Sitting:
        """Go on to the next question."""
        return self.page(self.study.next(page.sitting), page.flagged)

    def coming(self, page: Page) -> Page | Sitting:
        """Return what is likely to be next, as things stand; nothing is written."""
        return self.page(self.study.ask(page.sitting), page.flagged)

    def answer(self, page: Page, response: Response, took: int) -> Page:
        """Answer the question. Raises ``NotAResponse`` if the response cannot be marked."""
        usual = self.usual.get(page.question.kind)
        sure = page.confidence if response is not None else ""
        sitting, feedback = self.study.answer(
            page.sitting, page.question, response, took=took, hinted=page.hinted, usual=usual, confidence=sure
        )
        return replace(page, sitting=sitting, feedback=feedback)

    def rate(self, page: Page, feedback: Feedback, rating: int) -> Done:
        """Rate the answer otherwise."""
        sitting, rated = self.study.rerate(page.sitting, feedback, Rating(rating))
        return Done(rated.amendment or rated.id, replace(page, sitting=sitting, feedback=rated))

    def claim(self, page: Page, feedback: Feedback, claim: str) -> Done:
        """Hold the answer for right after all, or for a guess."""
        sitting, claimed = self.study.claim(page.sitting, feedback, claim)
        return Done(claimed.amendment or claimed.id, replace(page, sitting=sitting, feedback=claimed))

    def flag(self, page: Page) -> Done:
        """Flag the question, or take the flag away."""
        id_ = page.question.id
        entry = self.study.mark_question(id_, "flagged", on=id_ not in page.flagged)
        return Done(entry, replace(page, flagged=page.flagged ^ {id_}))

    def set_aside(self, page: Page) -> Done:
        """Set the question aside; if it is not answered yet, go on to the next."""
        entry = self.study.mark_question(page.question.id, "suspended", on=True)
        without = replace(page, sitting=drop(page.sitting, page.question.id))
        return Done(entry, without if page.told else self.next(without))

    def before_last(self, page: Page) -> Page | Sitting:
        """Return the page before the last answer was given, in a sitting that was gone on with since."""
        return self.page(self.study.ask(undo(page.sitting)[0]), page.flagged)
