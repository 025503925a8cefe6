"""How much a learner does in a day, and how much of what is due is asked of her today when it is far more than that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from progress.middle import median
from progress.moment import Moment
from progress.records import DayTotal, Standing
from progress.schedule import Card, State
from quiz.planning.exam_plan import ExamPlan, bearing

NEW_A_DAY = 10
FEWEST = 15
"""What can be asked of anyone in a day."""
UNKNOWN_LOAD = 40
"""Answers a day as long as a learner's own are too few to tell: her ten new questions, and what comes back of them."""
_TELLING_DAYS, _RECENT_DAYS = 3, 14
_MUCH, _MUCH_BEFORE_EXAM = 2, 3
"""How many times what she usually does may be due before some of it is set aside; before an exam more is asked for, since waiting
costs more: the simulation in tests/benchmarks/exam_plan.py gains two points by it where time is short."""
HORIZON = 30
"""Without an exam, what is remembered so many days from now tells what a review is worth."""


def usual_load(days: Sequence[DayTotal], today: date) -> int | None:
    """Return how many answers a learner gives on a day on which she studies, the median of the latest; None if it is too early to tell."""
    studied = [total.answers for total in days if total.day < today][-_RECENT_DAYS:]
    return max(FEWEST, round(median(studied))) if len(studied) >= _TELLING_DAYS else None


class Work(NamedTuple):
    """What is asked today of what is due and new, and how many due questions are set aside for the days after."""

    due: tuple[Card, ...]
    new: tuple[str, ...]
    aside: int = 0
    full: bool = False
    """Whether it is more than the learner usually does in a day, so that she may not come to the end of it."""


def todays_work(due: Sequence[Card], new: Sequence[str], standing: Standing, now: Moment) -> Work:
    """Return what is asked today: everything, unless that is far more than the learner usually does, as far as that is known.

    Then it is what is most worth her time: what is in the exam, and of that where a minute gains most recall. New questions
    take part, since they gain most of all; those of no exam get half of the day at most, or what she knew would slip away.
    """
    plan = bearing(standing.settings, now.day)
    usual = usual_load(standing.days, now.day) or (UNKNOWN_LOAD if plan is not None else None)
    began = now.day_ends(-1)
    done = {card.question for card in standing.cards.values() if card.reviewed >= began}
    whole = len(done | {card.question for card in due}) + len(new)
    if usual is None or whole <= usual * (_MUCH if plan is None else _MUCH_BEFORE_EXAM):
        return Work(tuple(due), tuple(new), full=usual is not None and whole > usual)
    steps = [card for card in due if card.state is not State.REVIEW]
    reviews = [card for card in due if card.state is State.REVIEW]
    room = max(0, usual - len(done | {card.question for card in steps}))
    fresh = [question for index, question in enumerate(new) if _in_exam(plan, question) or index < room // 2]
    chosen = set(by_worth(reviews, fresh, standing, now, plan)[:room])
    asked = [card for card in reviews if card.question in chosen]
    return Work((*steps, *asked), tuple(q for q in fresh if q in chosen), len(reviews) - len(asked), full=True)


def most_worth_first(due: Sequence[Card], new: Sequence[str], standing: Standing, now: Moment) -> list[str]:
    """Return what is due and new in the order in which it is most worth asking, for who will not come to the end of it."""
    steps = [card.question for card in due if card.state is not State.REVIEW]
    reviews = [card for card in due if card.state is State.REVIEW]
    return [*steps, *by_worth(reviews, new, standing, now, bearing(standing.settings, now.day))]


def by_worth(reviews: Sequence[Card], new: Sequence[str], standing: Standing, now: Moment, plan: ExamPlan | None) -> list[str]:
    """Return questions by what asking them is worth.

    First come those of which she was sure and wrong, then those of the exam, then the most recall gained for the time it takes.
    """
    from quiz.planning.worth import worth, worth_of_new

    until = plan.days_left(now.day) if plan is not None else HORIZON
    gains = worth(now, until, standing.schedule)
    worths = {card.question: gains(card) for card in sorted(reviews, key=attrgetter("question"))}
    worths |= dict.fromkeys(new, worth_of_new(until, standing.schedule))
    return sorted(worths, key=lambda each: (each not in standing.misled, not _in_exam(plan, each), -worths[each]))


def _in_exam(plan: ExamPlan | None, question: str) -> bool:
    return plan is not None and plan.covers(question)
