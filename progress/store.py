"""The store: the one door to the database. What goes in becomes entries of the log; what comes out are frozen values.

Its methods may be called from any thread; each is one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from progress import queries
from progress.database import Connection, Database, open_database
from progress.errors import NotFound, NotSaved, said_plainly
from progress.later import later
from progress.moment import Moment
from progress.rating import CLAIMS, Rated
from progress.reading import Reader, called
from progress.records import EntryId, Learner, Recorded
from progress.rows import Rows, insert_if_new
from progress.schedule import Schedule
from progress.standings import MARKS
from progress.statements import sa, statement, tables

if TYPE_CHECKING:
    from progress import deriving, log, merging
    from progress.copies import Copy
    from progress.deriving.cards import Touched
    from progress.log import Body, Entry
    from progress.merging import Comparison, Merged
else:  # what only writing needs: there is time for it while the first question is read
    deriving, log, merging = later("progress.deriving"), later("progress.log"), later("progress.merging")

_LOG, _KEEP_WORDING = Rows("LOG"), insert_if_new("WORDINGS")


@statement
def _turn() -> sa.Select[Any]:
    s = tables.SETTINGS.c
    return sa.select(s.value).where(s.learner == sa.bindparam("of_learner"), s.name == "name").with_for_update()


@statement
def _heads() -> sa.Select[Any]:
    s = tables.STREAMS.c
    return sa.select(s.stream, s.seq, s.at, s.digest).where(s.learner == sa.bindparam("of_learner"))


@statement
def _ended() -> sa.Select[Any]:
    return sa.select(tables.SITTINGS.c.ended).where(tables.SITTINGS.c.sitting == sa.bindparam("of_sitting"))


@statement
def _type_of() -> sa.Select[Any]:
    entry, stream = tables.LOG.c, tables.STREAMS.c
    hers = sa.select(entry.type).join(tables.STREAMS, stream.stream == entry.stream).where(stream.learner == sa.bindparam("of_learner"))
    return hers.where(entry.stream == sa.bindparam("of_stream"), entry.seq == sa.bindparam("of_seq"))


@statement
def _misdated() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    later = sa.select(a.learner, a.stream, a.seq).where(a.at > sa.bindparam("latest", type_=a.at.type), a.undone.is_(False))
    return later.order_by(a.at.desc())


def new_id() -> str:
    """Return an id that no other will have: 128 random bits."""
    return os.urandom(16).hex()


class Store(Reader):
    """The record of all learners in one database, written to from one device.

    Every method raises ``ProgressError`` with a sentence for the learner when the database cannot be used; nothing is
    written then. ``refusal`` says why nothing can be written at all, if that is so; ``suspect`` may be set if the file was
    changed while nobody had it open, and ``summed`` to the checksum that it had when it was opened.
    """

    def __init__(self, database: Database, device: str, refusal: str = "") -> None:
        super().__init__(database)
        self.refusal = refusal
        self.suspect = False
        self.summed: Any = None
        self._device = device
        self._known_wordings: set[str] = set()

    @classmethod
    def open(cls, url: str, device: str, before_migration: Callable[[], object] = bool) -> Store:
        """Return the store of a database, brought to this program's revision; ``before_migration`` is called if that changes it.

        What a later version of the program wrote, or what may not be written, can only be read: ``refusal`` says so.
        """
        database, refusal = open_database(url, before_migration)
        return cls(database, device, refusal)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self.refusal:
            raise NotSaved(self.refusal)
        with said_plainly(), self._database.writing() as connection:
            yield connection

    def settle(self) -> None:
        """Move what lies in SQLite's journal into the file, so that a copy of the file alone has it; without waiting for anyone."""
        if not self.refusal:
            with said_plainly():
                self._database.settle()

    # -- learners

    def add_learner(self, name: str, now: Moment) -> Learner:
        """Add a learner and return her."""
        learner = Learner(new_id(), name)
        with self._write() as connection:
            self._open_stream(connection, learner, now)
        return learner

    def learner_named(self, name: str, now: Moment) -> Learner:
        """Return the learner of this name, whatever its capitals; she is added if there is none."""

        def found(learners: Sequence[Learner]) -> Learner | None:
            return next((learner for learner in learners if called(learner.name) == called(name)), None)

        if (known := found(self.learners())) is not None:
            return known
        with self._write() as connection:
            self._take_all_turns(connection)
            if (known := found(self._learners(connection))) is not None:
                return known  # another window was quicker
            learner = Learner(new_id(), name)
            self._open_stream(connection, learner, now)
        return learner

    def join_learners(self, learner: str, other: str, now: Moment) -> Learner:
        """Let two learners be one person from now on, with all that both did; return her. It cannot be undone."""
        with self._write() as connection:
            self._take_all_turns(connection)
            one, two = self._take_turn(connection, learner), self._take_turn(connection, other)
            if one.id != two.id:
                self._append_within(connection, one, log.LearnersJoined(two.id), now)
                deriving.rebuild(connection)
            return self._take_turn(connection, one.id)

    def rename_learner(self, learner: str, name: str, now: Moment) -> None:
        """Call a learner something else."""
        self._append(learner, log.LearnerRenamed(name), now)

    def change_setting(self, learner: str, name: str, value: str, now: Moment) -> None:
        """Keep a preference of a learner's."""
        self._append(learner, log.SettingChanged(name, value), now)

    def change_schedule(self, learner: str, schedule: Schedule, now: Moment) -> None:
        """Schedule a learner's cards otherwise from now on; what she remembers is estimated anew from all her answers."""
        self._append(learner, log.ScheduleChanged(schedule.parameters, schedule.retention), now)

    # -- writing the log

    def _stream(self, learner: str) -> str:
        return log.stream_of(learner, self._device)

    def _open_stream(self, connection: Connection, learner: Learner, now: Moment) -> None:
        body = log.StreamOpened(learner.id, learner.name, self._device)
        log.check(body)
        entry = log.entry_of(self._stream(learner.id), 1, now.milliseconds, now.offset, body, log.GENESIS)
        self._insert(connection, entry, learner.id, body)

    def _insert(self, connection: Connection, entry: Entry, learner: str, body: Body | None = None) -> Touched | None:
        _LOG.add(connection, {name: getattr(entry, name) for name in log.Entry.__dataclass_fields__})
        deriving.streams.head(connection, entry, learner)
        touched = deriving.derive(connection, entry, learner, body)
        if entry.type == log.ScheduleChanged.type:
            deriving.remember(connection, [learner])
        return touched

    def _append(self, learner: str, body: Body, now: Moment) -> EntryId:
        with self._write() as connection:
            written, _ = self._append_within(connection, self._take_turn(connection, learner), body, now)
        return written

    def _take_turn(self, connection: Connection, learner: str) -> Learner:
        """Wait until no other window writes for this learner: SQLite has one writer, PostgreSQL locks her name's row.

        Return her; under another id than she was known by, if she was joined to another learner meanwhile.
        """
        name = connection.execute(_turn, {"of_learner": learner}).scalar()
        if name is not None:
            return Learner(learner, str(name))
        stands_for = connection.execute(queries.joined_to, {"of_learner": learner}).scalar()
        if stands_for is None:
            raise NotFound("There is no such learner.")
        return self._take_turn(connection, str(stands_for))

    def _take_all_turns(self, connection: Connection) -> None:
        """Wait until no other window writes for any learner, and keep them waiting until the transaction ends."""
        if connection.dialect == "postgresql":
            # Waits for every turn that is taken, since a turn is a lock on a row of this table.
            connection.run("LOCK TABLE settings IN EXCLUSIVE MODE")

    def _append_within(self, connection: Connection, learner: Learner, body: Body, now: Moment) -> tuple[EntryId, Touched | None]:
        log.check(body)
        stream = self._stream(learner.id)
        heads = {row.stream: row for row in connection.execute(_heads, {"of_learner": learner.id})}
        if stream not in heads:
            self._open_stream(connection, learner, now)
            heads = {row.stream: row for row in connection.execute(_heads, {"of_learner": learner.id})}
        at = now.milliseconds
        if isinstance(body, log.OUTDOING):
            # Said after everything that is written, even if the clock was put back meanwhile.
            at = max(at, *(end.at + 1 for end in heads.values()))
        end = heads[stream]
        entry = log.entry_of(stream, end.seq + 1, at, now.offset, body, end.digest)
        return entry.id, self._insert(connection, entry, learner.id, body)

    # -- sittings

    def start_sitting(
        self,
        learner: str,
        mode: str,
        questions: Sequence[str],
        now: Moment,
        *,
        topics: Sequence[str] = (),
        seconds: int | None = None,
        seed: int = 0,
        sitting: str = "",
    ) -> str:
        """Begin a sitting and return its id: the one that is given, or a new one."""
        sitting = sitting or new_id()
        self._append(learner, log.SittingStarted(sitting, mode, tuple(questions), tuple(topics), seconds, seed), now)
        return sitting

    def record_answer(self, learner: str, answered: log.Answered, wording: str, now: Moment) -> Recorded:
        """Write an answer; it is on disk when this returns. ``wording`` is the question as asked, as canonical JSON."""
        with self._write() as connection:
            who = self._take_turn(connection, learner)
            self._keep_wording(connection, answered.wording, answered.question, wording)
            written, card = self._append_within(connection, who, answered, now)
        self._known_wordings.add(answered.wording)
        return _recorded(written, card)

    def _keep_wording(self, connection: Connection, hash_: str, question: str, wording: str) -> None:
        if hash_ not in self._known_wordings:
            connection.execute(_KEEP_WORDING, {"hash": hash_, "question": question, "body": wording})

    def draft(self, learner: str, drafted: log.Drafted, now: Moment) -> None:
        """Keep a response of an exam that may still be changed."""
        self._append(learner, drafted, now)

    def pause_sitting(self, learner: str, sitting: str, spent: int, now: Moment) -> None:
        """Remember how much of a sitting's time is used, unless it has ended; milliseconds."""
        with self._write() as connection:
            who = self._take_turn(connection, learner)
            if connection.execute(_ended, {"of_sitting": sitting}).scalar() is None:
                self._append_within(connection, who, log.SittingPaused(sitting, spent), now)

    def end_sitting(
        self,
        learner: str,
        sitting: str,
        how: str,
        spent: int,
        now: Moment,
        answers: Sequence[tuple[log.Answered, str]] = (),
    ) -> None:
        """End a sitting, once: with the answers of an exam and their wordings, all or none of them are written."""
        with self._write() as connection:
            who = self._take_turn(connection, learner)
            if connection.execute(_ended, {"of_sitting": sitting}).scalar() is not None:
                return
            for answered, wording in answers:
                self._keep_wording(connection, answered.wording, answered.question, wording)
                self._append_within(connection, who, answered, now)
            self._append_within(connection, who, log.SittingEnded(sitting, how, spent), now)

    # -- later words on earlier entries

    def undo(self, learner: str, entry: EntryId, now: Moment) -> None:
        """Let an entry count no more: an answer, a rating, a claim or a mark. Raises ``NotFound`` if it is none of hers."""
        self._amend(learner, entry, log.Undone(*entry), now, log.UNDOABLE)

    def redo(self, learner: str, entry: EntryId, now: Moment) -> None:
        """Let an undone entry count again. Raises ``NotFound`` if it is none of hers."""
        self._amend(learner, entry, log.Redone(*entry), now, log.UNDOABLE)

    def take_back_misdated(self, now: Moment) -> int:
        """Let all answers that are dated more than a day ahead count no more; return how many there were.

        A clock that ran ahead has dated them, and their questions would not come back before it is right.
        """
        latest = now.later(timedelta(days=1)).milliseconds
        with self._write() as connection:
            self._take_all_turns(connection)
            rows = connection.execute(_misdated, {"latest": latest}).all()
            for row in rows:
                self._append_within(connection, self._take_turn(connection, row.learner), log.Undone(row.stream, row.seq), now)
        return len(rows)

    def rerate(self, learner: str, answer: EntryId, rated: Rated, now: Moment) -> Recorded:
        """Give an answer another rating. Raises ``NotFound`` if it is none of hers."""
        body = log.Rerated(*answer, int(rated.rating), rated.reason)
        return _recorded(*self._amend(learner, answer, body, now, {log.Answered.type}))

    def claim(self, learner: str, answer: EntryId, claim: str, now: Moment) -> Recorded:
        """Write down that the learner holds an answer of hers for ``right`` after all, or for a ``guess``.

        Raises ``NotFound`` if the answer is none of hers.
        """
        rated = CLAIMS[claim]
        body = log.Claimed(*answer, claim, int(rated.rating), rated.reason)
        return _recorded(*self._amend(learner, answer, body, now, {log.Answered.type}))

    def regrade(self, learner: str, regraded: Sequence[tuple[log.Regraded, str, str]], now: Moment) -> tuple[EntryId, ...]:
        """Mark answers anew, each by a question (its id, and the question as canonical JSON); all of them or none.

        Return the entries, each of which can be undone. Raises ``NotFound`` if an answer is none of hers.
        """
        written = []
        with self._write() as connection:
            who = self._take_turn(connection, learner)
            for body, question, wording in regraded:
                self._refuse_unless(connection, who, EntryId(body.stream, body.seq), {log.Answered.type})
                self._keep_wording(connection, body.wording, question, wording)
                written.append(self._append_within(connection, who, body, now)[0])
        return tuple(written)

    def _amend(self, learner: str, target: EntryId, body: Body, now: Moment, types: Collection[str]) -> tuple[EntryId, Touched | None]:
        with self._write() as connection:
            who = self._take_turn(connection, learner)
            self._refuse_unless(connection, who, target, types)
            return self._append_within(connection, who, body, now)

    def _refuse_unless(self, connection: Connection, learner: Learner, target: EntryId, types: Collection[str]) -> None:
        """Raise ``NotFound`` unless an entry is the learner's, and of one of these types."""
        sought = {"of_stream": target.stream, "of_seq": target.seq, "of_learner": learner.id}
        if connection.execute(_type_of, sought).scalar() not in types:
            raise NotFound("There is nothing there that could be changed.")

    def mark_question(self, learner: str, question: str, mark: str, on: bool, now: Moment) -> EntryId:
        """Set a question aside (``suspended``) or flag it (``flagged``), or take that back."""
        if mark not in MARKS:
            raise ValueError(f"a question cannot be marked as {mark!r}")
        return self._append(learner, log.QuestionMarked(question, mark, on), now)

    # -- the log as a whole

    def rebuild(self) -> None:
        """Derive everything anew from the log; all or nothing. Raises ``Damaged`` if the log cannot be read."""
        with self._write() as connection:
            self._take_all_turns(connection)
            deriving.rebuild(connection)

    def compare(self, copy: Copy) -> Comparison:
        """Return what merging a copy would bring, and what this record has that the copy hasn't.

        Raises:
            Refused: it could not be merged.
        """
        with self._read() as connection:
            return merging.compare(connection, copy)

    def merge(self, copy: Copy, before: Callable[[], object] = bool) -> Merged:
        """Add what a copy of this or another record has and this one hasn't; all or nothing.

        ``before`` is called if that is anything, while nothing has changed yet.

        Raises:
            Refused: it does not fit to what is here.
        """
        with self._write() as connection:
            self._take_all_turns(connection)
            return merging.merge(connection, copy, before)


def _recorded(written: EntryId, card: Touched | None) -> Recorded:
    return Recorded(written, *(card or (None, None)))
