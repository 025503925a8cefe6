"""An exam date: when, on which topics, and which share is to be known on the day; a frozen value, kept as a setting of the learner's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from questions.bank import Library

SETTING = "exam-plan"
USUAL_TARGET = 0.9
LEAST_TARGET, MOST_TARGET = 0.5, 0.99
_FARTHEST = timedelta(days=731)


class ExamPlan(NamedTuple):
    """The study day of an exam, its topics (none being all), and the mean recall that is wanted on that day, 0 to 1."""

    day: date
    topics: tuple[str, ...] = ()
    target: float = USUAL_TARGET

    def covers(self, question: str) -> bool:
        """Whether a question belongs to the exam."""
        return not self.topics or question.partition("/")[0] in self.topics

    def days_left(self, today: date) -> int:
        """Return how many study days there are before the exam, today among them; below 0 if it is over."""
        return (self.day - today).days

    def bears(self, today: date) -> bool:
        """Whether the plan still decides what is asked; on the day itself and after it, it does not."""
        return self.days_left(today) > 0


def plan_in(settings: Mapping[str, str]) -> ExamPlan | None:
    """Return the plan that is kept among a learner's settings; None if there is none, or nothing that makes sense."""
    try:
        kept = json.loads(settings.get(SETTING, ""))
        day, topics, target = date.fromisoformat(kept["day"]), kept["topics"], float(kept["target"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = isinstance(topics, list) and all(isinstance(topic, str) for topic in topics) and LEAST_TARGET <= target <= MOST_TARGET
    return ExamPlan(day, tuple(topics), target) if sound else None


def bearing(settings: Mapping[str, str], today: date) -> ExamPlan | None:
    """Return the plan that decides today what is asked, if there is one."""
    plan = plan_in(settings)
    return plan if plan is not None and plan.bears(today) else None


def kept(plan: ExamPlan | None) -> str:
    """Return a plan as its setting is kept; nothing if there is none."""
    if plan is None:
        return ""
    return json.dumps({"day": plan.day.isoformat(), "topics": list(plan.topics), "target": plan.target})


def plan_meant(day: str, topics: Sequence[str], target: str, library: Library, today: date) -> ExamPlan:
    """Return the plan that a learner's words mean; no topics are all of them, no target is the usual one.

    Raises:
        ValueError: something in them is no date to come, no topic or no share; the message says what to write.
    """
    from quiz.filters.search import topics_meant

    meant = topics_meant(library, topics)
    return ExamPlan(_day_meant(day, today), tuple(bank.topic for bank in library.banks if bank.topic in meant), _target_meant(target))


def plan_changed(
    plan: ExamPlan | None, library: Library, today: date, *, day: str | None = None, topics: str | None = None, target: str | None = None
) -> ExamPlan:
    """Return a plan with what is given changed, or a new one; topics are words, ``all`` being all of them.

    Raises:
        ValueError: there is no plan to change, or what is given makes no sense; the message says what to write.
    """
    if plan is None and day is None:
        raise ValueError(f"There is no exam plan yet: say first when the exam is, as in {today + timedelta(days=30)}.")
    words = topics.split() if topics is not None else []
    made = plan_meant(day or str(plan and plan.day), [] if words == ["all"] else words, target or "", library, today)
    if plan is None:
        return made
    return ExamPlan(made.day, plan.topics if topics is None else made.topics, plan.target if target is None else made.target)


def _day_meant(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        example = today + timedelta(days=30)
        raise ValueError(f"“{text.strip()[:40]}” is not a date. Write the day of the exam as year-month-day, as in {example}.") from None
    if day <= today:
        when = "today" if day == today else "past"
        raise ValueError(f"{day} is {when}: a plan needs a day to come, {today + timedelta(days=1)} or later.")
    if day - today > _FARTHEST:
        raise ValueError(f"{day} is more than two years away: a plan needs a nearer day.")
    return day


def _target_meant(text: str) -> float:
    words = text.strip().removesuffix("%").strip()
    if not words:
        return USUAL_TARGET
    try:
        target = float(words)
    except ValueError:
        target = 0.0
    if target > 1 or text.strip().endswith("%"):
        target /= 100
    if not LEAST_TARGET <= target <= MOST_TARGET:
        raise ValueError(
            f"“{text.strip()[:40]}” is no target. Write the share that you want to know on the day, "
            f"from {LEAST_TARGET} to {MOST_TARGET}, as in {USUAL_TARGET}."
        )
    return target
