"""An exam plan in words, the same on screens, in lines and on the command line."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from quiz import phrases
from quiz.display import one_line

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from questions.bank import Library
    from quiz.planning.exam_plan import ExamPlan
    from quiz.planning.outlook import Outlook
    from quiz.planning.today import Overview

NO_PLAN = "There is no exam plan."


def state_text(outlook: Outlook) -> str:
    """Return whether the learner is on track, or how many questions she is behind."""
    return f"{outlook.behind} behind" if outlook.behind else "on track"


def home_text(outlook: Outlook | None, overview: Overview) -> str:
    """Return in a line where a learner stands with her plan; nothing if she has none."""
    if outlook is None:
        return ""
    if outlook.days_left < 0:
        return f"Your exam was on {phrases.date(outlook.plan.day)}: its plan bears no more."
    if outlook.days_left == 0:
        return f"Your exam is today. {phrases.percent(outlook.expected)} of it you are expected to know. Good luck!"
    if not outlook.questions:
        return f"{when_text(outlook)}: none of its questions is in the banks any more."
    today = f"{overview.new} new and {phrases.count(overview.due, 'review')} today"
    return f"{when_text(outlook)}: {state_text(outlook)} · {today}"


def when_text(outlook: Outlook) -> str:
    """Return how far off the exam is."""
    return "Exam tomorrow" if outlook.days_left == 1 else f"Exam in {outlook.days_left} days"


def aside_text(overview: Overview) -> str:
    """Return how many of those due are asked today and how many are not; nothing if all are."""
    if not overview.aside:
        return ""
    whole = overview.due + overview.aside
    return f"{overview.due} of {whole} due today, the rest set aside by importance"


def plan_text(plan: ExamPlan, library: Library) -> str:
    """Return what a plan is, in a line."""
    titles = (bank.title if (bank := library.bank(topic)) else topic for topic in plan.topics)
    topics = one_line(", ".join(titles)) or "all topics"
    return f"Exam on {phrases.date(plan.day)} on {topics}. Target: {phrases.percent(plan.target)}."


def outlook_lines(outlook: Outlook) -> list[str]:
    """Return what is to be done a day, and what is expected to be known on the day."""
    if outlook.days_left < 0:
        return ["It is over: the plan bears no more, and what is due comes as it did before."]
    if not outlook.questions:
        return ["None of its questions is in the banks any more, or all are set aside."]
    whole = phrases.count(outlook.questions, "question")
    expected = f"Expected on the day: {phrases.percent(outlook.expected)} of {whole}"
    if outlook.days_left == 0:
        return [f"It is today. {expected}. Good luck!"]
    goal = f"the target is {phrases.percent(outlook.plan.target)}"
    minutes = phrases.count(outlook.minutes, "minute")
    lines = [
        f"{when_text(outlook)}: {state_text(outlook)}. {outlook.met} of {whole} met.",
        f"A day until then: {_a_day(outlook.new)} new, {_a_day(outlook.reviews)} reviews, about {minutes}.",
        f"{expected}, {goal}.",
    ]
    return [*lines, *_behind_lines(outlook)]


def _behind_lines(outlook: Outlook) -> list[str]:
    if not outlook.behind:
        return []
    unmet = f" {phrases.count(outlook.unmet, 'question')} will not be met, and count as not known." if outlook.unmet else ""
    lines = [f"{outlook.behind} behind: so many more would have to be known.{unmet}"]
    full = f"about {phrases.count(outlook.full_minutes, 'minute')} a day would bring {phrases.percent(outlook.full)}"
    if outlook.full >= outlook.plan.target:
        lines.append(f"The target demands more than {_usual(outlook)}: {full}.")
    elif outlook.full > outlook.expected:
        lines.append(f"The target is out of reach by then: {full}. A later day or fewer topics would help.")
    else:
        lines.append("The target is out of reach by then. A later day or fewer topics would help.")
    return lines


def _usual(outlook: Outlook) -> str:
    return "you usually do" if outlook.load_known else f"{outlook.load} answers a day, which are assumed until yours are known"


def _a_day(mean: float) -> str:
    return f"{mean:.0f}" if mean >= 1 or not mean else "less than 1"


def topic_lines(outlook: Outlook) -> list[str]:
    """Return each topic of an exam in a line."""
    return [
        f"  {one_line(topic.title)}: {topic.met} of {topic.questions} met, {phrases.percent(topic.expected)} expected"
        for topic in outlook.topics
    ]


def plan_lines(outlook: Outlook | None, library: Library, how: Collection[str]) -> list[str]:
    """Return a plan and how it stands, or that there is none; ``how`` says how to make one."""
    if outlook is None:
        return [NO_PLAN, *how]
    topics = topic_lines(outlook) if outlook.days_left >= 0 else []
    return [plan_text(outlook.plan, library), *outlook_lines(outlook), *topics]
