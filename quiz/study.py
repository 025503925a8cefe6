"""A learner at work: the library, the store and the moment brought together for the screens and the line mode alike.

Every method that touches the store may block; the screens call them off the UI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from progress import log
from progress.errors import NotFound, ProgressError
from progress.log import EntryId
from progress.moment import Moment, clock_warning
from progress.rating import CLAIMS, Rated, Rating
from progress.records import AnswerRecord, Learner, SittingRecord, Standing, Tally
from progress.schedule import Card
from progress.store import Store
from questions.bank import Library
from questions.drawing import new_seed
from questions.kinds import AnyQuestion
from questions.renames import Rename, renames
from questions.verdict import DONT_KNOW, Response, Verdict
from quiz import planning
from quiz.confusions import Pair, chosen_wrong, mixed_up, plan_drill, seed_for_drill
from quiz.exam_plan import SETTING, ExamPlan, kept, plan_in
from quiz.filtering import EVERYTHING, Filter
from quiz.keeping import back_up_daily, let_go, open_store
from quiz.last_pass import NO_PASS, LastPass, laid_over, last_pass
from quiz.marking import Marked, marked_in_exam, rated_as
from quiz.matching import Span, fitting
from quiz.outlook import Outlook, outlook
from quiz.places import Device, Places, login_name, read_device, write_device
from quiz.planning import Overview
from quiz.regrading import Anew, Corrected, corrected
from quiz.renaming import renamed
from quiz.reopening import Past, Reopened, reopened, wording_of
from quiz.rereading import Banks, News
from quiz.shelf import shelf
from quiz.sitting import Exam, ExamAnswer, Mode, Sitting, amend, answer, ask, drop, put, shown_order, times_asked, undo

Clock = Callable[[], Moment]

HOW_SURE_SETTING = "confidence"
"""What the log calls the setting; it is on or off, and off at first."""
EXAM_QUESTIONS = 20
EXAM_SECONDS_A_QUESTION = 60
PRACTICE_QUESTIONS = 10
_A_NEW_RECORD = 1
"""How many entries there are in a record when it is made: nothing that would be worth a backup."""
_LOOKED_BACK = 200
"""Among how many sittings one is sought that was left unfinished."""


@dataclass(frozen=True, slots=True)
class Feedback:
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


@dataclass(frozen=True, slots=True)
class Home:
    """What the home screen shows."""

    learner: Learner
    overview: Overview
    unfinished: SittingRecord | None
    exam: SittingRecord | None
    warning: str | None
    standing: Standing
    outlook: Outlook | None = None
    """How her exam plan stands, if she has one."""


class Study:
    """One learner's work with all banks."""

    def __init__(self, library: Library, store: Store, learner: Learner, where: Places, clock: Clock = Moment.now) -> None:
        self.library = library
        self.store = store
        self.learner = learner
        self.where = where
        self.clock = clock
        self.banks: Banks | None = None
        """Where the library was read from, if it can be read again."""
        self.notice = ""
        """What the learner must know about the record, as a sentence; empty if nothing."""
        self.laid = NO_PASS
        """The last pass before the learner's exam, as of when her standing was read last."""

    @classmethod
    def open(cls, where: Places, clock: Clock = Moment.now, tell: Callable[[Path], None] | None = None) -> Study:
        """Read the banks, open the record, and find the learner: the one named, else who was last here, else the login's.

        ``tell`` hears of each bank before it is read.

        Raises:
            ProgressError: the record cannot be used.
        """
        store, notice = open_store(where, clock())
        device = read_device(where)
        learner = _learner(store, where, device, clock())
        # A learner named on the command line is meant for this run alone.
        if learner.id != device.learner and not where.learner:
            write_device(where, replace(device, learner=learner.id))
        banks = Banks(shelf(where))
        study = cls(banks.read(tell), store, learner, where, clock)
        study.banks = banks
        study.notice = notice
        return study

    def close(self) -> None:
        """Let go of the record."""
        let_go(self.where, self.store)

    def read_again(self, *, at_once: bool = False) -> News | None:
        """Read the banks again if one was saved, and return what is new; see ``Banks.look``."""
        news = self.banks.look(self.library, at_once=at_once) if self.banks is not None else None
        if news is not None:
            self.library = news.library
        return news

    def renames(self) -> tuple[Rename, ...]:
        """Return the questions that were answered, are in no bank any more, and look like one that never was."""
        library = self.library
        asked = dict(self.store.marked_by(self.learner.id))
        topics = {bank.topic for bank in library.banks}
        gone = [q for q in asked if q not in library.by_id and q not in library.renamed and q.partition("/")[0] in topics]
        wordings = [wording for each in gone if (wording := wording_of(self.store, asked[each])) is not None]
        return tuple(renames(wordings, [question for question in library if question.id not in asked])) if wordings else ()

    def settle(self) -> None:
        """Put the record in order while the learner reads; nothing is lost if it can't be."""
        with suppress(ProgressError):
            self.store.settle()

    def back_up(self) -> None:
        """Make today's backup if it was not made yet; ``notice`` tells if it can't be."""
        if self.store.size() > _A_NEW_RECORD and not self.store.refusal:
            self.notice = self.notice or back_up_daily(self.where, self.clock())

    def switch_learner(self, learner: Learner) -> None:
        """Go on as someone else, here and at the next start."""
        write_device(self.where, replace(read_device(self.where), learner=learner.id))
        self.learner = learner
        self.laid = NO_PASS

    # -- where things stand

    def standing(self) -> Standing:
        """Return where the learner stands, under today's names of the questions."""
        standing = renamed(self.store.standing(self.learner.id, self.clock()), self.library.renamed)
        self.laid = last_pass(self.library, standing, self.clock())
        return standing

    def tallies(self, span: Span) -> dict[str, Tally]:
        """Return the tallies of the learner's answers within a span of study days, under today's names of the questions."""
        found: dict[str, Tally] = {}
        for name, tally in self.store.tallies(self.learner.id, *span).items():
            now_called = self.library.renamed.get(name, name)
            found[now_called] = found[now_called] + tally if now_called in found else tally
        return found

    def fitting(self, only: Filter, standing: Standing | None = None) -> list[AnyQuestion]:
        """Return the questions that fit a filter, in the order of the library."""
        return fitting(only, self.library, self.as_asked(standing), self.clock(), self.tallies)

    def as_asked(self, standing: Standing | None = None) -> Standing:
        """Return where the learner stands, each card due when her exam plan asks for it."""
        standing = standing or self.standing()
        return laid_over(standing, self.laid, self.clock())

    def home(self) -> Home:
        """Return what the home screen shows."""
        now, standing = self.clock(), self.standing()
        sittings = self.store.sittings(self.learner.id, limit=_LOOKED_BACK)
        return Home(
            learner=self.learner,
            overview=planning.overview(self.library, standing, now),
            unfinished=next((s for s in sittings if self._can_go_on(s, now)), None),
            exam=next((s for s in sittings if s.mode == Mode.EXAM and not s.over and self._planned(s)), None),
            warning=self.notice or clock_warning(standing.last, now.at),
            standing=standing,
            outlook=outlook(self.library, standing, now),
        )

    def outlook(self, plan: ExamPlan | None = None) -> Outlook | None:
        """Return how the learner's exam plan stands, or another that she thinks of; None if there is none."""
        return outlook(self.library, self.standing(), self.clock(), plan)

    def plan(self) -> ExamPlan | None:
        """Return the learner's exam plan, if she has one."""
        return plan_in(self.standing().settings)

    def keep_plan(self, plan: ExamPlan | None) -> None:
        """Keep an exam plan from now on, or none."""
        self.store.change_setting(self.learner.id, SETTING, kept(plan), self.clock())

    def _can_go_on(self, record: SittingRecord, now: Moment) -> bool:
        if record.mode == Mode.EXAM or record.over or replace(record.started, offset=now.offset).day != now.day:
            return False
        return bool(self._restored(record).left)

    def asks_how_sure(self) -> bool:
        """Whether the learner wants to say how sure she is of an answer before she sees what is right."""
        return self.standing().settings.get(HOW_SURE_SETTING) == "on"

    def ask_how_sure(self, *, on: bool) -> None:
        """Ask how sure she is from now on, or no more."""
        self.store.change_setting(self.learner.id, HOW_SURE_SETTING, "on" if on else "off", self.clock())

    def chosen_wrong(self, question: AnyQuestion) -> dict[str, int]:
        """Return which wrong options of a question the learner chose, the most often chosen first, and how often."""
        return chosen_wrong(self.store, self.learner.id, self.library, question)

    # -- review and practice

    def review(
        self,
        *,
        topics: Collection[str] = (),
        count: int | None = None,
        new: int | None = None,
        seed: int | None = None,
        minutes: int | None = None,
        only: Filter = EVERYTHING,
        everything: bool = False,
    ) -> Sitting | None:
        """Begin a review of what is due and new and fits a filter, without what is set aside unless ``everything`` is asked for.

        Returns None if there is nothing to ask.
        """
        standing, now = self.standing(), self.clock()
        among = self.fitting(only, standing)
        planned = planning.plan_review(self.library, standing, now, topics=topics, count=count, new=new, among=among, everything=everything)
        _look_whether_any(planned, only, "that is due or new")
        return self._begin(Mode.REVIEW, planned, topics, seed, minutes)

    def practice(
        self,
        *,
        topics: Collection[str] = (),
        count: int = PRACTICE_QUESTIONS,
        seed: int | None = None,
        minutes: int | None = None,
        only: Filter = EVERYTHING,
    ) -> Sitting | None:
        """Begin a practice of questions drawn at random from those that fit a filter; None if there are none."""
        seed = new_seed() if seed is None else seed
        standing = self.standing()
        planned = planning.plan_practice(self.fitting(only, standing), standing, topics=topics, count=count, seed=seed)
        _look_whether_any(planned, only)
        return self._begin(Mode.PRACTICE, planned, topics, seed, minutes)

    def again(self, questions: Sequence[str], seed: int | None = None) -> Sitting | None:
        """Begin a practice of just these questions."""
        return self._begin(Mode.PRACTICE, [q for q in questions if q in self.library.by_id], (), seed, None)

    def mixed_up(self) -> tuple[Pair, ...]:
        """Return what the learner takes for what, the pair that she mixes up most often first."""
        return mixed_up(self.store, self.learner.id, self.library)

    def drill(self, pair: Pair) -> Sitting | None:
        """Begin a practice of questions in which two options stand against each other. Raises ``NotFound`` if there are none."""
        questions = plan_drill(pair, self.library, self.standing())
        if not questions:
            raise NotFound("No question that may be asked has both of these among its options any more.")
        return self.again(questions, seed_for_drill(pair, [self.library.by_id[each] for each in questions], new_seed()))

    def _begin(self, mode: Mode, planned: Sequence[str], topics: Collection[str], seed: int | None, minutes: int | None) -> Sitting | None:
        if not planned:
            return None
        seed = new_seed() if seed is None else seed
        now = self.clock()
        id_ = self.store.start_sitting(self.learner.id, mode, planned, now, topics=tuple(topics), seed=seed)
        until = now.at + timedelta(minutes=minutes) if minutes else None
        return ask(Sitting(id_, mode, tuple(planned), seed, tuple(topics), until=until), now.at)

    def resume(self, record: SittingRecord) -> Sitting:
        """Return a sitting as it was left."""
        return self.ask(self._restored(record))

    def _planned(self, record: SittingRecord) -> tuple[str, ...]:
        """Return what a sitting asks, as far as the banks still have it."""
        return tuple(q for q in self._called_now(record) if q in self.library.by_id)

    def _called_now(self, record: SittingRecord) -> tuple[str, ...]:
        return tuple(self.library.renamed.get(q, q) for q in record.questions)

    def _gone(self, planned: Sequence[str]) -> frozenset[str]:
        return frozenset(q for q in planned if q not in self.library.by_id)

    def _restored(self, record: SittingRecord) -> Sitting:
        planned = self._called_now(record)  # what is in no bank any more too: the answers to it count
        standing = self.standing()
        cards = standing.cards
        dropped = (standing.suspended & set(planned)) | self._gone(planned)
        sitting = Sitting(record.id, Mode(record.mode), planned, record.seed, record.topics, dropped=dropped)
        for given in self.store.answers(record.id):
            question = self.library.renamed.get(given.question, given.question)
            if not given.undone and question in planned:
                card = cards.get(question)
                sitting = answer(replace(sitting, asked=question), given.id, given.outcome, given.score, card, given.confidence)
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
        verdict = DONT_KNOW if response is None else question.mark(response)
        rated = rated_as(question, response, verdict, took, usual, hinted=hinted, confidence=confidence)
        marked = Marked(question, self.shown(sitting, question), response, verdict, rated, took, hinted, confidence)
        recorded = self.store.record_answer(self.learner.id, *marked.entry(sitting.id), self.clock())
        after = answer(sitting, recorded.id, verdict.outcome, verdict.score, recorded.after, confidence)
        before = self._chosen_before(question, response) if verdict.outcome == "wrong" else 0
        told = Feedback(recorded.id, question, response, verdict, rated, recorded.after, marked.shown)
        return after, replace(told, confidence=confidence, chosen_before=before, laid=self.laid)

    def _chosen_before(self, question: AnyQuestion, response: Response) -> int:
        """Return how often a wrong option was chosen before the answer that was just written."""
        if question.kind != "choice":
            return 0
        with suppress(ProgressError):  # the answer is on disk, and must not be written twice
            times = self.chosen_wrong(question)
            return max(0, times.get(str(response), 0) - 1)
        return 0

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
        return ask(replace(sitting, asked=asked, dropped=sitting.dropped | gone), self.clock().at)

    def end(self, sitting: Sitting) -> None:
        """End a sitting for good."""
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
        return amend(sitting, feedback.id, recorded.after), replace(feedback, rated=rated, card=recorded.after, amendment=recorded.id)

    def claim(self, sitting: Sitting, feedback: Feedback, claim: str) -> tuple[Sitting, Feedback]:
        """Hold the answer just given for ``right`` after all, or for a ``guess``."""
        recorded = self.store.claim(self.learner.id, feedback.id, claim, self.clock())
        claimed = replace(feedback, rated=CLAIMS[claim], card=recorded.after, claim=claim, amendment=recorded.id)
        return amend(sitting, feedback.id, recorded.after), claimed

    def mark_question(self, question: str, mark: str, *, on: bool) -> EntryId:
        """Set a question aside (``suspended``) or flag it (``flagged``), or take that back."""
        return self.store.mark_question(self.learner.id, question, mark, on, self.clock())

    def suspend(self, sitting: Sitting, question: str) -> tuple[Sitting, EntryId]:
        """Set a question of a sitting aside."""
        return drop(sitting, question), self.mark_question(question, "suspended", on=True)

    # -- exams

    def exam(
        self,
        *,
        topics: Collection[str] = (),
        count: int = EXAM_QUESTIONS,
        minutes: int | None = None,
        seed: int | None = None,
        only: Filter = EVERYTHING,
    ) -> Exam | None:
        """Begin an exam; None if there are no questions for it. A minute a question unless ``minutes`` says otherwise."""
        seed = new_seed() if seed is None else seed
        standing = self.standing()
        planned = planning.plan_exam(self.fitting(only, standing), standing, topics=topics, count=count, seed=seed)
        _look_whether_any(planned, only)
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
        return replace(exam, position=first)

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
        answers = [marked_in_exam(exam.questions[id_], exam).entry(exam.id) for id_ in exam.planned]
        self.store.end_sitting(self.learner.id, exam.id, how, spent, self.clock(), answers)
        return self.past(exam.id)

    def results(self, sitting: str) -> Sitting:
        """Return a sitting with all that was given in it."""
        return self._restored(self.store.sitting(sitting))

    # -- history

    def history(self, limit: int | None = None) -> tuple[SittingRecord, ...]:
        """Return the learner's sittings with at least one answer, and those that can be gone on with; the newest first."""
        listed = (s for s in self.store.sittings(self.learner.id) if s.answers or not s.over)
        return tuple(islice(listed, limit))

    def past(self, sitting: str) -> Past:
        """Return a past sitting as it was: every answer with its question as asked."""
        return Past(self.store.sitting(sitting), tuple(map(self._reopened, self.store.answers(sitting))))

    def answers_to(self, question: str) -> tuple[Reopened, ...]:
        """Return all of the learner's answers to a question, the newest first."""
        return tuple(map(self._reopened, self.store.answers_to(self.learner.id, question)))

    def _reopened(self, answer: AnswerRecord) -> Reopened:
        return reopened(answer, self.store, self.library)

    def corrected(self, topics: Collection[str] = ()) -> tuple[Corrected, ...]:
        """Return the keys that were changed after the learner had answered, in topics or of questions."""
        return corrected(self.store, self.learner.id, self.library, topics)

    def regrade(self, answers: Sequence[Anew]) -> None:
        """Mark past answers anew; all of them or none."""
        self.store.regrade(self.learner.id, [each.entry() for each in answers], self.clock())


def _look_whether_any(planned: Sequence[str], only: Filter, which: str = "that can be asked here") -> None:
    """Raise ``NotFound`` if a filter leaves nothing to ask."""
    if not planned and only != EVERYTHING:
        raise NotFound(f"No question {which} fits “{only}”.")


def _learner(store: Store, where: Places, device: Device, now: Moment) -> Learner:
    if where.learner:
        return store.learner_named(where.learner, now)
    if (known := store.learner(device.learner)) is not None:
        return known
    if store.refusal and (everyone := store.learners()):
        return everyone[0]  # nobody can be added
    return store.learner_named(login_name(), now)
