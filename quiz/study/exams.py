"""Exams: no marks until they are handed in, and the time that is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from progress.errors import NotFound
from progress.later import later
from progress.records import AnswerRecord, SittingRecord
from questions.drawing import new_seed
from questions.kinds import AnyQuestion
from quiz.planning import today as planning
from quiz.sitting import Exam, ExamAnswer, Mode, Sitting, put, shown_order
from quiz.study.sittings import Sittings, look_whether_any

if TYPE_CHECKING:
    from progress import log
    from quiz.filters.language import Filter
    from quiz.reopening import Past, Reopened
else:  # there is time for it while the first question is read
    log = later("progress.log")

EXAM_QUESTIONS = 20
EXAM_SECONDS_A_QUESTION = 60


class Exams(Sittings):
    """A learner in an exam, and past sittings as they were."""

    def exam(
        self,
        *,
        topics: Collection[str] = (),
        count: int = EXAM_QUESTIONS,
        minutes: int | None = None,
        seed: int | None = None,
        only: Filter | None = None,
    ) -> Exam | None:
        """Begin an exam; None if there are no questions for it. A minute a question unless ``minutes`` says otherwise."""
        seed = new_seed() if seed is None else seed
        standing = self.ways() if only is None else self.standing()
        planned = planning.plan_exam(self.fitting(only, standing), standing, topics=topics, count=count, seed=seed)
        look_whether_any(planned, only)
        if not planned:
            return None
        seconds = minutes * 60 if minutes else len(planned) * EXAM_SECONDS_A_QUESTION
        id_ = self.store.start_sitting(self.learner.id, Mode.EXAM, planned, self.clock(), topics=tuple(topics), seconds=seconds, seed=seed)
        return Exam(id_, planned, seconds * 1000, seed=seed, topics=tuple(topics), questions=self._questions(planned))

    def resume_exam(self, record: SittingRecord) -> Exam:
        """Return an exam as it was left, with the time it had left."""
        planned = self._planned(record)
        if not planned:
            raise NotFound("None of this exam's questions is in the banks any more.")
        exam = Exam(
            record.id, planned, (record.seconds or 0) * 1000, record.spent, record.seed, record.topics, questions=self._questions(planned)
        )
        for draft in self.store.drafts(record.id).values():
            question = self.library.renamed.get(draft.question, draft.question)
            exam = put(exam, question, ExamAnswer(draft.response, draft.response is not None, draft.later, draft.took))
        first = next((i for i, q in enumerate(planned) if not exam.answer_to(q).given), 0)
        return exam._replace(position=first)

    def _questions(self, ids: Sequence[str]) -> dict[str, AnyQuestion]:
        return {id_: self.library.by_id[id_] for id_ in ids}

    def draft(self, exam: Exam, question: str, spent: int) -> Exam:
        """Write down what stands for a question of an exam; ``spent`` is the exam's time used so far, in milliseconds."""
        standing = exam.answer_to(question)
        shown = shown_order(exam.questions[question], exam.seed, 0)
        drafted = log.Drafted(exam.id, question, standing.response, shown, standing.took, spent, standing.later)
        self.store.draft(self.learner.id, drafted, self.clock())
        return exam

    def pause_exam(self, exam: Exam, spent: int) -> None:
        """Remember the time used when an exam is left."""
        self.store.pause_sitting(self.learner.id, exam.id, spent, self.clock())

    def hand_in(self, exam: Exam, spent: int, how: str = "finished") -> Past:
        """Mark every response of an exam, write all answers at once, and return the exam as it now stands in the history."""
        from quiz.marking import marked_in_exam

        answers = [marked_in_exam(exam.questions[id_], exam).entry(exam.id) for id_ in exam.planned]
        self.store.end_sitting(self.learner.id, exam.id, how, spent, self.clock(), answers)
        return self.past(exam.id)

    def results(self, sitting: str) -> Sitting:
        """Return a sitting with all that was given in it."""
        return self._restored(self.store.sitting(sitting))

    def past(self, sitting: str) -> Past:
        """Return a past sitting as it was: every answer with its question as asked."""
        from quiz.reopening import Past

        return Past(self.store.sitting(sitting), tuple(map(self._reopened, self.store.answers(sitting))))

    def _reopened(self, answer: AnswerRecord) -> Reopened:
        from quiz.reopening import reopened

        return reopened(answer, self.store, self.library)
