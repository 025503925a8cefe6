"""What will come?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count
from quiz.phrases import date as told
from quiz.planning.today import milliseconds_a_question

KEY, QUESTION = "coming", "What will come?"
_EMPTY = "How many questions come back on each of the next 30 days will appear here once you have answered one."
DAYS = 30


def page(seen: Seen) -> Page:
    """Return the page."""
    coming = seen.coming(DAYS)
    if not coming.soon and not coming.later:
        return Page(KEY, QUESTION, empty=_EMPTY)
    by_day, later = _placed(seen, coming.soon), len(coming.later)
    overdue = sum(ahead < 0 for _, ahead in coming.soon)
    a_question = milliseconds_a_question(seen.standing) / 60_000
    rows = tuple(Row((day, len(those), len(those) * a_question), questions=tuple(those)) for day, those in by_day.items())
    reviews = sum(map(len, by_day.values()))
    today, tomorrow = list(by_day.values())[:2]
    ahead = [day for day in by_day if day != seen.now.day]
    busiest = max(ahead, key=lambda day: len(by_day[day]))
    sentences = (
        f"Today {count(len(today), 'question')}, about {_minutes(len(today), a_question)}"
        + (f"; {overdue} of them overdue." if overdue else "."),
        f"Tomorrow {len(tomorrow)}. In {DAYS} days {reviews}, about {_minutes(reviews, a_question)}.",
        *([f"The busiest day ahead is {busiest:%A}, {told(busiest)}, with {len(by_day[busiest])}."] if by_day[busiest] else []),
        *([f"Later than that: {count(later, 'question')}."] if later else []),
    )
    columns = (Column("Day", "day"), Column("Reviews", "count"), Column("Minutes", "minutes"))
    note = (
        "What is known to come back, if every review is done on its day and is right. What is overdue is counted today; what new and "
        "missed questions will bring is not known yet."
    )
    return Page(KEY, QUESTION, sentences, (Figure("Reviews by day", columns, rows, Draw("bars", "Day", ("Reviews",)), note),))


def _placed(seen: Seen, soon: Iterable[tuple[str, int]]) -> dict[date, list[str]]:
    """Return the questions of each day."""
    days: list[list[str]] = [[] for _ in range(DAYS)]
    for question, ahead in soon:
        days[max(0, ahead)].append(question)
    return {seen.now.day + timedelta(days=number): sorted(those) for number, those in enumerate(days)}


def _minutes(questions: int, a_question: float) -> str:
    return count(max(1, round(questions * a_question)) if questions else 0, "minute")
