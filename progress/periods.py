"""What a learner did in a span of study days, and whether two spans differ by more than chance. Plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from progress.comparing import difference_interval
from progress.figures import Interval, wilson
from progress.records import POINTS, TopicDay


@dataclass(frozen=True, slots=True)
class Scores:
    """So many answers and the sum of their scores, ``POINTS`` for a full one: whole numbers, since their sums are the same in any order."""

    answers: int = 0
    points: int = 0

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.answers + other.answers, self.points + other.points)

    @property
    def mean(self) -> float | None:
        """The mean score; None without answers."""
        return min(1.0, max(0.0, self.points / (POINTS * self.answers))) if self.answers else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the mean; None without answers."""
        return None if self.mean is None else wilson(self.mean, self.answers)


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in a span: first tries apart from repeats, milliseconds, and how many more questions were learned than fell back."""

    firsts: Scores = Scores()
    repeats: Scores = Scores()
    took: int = 0
    learned: int = 0

    def __add__(self, other: Work) -> Work:
        return Work(self.firsts + other.firsts, self.repeats + other.repeats, self.took + other.took, self.learned + other.learned)

    @property
    def scores(self) -> Scores:
        """First tries and repeats together."""
        return self.firsts + self.repeats


@dataclass(frozen=True, slots=True)
class Span:
    """Study days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Span:
        """Return the span of the same length that ends where this one begins."""
        return Span(self.first - timedelta(days=self.days), self.first - timedelta(days=1))


def last_days(today: date, days: int) -> Span:
    """Return the span of so many days that ends today."""
    return Span(today - timedelta(days=days - 1), today)


def work_of(day: TopicDay) -> Work:
    """Return what one row of the totals counts."""
    return work_in((day,))


def work_in(days: Iterable[TopicDay]) -> Work:
    """Return the sum of rows."""
    return work_by(days, lambda _: "").get("", Work())


Key = TypeVar("Key", bound=Hashable)


def work_by(days: Iterable[TopicDay], key: Callable[[TopicDay], Key]) -> dict[Key, Work]:
    """Return the sum of the rows that have the same key, by key, in the order in which the keys come."""
    sums: dict[Key, list[int]] = {}
    for day in days:
        so_far = sums.setdefault(key(day), [0, 0, 0, 0, 0, 0])
        so_far[0] += day.firsts
        so_far[1] += day.first_points
        so_far[2] += day.answers - day.firsts
        so_far[3] += day.points - day.first_points
        so_far[4] += day.took
        so_far[5] += day.learned
    return {
        each: Work(Scores(firsts, first), Scores(repeats, again), took, learned)
        for each, (firsts, first, repeats, again, took, learned) in sums.items()
    }


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the second of two means lies above the first, with the 95 % interval of that."""

    difference: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether it is more than chance: the interval leaves nought out."""
        return self.low > 0 or self.high < 0


def change(before: Scores, after: Scores) -> Change | None:
    """Return by how much a mean score changed; None if there are no answers before or after.

    The interval is that of ``difference_interval``. It takes answers for independent of each other.
    """
    if before.mean is None or after.mean is None:
        return None
    low, high = difference_interval(after.mean, before.mean, after.answers, before.answers)
    return Change(after.mean - before.mean, low, high)
