"""What a learner works with, where she stands, and what she prefers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from progress.moment import Moment
from progress.records import AnswerRecord, EntryId, Learner, Standing, Tally
from progress.store import Store
from questions.bank import Library
from questions.kinds import AnyQuestion
from quiz.places import Places
from quiz.planning.exam_plan import SETTING, ExamPlan, bearing, kept, plan_in
from quiz.planning.last_pass import NO_PASS, laid_over, last_pass
from quiz.renaming import names_beside, names_of, outdone, renamed
from quiz.rereading import Banks

if TYPE_CHECKING:
    from quiz.filters.language import Filter
    from quiz.filters.matching import Span
    from quiz.planning.outlook import Outlook

Clock = Callable[[], Moment]

HOW_SURE_SETTING = "confidence"
"""What the log calls the setting; it is on or off, and off at first."""


class AtWork:
    """The library, the store, the learner and the moment."""

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
        self._unwritten: dict[str, Callable[[], object]] = {}
        """What writes down the start of sittings that nothing was answered in yet."""
        self._looked_up: tuple[Library, Sequence[str], frozenset[str]] | None = None
        """The library and the questions of a sitting, and which of these are in none of its banks."""
        self.laid = NO_PASS
        """The last pass before the learner's exam, as of when her standing was read last."""

    def standing(self) -> Standing:
        """Return where the learner stands, under today's names of the questions."""
        hers, called = self.store.standing(self.learner.id, self.clock()), self.library.renamed
        gone = outdone({name: card.reviewed for name, card in hers.cards.items()}, called) if called else ()
        standing = renamed(hers, called, gone)
        self.laid = last_pass(self.library, standing, self.clock())
        return standing

    def today(self) -> Standing:
        """Return where the learner stands, as far as what is asked today rests on it; see ``Store.standing_today``."""
        hers = self._quick(self.store.standing_today)
        return hers._replace(met=self._met) if self.laid is NO_PASS else hers

    def _met(self, topic: str) -> frozenset[str]:
        """Return which questions of a topic the learner was ever asked; one that is renamed stays in its topic."""
        called = self.library.renamed
        met = self.store.met(self.learner.id, topic)
        return frozenset(called.get(question, question) for question in met) if called else met

    def ways(self) -> Standing:
        """Return what the learner prefers, her marks and usual times, without her cards and days."""
        return self._quick(self.store.standing_without_cards)

    def _quick(self, read: Callable[[str, Moment], Standing]) -> Standing:
        """Return what is read of where she stands; all of it if she has an exam plan, whose last pass may ask for any card."""
        now = self.clock()
        hers = read(self.learner.id, now)
        if bearing(hers.settings, now.day) is not None:
            return self.standing()
        self.laid = NO_PASS
        return renamed(hers, self.library.renamed, self.outdone(hers.cards))

    def outdone(self, questions: Collection[str] | None = None) -> frozenset[str]:
        """Return which names of questions, of these or of all, tell nothing of where the learner stands; see ``quiz.renaming``."""
        called = self.library.renamed
        names = names_beside(questions, called) if questions is not None else {*called, *called.values()}
        return outdone(self.store.reviewed(self.learner.id, names), called) if names else frozenset()

    def given_to(self, question: str) -> tuple[AnswerRecord, ...]:
        """Return all of the learner's answers to a question, under each name that it had, the newest first."""
        given = [one for name in names_of(question, self.library.renamed) for one in self.store.answers_to(self.learner.id, name)]
        return tuple(sorted(given, key=lambda one: one.when, reverse=True))

    def tallies(self, span: Span) -> dict[str, Tally]:
        """Return the tallies of the learner's answers within a span of study days, under today's names of the questions."""
        found: dict[str, Tally] = {}
        for name, tally in self.store.tallies(self.learner.id, *span).items():
            now_called = self.library.renamed.get(name, name)
            found[now_called] = found[now_called] + tally if now_called in found else tally
        return found

    def fitting(self, only: Filter | None, standing: Standing | None = None) -> list[AnyQuestion]:
        """Return the questions that fit a filter, in the order of the library; all if there is none."""
        if only is None:
            return list(self.library)
        from quiz.filters.finding import fitting

        return fitting(only, self.library, self.as_asked(standing), self.clock(), self.tallies)

    def names_fitting(self, only: Filter, standing: Standing | None = None) -> list[str]:
        """Return the ids of the questions that fit a filter, in the order of the library, without making the questions."""
        from quiz.filters.finding import Finder

        found = Finder(self.library).find(only, self.as_asked(standing), self.clock(), self.tallies)
        return [name for hits in found for name in hits.ids]

    def as_asked(self, standing: Standing | None = None) -> Standing:
        """Return where the learner stands, each card due when her exam plan asks for it."""
        standing = standing or self.standing()
        return laid_over(standing, self.laid, self.clock())

    def outlook(self, plan: ExamPlan | None = None) -> Outlook | None:
        """Return how the learner's exam plan stands, or another that she thinks of; None if there is none."""
        from quiz.planning.outlook import outlook

        return outlook(self.library, self.standing(), self.clock(), plan)

    def plan(self) -> ExamPlan | None:
        """Return the learner's exam plan, if she has one."""
        return plan_in(self.store.settings(self.learner.id))

    def keep_plan(self, plan: ExamPlan | None) -> None:
        """Keep an exam plan from now on, or none."""
        self.store.change_setting(self.learner.id, SETTING, kept(plan), self.clock())

    def asks_how_sure(self) -> bool:
        """Whether the learner wants to say how sure she is of an answer before she sees what is right."""
        return self.store.settings(self.learner.id).get(HOW_SURE_SETTING) == "on"

    def ask_how_sure(self, *, on: bool) -> None:
        """Ask how sure she is from now on, or no more."""
        self.store.change_setting(self.learner.id, HOW_SURE_SETTING, "on" if on else "off", self.clock())

    def mark_question(self, question: str, mark: str, *, on: bool) -> EntryId:
        """Set a question aside (``suspended``) or flag it (``flagged``), or take that back: under each name under which it was marked."""
        now, names = self.clock(), [question]
        if not on and self.library.renamed:
            hers = self.store.standing_without_cards(self.learner.id, now)
            marked = hers.suspended if mark == "suspended" else hers.flagged
            names = [name for name in names_of(question, self.library.renamed) if name in marked] or names
        return [self.store.mark_question(self.learner.id, name, mark, on, now) for name in names][-1]
