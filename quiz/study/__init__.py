"""A learner at work: the library, the store and the moment brought together for the screens and the line mode alike.

Every method that touches the store may block; the screens call them off the UI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from progress.errors import ProgressError
from progress.moment import Moment, clock_warning
from progress.records import Learner, SittingRecord, Standing
from progress.store import Store
from questions.cache import Cache
from quiz.keeping import back_up_daily, let_go, open_store
from quiz.places import Device, Places, login_name, read_device, write_device
from quiz.planning import today as planning
from quiz.planning.exam_plan import plan_in
from quiz.planning.last_pass import NO_PASS
from quiz.planning.today import Overview
from quiz.renaming import renamed_memories
from quiz.rereading import Banks
from quiz.shelf import shelf
from quiz.sitting import Mode
from quiz.study.atwork import HOW_SURE_SETTING, Clock
from quiz.study.exams import Exams
from quiz.study.sittings import Feedback

if TYPE_CHECKING:
    from questions.renames import Rename
    from quiz.planning.outlook import Outlook
    from quiz.regrading import Anew, Corrected
    from quiz.reopening import Reopened
    from quiz.rereading import News

__all__ = ["HOW_SURE_SETTING", "Feedback", "Home", "Study"]

_A_NEW_RECORD = 1
"""How many entries there are in a record when it is made: nothing that would be worth a backup."""
_LOOKED_BACK = 200
"""Among how many sittings one is sought that was left unfinished."""


class Home(NamedTuple):
    """What the home screen shows."""

    learner: Learner
    overview: Overview
    unfinished: SittingRecord | None
    exam: SittingRecord | None
    warning: str | None
    outlook: Outlook | None = None
    """How her exam plan stands, if she has one."""


class Study(Exams):
    """One learner's work with all banks."""

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
            write_device(where, device._replace(learner=learner.id))
        banks = Banks(shelf(where), Cache(where.banks_read))
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
        from questions.renames import renames
        from quiz.reopening import wording_of

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
        write_device(self.where, read_device(self.where)._replace(learner=learner.id))
        self.learner = learner
        self.laid = NO_PASS

    def home(self) -> Home:
        """Return what the home screen shows."""
        standing = self.today()
        overview, outlook = self._ahead(standing)
        unfinished, exam = self.left()
        warning = self.notice or clock_warning(standing.last, self.clock().at)
        return Home(self.learner, overview, unfinished, exam, warning, outlook)

    def ahead(self) -> tuple[Overview, Outlook | None]:
        """Return what is due and new today and what comes, and how the learner's exam plan stands, if she has one."""
        return self._ahead(self.today())

    def _ahead(self, standing: Standing) -> tuple[Overview, Outlook | None]:
        now = self.clock()
        memories = days = None
        if standing.met is not None:
            memories = renamed_memories(self.store.memories(self.learner.id, now), self.library.renamed, self.outdone())
            days = self.store.streak(self.learner.id, now.day)
        return planning.overview(self.library, standing, now, memories, days), self._outlook(standing)

    def _outlook(self, standing: Standing) -> Outlook | None:
        if plan_in(standing.settings) is None:
            return None
        from quiz.planning.outlook import outlook

        # An exam that is over decides nothing of today any more, so that not all was read.
        return outlook(self.library, standing if standing.met is None else self.standing(), self.clock())

    def left(self) -> tuple[SittingRecord | None, SittingRecord | None]:
        """Return the sitting of today that can be gone on with, and the exam, if there are any."""
        now = self.clock()
        sittings = self.store.unfinished(self.learner.id, _LOOKED_BACK)
        return (
            next((each for each in sittings if self._can_go_on(each, now)), None),
            next((each for each in sittings if each.mode == Mode.EXAM and self._planned(each)), None),
        )

    def _can_go_on(self, record: SittingRecord, now: Moment) -> bool:
        today = Moment(record.started.at, now.offset).day == now.day
        return today and record.mode != Mode.EXAM and bool(self._restored(record).left)

    def history(self, limit: int | None = None) -> tuple[SittingRecord, ...]:
        """Return the learner's sittings with at least one answer, and those that can be gone on with; the newest first."""
        listed = (s for s in self.store.sittings(self.learner.id) if s.answers or not s.over)
        return tuple(islice(listed, limit))

    def answers_to(self, question: str) -> tuple[Reopened, ...]:
        """Return all of the learner's answers to a question, the newest first."""
        return tuple(map(self._reopened, self.given_to(question)))

    def corrected(self, topics: Collection[str] = ()) -> tuple[Corrected, ...]:
        """Return the keys that were changed after the learner had answered, in topics or of questions."""
        from quiz.regrading import corrected

        return corrected(self.store, self.learner.id, self.library, topics)

    def regrade(self, answers: Sequence[Anew]) -> None:
        """Mark past answers anew; all of them or none."""
        self.store.regrade(self.learner.id, [each.entry() for each in answers], self.clock())


def _learner(store: Store, where: Places, device: Device, now: Moment) -> Learner:
    if where.learner:
        return store.learner_named(where.learner, now)
    if (known := store.learner(device.learner)) is not None:
        return known
    if store.refusal and (everyone := store.learners()):
        return everyone[0]  # nobody can be added
    return store.learner_named(login_name(), now)
