"""What it is worth to ask a question: the recall gained on a later day for the time that it takes.

Time is counted in answers: one for a question that is known; a miss takes two, since there is something to read, and one
more when it comes back the same day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from progress.moment import Moment
from progress.rating import Rating
from progress.replay import memories, remembering
from progress.schedule import LEARNING_STEPS, Card, Schedule, State, forgetting, review

_DAY = timedelta(days=1)
_MISS = 3.0
_FIRST_TIME = 0.5
"""How much longer it takes to read a question that was never seen."""
_AT_FIRST = Moment.of(datetime(2000, 1, 1, 12, tzinfo=UTC))


class Memory(NamedTuple):
    """What a schedule knows of a question: stability in days, difficulty, and the days until it falls due."""

    stability: float
    difficulty: float
    interval: int


def worth(now: Moment, until: int, schedule: Schedule) -> Callable[[Card], float]:
    """Return what asking a card now is worth: the recall gained so many days from now, for each answer's time."""
    today, gain = now.day_ends(-1), gains(until, schedule)

    def gained(card: Card) -> float:
        since = max(0, -((card.reviewed - today) // _DAY))
        return gain(card.stability, card.difficulty, since)

    return gained


_KNOWN, _MISSED = ((0, 0, 0, Rating.GOOD),), ((0, 0, 0, Rating.AGAIN), (0, 0, 0, Rating.GOOD))
"""Answers of today, as the replay takes them: what is missed is known when it comes back."""


def gains(until: int, schedule: Schedule) -> Callable[[float, float, int], float]:
    """Return what tells what asking a question is worth, for the recall so many days from now.

    It is given the stability and difficulty that the last answer left, and how many days ago that was.
    """
    curve, remember = forgetting(schedule), remembering(schedule)

    def gain(stability: float, difficulty: float, since: int) -> float:
        recall, before = curve(since, stability), (stability, difficulty, (0, 0, -since, 0))
        known, missed = remember(_KNOWN, before)[-1][0], remember(_MISSED, before)[-1][0]
        later = recall * curve(until, known) + (1 - recall) * curve(until, missed)
        return (later - curve(since + until, stability)) / (recall + (1 - recall) * _MISS)

    return gain


@lru_cache(maxsize=1_000)
def worth_of_new(until: int, schedule: Schedule) -> float:
    """Return what it is worth to meet a question for the first time; nobody is taken to know it before."""
    return forgetting(schedule)(until, memories(_MISSED, schedule)[-1][0]) / (_MISS + _FIRST_TIME)


@lru_cache(maxsize=64)
def first(schedule: Schedule) -> Memory:
    """Return the memory of a question that was met today, missed, and then known."""
    return _missed(None, _AT_FIRST, schedule)


@lru_cache(maxsize=100_000)
def after(stability: float, difficulty: float, since: int, right: bool, schedule: Schedule) -> Memory:
    """Return the memory after an answer so many days after the last; who missed it is taken to know it when it comes back that day."""
    answered = _AT_FIRST.later(-timedelta(days=since)).at
    card = Card("", State.REVIEW, None, stability, difficulty, answered, answered, 1, 0)
    return _memory(review(card, "", Rating.GOOD, _AT_FIRST, schedule)) if right else _missed(card, _AT_FIRST, schedule)


def _missed(card: Card | None, now: Moment, schedule: Schedule) -> Memory:
    missed = review(card, "", Rating.AGAIN, now, schedule)
    return _memory(review(missed, "", Rating.GOOD, now.later(LEARNING_STEPS[0]), schedule))


def _memory(card: Card) -> Memory:
    return Memory(card.stability, card.difficulty, (card.due - card.reviewed).days)
