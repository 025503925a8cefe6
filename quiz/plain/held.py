"""A sitting while it is held: what is given in it, and what the learner says of that afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progress.errors import ProgressError
from progress.rating import Rating
from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.plain.deeds import Deed
from quiz.plain.words import feedback_lines, results_lines
from quiz.sitting import Sitting, ask, drop, undo
from quiz.study import Feedback
from quiz.told import returns_text

if TYPE_CHECKING:
    from quiz.plain.session import Session


class Held:
    """The sitting as it stands, with the feedback told last."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self.session = session
        self.study = session.study
        self.lines = session.lines
        self.sitting = sitting
        self.feedback: Feedback | None = None
        standing = self.study.standing()
        self.usual = standing.usual
        self.flagged = set(standing.flagged)
        self._taken_back: list[tuple[Sitting, Feedback | None]] = []

    @property
    def commands(self) -> dict[str, Callable[[], bool]]:
        """What can be said of earlier answers at any time."""
        ratings = {str(int(rating)): (lambda rating=rating: self.rate(rating)) for rating in Rating}
        claims = {claim: (lambda claim=claim: self.claim(claim)) for claim in ("right", "guess")}
        return {"undo": self.undo, "redo": self.redo, **claims, **ratings}

    def say(self, *lines: str) -> bool:
        """Say something, by which nothing is done with."""
        self.lines.say(*lines)
        return False

    # -- going on

    def next(self) -> AnyQuestion | None:
        """Return the question to be asked now; None if none is left."""
        self.sitting = ask(self.sitting, self.study.clock().at)
        return self.study.question(self.sitting)

    def answer(self, question: AnyQuestion, response: Response, *, took: int, hinted: bool) -> None:
        """Write a response down and tell what became of it. Raises ``ProgressError`` if it could not be written."""
        usual = self.usual.get(question.kind)
        self.sitting, self.feedback = self.study.answer(self.sitting, response, took=took, hinted=hinted, usual=usual)
        self._remember(Deed(self.feedback.id, "the answer", self.sitting.id, question.id))
        self.lines.say(*feedback_lines(self.feedback, self.study.clock()))

    def mark(self, question: AnyQuestion, mark: str) -> bool:
        """Flag a question or set it aside, or take that back; return whether another is to be asked."""
        on = self.session.mark(question, mark, sitting=self.sitting.id)
        self._taken_back.clear()
        if mark == "flagged":
            self.flagged ^= {question.id}
        elif on:
            self.sitting = drop(self.sitting, question.id)
        return mark == "suspended" and on

    def _remember(self, deed: Deed) -> None:
        self.session.deeds.remember(deed)
        self._taken_back.clear()

    # -- what is said of it afterwards

    def undo(self) -> bool:
        """Take back what was done last in this sitting, and ask the question anew if it was an answer."""
        deeds, before = self.session.deeds, self.sitting
        if not (deeds.done and deeds.done[-1].sitting == before.id):
            if not before.given:
                return self.say("There is nothing to undo in this sitting.")
            earlier = before.given[-1]
            deeds.found(Deed(earlier.id, "the answer", before.id, earlier.question))
        deed = deeds.undo(self.study)
        self._taken_back.append((replace(before, asked=None), self.feedback))
        if deed.mark:
            return self._swap_mark(deed, f"Undone: {deed.what}.")
        self.sitting, _ = undo(before)
        self.feedback = None
        self.lines.say("Taken back. Answer again, or :redo brings it back.")
        return True

    def redo(self) -> bool:
        """Bring back what was taken back last."""
        if not self._taken_back:
            return self.say("There is nothing to redo.")
        deed = self.session.deeds.redo(self.study)
        sitting, feedback = self._taken_back.pop()
        if deed.mark:
            return self._swap_mark(deed, f"Redone: {deed.what}.")
        self.sitting, self.feedback = sitting, feedback
        self.lines.say("Back again.")
        return True

    def _swap_mark(self, deed: Deed, said: str) -> bool:
        self.lines.say(said)
        if deed.mark == "flagged":
            self.flagged ^= {deed.question}
            return False
        dropped = self.sitting.dropped ^ {deed.question}
        self.sitting = replace(self.sitting, dropped=dropped, asked=None if deed.question in dropped else deed.question)
        return True

    def claim(self, claim: str) -> bool:
        """Hold the last answer for right after all, or for a guess."""
        feedback = self.feedback
        if feedback is None or feedback.response is None:
            return self.say("There is no answer of yours to say that of.")
        if (feedback.verdict.outcome == "right") is not (claim == "guess"):
            return self.say("It was marked right." if claim == "right" else "It was not marked right.")
        self.sitting, self.feedback = self.study.claim(self.sitting, feedback, claim)
        noted = "Noted: your teacher will see it." if claim == "right" else "Noted: it will come back soon."
        return self.say(noted, returns_text(self.feedback, self.study.clock()))

    def rate(self, rating: Rating) -> bool:
        """Give the last answer another rating."""
        if self.feedback is None:
            return self.say("There is no answer to rate yet.")
        self.sitting, self.feedback = self.study.rerate(self.sitting, self.feedback, rating)
        return self.say(returns_text(self.feedback, self.study.clock()))

    # -- its end

    def tell_results(self) -> None:
        """Tell how it went."""
        self.session.missed = self.sitting.missed
        self.lines.say(*results_lines(self.sitting, self.study.library, self.study.clock()))

    def end(self) -> None:
        """End the sitting for good."""
        self._try(self.study.end)

    def leave(self) -> None:
        """Leave the sitting so that it can be gone on with; tell how it went."""
        self._try(self.study.leave)
        self.tell_results()

    def _try(self, work: Callable[[Sitting], None]) -> None:
        try:
            work(self.sitting)
        except ProgressError as failure:
            self.lines.say(f"{failure} Every answer is kept all the same.")
