"""Cards: each is what its question's answers have made of it, one after the other, by the schedule of the time."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from progress import schedule
from progress.database import Connection
from progress.deriving.histories import GIVEN, History
from progress.deriving.totals import count
from progress.kept import Changed, Key, at, card_of, changed_between, schedules_of
from progress.moment import Moment, to_milliseconds
from progress.rating import Rating
from progress.records import points_of
from progress.rows import Rows
from progress.schedule import Schedule
from progress.statements import sa, statement, tables

NO_STATE: Mapping[str, Any] = {"state": 0, "stability": 0.0, "difficulty": 0.0, "due": 0, "first": False, "recall": None, "learned": 0}
"""What the row of an answer has that does not count."""
_ANSWERS = Rows("ANSWERS", tuple(NO_STATE))
_TALLY = ("wrong", "points", "missed", "disputed", "misled")
_CARD = ("state", "step", "stability", "difficulty", "due", "reviewed", "repetitions", "lapses", "stream", "seq", *_TALLY)
_MEMORY = ("stability", "difficulty")
_CARDS = Rows("CARDS", _CARD, _MEMORY)
_GIVEN, _QUESTION = len(GIVEN), GIVEN.index("question")


class Touched(NamedTuple):
    """The card that an entry bears on, before and after it; None while its question has no answer that counts."""

    before: schedule.Card | None
    after: schedule.Card | None


@dataclass(frozen=True, slots=True)
class Held:
    """A card, the last answer that it rests on, and the tally of those that count; see ``CardRow``."""

    card: schedule.Card
    key: Key
    wrong: int = 0
    points: int = 0
    missed: bool = False
    disputed: bool = False
    misled: bool = False


def topic_of(question: str) -> str:
    """Return the topic of a question's id."""
    return sys.intern(question.partition("/")[0])


def find(connection: Connection, learner: str, question: str) -> Held | None:
    """Return the card that is kept, if there is one."""
    row = _CARDS.find(connection, learner=learner, question=question)
    if row is None:
        return None
    return Held(card_of(row), (row.reviewed, row.stream, row.seq), row.wrong, row.points, row.missed, row.disputed, row.misled)


def put(connection: Connection, learner: str, held: Held, *, new: bool) -> None:
    """Keep a card."""
    card = held.card
    key = {"learner": learner, "question": card.question}
    reviewed, stream, seq = held.key
    values = {
        "state": int(card.state),
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": to_milliseconds(card.due),
        "reviewed": reviewed,
        "repetitions": card.repetitions,
        "lapses": card.lapses,
        "stream": stream,
        "seq": seq,
    } | {name: getattr(held, name) for name in _TALLY}
    if new:
        _CARDS.add(connection, {**key, "topic": topic_of(card.question), **values})
    else:
        _CARDS.change(connection, key, values)


# -- one answer after the other


def after(held: Held | None, answer: Mapping[str, Any], by: Schedule) -> tuple[Held, dict[str, Any]]:
    """Return a card after an answer, and what the row of the answer has of it."""
    before = held.card if held is not None else None
    when = Moment.of_milliseconds(answer["at"], answer["offset"])
    card, recall = schedule.reviewed(before, answer["question"], Rating(answer["rating"]), when, by)
    wrong = answer["outcome"] == "wrong"
    counted = Held(
        card,
        (answer["at"], answer["stream"], answer["seq"]),
        wrong=(held.wrong if held else 0) + wrong,
        points=(held.points if held else 0) + points_of(answer["score"]),
        missed=answer["outcome"] != "right",
        disputed=(held.disputed if held else False) or answer["claim"] == "right",
        misled=wrong and answer["confidence"] == "sure" and answer["claim"] != "right",
    )
    state = {
        "state": int(card.state),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": to_milliseconds(card.due),
        "first": before is None,
        "recall": recall,
        "learned": int(card.learned) - int(before is not None and before.learned),
    }
    return counted, state


def remembered(held: Held, answers: Sequence[Mapping[str, Any]], by: Schedule) -> Held:
    """Return a card with its memory estimated anew from the answers it rests on; it stays due when it was due.

    Each answer is given its weight by the new parameters, as if they had been the learner's from the beginning.
    """
    card: schedule.Card | None = None
    for answer in answers:
        when = Moment.of_milliseconds(answer["at"], answer["offset"])
        card = schedule.review(card, held.card.question, Rating(answer["rating"]), when, by)
    if card is None:
        return held
    return replace(held, card=held.card._replace(stability=card.stability, difficulty=card.difficulty))


# -- a card derived anew


@statement
def _answers_to() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    hers = sa.select(tables.ANSWERS).where(a.learner == sa.bindparam("of_learner"), a.question == sa.bindparam("of_question"))
    return hers.order_by(a.at, a.stream, a.seq)


_END: Key = (2**63, "", 0)


def answers_to(connection: Connection, learner: str, question: str) -> list[dict[str, Any]]:
    """Return the rows of a learner's answers to a question, in the order of the log."""
    rows = connection.execute(_answers_to, {"of_learner": learner, "of_question": question})
    return [row._asdict() for row in rows]


def replay(connection: Connection, learner: str, question: str) -> Touched:
    """Derive a card anew from all its answers that count."""
    return _replay(connection, learner, question, schedules_of(connection, learner))


def _replay(connection: Connection, learner: str, question: str, changes: Sequence[Changed]) -> Touched:
    found = find(connection, learner, question)
    held: Held | None = None
    counted: list[dict[str, Any]] = []
    for row in answers_to(connection, learner, question):
        state: Mapping[str, Any] = NO_STATE
        if not row["undone"]:
            held, state = _answered_then(held, row, counted, changes)
            counted.append(row)
        if any(row[name] != value for name, value in state.items()):
            _ANSWERS.change(connection, {"stream": row["stream"], "seq": row["seq"]}, state)
            count(connection, row, row | dict(state))
    if held is not None:
        if changed_between(changes, held.key, _END):
            held = remembered(held, counted, at(changes, _END))
        put(connection, learner, held, new=found is None)
    elif found is not None:
        _CARDS.remove(connection, learner=learner, question=question)
    return Touched(found.card if found is not None else None, held.card if held is not None else None)


def _answered_then(
    held: Held | None, row: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]], changes: Sequence[Changed]
) -> tuple[Held, dict[str, Any]]:
    key = (row["at"], row["stream"], row["seq"])
    by = at(changes, key)
    if held is not None and changed_between(changes, held.key, key):
        held = remembered(held, earlier, by)
    return after(held, row, by)


@statement
def _counting() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    hers = sa.select(tables.ANSWERS).where(a.learner == sa.bindparam("of_learner"), a.undone.is_(False))
    return hers.order_by(a.question, a.at, a.stream, a.seq)


@statement
def _memories_of() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.question, c.stability, c.difficulty).where(c.learner == sa.bindparam("of_learner"))


def remember(connection: Connection, learner: str) -> None:
    """Estimate the memory of all of a learner's cards anew, by the schedule that she has now."""
    changes = schedules_of(connection, learner)
    kept = {question: memory for question, *memory in connection.tuples(_memories_of, {"of_learner": learner})}
    others, anew = [], {}
    for question, rows in groupby(connection.tuples(_counting, {"of_learner": learner}), key=itemgetter(_QUESTION)):
        answers = list(rows)
        history = History([answer[:_GIVEN] for answer in answers], changes)
        if history.states != [tuple(answer[_GIVEN:]) for answer in answers]:
            others.append(question)  # a change that lies before some of the answers
        elif kept[question] != list(history.memory):
            anew[question] = history.memory
    for question in others:
        _replay(connection, learner, question, changes)
    for question, memory in anew.items():
        _CARDS.change(connection, {"learner": learner, "question": question}, dict(zip(_MEMORY, memory, strict=True)))
