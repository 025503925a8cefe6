"""Answers, what later entries say of them, and marks on questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving import cards
from progress.deriving.cards import NO_STATE, Touched, replay, topic_of
from progress.deriving.entries import MEND, key_of, read_entry
from progress.deriving.totals import count
from progress.errors import Damaged
from progress.kept import at, changed_between, schedules_of
from progress.log import Entry
from progress.moment import Moment
from progress.records import EntryId
from progress.rows import Rows
from progress.statements import sa, statement, tables

_AMENDED = ("outcome", "score", "rule", "rating", "reason", "claim", "marked_by", "undone")
_ANSWERS, _MARKS = Rows("ANSWERS", _AMENDED), Rows("MARKS", ("undone",))
_AMENDMENTS, _LOG = Rows("AMENDMENTS"), Rows("LOG")


def answered(connection: Connection, entry: Entry, learner: str, said: log.Answered) -> Touched | None:
    """Take in an answer; return the card that it bears on."""
    row = {
        "stream": entry.stream,
        "seq": entry.seq,
        "learner": learner,
        "sitting": said.sitting,
        "question": said.question,
        "topic": topic_of(said.question),
        "kind": said.kind,
        "at": entry.at,
        "offset": entry.offset,
        "day": Moment.of_milliseconds(entry.at, entry.offset).day.toordinal(),
        "wording": said.wording,
        "shown": log.canonical(said.shown),
        "response": log.canonical(said.response),
        "outcome": said.outcome,
        "score": said.score,
        "rule": said.rule,
        "rating": said.rating,
        "reason": said.reason,
        "claim": "",
        "marked_by": "",
        "took": said.took,
        "hinted": said.hinted,
        "confidence": said.confidence,
        "undone": False,
        **NO_STATE,
    }
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


def amended(
    connection: Connection, entry: Entry, learner: str, said: log.Undone | log.Redone | log.Rerated | log.Claimed | log.Regraded
) -> Touched | None:
    """Take in a later word on an earlier entry; return the card that it bears on."""
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
    return list(connection.execute(_amendments_of, {"of_stream": target.stream, "of_seq": target.seq, "of_learner": learner}))


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
    count(connection, found._asdict(), found._asdict() | after)
    _ANSWERS.change(connection, {"stream": target.stream, "seq": target.seq}, after)
    return replay(connection, found.learner, found.question)


def _given(connection: Connection, answer: EntryId) -> log.Answered:
    """Return an answer as the log has it, before any later word on it."""
    row = _LOG.find(connection, stream=answer.stream, seq=answer.seq)
    given = read_entry(Entry(*row)) if row is not None else None
    if not isinstance(given, log.Answered):
        raise Damaged(f"The record is damaged: entry {answer.seq} of {answer.stream} should be an answer. {MEND}")
    return given


def marked(connection: Connection, entry: Entry, learner: str, said: log.QuestionMarked) -> None:
    """Take in a mark on a question."""
    row = {
        "stream": entry.stream,
        "seq": entry.seq,
        "learner": learner,
        "question": said.question,
        "at": entry.at,
        "mark": said.mark,
        "on": said.on,
        "undone": _is_undone(_amendments(connection, entry.id, learner)),
    }
    _MARKS.add(connection, row)


def _settle_mark(connection: Connection, target: EntryId, learner: str) -> None:
    found = _MARKS.find(connection, stream=target.stream, seq=target.seq)
    if found is not None and found.learner == learner:
        undone = _is_undone(_amendments(connection, target, learner))
        _MARKS.change(connection, {"stream": target.stream, "seq": target.seq}, {"undone": undone})
