"""All that follows from many entries at once, worked out in memory: the rows of every derived table.

It is what ``derive`` gives entry by entry, and a property test holds the two together. Here a row is written when it is final, so
that a million answers take seconds. What is kept of each answer meanwhile is its row, under one kilobyte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import add
from types import SimpleNamespace
from typing import Any

from progress import log
from progress.deriving import answers, sittings, streams
from progress.deriving.cards import NO_STATE
from progress.deriving.entries import LATEST, MEND, key_of, read_entry
from progress.deriving.histories import CARD, GIVEN, STATE, History
from progress.deriving.summed import DAY, MET, RECALL, SCORED, Summed
from progress.errors import Damaged
from progress.forms import Form
from progress.kept import Changed, Key
from progress.log import Entry
from progress.records import EntryId
from progress.schedule import Schedule

LogRow = tuple[str, int, int, int, str, str, bytes]
"""An entry as its table has it: stream, number, time, offset, type, body, digest."""
Row = tuple[Any, ...]
Table = tuple[str, tuple[str, ...], Iterable[Row]]
"""The name of a table in ``progress.tables``, its columns, and rows."""

_AT, _UNDONE = GIVEN.index("at"), GIVEN.index("undone")
_NO_STATE = tuple(NO_STATE[name] for name in STATE)


@dataclass(slots=True)
class _Head:
    learner: str
    device: str = ""
    seq: int = 0
    at: int = -(2**63)
    digest: bytes = b""


@dataclass(slots=True)
class _Learner:
    """What one learner's entries say, but for her answers themselves: where these are, by question."""

    cards: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    latest: int = -(2**63)
    in_order: bool = True
    """Whether her answers came in the order of the log."""
    settings: dict[str, tuple[str, Key]] = field(default_factory=dict)
    changes: list[tuple[Key, log.ScheduleChanged]] = field(default_factory=list)
    marks: list[tuple[Entry, log.QuestionMarked]] = field(default_factory=list)
    amendments: dict[EntryId, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def set(self, name: str, value: str, key: Key) -> None:
        if name not in self.settings or self.settings[name][1] < key:
            self.settings[name] = value, key

    def said_of(self, target: EntryId) -> list[Any]:
        return self.amendments.get(target, [])


class Anew:
    """What follows from entries, each of a stream of which it is known whose it is; see ``streams.owners``."""

    def __init__(self, learner_of: Mapping[str, str], one: Mapping[str, str]) -> None:
        self._learner_of, self._one = learner_of, one
        self._rows: list[Row] = []
        self._states: list[Row] = []
        self._heads: dict[str, _Head] = {}
        self._learners: dict[str, _Learner] = defaultdict(_Learner)
        self._sittings: dict[str, dict[str, Any]] = {}
        self._drafts: dict[tuple[str, str], tuple[Key, log.Drafted]] = {}
        self._others: list[Entry] = []
        self._shared = False

    # -- taking entries in

    def take(self, rows: Iterable[LogRow]) -> None:
        """Take in entries, in any order.

        Raises:
            Damaged: one cannot be read, or it is not known whose it is.
        """
        known: dict[str, str] = {}
        same, keep, given_row, values_of = known.setdefault, self._rows.append, answers.given_row, Form(log.Answered).values
        known_sitting = self._sittings.get
        stream, head, learner, latest_offset = "", _Head(""), _Learner(), 0
        for row in rows:
            if row[0] != stream:
                stream = row[0]
                head = self._head_of(stream)
                learner = self._learners[head.learner]
            _, seq, at, offset, type_, body, digest = row
            if seq > head.seq:
                head.seq, head.digest = seq, digest
            if at > head.at:
                head.at = at
            if type_ != "answered":
                self._others.append(Entry(*row))
                continue
            try:
                values = values_of(body)
            except ValueError as error:
                raise Damaged(f"The record is damaged: entry {seq} of {stream} cannot be read. {MEND}") from error
            sitting, question, kind, wording, shown, response, outcome, score, rule, rating, reason, took, hinted, sure = values
            # Each once, since most come again and again.
            offset = latest_offset = latest_offset if offset == latest_offset else offset
            question, sitting, reason = same(question, question), same(sitting, sitting), same(reason, reason)
            kind, wording, outcome, sure = same(kind, kind), same(wording, wording), same(outcome, outcome), same(sure, sure)
            learner.cards[question].append(len(self._rows))
            if at <= learner.latest:
                learner.in_order = False
            learner.latest = at
            if (found := known_sitting(sitting)) is None:
                self._sitting(head.learner, sitting)
            elif found["learner"] != head.learner:
                self._shared = True
            keep(
                given_row(
                    stream, seq, head.learner, at, offset, sitting, question, kind, wording, shown, response,
                    outcome, score, same(rule, rule), rating, reason, took, hinted, sure,
                )
            )  # fmt: skip

    def _head_of(self, stream: str) -> _Head:
        if (found := self._heads.get(stream)) is None:
            learner = self._learner_of.get(stream)
            if learner is None:
                raise Damaged(f"The record is damaged: the beginning of {stream} is missing. {MEND}")
            found = self._heads[stream] = _Head(learner)
        return found

    def _sitting(self, learner: str, sitting: str) -> dict[str, Any]:
        found = self._sittings.setdefault(sitting, sittings.empty_sitting(learner, sitting))
        self._shared = self._shared or found["learner"] != learner
        return found

    def _take_other(self, entry: Entry) -> None:
        head = self._heads[entry.stream]
        who, learner, key = head.learner, self._learners[head.learner], key_of(entry)
        match read_entry(entry):
            case log.StreamOpened() as said:
                # Opening a stream names no one anew: a copy of the record from before a renaming still knows the old name.
                learner.set("name", said.name, (0, entry.stream, entry.seq))
                if entry.seq == 1:
                    head.device = said.device
            case log.LearnerRenamed() as said:
                learner.set("name", said.name, key)
            case log.SettingChanged() as said:
                learner.set(said.name, said.value, key)
            case log.SittingStarted() as said:
                sitting = self._sitting(who, said.sitting)
                self._shared = self._shared or bool(sitting["mode"])
                sitting.update(sittings.started_values(entry, who, said))
            case log.Drafted() | log.SittingPaused() | log.SittingEnded() as said:
                self._take_part_of_sitting(entry, who, said)
            case log.ScheduleChanged() as said:
                learner.changes.append((key, said))
            case log.QuestionMarked() as said:
                learner.marks.append((entry, said))
            case log.Undone() | log.Redone() | log.Rerated() | log.Claimed() | log.Regraded() as said:
                row = SimpleNamespace(**answers.amendment_row(entry, who, said))
                learner.amendments[EntryId(said.stream, said.seq)].append(row)

    def _take_part_of_sitting(self, entry: Entry, who: str, said: log.Drafted | log.SittingPaused | log.SittingEnded) -> None:
        sitting = self._sitting(who, said.sitting)
        sitting["spent"] = max(sitting["spent"], said.spent)
        if isinstance(said, log.Drafted):
            self._drafts[said.sitting, said.question] = key_of(entry), said
        elif isinstance(said, log.SittingEnded) and (sitting["ended"] is None or (sitting["ended"], sitting["how"]) < (entry.at, said.how)):
            sitting["ended"], sitting["how"] = entry.at, said.how

    # -- what follows

    def shares_sittings(self, owners: Mapping[str, str]) -> bool:
        """Whether a sitting is more than one learner's, these among them, or was started twice."""
        self._take_others()
        return self._shared or any(owners.get(sitting, row["learner"]) != row["learner"] for sitting, row in self._sittings.items())

    def _take_others(self) -> None:
        # In the order of the log, so that of what is said several times the last counts.
        for entry in sorted(self._others, key=key_of):
            self._take_other(entry)
        self._others.clear()

    def tables(self) -> Iterator[Table]:
        """Return the rows of every derived table, once."""
        self._take_others()
        self._amend()
        self._states = [_NO_STATE] * len(self._rows)
        cards = [card for learner in self._learners.values() for card in self._cards(learner)]
        summed = Summed(zip(self._rows, self._states, strict=True))
        for (sitting,), sums in summed.sittings.items():
            self._sittings[sitting].update(zip(SCORED, sums, strict=True))
        yield "ANSWERS", (*GIVEN, *STATE), map(add, self._rows, self._states)
        yield "CARDS", CARD, cards
        yield "DAYS", ("learner", "day", "topic", *DAY), _flat(summed.days)
        yield "WHOLE_DAYS", ("learner", "day", *DAY), _flat(summed.whole_days)
        yield "MET", ("learner", "topic", *MET), _flat(summed.met)
        yield "RECALLS", ("learner", "day", "twentieth", *RECALL), _flat(summed.recalls)
        yield "CONFIDENCES", ("learner", "day", "confidence", *SCORED), _flat(summed.confidences)
        confusions = ((*key, number) for key, number in summed.confusions.items())
        yield "CONFUSIONS", ("learner", "question", "hash", "response", "answers"), confusions
        yield _of_dicts("SITTINGS", self._sittings.values())
        yield from self._small_tables()

    def _amend(self) -> None:
        """Bring the answers in line with what later entries say of them."""
        targets = {target for learner in self._learners.values() for target in learner.amendments}
        if not targets:
            return
        for place, row in enumerate(self._rows):
            if row[:2] in targets and (said := self._learners[row[2]].said_of(EntryId(*row[:2]))):
                given = dict(zip(GIVEN, row, strict=True))
                amended = {name: given[name] for name in ("outcome", "score", "rule", "rating", "reason")}
                left = answers.as_left(amended, said, self._learners[row[2]].said_of)
                self._rows[place] = tuple((given | left | {"undone": int(left["undone"])}).values())

    def _cards(self, learner: _Learner) -> Iterator[Row]:
        """Work out the states that a learner's answers left, and return the rows of her cards."""
        changes = [Changed(key, Schedule(tuple(said.parameters), said.retention)) for key, said in learner.changes]
        rows = self._rows
        for places in learner.cards.values():
            if not learner.in_order:
                places.sort(key=lambda place: (rows[place][_AT], *rows[place][:2]))
            counting = [place for place in places if not rows[place][_UNDONE]]
            if counting:
                history = History([rows[place] for place in counting], changes)
                for place, state in zip(counting, history.states, strict=True):
                    self._states[place] = state
                yield history.card

    def _small_tables(self) -> Iterator[Table]:
        heads = ((stream, head.learner, head.device, head.seq, head.at, head.digest) for stream, head in self._heads.items())
        yield "STREAMS", ("stream", "learner", "device", "seq", "at", "digest"), heads
        hers = self._learners.items()
        settings = ((who, name, value, *key) for who, learner in hers for name, (value, key) in learner.settings.items())
        yield "SETTINGS", ("learner", "name", "value", *LATEST), chain(settings, streams.joined_rows(self._one))
        schedules = (streams.schedule_row(key, who, said) for who, learner in hers for key, said in learner.changes)
        yield _of_dicts("SCHEDULES", schedules)
        amendments = (vars(row) for learner in self._learners.values() for rows in learner.amendments.values() for row in rows)
        yield _of_dicts("AMENDMENTS", amendments)
        marks = (
            answers.mark_row(entry, who, said, undone=answers.is_undone(learner.said_of(entry.id)))
            for who, learner in hers
            for entry, said in learner.marks
        )
        yield _of_dicts("MARKS", marks)
        drafts = (
            {"sitting": sitting, "question": question, **sittings.draft_values(said), **dict(zip(LATEST, key, strict=True))}
            for (sitting, question), (key, said) in self._drafts.items()
        )
        yield _of_dicts("DRAFTS", drafts)


def _flat(sums: Mapping[tuple[Any, ...], Iterable[int]]) -> Iterator[Row]:
    return ((*key, *values) for key, values in sums.items())


def _of_dicts(name: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    made = [tuple(row.items()) for row in rows]
    return name, tuple(column for column, _ in made[0]) if made else (), [tuple(value for _, value in row) for row in made]
