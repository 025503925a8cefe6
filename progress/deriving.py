"""What follows from the log: cards, sittings, totals; entry by entry, and the same whichever order entries arrive in.

Every derived row is a function of the set of entries alone. Where order matters it is that of the log (time, stream,
number), never that of arrival: sums are of whole numbers, "latest" compares keys, and a card is replayed when an answer
arrives that lies before its last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from progress import log, schedule
from progress.log import Entry, EntryId
from progress.moment import Moment, from_milliseconds, to_milliseconds
from progress.rating import Rating
from progress.tables import Amendment, AnswerRow, CardRow, DayRow, DraftRow, LogEntry, MarkRow, SettingRow, SittingRow, StreamHead, table_of

POINTS = 10_000
"""Whole points in a full score: sums of whole numbers are the same in any order."""

_ANSWERS, _AMENDMENTS, _CARDS, _MARKS = table_of(AnswerRow), table_of(Amendment), table_of(CardRow), table_of(MarkRow)
_SITTINGS, _DAYS, _DRAFTS = table_of(SittingRow), table_of(DayRow), table_of(DraftRow)
_LOG = table_of(LogEntry)
_SETTINGS, _STREAMS = table_of(SettingRow), table_of(StreamHead)

_NO_STATE = {"state": 0, "stability": 0.0, "difficulty": 0.0, "due": 0}


def topic_of(question: str) -> str:
    """Return the topic of a question's id."""
    return question.partition("/")[0]


def derive(connection: Connection, entry: Entry, learner: str) -> None:
    """Bring the derived tables up to date with one more entry of this learner's."""
    match entry.read():
        case log.StreamOpened() as opened:
            _latest_setting(connection, entry, learner, "name", opened.name)
        case log.LearnerRenamed() as renamed:
            _latest_setting(connection, entry, learner, "name", renamed.name)
        case log.SettingChanged() as changed:
            _latest_setting(connection, entry, learner, changed.name, changed.value)
        case log.SittingStarted() as started:
            _sitting_started(connection, entry, learner, started)
        case log.Answered() as answered:
            _answered(connection, entry, learner, answered)
        case log.Drafted() as drafted:
            _spent(connection, learner, drafted.sitting, drafted.spent)
            _drafted(connection, entry, drafted)
        case log.SittingPaused() as paused:
            _spent(connection, learner, paused.sitting, paused.spent)
        case log.SittingEnded() as ended:
            _spent(connection, learner, ended.sitting, ended.spent)
            _sitting_ended(connection, entry, ended)
        case log.Undone() as undone:
            _amended(connection, entry, EntryId(undone.stream, undone.seq), "undone", on=True)
        case log.Redone() as redone:
            _amended(connection, entry, EntryId(redone.stream, redone.seq), "undone", on=False)
        case log.Rerated() as rerated:
            _amended(connection, entry, EntryId(rerated.stream, rerated.seq), "rating", rating=rerated.rating, reason=rerated.reason)
        case log.Claimed() as claimed:
            _amended(connection, entry, EntryId(claimed.stream, claimed.seq), claimed.claim, rating=claimed.rating, reason=claimed.reason)
        case log.QuestionMarked() as marked:
            _marked(connection, entry, learner, marked)


def derive_all(connection: Connection, entries: Iterable[Entry], learner_of: Mapping[str, str]) -> None:
    """Derive everything anew from entries in the order of the log; the derived tables must be empty."""
    for entry in entries:
        head(connection, entry, learner_of[entry.stream])
        derive(connection, entry, learner_of[entry.stream])


def head(connection: Connection, entry: Entry, learner: str) -> None:
    """Remember an entry as the end of its stream if it is."""
    opened = entry.read() if entry.seq == 1 else None
    device = opened.device if isinstance(opened, log.StreamOpened) else ""
    found = connection.execute(select(_STREAMS.c.seq, _STREAMS.c.at).where(_STREAMS.c.stream == entry.stream)).first()
    if found is None:
        connection.execute(
            insert(_STREAMS),
            {"stream": entry.stream, "learner": learner, "device": device, "seq": entry.seq, "at": entry.at, "digest": entry.digest},
        )
        return
    values: dict[str, Any] = {"at": max(entry.at, found.at)}
    if entry.seq > found.seq:
        values |= {"seq": entry.seq, "digest": entry.digest}
    if device:
        values["device"] = device
    connection.execute(update(_STREAMS).where(_STREAMS.c.stream == entry.stream).values(values))


def _key(entry: Entry) -> tuple[int, str, int]:
    return (entry.at, entry.stream, entry.seq)


def _put_latest(connection: Connection, table: Table, entry: Entry, identity: dict[str, Any], values: dict[str, Any]) -> None:
    """Write a row of which only the latest entry counts."""
    here = and_(*(table.c[name] == value for name, value in identity.items()))
    found = connection.execute(select(table.c.at, table.c.stream, table.c.seq).where(here)).first()
    values = values | {"at": entry.at, "stream": entry.stream, "seq": entry.seq}
    if found is None:
        connection.execute(insert(table), identity | values)
    elif tuple(found) < _key(entry):
        connection.execute(update(table).where(here).values(values))


def _latest_setting(connection: Connection, entry: Entry, learner: str, name: str, value: str) -> None:
    _put_latest(connection, _SETTINGS, entry, {"learner": learner, "name": name}, {"value": value})


def _drafted(connection: Connection, entry: Entry, drafted: log.Drafted) -> None:
    values = {
        "response": log.canonical(drafted.response),
        "shown": log.canonical(drafted.shown),
        "took": drafted.took,
        "later": drafted.later,
    }
    _put_latest(connection, _DRAFTS, entry, {"sitting": drafted.sitting, "question": drafted.question}, values)


def _sitting(connection: Connection, learner: str, sitting: str) -> Any:
    """Return the row of a sitting; an empty one is made if its start is not known yet."""
    found = connection.execute(select(_SITTINGS).where(_SITTINGS.c.sitting == sitting)).first()
    if found is not None:
        return found
    empty = {
        "sitting": sitting, "learner": learner, "mode": "", "questions": "[]", "topics": "[]", "seconds": None, "seed": 0,
        "started": 0, "offset": 0, "ended": None, "how": "", "spent": 0, "answers": 0, "rights": 0, "points": 0,
    }
    connection.execute(insert(_SITTINGS), empty)
    return connection.execute(select(_SITTINGS).where(_SITTINGS.c.sitting == sitting)).one()


def _sitting_started(connection: Connection, entry: Entry, learner: str, started: log.SittingStarted) -> None:
    _sitting(connection, learner, started.sitting)
    values = {
        "mode": started.mode,
        "questions": log.canonical(started.questions),
        "topics": log.canonical(started.topics),
        "seconds": started.seconds,
        "seed": started.seed,
        "started": entry.at,
        "offset": entry.offset,
    }
    connection.execute(update(_SITTINGS).where(_SITTINGS.c.sitting == started.sitting).values(values))


def _spent(connection: Connection, learner: str, sitting: str, spent: int) -> None:
    if spent > _sitting(connection, learner, sitting).spent:
        connection.execute(update(_SITTINGS).where(_SITTINGS.c.sitting == sitting).values(spent=spent))


def _sitting_ended(connection: Connection, entry: Entry, ended: log.SittingEnded) -> None:
    found = connection.execute(select(_SITTINGS.c.ended, _SITTINGS.c.how).where(_SITTINGS.c.sitting == ended.sitting)).one()
    if found.ended is None or (found.ended, found.how) < (entry.at, ended.how):
        connection.execute(update(_SITTINGS).where(_SITTINGS.c.sitting == ended.sitting).values(ended=entry.at, how=ended.how))


def _answered(connection: Connection, entry: Entry, learner: str, answered: log.Answered) -> None:
    row = {
        "stream": entry.stream,
        "seq": entry.seq,
        "learner": learner,
        "sitting": answered.sitting,
        "question": answered.question,
        "topic": topic_of(answered.question),
        "kind": answered.kind,
        "at": entry.at,
        "offset": entry.offset,
        "day": Moment.of_milliseconds(entry.at, entry.offset).day.toordinal(),
        "wording": answered.wording,
        "shown": log.canonical(answered.shown),
        "response": log.canonical(answered.response),
        "outcome": answered.outcome,
        "score": answered.score,
        "rule": answered.rule,
        "rating": answered.rating,
        "reason": answered.reason,
        "claim": "",
        "took": answered.took,
        "hinted": answered.hinted,
        "undone": False,
        **_NO_STATE,
    }
    _count(connection, row, 1)
    if _amendments(connection, entry.id):
        connection.execute(insert(_ANSWERS), row)
        _settle_answer(connection, entry.id)
        return
    found = connection.execute(select(_CARDS).where(_CARDS.c.learner == learner, _CARDS.c.question == answered.question)).first()
    if found is None or (found.reviewed, found.stream, found.seq) < _key(entry):
        card = _reviewed(_card(found) if found else None, row)
        connection.execute(insert(_ANSWERS), row | _state_of(card))
        _write_card(connection, learner, card, entry.id, new=found is None)
    else:
        connection.execute(insert(_ANSWERS), row)
        _replay(connection, learner, answered.question)


def _count(connection: Connection, row: Mapping[str, Any], sign: int) -> None:
    """Add an answer to the totals of its sitting and its day, or take it away."""
    right = sign * (row["outcome"] == "right")
    points = sign * round(row["score"] * POINTS)
    s = _SITTINGS.c
    shift = {"answers": s.answers + sign, "rights": s.rights + right, "points": s.points + points}
    in_sitting = update(_SITTINGS).where(s.sitting == row["sitting"]).values(shift)
    if connection.execute(in_sitting).rowcount == 0:
        _sitting(connection, row["learner"], row["sitting"])
        connection.execute(in_sitting)
    d = _DAYS.c
    on_day = and_(d.learner == row["learner"], d.day == row["day"], d.topic == row["topic"])
    shift = {"answers": d.answers + sign, "rights": d.rights + right, "points": d.points + points, "took": d.took + sign * row["took"]}
    if connection.execute(update(_DAYS).where(on_day).values(shift)).rowcount == 0:
        totals = {"answers": sign, "rights": right, "points": points, "took": sign * row["took"]}
        connection.execute(insert(_DAYS), {"learner": row["learner"], "day": row["day"], "topic": row["topic"], **totals})
    if sign < 0:
        connection.execute(delete(_DAYS).where(on_day, d.answers == 0))


def _card(row: Any) -> schedule.Card:
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


def _reviewed(card: schedule.Card | None, answer: Mapping[str, Any]) -> schedule.Card:
    return schedule.review(card, answer["question"], Rating(answer["rating"]), from_milliseconds(answer["at"]))


def _state_of(card: schedule.Card) -> dict[str, Any]:
    return {"state": int(card.state), "stability": card.stability, "difficulty": card.difficulty, "due": to_milliseconds(card.due)}


def _write_card(connection: Connection, learner: str, card: schedule.Card, last: EntryId, *, new: bool) -> None:
    values = {
        **_state_of(card),
        "step": card.step,
        "reviewed": to_milliseconds(card.reviewed),
        "repetitions": card.repetitions,
        "lapses": card.lapses,
        "stream": last.stream,
        "seq": last.seq,
    }
    if new:
        connection.execute(insert(_CARDS), {"learner": learner, "question": card.question, "topic": topic_of(card.question), **values})
    else:
        here = and_(_CARDS.c.learner == learner, _CARDS.c.question == card.question)
        connection.execute(update(_CARDS).where(here).values(values))


def _replay(connection: Connection, learner: str, question: str) -> None:
    """Derive a card anew from all its answers that count."""
    a = _ANSWERS.c
    answers = connection.execute(
        select(a.stream, a.seq, a.question, a.rating, a.at, a.undone)
        .where(a.learner == learner, a.question == question)
        .order_by(a.at, a.stream, a.seq)
    ).mappings()
    card, last = None, None
    for answer in map(dict, answers.all()):
        here = and_(a.stream == answer["stream"], a.seq == answer["seq"])
        if answer["undone"]:
            connection.execute(update(_ANSWERS).where(here).values(_NO_STATE))
            continue
        card, last = _reviewed(card, answer), EntryId(answer["stream"], answer["seq"])
        connection.execute(update(_ANSWERS).where(here).values(_state_of(card)))
    connection.execute(delete(_CARDS).where(_CARDS.c.learner == learner, _CARDS.c.question == question))
    if card is not None and last is not None:
        _write_card(connection, learner, card, last, new=True)


def _amended(connection: Connection, entry: Entry, target: EntryId, what: str, *, on: bool = True, rating: int = 0, reason: str = "") -> None:
    row = {
        "stream": entry.stream, "seq": entry.seq, "at": entry.at, "target_stream": target.stream, "target_seq": target.seq,
        "what": what, "on": on, "rating": rating, "reason": reason,
    }
    connection.execute(insert(_AMENDMENTS), row)
    m = _AMENDMENTS.c
    through = connection.execute(
        select(m.target_stream, m.target_seq).where(m.stream == target.stream, m.seq == target.seq)
    ).first()
    _settle_answer(connection, EntryId(*through) if through else target)
    _settle_mark(connection, target)


def _amendments(connection: Connection, target: EntryId) -> list[Any]:
    m = _AMENDMENTS.c
    wanted = select(_AMENDMENTS).where(m.target_stream == target.stream, m.target_seq == target.seq)
    return list(connection.execute(wanted.order_by(m.at, m.stream, m.seq)))


def _is_undone(amendments: Iterable[Any]) -> bool:
    said = [amendment.on for amendment in amendments if amendment.what == "undone"]
    return bool(said) and bool(said[-1])


def _settle_answer(connection: Connection, target: EntryId) -> None:
    """Bring an answer in line with all that later entries say of it."""
    here = and_(_ANSWERS.c.stream == target.stream, _ANSWERS.c.seq == target.seq)
    found = connection.execute(select(_ANSWERS).where(here)).mappings().first()
    if found is None:
        return  # of something else, or its answer has not arrived yet
    row = dict(found)
    amendments = _amendments(connection, target)
    answered = _entry(connection, target)
    rating, reason, claim = answered.rating, answered.reason, ""
    for amendment in amendments:
        if amendment.what != "undone" and not _is_undone(_amendments(connection, EntryId(amendment.stream, amendment.seq))):
            rating, reason = amendment.rating, amendment.reason
            claim = claim if amendment.what == "rating" else amendment.what
    undone = _is_undone(amendments)
    if undone != row["undone"]:
        _count(connection, row, -1 if undone else 1)
    connection.execute(update(_ANSWERS).where(here).values(undone=undone, rating=rating, reason=reason, claim=claim))
    _replay(connection, row["learner"], row["question"])


def _entry(connection: Connection, which: EntryId) -> log.Answered:
    row = connection.execute(select(_LOG).where(_LOG.c.stream == which.stream, _LOG.c.seq == which.seq)).one()
    answered = Entry(**row._mapping).read()
    assert isinstance(answered, log.Answered)
    return answered


def _marked(connection: Connection, entry: Entry, learner: str, marked: log.QuestionMarked) -> None:
    row = {
        "stream": entry.stream, "seq": entry.seq, "learner": learner, "question": marked.question, "at": entry.at,
        "mark": marked.mark, "on": marked.on, "undone": False,
    }
    connection.execute(insert(_MARKS), row)
    _settle_mark(connection, entry.id)


def _settle_mark(connection: Connection, target: EntryId) -> None:
    undone = _is_undone(_amendments(connection, target))
    here = and_(_MARKS.c.stream == target.stream, _MARKS.c.seq == target.seq)
    connection.execute(update(_MARKS).where(here).values(undone=undone))
