"""A sitting while it is held: what is given in it, and what the learner says of that afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from progress.errors import ProgressError
from progress.moment import clock_warning
from progress.rating import Rating
from progress.records import EntryId
from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.plain.words import feedback_lines, results_lines
from quiz.sitting import Sitting, drop, undo
from quiz.study import HOW_SURE_SETTING, Feedback
from quiz.told import returns_text
from quiz.undoing import How, Step

if TYPE_CHECKING:
    from quiz.plain.session import Session


@dataclass(frozen=True, slots=True)
class State:
    """All that changes while a sitting is held, so that an undo can put it back as it was."""

    sitting: Sitting
    feedback: Feedback | None
    flagged: frozenset[str]


class Held:
    """A sitting as it stands, with the feedback told last."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self.session = session
        self.study = session.study
        self.lines = session.lines
        standing = self.study.ways()
        warning = clock_warning(standing.last, self.study.clock().at)
        if warning and not session.at_home:  # home tells it too
            self.lines.say(f"Note: {warning}")
        self._usual = standing.usual
        self.asks_how_sure = standing.settings.get(HOW_SURE_SETTING) == "on"
        self._state = State(sitting, None, standing.flagged)
        known = session.knows(sitting.id)
        self._sign = session.sign_of(sitting.id)
        if not known:
            self._recall()

    @property
    def sitting(self) -> Sitting:
        """The sitting."""
        return self._state.sitting

    @property
    def flagged(self) -> frozenset[str]:
        """The questions that are flagged."""
        return self._state.flagged

    @property
    def commands(self) -> dict[str, Callable[[], bool]]:
        """What can be said of earlier answers at any time."""
        ratings = {str(int(rating)): (lambda rating=rating: self.rate(rating)) for rating in Rating}
        claims = {claim: (lambda claim=claim: self.claim(claim)) for claim in ("right", "guess")}
        return {"undo": self.undo, "redo": self.redo, **claims, **ratings}

    def ask_how_sure(self, on: bool) -> None:
        """Ask how sure the learner is from now on, or no more."""
        self.asks_how_sure = on

    def say(self, *lines: str) -> bool:
        """Say something, by which nothing is done with."""
        self.lines.say(*lines)
        return False

    # -- going on

    def next(self) -> AnyQuestion | None:
        """Return the question to be asked now; None if none is left."""
        self.session.read_banks_again()
        self._state = replace(self._state, sitting=self.study.ask(self.sitting))
        return self.study.question(self.sitting)

    def answer(self, question: AnyQuestion, response: Response, *, took: int, hinted: bool, confidence: str = "") -> None:
        """Write a response down and tell what became of it. Raises ``ProgressError`` if it could not be written."""
        usual = self._usual.get(question.kind)
        sitting, feedback = self.study.answer(
            self.sitting, question, response, took=took, hinted=hinted, usual=usual, confidence=confidence
        )
        self._did(feedback.id, "the answer", State(sitting, feedback, self.flagged))
        self.lines.say(*feedback_lines(feedback, self.study.clock()))
        self.study.settle()

    def flag(self, question: AnyQuestion) -> bool:
        """Flag a question, or take the flag away."""
        entry, _ = self.session.mark(question, "flagged")
        self._did(entry, "the flag", replace(self._state, flagged=self.flagged ^ {question.id}))
        return False

    def set_aside(self, question: AnyQuestion) -> bool:
        """Set a question aside, or take that back; return whether another is to be asked."""
        entry, on = self.session.mark(question, "suspended")
        self._did(entry, "setting aside", replace(self._state, sitting=drop(self.sitting, question.id) if on else self.sitting))
        return on

    def _did(self, entry: EntryId, what: str, after: State) -> None:
        self.session.steps.add(Step(entry, what, self._sign, self._state, after))
        self._state = after

    def _recall(self) -> None:
        """Take up what was given before the program was started, so that it can be taken back too."""
        steps, state = [], self._state
        while state.sitting.given:
            given, after = state.sitting.given[-1], replace(state, sitting=state.sitting._replace(asked=None))
            state = replace(state, sitting=undo(state.sitting)[0])
            steps.append(Step(given.id, "the answer", self._sign, state, after))
        for step in reversed(steps):
            self.session.steps.add(step)

    # -- what is said of it afterwards

    def undo(self) -> bool:
        """Take back what was done last in this sitting; return whether another question is to be asked."""
        return self._swap("undo")

    def redo(self) -> bool:
        """Bring back what was taken back last; return whether another question is to be asked."""
        return self._swap("redo")

    def _swap(self, how: How) -> bool:
        step = self.session.swap(how, self._sign)
        if step is None:
            return self.say(f"There is nothing to {how} in this sitting.")
        was = self.sitting
        self._state = step.before if how == "undo" else step.after
        told = "Undone: {}. Answer again, or :redo brings it back." if len(self.sitting.given) < len(was.given) else "Undone: {}."
        self.lines.say((told if how == "undo" else "Redone: {}.").format(step.what))
        return (self.sitting.asked, len(self.sitting.given)) != (was.asked, len(was.given))

    def claim(self, claim: str) -> bool:
        """Hold the last answer for right after all, or for a guess."""
        feedback = self._state.feedback
        if feedback is None or feedback.response is None:
            return self.say("There is no answer of yours to say that of.")
        if (feedback.verdict.outcome == "right") is not (claim == "guess"):
            return self.say("It was marked right." if claim == "right" else "It was not marked right.")
        self._amended(*self.study.claim(self.sitting, feedback, claim), "what you said of the answer")
        self.lines.say("Noted: your teacher will see it." if claim == "right" else "Noted: it will come back soon.")
        return self._tell_when()

    def rate(self, rating: Rating) -> bool:
        """Give the last answer another rating."""
        if self._state.feedback is None:
            return self.say("There is no answer to rate yet.")
        self._amended(*self.study.rerate(self.sitting, self._state.feedback, rating), "the rating")
        return self._tell_when()

    def _amended(self, sitting: Sitting, feedback: Feedback, what: str) -> None:
        self._did(feedback.amendment or feedback.id, what, replace(self._state, sitting=sitting, feedback=feedback))

    def _tell_when(self) -> bool:
        return self.say(returns_text(self._state.feedback, self.study.clock())) if self._state.feedback else False

    # -- its end

    def tell_results(self) -> None:
        """Tell how it went."""
        self.session.missed = self.sitting.missed
        self.lines.say(*results_lines(self.sitting, self.study.library, self.study.clock()))

    def end(self) -> None:
        """End the sitting for good."""
        self._try(self.study.end)

    def leave(self) -> None:
        """Leave the sitting so that it can be gone on with, if anything is left of it; tell how it went."""
        self._try(self.study.leave if self.sitting.left else self.study.end)
        self.tell_results()

    def _try(self, work: Callable[[Sitting], object]) -> None:
        try:
            work(self.sitting)
        except ProgressError as failure:
            self.lines.say(f"{failure} Every answer is kept all the same.")
