"""What follows from the log: cards, sittings, totals; entry by entry, and the same whichever order entries arrive in.

Every derived row is a function of the set of entries alone. Where order matters it is that of the log (time, stream,
number), never that of arrival: sums are of whole numbers, "latest" compares keys, and a card is replayed when an answer
arrives that lies before its last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, case, delete, insert, select, update

from progress import log, schedule
from progress.errors import Damaged
from progress.log import Entry, EntryId
from progress.moment import Moment, from_milliseconds, to_milliseconds
from progress.rating import Rating
from progress.rows import Rows
from progress.tables import (
    DERIVED,
    Amendment,
    AnswerRow,
    CardRow,
    DayRow,
    DraftRow,
    LogEntry,
    MarkRow,
    SettingRow,
    SittingRow,
    StreamHead,
    table_of,
)

POINTS = 10_000
"""Whole points in a full score: sums of whole numbers are the same in any order."""

_ANSWERS, _CARDS, _SITTINGS, _DRAFTS = Rows(AnswerRow), Rows(CardRow), Rows(SittingRow), Rows(DraftRow)
_AMENDMENTS, _MARKS, _SETTINGS, _LOG = Rows(Amendment), Rows(MarkRow), Rows(SettingRow), Rows(LogEntry)

MEND = "quiz repair keeps what is sound."
_NO_STATE = {"state": 0, "stability": 0.0, "difficulty": 0.0, "due": 0}


class Touched(NamedTuple):
    """The card that an entry bears on, before and after it; None while its question has no answer that counts."""

    before: schedule.Card | None
    after: schedule.Card | None


def topic_of(question: str) -> str:
    """Return the topic of a question's id."""
    return question.partition("/")[0]


def derive(connection: Connection, entry: Entry, learner: str) -> Touched | None:
    """Bring the derived tables up to date with one more entry of this learner's; return the card that it bears on.

    Raises:
        Damaged: the entry cannot be read.
    """
    match _read(entry):
        case log.StreamOpened() as opened:
            # Opening a stream names no one anew: a copy of the record from before a renaming still knows the old name.
            _latest_setting(connection, replace(entry, at=0), learner, "name", opened.name)
        case log.LearnerRenamed() as renamed:
            _latest_setting(connection, entry, learner, "name", renamed.name)
        case log.SettingChanged() as changed:
            _latest_setting(connection, entry, learner, changed.name, changed.value)
        case log.SittingStarted() as started:
            _sitting_started(connection, entry, learner, started)
        case log.Answered() as answered:
            return _answered(connection, entry, learner, answered)
        case log.Drafted() as drafted:
            _spent(connection, learner, drafted.sitting, drafted.spent)
            _drafted(connection, entry, drafted)
        case log.SittingPaused() as paused:
            _spent(connection, learner, paused.sitting, paused.spent)
        case log.SittingEnded() as ended:
            _spent(connection, learner, ended.sitting, ended.spent)
            _sitting_ended(connection, entry, learner, ended)
        case log.QuestionMarked() as marked:
            _marked(connection, entry, learner, marked)
        case log.Undone() | log.Redone() | log.Rerated() | log.Claimed() | log.Regraded() as said:
            return _amended(connection, entry, learner, said)
    return None


def _read(entry: Entry) -> log.Body | None:
    try:
        return entry.read()
    except ValueError as error:
        raise Damaged(f"The record is damaged: entry {entry.seq} of {entry.stream} cannot be read. {MEND}") from error


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
            match _read(entry):
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


JOINED = "joined"
"""The setting of a learner who was joined to another: the id that stands for both."""


def rebuild(connection: Connection) -> None:
    """Derive everything anew from the log.

    Raises:
        Damaged: an entry cannot be read, or it is not known whose it is.
    """
    log_ = table_of(LogEntry)
    entries = [Entry(**row._mapping) for row in connection.execute(select(log_).order_by(log_.c.at, log_.c.stream, log_.c.seq))]
    for model in DERIVED:
        connection.execute(delete(table_of(model)))
    learner_of, one = owners(entries)
    for entry in entries:
        learner = learner_of.get(entry.stream)
        if learner is None:
            raise Damaged(f"The record is damaged: the beginning of {entry.stream} is missing. {MEND}")
        head(connection, entry, learner)
        derive(connection, entry, learner)
    for learner, stands_for in sorted(one.items()):
        if learner != stands_for:
            _SETTINGS.add(connection, {"learner": learner, "name": JOINED, "value": stands_for, "at": 0, "stream": "", "seq": 0})


# -- streams and settings

_H = table_of(StreamHead).c
_ENTRY_IS_LAST = _H.seq < bindparam("new_seq")
_MOVE_HEAD = (
    update(table_of(StreamHead))
    .where(_H.stream == bindparam("of_stream"))
    .values(
        at=case((_H.at < bindparam("new_at"), bindparam("new_at")), else_=_H.at),
        seq=case((_ENTRY_IS_LAST, bindparam("new_seq")), else_=_H.seq),
        digest=case((_ENTRY_IS_LAST, bindparam("new_digest")), else_=_H.digest),
    )
)
_NAME_DEVICE = update(table_of(StreamHead)).where(_H.stream == bindparam("of_stream"))
_ADD_HEAD = insert(table_of(StreamHead))


def head(connection: Connection, entry: Entry, learner: str) -> None:
    """Remember an entry as the end of its stream if it is; ``at`` of a stream is the latest time in it."""
    opened = _read(entry) if entry.seq == 1 else None
    device = opened.device if isinstance(opened, log.StreamOpened) else ""
    new = {"of_stream": entry.stream, "new_seq": entry.seq, "new_at": entry.at, "new_digest": entry.digest}
    if connection.execute(_MOVE_HEAD, new).rowcount == 0:
        row = {"stream": entry.stream, "learner": learner, "device": device, "seq": entry.seq, "at": entry.at, "digest": entry.digest}
        connection.execute(_ADD_HEAD, row)
    elif device:
        connection.execute(_NAME_DEVICE, {"of_stream": entry.stream, "device": device})


def _key(entry: Entry) -> tuple[int, str, int]:
    return (entry.at, entry.stream, entry.seq)


def _put_latest(connection: Connection, rows: Rows, entry: Entry, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Write a row of which only the latest entry counts."""
    found = rows.find(connection, **key)
    values = values | {"at": entry.at, "stream": entry.stream, "seq": entry.seq}
    if found is None:
        rows.add(connection, key | values)
    elif (found.at, found.stream, found.seq) < _key(entry):
        rows.change(connection, key, values)


def _latest_setting(connection: Connection, entry: Entry, learner: str, name: str, value: str) -> None:
    _put_latest(connection, _SETTINGS, entry, {"learner": learner, "name": name}, {"value": value})


# -- sittings


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
    found = _SITTINGS.find(connection, sitting=sitting)
    if found is not None:
        return found
    empty = {
        "sitting": sitting,
        "learner": learner,
        "mode": "",
        "questions": "[]",
        "topics": "[]",
        "seconds": None,
        "seed": 0,
        "started": 0,
        "offset": 0,
        "ended": None,
        "how": "",
        "spent": 0,
        "answers": 0,
        "rights": 0,
        "points": 0,
    }
    _SITTINGS.add(connection, empty)
    return _SITTINGS.find(connection, sitting=sitting)


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
    _SITTINGS.change(connection, {"sitting": started.sitting}, values)


def _spent(connection: Connection, learner: str, sitting: str, spent: int) -> None:
    if spent > _sitting(connection, learner, sitting).spent:
        _SITTINGS.change(connection, {"sitting": sitting}, {"spent": spent})


def _sitting_ended(connection: Connection, entry: Entry, learner: str, ended: log.SittingEnded) -> None:
    found = _sitting(connection, learner, ended.sitting)
    if found.ended is None or (found.ended, found.how) < (entry.at, ended.how):
        _SITTINGS.change(connection, {"sitting": ended.sitting}, {"ended": entry.at, "how": ended.how})


# -- answers and cards

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


def _answered(connection: Connection, entry: Entry, learner: str, answered: log.Answered) -> Touched | None:
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
        "marked_by": "",
        "took": answered.took,
        "hinted": answered.hinted,
        "undone": False,
        **_NO_STATE,
    }
    _count(connection, row, 1)
    if _amendments(connection, entry.id, learner):
        _ANSWERS.add(connection, row)
        return _settle_answer(connection, entry.id)
    found = _CARDS.find(connection, learner=learner, question=answered.question)
    if found is not None and (found.reviewed, found.stream, found.seq) > _key(entry):
        _ANSWERS.add(connection, row)
        return _replay(connection, learner, answered.question)
    before = card_of(found) if found is not None else None
    after = _reviewed(before, row)
    _ANSWERS.add(connection, row | _state_of(after))
    _write_card(connection, learner, after, entry.id, new=before is None)
    return Touched(before, after)


def _count(connection: Connection, answer: Mapping[str, Any], sign: int) -> None:
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
        _sitting(connection, answer["learner"], answer["sitting"])
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


def _reviewed(card: schedule.Card | None, answer: Mapping[str, Any]) -> schedule.Card:
    when = Moment.of_milliseconds(answer["at"], answer["offset"])
    return schedule.review(card, answer["question"], Rating(answer["rating"]), when)


def _state_of(card: schedule.Card) -> dict[str, Any]:
    return {"state": int(card.state), "stability": card.stability, "difficulty": card.difficulty, "due": to_milliseconds(card.due)}


def _write_card(connection: Connection, learner: str, card: schedule.Card, last: EntryId, *, new: bool) -> None:
    key = {"learner": learner, "question": card.question}
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
        _CARDS.add(connection, {**key, "topic": topic_of(card.question), **values})
    else:
        _CARDS.change(connection, key, values)


_A = table_of(AnswerRow).c
_ANSWERS_TO = (
    select(_A.stream, _A.seq, _A.question, _A.rating, _A.at, _A.offset, _A.undone, _A.state, _A.stability, _A.difficulty, _A.due)
    .where(_A.learner == bindparam("of_learner"), _A.question == bindparam("of_question"))
    .order_by(_A.at, _A.stream, _A.seq)
)


def _replay(connection: Connection, learner: str, question: str) -> Touched:
    """Derive a card anew from all its answers that count."""
    found = _CARDS.find(connection, learner=learner, question=question)
    card, last = None, None
    for answer in connection.execute(_ANSWERS_TO, {"of_learner": learner, "of_question": question}).mappings().all():
        state: Mapping[str, Any] = _NO_STATE
        if not answer["undone"]:
            card, last = _reviewed(card, dict(answer)), EntryId(answer["stream"], answer["seq"])
            state = _state_of(card)
        if any(answer[name] != value for name, value in state.items()):
            _ANSWERS.change(connection, {"stream": answer["stream"], "seq": answer["seq"]}, state)
    if card is not None and last is not None:
        _write_card(connection, learner, card, last, new=found is None)
    elif found is not None:
        _CARDS.remove(connection, learner=learner, question=question)
    return Touched(card_of(found) if found is not None else None, card)


# -- later words on earlier entries

_M = table_of(Amendment).c
_AMENDMENTS_OF = (
    select(table_of(Amendment))
    .where(_M.target_stream == bindparam("of_stream"), _M.target_seq == bindparam("of_seq"), _M.learner == bindparam("of_learner"))
    .order_by(_M.at, _M.stream, _M.seq)
)


def _amended(
    connection: Connection, entry: Entry, learner: str, said: log.Undone | log.Redone | log.Rerated | log.Claimed | log.Regraded
) -> Touched | None:
    row = {
        "stream": entry.stream,
        "seq": entry.seq,
        "learner": learner,
        "at": entry.at,
        "target_stream": said.stream,
        "target_seq": said.seq,
        "what": "undone",
        "on": not isinstance(said, log.Redone),
        "rating": 0,
        "reason": "",
        "wording": "",
        "outcome": "",
        "score": 0.0,
        "rule": "",
    }
    if isinstance(said, log.Rerated | log.Claimed | log.Regraded):
        row |= {"what": _what(said), "rating": said.rating, "reason": said.reason}
    if isinstance(said, log.Regraded):
        row |= {"wording": said.wording, "outcome": said.outcome, "score": said.score, "rule": said.rule}
    _AMENDMENTS.add(connection, row)
    target = EntryId(said.stream, said.seq)
    _settle_mark(connection, target, learner)
    # What is undone may itself be a rating or a claim: then it is the answer beneath that must be settled.
    through = _AMENDMENTS.find(connection, stream=target.stream, seq=target.seq)
    return _settle_answer(connection, EntryId(through.target_stream, through.target_seq) if through else target)


def _what(said: log.Rerated | log.Claimed | log.Regraded) -> str:
    if isinstance(said, log.Claimed):
        return said.claim
    return "rating" if isinstance(said, log.Rerated) else "marking"


def _amendments(connection: Connection, target: EntryId, learner: str) -> list[Any]:
    """Return what an entry's own learner says of it, in the order of the log; nobody amends what is another's."""
    return list(connection.execute(_AMENDMENTS_OF, {"of_stream": target.stream, "of_seq": target.seq, "of_learner": learner}))


def _is_undone(amendments: Iterable[Any]) -> bool:
    said = [amendment.on for amendment in amendments if amendment.what == "undone"]
    return bool(said) and bool(said[-1])


def _settle_answer(connection: Connection, target: EntryId) -> Touched | None:
    """Bring an answer in line with all that later entries say of it."""
    found = _ANSWERS.find(connection, stream=target.stream, seq=target.seq)
    if found is None:
        return None  # of something else, or its answer has not arrived yet
    amendments = _amendments(connection, target, found.learner)
    given = _given(connection, target)
    after = {name: getattr(given, name) for name in ("outcome", "score", "rule", "rating", "reason")} | {"claim": "", "marked_by": ""}
    for said in amendments:
        if said.what == "undone" or _is_undone(_amendments(connection, EntryId(said.stream, said.seq), found.learner)):
            continue
        after |= {"rating": said.rating, "reason": said.reason}
        if said.what == "marking":
            after |= {"outcome": said.outcome, "score": said.score, "rule": said.rule, "marked_by": said.wording}
        elif said.what != "rating":
            after["claim"] = said.what
    after["undone"] = _is_undone(amendments)
    _count_again(connection, found._asdict(), found._asdict() | after)
    _ANSWERS.change(connection, {"stream": target.stream, "seq": target.seq}, after)
    return _replay(connection, found.learner, found.question)


def _count_again(connection: Connection, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Bring the totals in line with an answer of which something else is said than before."""
    if all(before[name] == after[name] for name in ("undone", "outcome", "score")):
        return
    if not after["undone"]:
        _count(connection, after, 1)
    if not before["undone"]:
        _count(connection, before, -1)


def _given(connection: Connection, answer: EntryId) -> log.Answered:
    """Return an answer as the log has it, before any later word on it."""
    row = _LOG.find(connection, stream=answer.stream, seq=answer.seq)
    given = _read(Entry(**row._mapping)) if row is not None else None
    if not isinstance(given, log.Answered):
        raise Damaged(f"The record is damaged: entry {answer.seq} of {answer.stream} should be an answer. {MEND}")
    return given


def _marked(connection: Connection, entry: Entry, learner: str, marked: log.QuestionMarked) -> None:
    row = {
        "stream": entry.stream,
        "seq": entry.seq,
        "learner": learner,
        "question": marked.question,
        "at": entry.at,
        "mark": marked.mark,
        "on": marked.on,
        "undone": _is_undone(_amendments(connection, entry.id, learner)),
    }
    _MARKS.add(connection, row)


def _settle_mark(connection: Connection, target: EntryId, learner: str) -> None:
    found = _MARKS.find(connection, stream=target.stream, seq=target.seq)
    if found is not None and found.learner == learner:
        undone = _is_undone(_amendments(connection, target, learner))
        _MARKS.change(connection, {"stream": target.stream, "seq": target.seq}, {"undone": undone})
