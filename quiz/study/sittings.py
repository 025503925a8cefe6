"""Review and practice: begun, answered, undone, left and gone on with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from progress.errors import NotFound, ProgressError
from progress.rating import CLAIMS, Rated, Rating
from progress.records import AnswerRecord, EntryId, SittingRecord
from progress.schedule import Card
from progress.store import new_id
from questions.drawing import new_seed
from questions.kinds import AnyQuestion
from questions.verdict import DONT_KNOW, Response, Verdict
from quiz.planning import today as planning
from quiz.planning.last_pass import NO_PASS, LastPass
from quiz.renaming import outdone
from quiz.sitting import Mode, Sitting, amend, answer, ask, drop, shown_order, times_asked, undo
from quiz.study.atwork import AtWork

if TYPE_CHECKING:
    from quiz.confusions import Pair
    from quiz.filters.language import Filter

PRACTICE_QUESTIONS = 10


class Feedback(NamedTuple):
    """What is told after an answer."""

    id: EntryId
    question: AnyQuestion
    response: Response
    verdict: Verdict
    rated: Rated
    card: Card | None
    shown: tuple[str, ...] = ()
    claim: str = ""
    confidence: str = ""
    chosen_before: int = 0
    """How often this wrong option of a choice was chosen earlier."""
    amendment: EntryId | None = None
    """The entry that rated the answer otherwise, or claimed something of it."""
    laid: LastPass = NO_PASS
    """The last pass before an exam, which may bring the question back sooner than its card does."""


class Sittings(AtWork):
    """A learner in a sitting with feedback after each answer."""

    def review(
        self,
        *,
        topics: Collection[str] = (),
        count: int | None = None,
        new: int | None = None,
        seed: int | None = None,
        minutes: int | None = None,
        only: Filter | None = None,
        everything: bool = False,
    ) -> Sitting | None:
        """Begin a review of what is due and new and fits a filter, without what is set aside unless ``everything`` is asked for.

        Returns None if there is nothing to ask.
        """
        standing, now = self.today() if only is None else self.standing(), self.clock()
        among = None if only is None else self.names_fitting(only, standing)
        planned = planning.plan_review(self.library, standing, now, topics=topics, count=count, new=new, among=among, everything=everything)
        look_whether_any(planned, only, "that is due or new")
        return self._begin(Mode.REVIEW, planned, topics, seed, minutes)

    def practice(
        self,
        *,
        topics: Collection[str] = (),
        count: int = PRACTICE_QUESTIONS,
        seed: int | None = None,
        minutes: int | None = None,
        only: Filter | None = None,
    ) -> Sitting | None:
        """Begin a practice of questions drawn at random from those that fit a filter; None if there are none."""
        seed = new_seed() if seed is None else seed
        standing = self.ways() if only is None else self.standing()
        among = self.library.by_id if only is None else self.names_fitting(only, standing)
        planned = planning.plan_practice(among, standing, topics=topics, count=count, seed=seed)
        look_whether_any(planned, only)
        return self._begin(Mode.PRACTICE, planned, topics, seed, minutes)

    def again(self, questions: Sequence[str], seed: int | None = None) -> Sitting | None:
        """Begin a practice of just these questions."""
        return self._begin(Mode.PRACTICE, [q for q in questions if q in self.library.by_id], (), seed, None)

    def drill(self, pair: Pair) -> Sitting | None:
        """Begin a practice of questions in which two options stand against each other. Raises ``NotFound`` if there are none."""
        from quiz.confusions import plan_drill, seed_for_drill

        questions = plan_drill(pair, self.library, self.ways())
        if not questions:
            raise NotFound("No question that may be asked has both of these among its options any more.")
        return self.again(questions, seed_for_drill(pair, [self.library.by_id[each] for each in questions], new_seed()))

    def _begin(self, mode: Mode, planned: Sequence[str], topics: Collection[str], seed: int | None, minutes: int | None) -> Sitting | None:
        if not planned:
            return None
        seed = new_seed() if seed is None else seed
        now = self.clock()
        id_ = new_id()
        start = self.store.start_sitting
        self._unwritten[id_] = partial(start, self.learner.id, mode, planned, now, topics=tuple(topics), seed=seed, sitting=id_)
        if self.store.refusal:
            self.write_start(id_)
        until = now.at + timedelta(minutes=minutes) if minutes else None
        return ask(Sitting(id_, mode, tuple(planned), seed, tuple(topics), until=until), now.at)

    def write_start(self, sitting: str) -> None:
        """Write down that a sitting has begun, if that was not done yet: the first question is not kept waiting for it."""
        if (start := self._unwritten.get(sitting)) is not None:
            start()
            del self._unwritten[sitting]

    def resume(self, record: SittingRecord) -> Sitting:
        """Return a sitting as it was left."""
        return self.ask(self._restored(record))

    def _planned(self, record: SittingRecord) -> tuple[str, ...]:
        """Return what a sitting asks, as far as the banks still have it."""
        return tuple(q for q in self._called_now(record) if q in self.library.by_id)

    def _called_now(self, record: SittingRecord) -> tuple[str, ...]:
        return tuple(self.library.renamed.get(q, q) for q in record.questions)

    def _gone(self, planned: Sequence[str]) -> frozenset[str]:
        """Return which of these are in no bank any more; of the same sitting it is looked up once for each reading of the banks."""
        if self._looked_up is None or self._looked_up[0] is not self.library or self._looked_up[1] is not planned:
            self._looked_up = self.library, planned, frozenset(q for q in planned if q not in self.library.by_id)
        return self._looked_up[2]

    def _restored(self, record: SittingRecord) -> Sitting:
        planned = self._called_now(record)  # what is in no bank any more too: the answers to it count
        called = self.library.renamed
        answered = self.store.cards_in(self.learner.id, record.id)
        gone = outdone({name: card.reviewed for name, card in answered.items()}, called)
        cards = {called.get(name, name): card for name, card in answered.items() if name not in gone}
        dropped = (self.ways().suspended & set(planned)) | self._gone(planned)
        sitting = Sitting(record.id, Mode(record.mode), planned, record.seed, record.topics, dropped=dropped)
        asked = set(planned)
        for given in self.store.answers(record.id):
            question = called.get(given.question, given.question)
            if not given.undone and question in asked:
                card = cards.get(question)
                sitting = answer(sitting._replace(asked=question), given.id, given.outcome, given.score, card, given.confidence)
        return sitting

    def question(self, sitting: Sitting) -> AnyQuestion | None:
        """Return the question before the learner."""
        return self.library.by_id.get(sitting.asked) if sitting.asked else None

    def shown(self, sitting: Sitting, question: AnyQuestion) -> tuple[str, ...]:
        """Return the options of the question before the learner in the order they are laid out."""
        return shown_order(question, sitting.seed, times_asked(sitting, question.id))

    def answer(
        self,
        sitting: Sitting,
        question: AnyQuestion,
        response: Response,
        *,
        took: int,
        hinted: bool,
        usual: int | None,
        confidence: str = "",
    ) -> tuple[Sitting, Feedback]:
        """Mark a response, write it down, and return the sitting after it and what to tell. It is on disk then.

        ``question`` is the one before the learner as it was shown to her: its bank may have been saved since.

        Raises:
            NotAResponse: the response cannot be marked; nothing is written.
            ProgressError: it could not be written; it may be tried again with the same arguments.
        """
        from quiz.marking import Marked, rated_as

        verdict = DONT_KNOW if response is None else question.mark(response)
        rated = rated_as(question, response, verdict, took, usual, hinted=hinted, confidence=confidence)
        marked = Marked(question, self.shown(sitting, question), response, verdict, rated, took, hinted, confidence)
        self.write_start(sitting.id)
        recorded = self.store.record_answer(self.learner.id, *marked.entry(sitting.id), self.clock())
        after = answer(sitting, recorded.id, verdict.outcome, verdict.score, recorded.after, confidence)
        before = self._chosen_before(question, response) if verdict.outcome == "wrong" else 0
        told = Feedback(recorded.id, question, response, verdict, rated, recorded.after, marked.shown)
        return after, told._replace(confidence=confidence, chosen_before=before, laid=self.laid)

    def _chosen_before(self, question: AnyQuestion, response: Response) -> int:
        """Return how often a wrong option was chosen before the answer that was just written."""
        if question.kind != "choice" or response is None:
            return 0
        with suppress(ProgressError):  # the answer is on disk, and must not be written twice
            times = self.chosen_wrong(question)
            return max(0, times.get(str(response), 0) - 1)
        return 0

    def chosen_wrong(self, question: AnyQuestion) -> dict[str, int]:
        """Return which wrong options of a question the learner chose, the most often chosen first, and how often."""
        from quiz.confusions import chosen_wrong

        return chosen_wrong(self.store, self.learner.id, self.library, question)

    def mixed_up(self) -> tuple[Pair, ...]:
        """Return what the learner takes for what, the pair that she mixes up most often first."""
        from quiz.confusions import mixed_up

        return mixed_up(self.store, self.learner.id, self.library)

    def next(self, sitting: Sitting) -> Sitting:
        """Return the sitting with its next question; if none is left it is ended."""
        asking = self.ask(sitting)
        if asking.asked is None:
            self.end(asking)
        return asking

    def ask(self, sitting: Sitting) -> Sitting:
        """Return the sitting with its next question before the learner; what is in no bank any more is not asked."""
        gone = self._gone(sitting.planned)
        asked = None if sitting.asked in gone else sitting.asked
        return ask(sitting._replace(asked=asked, dropped=sitting.dropped | gone), self.clock().at)

    def end(self, sitting: Sitting) -> None:
        """End a sitting for good."""
        self.write_start(sitting.id)
        self.store.end_sitting(self.learner.id, sitting.id, "finished", self._spent(sitting), self.clock())

    def leave(self, sitting: Sitting) -> int:
        """Leave a sitting that can be gone on with, and return how many answers it holds; one without any is over.

        What counts is what is on disk: the last answer may have got there while nobody waited for it any more.
        """
        counted = self._counted(sitting)
        if counted:
            self.store.pause_sitting(self.learner.id, sitting.id, sum(a.took for a in counted), self.clock())
        else:
            self.end(sitting)
        return len(counted)

    def _spent(self, sitting: Sitting) -> int:
        return sum(a.took for a in self._counted(sitting))

    def _counted(self, sitting: Sitting) -> list[AnswerRecord]:
        return [a for a in self.store.answers(sitting.id) if not a.undone]

    def undo(self, sitting: Sitting) -> Sitting:
        """Take back the last answer of a sitting, and ask it again."""
        before, last = undo(sitting)
        if last is not None:
            self.store.undo(self.learner.id, last.id, self.clock())
        return before

    def redo(self, after: Sitting, feedback: Feedback) -> Sitting:
        """Let an answer that was taken back count again; ``after`` is the sitting as it was with it."""
        self.store.redo(self.learner.id, feedback.id, self.clock())
        return after

    def rerate(self, sitting: Sitting, feedback: Feedback, rating: Rating) -> tuple[Sitting, Feedback]:
        """Give the answer just given another rating."""
        rated = Rated(rating, "you chose so")
        recorded = self.store.rerate(self.learner.id, feedback.id, rated, self.clock())
        return amend(sitting, feedback.id, recorded.after), feedback._replace(rated=rated, card=recorded.after, amendment=recorded.id)

    def claim(self, sitting: Sitting, feedback: Feedback, claim: str) -> tuple[Sitting, Feedback]:
        """Hold the answer just given for ``right`` after all, or for a ``guess``."""
        recorded = self.store.claim(self.learner.id, feedback.id, claim, self.clock())
        claimed = feedback._replace(rated=CLAIMS[claim], card=recorded.after, claim=claim, amendment=recorded.id)
        return amend(sitting, feedback.id, recorded.after), claimed

    def suspend(self, sitting: Sitting, question: str) -> tuple[Sitting, EntryId]:
        """Set a question of a sitting aside."""
        return drop(sitting, question), self.mark_question(question, "suspended", on=True)


def look_whether_any(planned: Sequence[str], only: Filter | None, which: str = "that can be asked here") -> None:
    """Raise ``NotFound`` if a filter leaves nothing to ask."""
    if not planned and only is not None:
        raise NotFound(f"No question {which} fits “{only}”.")
