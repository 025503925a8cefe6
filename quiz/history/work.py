"""How much do I work?"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from progress.records import Behind
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count

KEY, QUESTION = "work", "How much do I work?"
_EMPTY = "A calendar of your study days will appear here once you have answered a question, your minutes and your streak with it."
_WEEKS = 26


def page(seen: Seen) -> Page:
    """Return the page."""
    days = [day for day in seen.totals.days if not seen.topic or day.topic == seen.topic]
    if not days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    answers, took = Counter[date](), Counter[date]()
    for day in days:
        answers[day.day] += day.answers
        took[day.day] += day.took
    today = seen.now.day
    first = max(min(answers), today - timedelta(weeks=_WEEKS, days=today.weekday()))
    shown = [first + timedelta(days=each) for each in range((today - first).days + 1)]

    def row(day: date) -> Row:
        behind = Behind(day, day, topic=seen.topic) if answers[day] else None
        return Row((day, answers[day], took[day] / 60_000), behind)

    columns = (Column("Day", "day"), Column("Answers", "count"), Column("Minutes", "minutes"))
    calendar = Figure("Study days", columns, tuple(map(row, shown)), Draw("heat", "Day", ("Answers",)))
    minutes = round(sum(took.values()) / 60_000)
    said = f"{count(len(answers), 'study day')} so far, {count(sum(answers.values()), 'answer')}, {minutes} minutes."
    return Page(KEY, QUESTION, (said,), (calendar,))
