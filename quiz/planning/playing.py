"""The days before an exam played forward: what will be asked, and what of it will be remembered on the day.

Whether a question will be recalled when it is asked is drawn with the chance that the schedule gives it, by fixed numbers that
lie evenly between 0 and 1: the same standing always has the same outlook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from progress.moment import Moment
from progress.records import Standing
from progress.schedule import Card, Schedule, forgetting
from quiz.planning.last_pass import pass_days
from quiz.planning.worth import Memory, after, first

_BY_QUESTION, _BY_TIME = 0.6180339887, 0.7548776662
"""Multiples of these, without their whole part, lie evenly between 0 and 1 (the golden ratio, the plastic number)."""

_SLACK = 1.5
"""How many times what she usually does the learner is taken to do on a day that asks for more."""


class Course(NamedTuple):
    """The questions of an exam, the study days before it, how many are met for the first time a day, and how many a day takes.

    ``pace`` is handed the questions not met, all questions, the days left and ``load``.
    """

    questions: Sequence[str]
    days: int
    pace: Callable[[int, int, int, int], int]
    load: int

    def passes(self, index: int) -> int:
        """Return on which day a question is gone through for the last time, today being day 0."""
        days = pass_days(len(self.questions), self.load)
        return self.days - days + index % days

    @property
    def pass_begins(self) -> int:
        """The first day of the last pass."""
        return self.days - pass_days(len(self.questions), self.load)


class Played(NamedTuple):
    """What comes of it: the recall of each question on the day, which were met by then, what was asked, whether some was set aside."""

    recalls: dict[str, float]
    met: frozenset[str]
    new: int
    reviews: int
    answers: int
    trimmed: bool


@dataclass(frozen=True, slots=True)
class _Known:
    index: int
    memory: Memory
    day: int
    times: int


def play(course: Course, standing: Standing, now: Moment, most: int | None) -> Played:
    """Return what comes of asking each day what falls due and what is to be met, ``most`` being what the learner usually does a day."""
    curve = forgetting(standing.schedule)
    today = now.day_ends(-1)
    known = {i: _of(standing.cards[q], i, today) for i, q in enumerate(course.questions) if q in standing.cards}
    unseen = [index for index in range(len(course.questions)) if index not in known]
    falls: dict[int, list[int]] = defaultdict(list)
    for each in known.values():
        falls[max(0, _returns(each, course))].append(each.index)
    new = reviews = answers = 0
    trimmed = False
    for day in range(course.days):
        due = falls.pop(day, [])
        met_today = standing.new_today if day == 0 else 0
        wanted = course.pace(len(unseen) + met_today, len(course.questions), course.days - day, course.load) - met_today
        fresh = unseen[: max(0, wanted)]
        if most is not None and len(due) + len(fresh) > most * _SLACK:
            trimmed = True
            ranked = sorted((*due, *fresh), key=lambda index: -_gains(known.get(index), day, course.days, standing.schedule, curve))
            chosen = set(ranked[:most])
            falls[day + 1] += [index for index in due if index not in chosen]
            due, fresh = ([index for index in part if index in chosen] for part in (due, fresh))
        for index in due:
            known[index], right = _asked(known[index], day, standing.schedule, curve)
            answers += 1 if right else 2
            falls[max(day + 1, _returns(known[index], course))].append(index)
        for index in fresh:
            known[index] = _Known(index, first(standing.schedule), day, 1)
            falls[max(day + 1, _returns(known[index], course))].append(index)
        new, reviews, answers = new + len(fresh), reviews + len(due), answers + 2 * len(fresh)
        if fresh:
            met = set(fresh)
            unseen = [index for index in unseen if index not in met]
    recalls = {q: _recall(known.get(index), course.days, curve) for index, q in enumerate(course.questions)}
    return Played(recalls, frozenset(course.questions[index] for index in known), new, reviews, answers, trimmed)


def _of(card: Card, index: int, today: datetime) -> _Known:
    since = max(0, -((card.reviewed - today) // timedelta(days=1)))
    falls_due = (card.due - card.reviewed).days
    return _Known(index, Memory(card.stability, card.difficulty, falls_due), -since, card.repetitions)


def _returns(known: _Known, course: Course) -> int:
    due = known.day + known.memory.interval
    return due if known.day >= course.pass_begins else min(due, course.passes(known.index))


def _recall(known: _Known | None, day: int, curve: Callable[[float, float], float]) -> float:
    return curve(day - known.day, known.memory.stability) if known is not None else 0.0


def _asked(known: _Known, day: int, schedule: Schedule, curve: Callable[[float, float], float]) -> tuple[_Known, bool]:
    drawn = (known.index * _BY_QUESTION + known.times * _BY_TIME) % 1
    right = drawn < _recall(known, day, curve)
    memory = after(known.memory.stability, known.memory.difficulty, day - known.day, right, schedule)
    return replace(known, memory=memory, day=day, times=known.times + 1), right


def _gains(known: _Known | None, day: int, last: int, schedule: Schedule, curve: Callable[[float, float], float]) -> float:
    """Return about what asking is worth: as ``worth.gain``, by a rule of thumb for what an answer leaves, since it is sought so often."""
    if known is None:
        return curve(last - day, first(schedule).stability) / 3.5
    recall, later = _recall(known, day, curve), _recall(known, last, curve)
    return (recall * (1 - (1 - later) / 3) + (1 - recall) * 0.8 - later) / (recall + (1 - recall) * 3)
