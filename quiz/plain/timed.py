"""An exam while it is sat: what stands for each question, what is written down, and the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from progress.errors import ProgressError
from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.reopening import Past
from quiz.sitting import Exam, ExamAnswer, move, put, shown_order

if TYPE_CHECKING:
    from quiz.plain.session import Session


class Timed:
    """The exam as it stands. A response is written down when it is given; what could not be is written with the next."""

    def __init__(self, session: Session, exam: Exam) -> None:
        self.session = session
        self.study = session.study
        self.exam = exam
        self._since = session.seconds()
        self._unwritten: set[str] = set()

    @property
    def spent(self) -> int:
        """The exam's time used so far, in milliseconds."""
        return self.exam.limit - self.left

    @property
    def left(self) -> int:
        """The milliseconds left."""
        return self.exam.left(round((self.session.seconds() - self._since) * 1000))

    @property
    def question(self) -> AnyQuestion:
        """The question before the learner."""
        return self.exam.asked

    @property
    def shown(self) -> tuple[str, ...]:
        """Its options as they are laid out."""
        return shown_order(self.question, self.exam.seed, 0)

    @property
    def standing(self) -> ExamAnswer:
        """What stands for it."""
        return self.exam.answer_to(self.exam.question)

    @property
    def at_last(self) -> bool:
        """Whether it is the last one."""
        return self.exam.position + 1 == len(self.exam.planned)

    @property
    def open(self) -> list[int]:
        """The places without a response or flagged for later, those after the present one first."""
        wanted = {*self.exam.unanswered, *self.exam.for_later}
        here, whole = self.exam.position, len(self.exam.planned)
        return [place for step in range(1, whole + 1) if self.exam.planned[place := (here + step) % whole] in wanted]

    def go(self, place: int) -> None:
        """Go to the question at a place."""
        self.exam = move(self.exam, place)

    def respond(self, response: Response, took: int) -> None:
        """Let a response stand; None takes away what stood."""
        self._put(self.standing._replace(response=response, given=response is not None, took=self.standing.took + took))

    def flag(self) -> bool:
        """Flag the question for later, or take the flag away; return whether it is flagged."""
        self._put(self.standing._replace(later=not self.standing.later))
        return self.standing.later

    def _put(self, changed: ExamAnswer) -> None:
        self.exam = put(self.exam, self.exam.question, changed)
        self._unwritten.add(self.exam.question)
        self.write()

    def write(self) -> None:
        """Write down what is not yet. Raises ``ProgressError`` if it can't be; it is kept here then."""
        for question in sorted(self._unwritten):
            self.study.draft(self.exam, question, self.spent)
            self._unwritten.discard(question)

    def pause(self) -> str:
        """Remember the time used, so that the exam can be gone on with; return what went wrong, if anything did."""
        try:
            self.write()
            self.study.pause_exam(self.exam, self.spent)
        except ProgressError as failure:
            return str(failure)
        return ""

    def hand_in(self, how: str) -> Past:
        """Have it marked. Raises ``ProgressError`` if it could not be written down; then it is not handed in."""
        return self.study.hand_in(self.exam, self.spent, how)
