"""What the store hands out: frozen values, times aware and in UTC. No row of a table leaves the store.

Most are named tuples: such a class is made in a fifth of the time that a data class takes, and the first question waits for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, overload

from progress.moment import Moment
from progress.schedule import DEFAULT, Card, Schedule

POINTS = 10_000
"""Whole points in a full score, where scores are summed."""
MILLIONTHS = 1_000_000


@lru_cache(maxsize=1024)
def points_of(score: float) -> int:
    """Return the points of a score."""
    return round(score * POINTS)


class EntryId(NamedTuple):
    """Which entry: the stream, and the number within it from 1."""

    stream: str
    seq: int


class Learner(NamedTuple):
    """Someone who learns."""

    id: str
    name: str


class AnswerRecord(NamedTuple):
    """An answer as it was given, and what became of it.

    ``wording`` is the hash of the question as it was asked, ``marked_by`` that of the one it was marked anew by, if it was;
    ``confidence`` is how sure the learner said she was, empty if she was not asked; ``first`` whether it is her first answer to
    the question that counts; ``recall`` how likely it was, by the schedule, that she would recall it.
    """

    id: EntryId
    sitting: str
    question: str
    kind: str
    when: Moment
    wording: str
    shown: tuple[str, ...]
    response: Any
    outcome: str
    score: float
    rule: str
    rating: int
    reason: str
    claim: str
    marked_by: str
    took: int
    hinted: bool
    undone: bool
    due: datetime | None
    confidence: str = ""
    first: bool = False
    recall: float | None = None


class Try(NamedTuple):
    """One learner's response to a question, and what it is worth by the marking that holds.

    ``version`` is the hash of the wording it is marked by, ``at`` and ``took`` are milliseconds, ``claim`` what the learner
    says of it (``right``: she disputes the marking).
    """

    id: EntryId
    learner: str
    question: str
    kind: str
    version: str
    at: int
    response: Any
    outcome: str
    score: float
    took: int
    claim: str = ""
    undone: bool = False


class Scored(NamedTuple):
    """What an answer that counts was worth, 0 to 1, and the ordinal of the study day on which it was given."""

    learner: str
    question: str
    day: int
    outcome: str
    score: float


class Listed(Sequence[str]):
    """A list of texts as it is kept, as JSON, which is read when it is looked into: most lists never are."""

    __slots__ = ("_kept", "_read")

    def __init__(self, kept: str) -> None:
        self._kept = kept
        self._read: tuple[str, ...] | None = None

    @property
    def _texts(self) -> tuple[str, ...]:
        if self._read is None:
            self._read = tuple(json.loads(self._kept))
        return self._read

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._texts[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __contains__(self, text: object) -> bool:
        return text in self._texts

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return tuple(other) == self._texts if isinstance(other, (Listed, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._texts)


class SittingRecord(NamedTuple):
    """A sitting and its tallies; ``spent`` is milliseconds of its time used, ``score`` the mean of its answers, 0 to 1."""

    id: str
    mode: str
    questions: Sequence[str]
    topics: tuple[str, ...]
    seconds: int | None
    seed: int
    started: Moment
    ended: datetime | None
    how: str
    spent: int
    answers: int
    rights: int
    score: float | None

    @property
    def over(self) -> bool:
        """Whether it was ended, so that it cannot be resumed."""
        return self.ended is not None


class Draft(NamedTuple):
    """In an exam, the latest response to a question."""

    question: str
    response: Any
    shown: tuple[str, ...]
    took: int
    later: bool


class DayTotal(NamedTuple):
    """What a learner did on one study day; ``took`` is milliseconds."""

    day: date
    answers: int
    rights: int
    score: float
    took: int


class TopicDay(NamedTuple):
    """What a learner did on one study day in one topic; ``took`` is milliseconds, points are the sums of scores, ``POINTS`` for a full one.

    ``firsts`` are the first answers to their questions; ``learned`` is how many more questions were learned than fell back.
    """

    day: date
    topic: str
    answers: int
    rights: int
    points: int
    took: int
    firsts: int
    first_rights: int
    first_points: int
    learned: int


class RecallDay(NamedTuple):
    """What the schedule predicted on one study day, with a chance of ``twentieth``/20 to (``twentieth`` + 1)/20, and what happened.

    ``predicted`` is the sum of the chances, ``squared`` of the squared errors, ``loss`` of the log losses (natural), all in millionths.
    """

    day: date
    twentieth: int
    answers: int
    recalled: int
    predicted: int
    squared: int
    loss: int


class ConfidenceDay(NamedTuple):
    """Answers of one study day of which the learner had said how sure she was; ``points`` are as those of a ``TopicDay``."""

    day: date
    confidence: str
    answers: int
    rights: int
    points: int


class Confusion(NamedTuple):
    """How often a learner chose a wrong option of a question."""

    question: str
    response: str
    answers: int


class Totals(NamedTuple):
    """All that the pages of the history rest on, beside the cards and the sittings; each in the order of its days."""

    days: tuple[TopicDay, ...] = ()
    recalls: tuple[RecallDay, ...] = ()
    confidences: tuple[ConfidenceDay, ...] = ()


class Behind(NamedTuple):
    """Which of a learner's answers stand behind a figure: those of study days, both included, narrowed by what else is given.

    ``recall`` are the least predicted chance and the one it lies below.
    """

    first_day: date = date.min
    last_day: date = date.max
    topic: str = ""
    question: str = ""
    sitting: str = ""
    firsts: bool | None = None
    outcome: str = ""
    confidence: str = ""
    recall: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A learner's answers to one question that count, all of them or those of some study days.

    ``points`` is the sum of their scores, ``missed`` whether the last of them was not right, ``disputed`` whether one was
    claimed to be right after all.
    """

    answers: int
    wrong: int
    points: float
    last: datetime
    missed: bool
    disputed: bool

    @property
    def score(self) -> float:
        """The mean score, 0 to 1."""
        return self.points / self.answers

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both: a question that was renamed has answers under each of its names."""
        return Tally(
            self.answers + other.answers,
            self.wrong + other.wrong,
            self.points + other.points,
            max(self.last, other.last),
            max(self, other, key=lambda tally: tally.last).missed,
            self.disputed or other.disputed,
        )


class Recorded(NamedTuple):
    """An answer that is on disk: which entry it is, and the card before and after."""

    id: EntryId
    before: Card | None
    after: Card | None


class Met(NamedTuple):
    """How many questions of a topic a learner has met, and the sum of their fingerprints; see ``tables.MetRow``."""

    questions: int
    fingerprint: int


class Standing(NamedTuple):
    """Where a learner stands: her cards, the questions set aside and flagged, her study days, her usual times.

    Where it says so, it has only those cards and days that matter for what it is read for. ``misled`` are the questions of
    whose last answer she was sure, and it was wrong. ``schedule`` is what she has now.
    ``usual`` is the median milliseconds of right answers by kind; a kind with too few of them is left out.
    """

    cards: dict[str, Card]
    suspended: frozenset[str]
    flagged: frozenset[str]
    days: tuple[DayTotal, ...]
    usual: dict[str, int]
    settings: dict[str, str]
    last: datetime | None
    """When the latest answer that counts was given."""
    new_today: int
    """How many questions were met for the first time on this study day."""
    misled: frozenset[str] = frozenset()
    schedule: Schedule = DEFAULT
    met: Callable[[str], Container[str]] | None = None
    """Tells which questions of a topic were ever asked; None if they are those of the cards."""
    topics_met: Mapping[str, Met] = MappingProxyType({})
    """How much of each topic was met, where that was read."""
