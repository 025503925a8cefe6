"""Cards, and the schedules by which they come back, as they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from progress.database import Connection
from progress.moment import from_milliseconds
from progress.schedule import DEFAULT, STATES, Card, Schedule, State
from progress.statements import sa, statement, tables

Key = tuple[int, str, int]
"""By what entries are ordered: time, stream, number."""


def card_of(row: Any) -> Card:
    """Return the card in a row of its table."""
    return Card(
        question=row.question,
        state=STATES.get(row.state) or State(row.state),
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        due=from_milliseconds(row.due),
        reviewed=from_milliseconds(row.reviewed),
        repetitions=row.repetitions,
        lapses=row.lapses,
    )


def cards_of(rows: Iterable[Any]) -> tuple[dict[str, Card], frozenset[str]]:
    """Return the cards in rows of ``queries.cards`` by question, and the questions of whose last answer the learner was sure and wrong."""
    cards: dict[str, Card] = {}
    misled = []
    for question, state, step, stability, difficulty, due, reviewed, repetitions, lapses, was_misled in rows:
        known = STATES.get(state) or State(state)
        seen, back = from_milliseconds(reviewed), from_milliseconds(due)
        cards[question] = Card(question, known, step, stability, difficulty, back, seen, repetitions, lapses)
        if was_misled:
            misled.append(question)
    return cards, frozenset(misled)


class Changed(NamedTuple):
    """A change of the schedule, and where it stands among the entries."""

    key: Key
    schedule: Schedule


@statement
def _schedules_of() -> sa.Select[Any]:
    s = tables.SCHEDULES.c
    return sa.select(tables.SCHEDULES).where(s.learner == sa.bindparam("of_learner")).order_by(s.at, s.stream, s.seq)


def schedules_of(connection: Connection, learner: str) -> list[Changed]:
    """Return each change of a learner's schedule, in the order of the log."""
    rows = connection.execute(_schedules_of, {"of_learner": learner}).all()
    return [Changed((row.at, row.stream, row.seq), _schedule(row.parameters, row.retention)) for row in rows]


@lru_cache(maxsize=64)
def _schedule(parameters: str, retention: float) -> Schedule:
    return Schedule(tuple(json.loads(parameters)), retention)


def at(changes: Sequence[Changed], key: Key) -> Schedule:
    """Return the schedule that holds for an entry."""
    return next((change.schedule for change in reversed(changes) if change.key < key), DEFAULT)


def changed_between(changes: Sequence[Changed], last: Key, key: Key) -> bool:
    """Whether the schedule was changed after one entry and before another."""
    return any(last < change.key < key for change in changes)
