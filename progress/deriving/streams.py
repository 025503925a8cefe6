"""Whose the streams are, where they end, and what their learners prefer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving.entries import LATEST, key_of, put_latest, read_entry
from progress.kept import Key
from progress.log import Entry
from progress.queries import JOINED
from progress.rows import Rows
from progress.statements import sa, statement, tables

_SETTINGS, _SCHEDULES = Rows("SETTINGS", ("value", *LATEST)), Rows("SCHEDULES")
_STREAMS = Rows("STREAMS", ("device",))
TELLING = (log.EntriesLost.type, log.LearnersJoined.type)
"""Types of entries that, beside the first of a stream, bear on whose it is."""


def owners(entries: Iterable[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    """Return whose each stream is, and for each learner who was joined the one that stands for both: the smallest id.

    Raises:
        Damaged: an entry that tells it cannot be read.
    """
    opened: dict[str, str] = {}
    joined: list[tuple[str, str]] = []
    for entry in entries:
        if entry.seq == 1 or entry.type in TELLING:
            match read_entry(entry):
                case log.StreamOpened() as said:
                    opened[entry.stream] = said.learner
                case log.EntriesLost() as said:
                    opened.setdefault(said.stream, said.learner)
                case log.LearnersJoined() as said:
                    joined.append((entry.stream, said.other))
    one = _as_one((opened[stream], other) for stream, other in joined if stream in opened)
    return {stream: one.get(learner, learner) for stream, learner in opened.items()}, one


def _as_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    groups: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        together = groups.get(one, frozenset((one,))) | groups.get(other, frozenset((other,)))
        groups |= dict.fromkeys(together, together)
    return {each: min(together) for each, together in groups.items()}


@statement
def _move_head() -> sa.Update:
    h = tables.STREAMS.c
    is_last, at = h.seq < sa.bindparam("new_seq"), sa.bindparam("new_at", type_=h.at.type)
    return (
        sa.update(tables.STREAMS)
        .where(h.stream == sa.bindparam("of_stream"))
        .values(
            at=sa.case((h.at < at, at), else_=h.at),
            seq=sa.case((is_last, sa.bindparam("new_seq")), else_=h.seq),
            digest=sa.case((is_last, sa.bindparam("new_digest")), else_=h.digest),
        )
    )


def head(connection: Connection, entry: Entry, learner: str) -> None:
    """Remember an entry as the end of its stream if it is; ``at`` of a stream is the latest time in it."""
    opened = read_entry(entry) if entry.seq == 1 else None
    device = opened.device if isinstance(opened, log.StreamOpened) else ""
    new = {"of_stream": entry.stream, "new_seq": entry.seq, "new_at": entry.at, "new_digest": entry.digest}
    if connection.execute(_move_head, new).rowcount == 0:
        row = {"stream": entry.stream, "learner": learner, "device": device, "seq": entry.seq, "at": entry.at, "digest": entry.digest}
        _STREAMS.add(connection, row)
    elif device:
        _STREAMS.change(connection, {"stream": entry.stream}, {"device": device})


def latest_setting(connection: Connection, entry: Entry, learner: str, name: str, value: str) -> None:
    """Keep the value of a setting, if no later entry set it."""
    put_latest(connection, _SETTINGS, entry, {"learner": learner, "name": name}, {"value": value})


def schedule_changed(connection: Connection, entry: Entry, learner: str, said: log.ScheduleChanged) -> None:
    """Keep a change of a learner's schedule."""
    _SCHEDULES.add(connection, schedule_row(key_of(entry), learner, said))


def schedule_row(key: Key, learner: str, said: log.ScheduleChanged) -> dict[str, Any]:
    """Return the row of a change of a learner's schedule."""
    at, stream, seq = key
    row = {"stream": stream, "seq": seq, "learner": learner, "at": at}
    return row | {"parameters": log.canonical(said.parameters), "retention": said.retention}


def joined_rows(one: Mapping[str, str]) -> list[tuple[str, str, str, int, str, int]]:
    """Return the settings that tell of each learner who was joined to another which id stands for both."""
    return [(learner, JOINED, stands_for, 0, "", 0) for learner, stands_for in sorted(one.items()) if learner != stands_for]
