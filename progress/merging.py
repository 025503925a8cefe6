"""The union of two records: what a copy has and this one hasn't is added; nothing is ever changed or taken away.

Entries are known by stream and number, and every derived row is a function of the set of entries. So copies may be
merged in any order and any number of times, with the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from progress import log, queries
from progress.copies import COLUMNS, Copy, whose
from progress.database import Connection
from progress.deriving import derive, rebuild, remember, telling
from progress.deriving.bulk import read_anew, write_anew
from progress.deriving.streams import TELLING, head, owners
from progress.errors import Refused
from progress.log import Entry
from progress.many import without_collecting
from progress.reading import called
from progress.rows import insert_if_new
from progress.statements import sa, statement, tables

_KEEP_WORDING = insert_if_new("WORDINGS")


@dataclass(frozen=True)
class Merged:
    """What a merge brought: new entries, new answers by learner's name, and names that now stand for two learners."""

    entries: int
    answers: Mapping[str, int]
    twins: tuple[str, ...]


@statement
def _digests_of() -> sa.Select[Any]:
    return sa.select(tables.LOG.c.seq, tables.LOG.c.digest).where(tables.LOG.c.stream == sa.bindparam("of_stream"))


@statement
def _lengths() -> sa.Select[Any]:
    return sa.select(tables.STREAMS.c.learner, tables.STREAMS.c.seq)


@statement
def _sittings() -> sa.Select[Any]:
    return sa.select(tables.SITTINGS.c.sitting, tables.SITTINGS.c.learner, tables.SITTINGS.c.mode)


def new_entries(connection: Connection, copy: Copy) -> tuple[Entry, ...]:
    """Return what a copy has and the database hasn't, in the order of the log.

    Raises:
        Refused: an entry is there already and says something else.
    """
    here: dict[str, dict[int, bytes]] = {}
    for stream in sorted({entry.stream for entry in copy.entries}):
        here[stream] = dict(connection.tuples(_digests_of, {"of_stream": stream}))
    clash = min((entry.id for entry in copy.entries if here[entry.stream].get(entry.seq, entry.digest) != entry.digest), default=None)
    if clash is not None:
        raise Refused(
            f"{copy.name}: entry {clash.seq} of {whose(copy.entries, clash.stream)} is here already and says something else. "
            "Two programs have gone on from one copy of the record as if they were one; quiz verify says whether it is sound here. "
            "Nothing was taken."
        )
    return tuple(entry for entry in copy.entries if entry.seq not in here[entry.stream])


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
    connection.insert("LOG", COLUMNS["log"], map(attrgetter(*COLUMNS["log"]), new))
    learner_of, one = owners(telling(connection))
    for entry in new:
        if entry.stream not in learner_of:
            raise Refused(f"{copy.name}: nothing tells whose log {entry.stream[:8]} is. Nothing was taken.")
    _derive(connection, copy, new, learner_of, one)
    names = dict(connection.tuples(queries.names))
    answers = Counter(names[learner_of[entry.stream]] for entry in new if entry.type == log.Answered.type)
    return Merged(len(new), answers, _twins(names.values()))


_AS_LONG_AS = 6
"""To derive one entry by itself takes about as long as so many of those that are derived together."""


def _derive(connection: Connection, copy: Copy, new: Sequence[Entry], learner_of: Mapping[str, str], one: Mapping[str, str]) -> None:
    """Bring what is derived up to date: by each new entry where these are few, else by all entries of their learners.

    Raises:
        Refused: a sitting would be more than one learner's.
    """
    if any(entry.type == log.LearnersJoined.type for entry in new):
        _refuse_foreign_sittings(connection, copy, new, learner_of, one)
        rebuild(connection)
        return
    learners = {learner_of[entry.stream] for entry in new}
    here: Counter[bool] = Counter()
    for learner, seq in connection.tuples(_lengths):
        here[learner in learners] += seq
    if here[True] < len(new) * (_AS_LONG_AS - 1):
        _derive_together(connection, copy, new, learner_of, one, learners, mostly=here[True] + len(new) > here[False])
        return
    _refuse_foreign_sittings(connection, copy, new, learner_of, one)
    for entry in new:
        head(connection, entry, learner_of[entry.stream])
        derive(connection, entry, learner_of[entry.stream])
    remember(connection, sorted({learner_of[entry.stream] for entry in new if entry.type == log.ScheduleChanged.type}))


def _derive_together(
    connection: Connection, copy: Copy, new: Sequence[Entry], learner_of: Mapping[str, str], one: Mapping[str, str],
    learners: Collection[str], *, mostly: bool,
) -> None:  # fmt: skip
    with without_collecting():
        anew = read_anew(connection, learner_of, learners)
        owners_here = {sitting: one.get(learner, learner) for sitting, learner, _ in connection.tuples(_sittings)}
        if anew.shares_sittings(owners_here):
            _refuse_foreign_sittings(connection, copy, new, learner_of, one)
        write_anew(connection, anew, learners, mostly=mostly)


def _twins(names: Iterable[str]) -> tuple[str, ...]:
    times = Counter(called(name) for name in names)
    return tuple(sorted({name for name in names if times[called(name)] > 1}))


def _refuse_foreign_sittings(
    connection: Connection, copy: Copy, new: Sequence[Entry], learner_of: Mapping[str, str], one: Mapping[str, str]
) -> None:
    """A sitting belongs to one learner and starts once; else it would be another one after another order of merging."""
    owner: dict[str, str] = {}
    started: set[str] = set()
    for sitting, learner, mode in connection.tuples(_sittings):
        owner[sitting] = one.get(learner, learner)
        if mode:
            started.add(sitting)
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
