"""The store: the one door to the database. What goes in becomes entries of the log; what comes out are frozen values.

Its methods may be called from any thread; each is one transaction.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, bindparam, delete, func, insert, select

from progress import log
from progress.database import make_engine, migrate
from progress.deriving import POINTS, Touched, card_of, derive, derive_all, head
from progress.errors import NewerRecord, NotFound, said_plainly
from progress.log import GENESIS, Body, Entry, EntryId
from progress.moment import Moment, from_milliseconds
from progress.rating import CLAIMS, Rated
from progress.records import AnswerRecord, DayTotal, Draft, Learner, Recorded, SittingRecord, Standing
from progress.tables import (
    DERIVED,
    AnswerRow,
    CardRow,
    DayRow,
    DraftRow,
    LogEntry,
    MarkRow,
    SettingRow,
    SittingRow,
    StreamHead,
    Wording,
    table_of,
)

_LOG, _WORDINGS, _STREAMS, _CARDS = table_of(LogEntry), table_of(Wording), table_of(StreamHead), table_of(CardRow)
_ANSWERS, _SITTINGS, _SETTINGS = table_of(AnswerRow), table_of(SittingRow), table_of(SettingRow)
_MARKS, _DAYS, _DRAFTS = table_of(MarkRow), table_of(DayRow), table_of(DraftRow)

_FEWEST_FOR_USUAL = 8
_RECENT_FOR_USUAL = 300

MARKS = ("suspended", "flagged")
"""What a question may be marked as."""

# Statements of the way that every answer takes, built once; see ``progress.rows``.
_ADD_ENTRY = insert(_LOG)
_TURN = (
    select(_SETTINGS.c.value)
    .where(_SETTINGS.c.learner == bindparam("of_learner"), _SETTINGS.c.name == "name")
    .with_for_update()
)
_HEADS = select(_STREAMS.c.stream, _STREAMS.c.seq, _STREAMS.c.at, _STREAMS.c.digest).where(_STREAMS.c.learner == bindparam("of_learner"))


def new_id() -> str:
    """Return an id that no other will have: 128 random bits."""
    return secrets.token_hex(16)


def hash_of(body: str) -> str:
    """Return the content hash of a question's wording."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Store:
    """The record of all learners in one database, written to from one device.

    Every method raises ``ProgressError`` with a sentence for the learner when the database cannot be used; nothing is
    written then.
    """

    def __init__(self, engine: Engine, device: str) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        # So that all that one method reads is of one moment; SQLite does so by itself.
        alike = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reading = engine.execution_options(**alike)
        self._device = device
        self._known_wordings: set[str] = set()

    @classmethod
    def open(cls, url: str, device: str) -> Store:
        """Return the store of a database, brought to this program's revision.

        Raises:
            NewerRecord: a later version of the program wrote the database, or some of its log.
        """
        engine = make_engine(url)
        try:
            migrate(engine)
            store = cls(engine, device)
            store._refuse_later_log()
        except BaseException:
            engine.dispose()
            raise
        return store

    def _refuse_later_log(self) -> None:
        # A merge brings in entries whole, so that a log can be of a later version than the tables around it.
        first = select(_LOG.c.body).join(_STREAMS, and_(_STREAMS.c.stream == _LOG.c.stream, _LOG.c.seq == 1))
        with self._read() as connection:
            bodies = connection.execute(first).scalars().all()
        if any(json.loads(body).get("format", log.FORMAT) > log.FORMAT for body in bodies):
            raise NewerRecord("Part of this record was written by a later version of the program. Update the program to go on with it.")

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with said_plainly(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with said_plainly(), self._writing.begin() as connection:
            yield connection

    # -- learners

    def learners(self) -> tuple[Learner, ...]:
        """Return everyone, by name."""
        with self._read() as connection:
            return self._learners(connection)

    def _learners(self, connection: Connection) -> tuple[Learner, ...]:
        s = _SETTINGS.c
        rows = connection.execute(select(s.learner, s.value).where(s.name == "name"))
        # Sorted here: each database has its own idea of the alphabet.
        return tuple(sorted((Learner(row.learner, row.value) for row in rows), key=lambda one: (_called(one.name), one.name, one.id)))

    def add_learner(self, name: str, now: Moment) -> Learner:
        """Add a learner and return her."""
        learner = Learner(new_id(), name)
        with self._write() as connection:
            self._open_stream(connection, learner, now)
        return learner

    def learner_named(self, name: str, now: Moment) -> Learner:
        """Return the learner of this name, whatever its capitals; she is added if there is none."""

        def found(learners: Sequence[Learner]) -> Learner | None:
            return next((learner for learner in learners if _called(learner.name) == _called(name)), None)

        if (known := found(self.learners())) is not None:
            return known
        with self._write() as connection:
            self._take_all_turns(connection)
            if (known := found(self._learners(connection))) is not None:
                return known  # another window was quicker
            learner = Learner(new_id(), name)
            self._open_stream(connection, learner, now)
        return learner

    def rename_learner(self, learner: str, name: str, now: Moment) -> None:
        """Call a learner something else."""
        self._append(learner, log.LearnerRenamed(name), now)

    def change_setting(self, learner: str, name: str, value: str, now: Moment) -> None:
        """Keep a preference of a learner's."""
        self._append(learner, log.SettingChanged(name, value), now)

    # -- writing the log

    def _stream(self, learner: str) -> str:
        return hashlib.sha256(f"{learner}\n{self._device}".encode()).hexdigest()[:32]

    def _open_stream(self, connection: Connection, learner: Learner, now: Moment) -> None:
        body = log.StreamOpened(learner.id, learner.name, self._device)
        entry = log.entry_of(self._stream(learner.id), 1, now.milliseconds, now.offset, body, GENESIS)
        self._insert(connection, entry, learner.id)

    def _insert(self, connection: Connection, entry: Entry, learner: str) -> Touched | None:
        connection.execute(_ADD_ENTRY, {name: getattr(entry, name) for name in Entry.__dataclass_fields__})
        head(connection, entry, learner)
        return derive(connection, entry, learner)

    def _append(self, learner: str, body: Body, now: Moment) -> EntryId:
        with self._write() as connection:
            name = self._take_turn(connection, learner)
            written, _ = self._append_within(connection, Learner(learner, name), body, now)
        return written

    def _take_turn(self, connection: Connection, learner: str) -> str:
        """Wait until no other window writes for this learner: SQLite has one writer, PostgreSQL locks her name's row.

        Return her name.
        """
        name = connection.execute(_TURN, {"of_learner": learner}).scalar()
        if name is None:
            raise NotFound("There is no such learner.")
        return str(name)

    def _take_all_turns(self, connection: Connection) -> None:
        """Wait until no other window writes for any learner, and keep them waiting until the transaction ends."""
        if connection.dialect.name == "postgresql":
            # Waits for every turn that is taken, since a turn is a lock on a row of this table.
            connection.exec_driver_sql("LOCK TABLE settings IN EXCLUSIVE MODE")

    def _append_within(self, connection: Connection, learner: Learner, body: Body, now: Moment) -> tuple[EntryId, Touched | None]:
        stream = self._stream(learner.id)
        heads = {row.stream: row for row in connection.execute(_HEADS, {"of_learner": learner.id})}
        if stream not in heads:
            self._open_stream(connection, learner, now)
            heads = {row.stream: row for row in connection.execute(_HEADS, {"of_learner": learner.id})}
        at = now.milliseconds
        if isinstance(body, log.OUTDOING):
            # Said after everything that is written, even if the clock was put back meanwhile.
            at = max(at, *(end.at + 1 for end in heads.values()))
        end = heads[stream]
        entry = log.entry_of(stream, end.seq + 1, at, now.offset, body, end.digest)
        return entry.id, self._insert(connection, entry, learner.id)

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
    ) -> str:
        """Begin a sitting and return its id."""
        sitting = new_id()
        self._append(learner, log.SittingStarted(sitting, mode, tuple(questions), tuple(topics), seconds, seed), now)
        return sitting

    def record_answer(self, learner: str, answered: log.Answered, wording: str, now: Moment) -> Recorded:
        """Write an answer; it is on disk when this returns. ``wording`` is the question as asked, as canonical JSON."""
        with self._write() as connection:
            name = self._take_turn(connection, learner)
            self._keep_wording(connection, answered, wording)
            written, card = self._append_within(connection, Learner(learner, name), answered, now)
        self._known_wordings.add(answered.wording)
        return _recorded(written, card)

    def _keep_wording(self, connection: Connection, answered: log.Answered, wording: str) -> None:
        if answered.wording not in self._known_wordings:
            row = {"hash": answered.wording, "question": answered.question, "body": wording}
            connection.execute(insert_if_new(connection, _WORDINGS), row)

    def draft(self, learner: str, drafted: log.Drafted, now: Moment) -> None:
        """Keep a response of an exam that may still be changed."""
        self._append(learner, drafted, now)

    def drafts(self, sitting: str) -> dict[str, Draft]:
        """Return the latest response to each question of an exam."""
        with self._read() as connection:
            rows = connection.execute(select(_DRAFTS).where(_DRAFTS.c.sitting == sitting)).all()
        return {
            row.question: Draft(row.question, json.loads(row.response), tuple(json.loads(row.shown)), row.took, row.later)
            for row in rows
        }

    def pause_sitting(self, learner: str, sitting: str, spent: int, now: Moment) -> None:
        """Remember how much of a sitting's time is used; milliseconds."""
        self._append(learner, log.SittingPaused(sitting, spent), now)

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
            who = Learner(learner, self._take_turn(connection, learner))
            if connection.execute(select(_SITTINGS.c.ended).where(_SITTINGS.c.sitting == sitting)).scalar() is not None:
                return
            for answered, wording in answers:
                self._keep_wording(connection, answered, wording)
                self._append_within(connection, who, answered, now)
            self._append_within(connection, who, log.SittingEnded(sitting, how, spent), now)

    def sittings(self, learner: str, limit: int | None = None) -> tuple[SittingRecord, ...]:
        """Return a learner's sittings, the newest first."""
        s = _SITTINGS.c
        wanted = select(_SITTINGS).where(s.learner == learner, s.mode != "").order_by(s.started.desc(), s.sitting).limit(limit)
        with self._read() as connection:
            return tuple(_sitting_of(row) for row in connection.execute(wanted))

    def sitting(self, sitting: str) -> SittingRecord:
        """Return one sitting; raises ``NotFound``."""
        with self._read() as connection:
            row = connection.execute(select(_SITTINGS).where(_SITTINGS.c.sitting == sitting)).first()
        if row is None:
            raise NotFound("There is no such sitting.")
        return _sitting_of(row)

    def answers(self, sitting: str) -> tuple[AnswerRecord, ...]:
        """Return the answers of a sitting in the order they were given; those undone are among them, and marked so."""
        a = _ANSWERS.c
        with self._read() as connection:
            rows = connection.execute(select(_ANSWERS).where(a.sitting == sitting).order_by(a.at, a.stream, a.seq))
            return tuple(_answer_of(row) for row in rows)

    def answers_to(self, learner: str, question: str) -> tuple[AnswerRecord, ...]:
        """Return all of a learner's answers to a question, the newest first."""
        a = _ANSWERS.c
        wanted = select(_ANSWERS).where(a.learner == learner, a.question == question)
        with self._read() as connection:
            return tuple(_answer_of(row) for row in connection.execute(wanted.order_by(a.at.desc(), a.stream, a.seq.desc())))

    def wording(self, hash_: str) -> str:
        """Return a question as it was asked, as JSON; raises ``NotFound``."""
        with self._read() as connection:
            body = connection.execute(select(_WORDINGS.c.body).where(_WORDINGS.c.hash == hash_)).scalar()
        if body is None:
            raise NotFound("The wording of this question was not kept.")
        return str(body)

    # -- later words on earlier entries

    def undo(self, learner: str, entry: EntryId, now: Moment) -> None:
        """Let an entry count no more: an answer, a rating, a claim or a mark. Raises ``NotFound`` if it is none of hers."""
        self._amend(learner, entry, log.Undone(*entry), now, _UNDOABLE)

    def redo(self, learner: str, entry: EntryId, now: Moment) -> None:
        """Let an undone entry count again. Raises ``NotFound`` if it is none of hers."""
        self._amend(learner, entry, log.Redone(*entry), now, _UNDOABLE)

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

    def _amend(self, learner: str, target: EntryId, body: Body, now: Moment, types: Collection[str]) -> tuple[EntryId, Touched | None]:
        wanted = (
            select(_LOG.c.type)
            .join(_STREAMS, _STREAMS.c.stream == _LOG.c.stream)
            .where(_LOG.c.stream == target.stream, _LOG.c.seq == target.seq, _STREAMS.c.learner == learner)
        )
        with self._write() as connection:
            name = self._take_turn(connection, learner)
            if connection.execute(wanted).scalar() not in types:
                raise NotFound("There is nothing there that could be changed.")
            return self._append_within(connection, Learner(learner, name), body, now)

    def mark_question(self, learner: str, question: str, mark: str, on: bool, now: Moment) -> EntryId:
        """Set a question aside (``suspended``) or flag it (``flagged``), or take that back."""
        if mark not in MARKS:
            raise ValueError(f"a question cannot be marked as {mark!r}")
        return self._append(learner, log.QuestionMarked(question, mark, on), now)

    # -- where a learner stands

    def standing(self, learner: str, now: Moment) -> Standing:
        """Return where a learner stands."""
        with self._read() as connection:
            cards = {row.question: card_of(row) for row in connection.execute(select(_CARDS).where(_CARDS.c.learner == learner))}
            marks = self._marks(connection, learner)
            return Standing(
                cards=cards,
                suspended=marks["suspended"],
                flagged=marks["flagged"],
                days=_days(connection, learner),
                usual=_usual(connection, learner),
                settings={row.name: row.value for row in connection.execute(select(_SETTINGS).where(_SETTINGS.c.learner == learner))},
                last=_last(connection, learner),
                new_today=_new_on(connection, learner, now.day),
            )

    def _marks(self, connection: Connection, learner: str) -> dict[str, frozenset[str]]:
        m = _MARKS.c
        rows = connection.execute(
            select(m.question, m.mark, m.on).where(m.learner == learner, m.undone.is_(False)).order_by(m.at, m.stream, m.seq)
        )
        latest = {(row.mark, row.question): row.on for row in rows}
        found: dict[str, set[str]] = defaultdict(set)
        for (mark, question), on in latest.items():
            if on:
                found[mark].add(question)
        return {mark: frozenset(found[mark]) for mark in MARKS}

    # -- the log as a whole

    def entries(self, learner: str | None = None) -> tuple[Entry, ...]:
        """Return the log in its order: of one learner, or of all."""
        wanted = select(_LOG).order_by(_LOG.c.at, _LOG.c.stream, _LOG.c.seq)
        if learner is not None:
            wanted = wanted.where(_LOG.c.stream.in_(select(_STREAMS.c.stream).where(_STREAMS.c.learner == learner)))
        with self._read() as connection:
            return tuple(Entry(**row._mapping) for row in connection.execute(wanted))

    def rebuild(self) -> None:
        """Derive everything anew from the log; all or nothing. Raises ``Damaged`` if the log cannot be read."""
        with self._write() as connection:
            self._take_all_turns(connection)
            entries = [Entry(**row._mapping) for row in connection.execute(select(_LOG).order_by(_LOG.c.at, _LOG.c.stream, _LOG.c.seq))]
            learner_of = {}
            for entry in entries:
                opened = entry.read() if entry.seq == 1 else None
                if isinstance(opened, log.StreamOpened):
                    learner_of[entry.stream] = opened.learner
            for model in DERIVED:
                connection.execute(delete(table_of(model)))
            derive_all(connection, entries, learner_of)

    def derived(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every derived row by table, sorted by primary key: two records that agree here agree in everything."""
        with self._read() as connection:
            return {table.name: _sorted_rows(connection, table) for table in map(table_of, DERIVED)}


def insert_if_new(connection: Connection, table: Table) -> Any:
    """Return an insert that leaves a row alone that is there already."""
    return _insert_if_new(connection.dialect.name, table)


@cache
def _insert_if_new(dialect: str, table: Table) -> Any:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).on_conflict_do_nothing()


_UNDOABLE = frozenset({log.Answered.type, log.Rerated.type, log.Claimed.type, log.QuestionMarked.type})


def _called(name: str) -> str:
    """Return a name as it is compared: some keyboards write an accented letter as two characters."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _recorded(written: EntryId, card: Touched | None) -> Recorded:
    return Recorded(written, *(card or (None, None)))


def _sorted_rows(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    # Sorted here: each database has its own idea of the alphabet.
    key = [list(table.columns).index(column) for column in table.primary_key.columns]
    rows = (tuple(row) for row in connection.execute(select(table)))
    return sorted(rows, key=lambda row: [row[index] for index in key])


def _sitting_of(row: Any) -> SittingRecord:
    return SittingRecord(
        id=row.sitting,
        mode=row.mode,
        questions=tuple(json.loads(row.questions)),
        topics=tuple(json.loads(row.topics)),
        seconds=row.seconds,
        seed=row.seed,
        started=Moment.of_milliseconds(row.started, row.offset),
        ended=None if row.ended is None else from_milliseconds(row.ended),
        how=row.how,
        spent=row.spent,
        answers=row.answers,
        rights=row.rights,
        score=row.points / POINTS / row.answers if row.answers else None,
    )


def _answer_of(row: Any) -> AnswerRecord:
    return AnswerRecord(
        id=EntryId(row.stream, row.seq),
        sitting=row.sitting,
        question=row.question,
        kind=row.kind,
        when=Moment.of_milliseconds(row.at, row.offset),
        wording=row.wording,
        shown=tuple(json.loads(row.shown)),
        response=json.loads(row.response),
        outcome=row.outcome,
        score=row.score,
        rule=row.rule,
        rating=row.rating,
        reason=row.reason,
        claim=row.claim,
        took=row.took,
        hinted=row.hinted,
        undone=row.undone,
        due=from_milliseconds(row.due) if row.due else None,
    )


def _days(connection: Connection, learner: str) -> tuple[DayTotal, ...]:
    d = _DAYS.c
    rows = connection.execute(
        select(d.day, func.sum(d.answers), func.sum(d.rights), func.sum(d.points), func.sum(d.took))
        .where(d.learner == learner)
        .group_by(d.day)
        .order_by(d.day)
    )
    return tuple(
        DayTotal(date.fromordinal(day), int(answers), int(rights), int(points) / POINTS / int(answers), int(took))
        for day, answers, rights, points, took in rows
    )


def _usual(connection: Connection, learner: str) -> dict[str, int]:
    a = _ANSWERS.c
    rows = connection.execute(
        select(a.kind, a.took)
        .where(a.learner == learner, a.undone.is_(False), a.outcome == "right")
        .order_by(a.at.desc(), a.stream, a.seq.desc())
        .limit(_RECENT_FOR_USUAL)
    )
    times: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        times[row.kind].append(row.took)
    return {kind: round(statistics.median(took)) for kind, took in times.items() if len(took) >= _FEWEST_FOR_USUAL}


def _last(connection: Connection, learner: str) -> Any:
    # By day first, because that has an index. Those undone don't count: who undoes what a wrong clock dated is rid of it.
    a = _ANSWERS.c
    latest = select(a.at).where(a.learner == learner, a.undone.is_(False)).order_by(a.day.desc(), a.at.desc()).limit(1)
    at = connection.execute(latest).scalar()
    return from_milliseconds(at) if at is not None else None


def _new_on(connection: Connection, learner: str, day: date) -> int:
    # By way of the questions of the day: to look for an earlier answer to each answer took a second for a busy day.
    a = _ANSWERS.c
    asked = select(a.question).where(a.learner == learner, a.day == day.toordinal())
    met = (
        select(a.question)
        .where(a.learner == learner, a.question.in_(asked), a.undone.is_(False))
        .group_by(a.question)
        .having(func.min(a.day) == day.toordinal())
    )
    return int(connection.execute(select(func.count()).select_from(met.subquery())).scalar() or 0)
