"""The union of two records: what a copy has and this one hasn't is added; nothing is ever changed or taken away.

Entries are known by stream and number, and every derived row is a function of the set of entries. So copies may be
merged in any order and any number of times, with the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from progress import log
from progress.copies import Copy, whose
from progress.database import Connection
from progress.deriving import derive, rebuild, remember
from progress.deriving.streams import TELLING, head, owners
from progress.errors import Refused
from progress.log import Entry
from progress.reading import called
from progress.records import EntryId
from progress.rows import insert_if_new
from progress.statements import sa, tables

_KEEP_WORDING = insert_if_new("WORDINGS")


@dataclass(frozen=True)
class Merged:
    """What a merge brought: new entries, new answers by learner's name, and names that now stand for two learners."""

    entries: int
    answers: Mapping[str, int]
    twins: tuple[str, ...]


def new_entries(connection: Connection, copy: Copy) -> tuple[Entry, ...]:
    """Return what a copy has and the database hasn't, in the order of the log.

    Raises:
        Refused: an entry is there already and says something else.
    """
    here: dict[EntryId, bytes] = {}
    for stream in sorted({entry.stream for entry in copy.entries}):
        rows = connection.execute(sa.select(tables.LOG.c.seq, tables.LOG.c.digest).where(tables.LOG.c.stream == stream))
        here |= {EntryId(stream, row.seq): row.digest for row in rows}
    clash = min((entry.id for entry in copy.entries if here.get(entry.id, entry.digest) != entry.digest), default=None)
    if clash is not None:
        raise Refused(
            f"{copy.name}: entry {clash.seq} of {whose(copy.entries, clash.stream)} is here already and says something else. "
            "Two programs have gone on from one copy of the record as if they were one; quiz verify says whether it is sound here. "
            "Nothing was taken."
        )
    return tuple(entry for entry in copy.entries if entry.id not in here)


@dataclass(frozen=True)
class Comparison:
    """What a record would gain from a copy, and what it has that the copy hasn't: answers by learner's name."""

    gains: Mapping[str, int]
    losses: Mapping[str, int]


def compare(connection: Connection, copy: Copy) -> Comparison:
    """Return what a copy has that the database hasn't, and the other way round. Raises ``Refused`` as ``merge``."""
    new = new_entries(connection, copy.checked())
    there = {entry.id for entry in copy.entries}
    wanted = (log.Answered.type, log.LearnerRenamed.type, *TELLING)
    telling = sa.select(tables.LOG).where(tables.LOG.c.type.in_(wanted) | (tables.LOG.c.seq == 1))
    here = [Entry(*row) for row in connection.execute(telling.order_by(tables.LOG.c.at, tables.LOG.c.stream, tables.LOG.c.seq))]
    return Comparison(_answers_by_name(new, copy.entries), _answers_by_name([e for e in here if e.id not in there], here))


def _answers_by_name(entries: Iterable[Entry], told_by: Iterable[Entry]) -> Mapping[str, int]:
    told_by = list(told_by)
    learner_of, one = owners(told_by)
    names: dict[str, str] = {}
    for entry in told_by:
        body = entry.read() if entry.type in (log.StreamOpened.type, log.LearnerRenamed.type) else None
        if isinstance(body, log.StreamOpened):
            names.setdefault(one.get(body.learner, body.learner), body.name)
        elif isinstance(body, log.LearnerRenamed):
            names[learner_of[entry.stream]] = body.name
    return Counter(names[learner_of[entry.stream]] for entry in entries if entry.type == log.Answered.type)


def merge(connection: Connection, copy: Copy, before: Callable[[], object] = bool) -> Merged:
    """Add what a copy has and the database hasn't, within the transaction that is open; ``before`` is called if that is anything.

    Raises:
        Refused: the copy is broken, or does not fit to what is here.
    """
    new = new_entries(connection, copy.checked())
    if new:
        before()
    if copy.wordings:
        rows = [{"hash": hash_, **worded._asdict()} for hash_, worded in copy.wordings.items()]
        connection.execute_for_each(_KEEP_WORDING, rows)
    if new:
        connection.execute_for_each(sa.insert(tables.LOG), (asdict(entry) for entry in new))
    telling = connection.execute(sa.select(tables.LOG).where((tables.LOG.c.seq == 1) | tables.LOG.c.type.in_(TELLING)))
    learner_of, one = owners(Entry(*row) for row in telling)
    for entry in new:
        if entry.stream not in learner_of:
            raise Refused(f"{copy.name}: nothing tells whose log {entry.stream[:8]} is. Nothing was taken.")
    _refuse_foreign_sittings(connection, copy, new, learner_of, one)
    if any(entry.type == log.LearnersJoined.type for entry in new):
        rebuild(connection)
    else:
        for entry in new:
            head(connection, entry, learner_of[entry.stream])
            derive(connection, entry, learner_of[entry.stream])
        remember(connection, sorted({learner_of[entry.stream] for entry in new if entry.type == log.ScheduleChanged.type}))
    names = {row.learner: row.value for row in connection.execute(sa.select(tables.SETTINGS).where(tables.SETTINGS.c.name == "name"))}
    answers = Counter(names[learner_of[entry.stream]] for entry in new if entry.type == log.Answered.type)
    return Merged(len(new), answers, _twins(names.values()))


def _twins(names: Iterable[str]) -> tuple[str, ...]:
    times = Counter(called(name) for name in names)
    return tuple(sorted({name for name in names if times[called(name)] > 1}))


def _refuse_foreign_sittings(
    connection: Connection, copy: Copy, new: Sequence[Entry], learner_of: Mapping[str, str], one: Mapping[str, str]
) -> None:
    """A sitting belongs to one learner and starts once; else it would be another one after another order of merging."""
    rows = connection.execute(sa.select(tables.SITTINGS.c.sitting, tables.SITTINGS.c.learner, tables.SITTINGS.c.mode))
    owner: dict[str, str] = {}
    started: set[str] = set()
    for row in rows:
        owner[row.sitting] = one.get(row.learner, row.learner)
        if row.mode:
            started.add(row.sitting)
    for entry in new:
        body: Any = entry.read()
        sitting = getattr(body, "sitting", None)
        if sitting is None:
            continue
        learner = learner_of[entry.stream]
        if owner.setdefault(sitting, learner) != learner or (isinstance(body, log.SittingStarted) and sitting in started):
            raise Refused(
                f"{copy.name}: entry {entry.seq} of {whose(copy.entries, entry.stream)} belongs to a sitting that is another's here. "
                "Nothing was taken."
            )
        if isinstance(body, log.SittingStarted):
            started.add(sitting)
