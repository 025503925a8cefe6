"""Cards, and the totals of sittings and days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from progress import schedule
from progress.deriving.sittings import sitting_row
from progress.log import EntryId
from progress.moment import Moment, from_milliseconds, to_milliseconds
from progress.rating import Rating
from progress.rows import Rows
from progress.tables import AnswerRow, CardRow, DayRow, SittingRow, table_of

POINTS = 10_000
"""Whole points in a full score: sums of whole numbers are the same in any order."""
NO_STATE = {"state": 0, "stability": 0.0, "difficulty": 0.0, "due": 0}
_ANSWERS, CARDS = Rows(AnswerRow), Rows(CardRow)


class Touched(NamedTuple):
    """The card that an entry bears on, before and after it; None while its question has no answer that counts."""

    before: schedule.Card | None
    after: schedule.Card | None


def topic_of(question: str) -> str:
    """Return the topic of a question's id."""
    return question.partition("/")[0]


_S, _D = table_of(SittingRow).c, table_of(DayRow).c
_MORE: dict[str, BindParameter[int]] = {name: bindparam(f"more_{name}") for name in ("answers", "rights", "points", "took")}
_COUNT_IN_SITTING = (
    update(table_of(SittingRow))
    .where(_S.sitting == bindparam("of_sitting"))
    .values({name: _S[name] + _MORE[name] for name in ("answers", "rights", "points")})
)
_ON_DAY = (_D.learner == bindparam("of_learner"), _D.day == bindparam("of_day"), _D.topic == bindparam("of_topic"))
_COUNT_ON_DAY = update(table_of(DayRow)).where(*_ON_DAY).values({name: _D[name] + more for name, more in _MORE.items()})
_ADD_DAY = insert(table_of(DayRow))
_DROP_EMPTY_DAY = delete(table_of(DayRow)).where(*_ON_DAY, _D.answers == 0)


def count(connection: Connection, answer: Mapping[str, Any], sign: int) -> None:
    """Add an answer to the totals of its sitting and its day, or take it away."""
    more = {
        "answers": sign,
        "rights": sign * (answer["outcome"] == "right"),
        "points": sign * round(answer["score"] * POINTS),
        "took": sign * answer["took"],
    }
    shift = {f"more_{name}": value for name, value in more.items()}
    in_sitting = {"of_sitting": answer["sitting"], **{name: value for name, value in shift.items() if name != "more_took"}}
    if connection.execute(_COUNT_IN_SITTING, in_sitting).rowcount == 0:
        sitting_row(connection, answer["learner"], answer["sitting"])
        connection.execute(_COUNT_IN_SITTING, in_sitting)
    day = {name: answer[name] for name in ("learner", "day", "topic")}
    on_day = {f"of_{name}": value for name, value in day.items()}
    if connection.execute(_COUNT_ON_DAY, on_day | shift).rowcount == 0:
        connection.execute(_ADD_DAY, day | more)
    if sign < 0:
        connection.execute(_DROP_EMPTY_DAY, on_day)


def card_of(row: Any) -> schedule.Card:
    """Return the card in a row of its table."""
    return schedule.Card(
        question=row.question,
        state=schedule.State(row.state),
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        due=from_milliseconds(row.due),
        reviewed=from_milliseconds(row.reviewed),
        repetitions=row.repetitions,
        lapses=row.lapses,
    )


def reviewed(card: schedule.Card | None, answer: Mapping[str, Any]) -> schedule.Card:
    """Return a card after an answer to its question."""
    when = Moment.of_milliseconds(answer["at"], answer["offset"])
    return schedule.review(card, answer["question"], Rating(answer["rating"]), when)


def state_of(card: schedule.Card) -> dict[str, Any]:
    """Return what an answer keeps of the card that it produced."""
    return {"state": int(card.state), "stability": card.stability, "difficulty": card.difficulty, "due": to_milliseconds(card.due)}


def write_card(connection: Connection, learner: str, card: schedule.Card, last: EntryId, *, new: bool) -> None:
    """Write a card; ``last`` is the answer that it rests on."""
    key = {"learner": learner, "question": card.question}
    values = {
        **state_of(card),
        "step": card.step,
        "reviewed": to_milliseconds(card.reviewed),
        "repetitions": card.repetitions,
        "lapses": card.lapses,
        "stream": last.stream,
        "seq": last.seq,
    }
    if new:
        CARDS.add(connection, {**key, "topic": topic_of(card.question), **values})
    else:
        CARDS.change(connection, key, values)


_A = table_of(AnswerRow).c
_ANSWERS_TO = (
    select(_A.stream, _A.seq, _A.question, _A.rating, _A.at, _A.offset, _A.undone, _A.state, _A.stability, _A.difficulty, _A.due)
    .where(_A.learner == bindparam("of_learner"), _A.question == bindparam("of_question"))
    .order_by(_A.at, _A.stream, _A.seq)
)


def replay(connection: Connection, learner: str, question: str) -> Touched:
    """Derive a card anew from all its answers that count."""
    found = CARDS.find(connection, learner=learner, question=question)
    card, last = None, None
    for answer in connection.execute(_ANSWERS_TO, {"of_learner": learner, "of_question": question}).mappings().all():
        state: Mapping[str, Any] = NO_STATE
        if not answer["undone"]:
            card, last = reviewed(card, dict(answer)), EntryId(answer["stream"], answer["seq"])
            state = state_of(card)
        if any(answer[name] != value for name, value in state.items()):
            _ANSWERS.change(connection, {"stream": answer["stream"], "seq": answer["seq"]}, state)
    if card is not None and last is not None:
        write_card(connection, learner, card, last, new=found is None)
    elif found is not None:
        CARDS.remove(connection, learner=learner, question=question)
    return Touched(card_of(found) if found is not None else None, card)
