"""Answers, what later entries say of them, and marks on questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving import cards
from progress.deriving.cards import NO_STATE, Touched, replay, topic_of
from progress.deriving.entries import MEND, key_of, read_entry
from progress.deriving.histories import GIVEN
from progress.deriving.totals import count
from progress.errors import Damaged
from progress.kept import at, changed_between, schedules_of
from progress.log import Entry
from progress.moment import day_of
from progress.records import EntryId
from progress.rows import Rows
from progress.statements import sa, statement, tables

_AMENDED = ("outcome", "score", "rule", "rating", "reason", "claim", "marked_by", "undone")
_ANSWERS, _MARKS = Rows("ANSWERS", _AMENDED), Rows("MARKS", ("undone",))
_AMENDMENTS, _LOG = Rows("AMENDMENTS"), Rows("LOG")


_SAID = tuple(field.name for field in fields(log.Answered))


def given_row(
    stream: str, seq: int, learner: str, at: int, offset: int,
    sitting: str, question: str, kind: str, wording: str, shown: Sequence[str], response: Any,
    outcome: str, score: float, rule: str, rating: int, reason: str, took: int, hinted: bool, confidence: str,
) -> tuple[Any, ...]:  # fmt: skip
    """Return the row of an answer as the log has it, before any later word on it; see ``GIVEN``."""
    return (
        stream, seq, learner, sitting, question, topic_of(question), kind, at, offset, day_of(at, offset),
        wording, log.canonical(shown), log.canonical(response),
        outcome, score, rule, rating, reason, "", "", took, 1 if hinted else 0, confidence, 0,
    )  # fmt: skip


def answered(connection: Connection, entry: Entry, learner: str, said: log.Answered) -> Touched | None:
    """Take in an answer; return the card that it bears on."""
    values = (getattr(said, name) for name in _SAID)
    given = given_row(entry.stream, entry.seq, learner, entry.at, entry.offset, *values)
    row = {**dict(zip(GIVEN, given, strict=True)), **NO_STATE}
    if _amendments(connection, entry.id, learner):
        _add(connection, row)
        return _settle_answer(connection, entry.id)
    key = key_of(entry)
    found = cards.find(connection, learner, said.question)
    changes = schedules_of(connection, learner)
    if (found is not None and found.key > key) or (changes and changes[-1].key > key):
        _add(connection, row)
        return replay(connection, learner, said.question)
    by, held = at(changes, key), found
    if held is not None and changed_between(changes, held.key, key):
        counted = [each for each in cards.answers_to(connection, learner, said.question) if not each["undone"]]
        held = cards.remembered(held, counted, by)
    after, state = cards.after(held, row, by)
    _add(connection, row | state)
    cards.put(connection, learner, after, new=found is None)
    return Touched(held.card if held is not None else None, after.card)


def _add(connection: Connection, row: Mapping[str, Any]) -> None:
    _ANSWERS.add(connection, row)
    count(connection, None, row)


@statement
def _amendments_of() -> sa.Select[Any]:
    m = tables.AMENDMENTS.c
    of_entry = sa.and_(m.target_stream == sa.bindparam("of_stream"), m.target_seq == sa.bindparam("of_seq"))
    hers = sa.select(tables.AMENDMENTS).where(of_entry, m.learner == sa.bindparam("of_learner"))
    return hers.order_by(m.at, m.stream, m.seq)


Amending = log.Undone | log.Redone | log.Rerated | log.Claimed | log.Regraded


def amended(connection: Connection, entry: Entry, learner: str, said: Amending) -> Touched | None:
    """Take in a later word on an earlier entry; return the card that it bears on."""
    row = amendment_row(entry, learner, said)
    _AMENDMENTS.add(connection, row)
    target = EntryId(said.stream, said.seq)
    _settle_mark(connection, target, learner)
    # What is undone may itself be a rating or a claim: then it is the answer beneath that must be settled.
    through = _AMENDMENTS.find(connection, stream=target.stream, seq=target.seq)
    return _settle_answer(connection, EntryId(through.target_stream, through.target_seq) if through else target)


def amendment_row(entry: Entry, learner: str, said: Amending) -> dict[str, Any]:
    """Return the row of a later word on an earlier entry."""
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
    return row


def _what(said: log.Rerated | log.Claimed | log.Regraded) -> str:
    if isinstance(said, log.Claimed):
        return said.claim
    return "rating" if isinstance(said, log.Rerated) else "marking"


def _amendments(connection: Connection, target: EntryId, learner: str) -> list[Any]:
    """Return what an entry's own learner says of it, in the order of the log; nobody amends what is another's."""
    return list(connection.execute(_amendments_of, {"of_stream": target.stream, "of_seq": target.seq, "of_learner": learner}))


def is_undone(amendments: Iterable[Any]) -> bool:
    """Whether an entry counts no more, by all that is said of it in the order of the log."""
    said = [amendment.on for amendment in amendments if amendment.what == "undone"]
    return bool(said) and bool(said[-1])


def _settle_answer(connection: Connection, target: EntryId) -> Touched | None:
    """Bring an answer in line with all that later entries say of it."""
    found = _ANSWERS.find(connection, stream=target.stream, seq=target.seq)
    if found is None:
        return None  # of something else, or its answer has not arrived yet
    given = _given(connection, target)
    as_given = {name: getattr(given, name) for name in ("outcome", "score", "rule", "rating", "reason")}
    after = as_left(as_given, _amendments(connection, target, found.learner), lambda said: _amendments(connection, said, found.learner))
    count(connection, found._asdict(), found._asdict() | after)
    _ANSWERS.change(connection, {"stream": target.stream, "seq": target.seq}, after)
    return replay(connection, found.learner, found.question)


def as_left(given: Mapping[str, Any], amendments: Sequence[Any], said_of: Callable[[EntryId], Sequence[Any]]) -> dict[str, Any]:
    """Return what later words leave of an answer as it was given; ``said_of`` returns what is said of one of them."""
    after = dict(given) | {"claim": "", "marked_by": ""}
    for said in amendments:
        if said.what == "undone" or is_undone(said_of(EntryId(said.stream, said.seq))):
            continue
        after |= {"rating": said.rating, "reason": said.reason}
        if said.what == "marking":
            after |= {"outcome": said.outcome, "score": said.score, "rule": said.rule, "marked_by": said.wording}
        elif said.what != "rating":
            after["claim"] = said.what
    after["undone"] = is_undone(amendments)
    return after


def _given(connection: Connection, answer: EntryId) -> log.Answered:
    """Return an answer as the log has it, before any later word on it."""
    row = _LOG.find(connection, stream=answer.stream, seq=answer.seq)
    given = read_entry(Entry(*row)) if row is not None else None
    if not isinstance(given, log.Answered):
        raise Damaged(f"The record is damaged: entry {answer.seq} of {answer.stream} should be an answer. {MEND}")
    return given


def marked(connection: Connection, entry: Entry, learner: str, said: log.QuestionMarked) -> None:
    """Take in a mark on a question."""
    _MARKS.add(connection, mark_row(entry, learner, said, undone=is_undone(_amendments(connection, entry.id, learner))))


def mark_row(entry: Entry, learner: str, said: log.QuestionMarked, *, undone: bool) -> dict[str, Any]:
    """Return the row of a mark on a question."""
    row = {"stream": entry.stream, "seq": entry.seq, "learner": learner, "question": said.question, "at": entry.at}
    return row | {"mark": said.mark, "on": said.on, "undone": undone}


def _settle_mark(connection: Connection, target: EntryId, learner: str) -> None:
    found = _MARKS.find(connection, stream=target.stream, seq=target.seq)
    if found is not None and found.learner == learner:
        undone = is_undone(_amendments(connection, target, learner))
        _MARKS.change(connection, {"stream": target.stream, "seq": target.seq}, {"undone": undone})
