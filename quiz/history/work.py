"""How much do I work?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from progress.records import Behind
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.history.spans import pieces, week_of
from quiz.phrases import count
from quiz.phrases import date as told

KEY, QUESTION = "work", "How much do I work?"
_EMPTY = "A calendar of your study days will appear here once you have answered a question, your minutes and your streak with it."
WEEKS = 52
_USUAL_WEEKS = 8
_A_DAY = timedelta(days=1)


def page(seen: Seen) -> Page:
    """Return the page."""
    if not seen.days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    answers, took = Counter[date](), Counter[date]()
    for day in seen.days:
        answers[day.day] += day.answers
        took[day.day] += day.took
    whole = count(round(sum(took.values()) / 60_000), "minute")
    now, longest = streaks(answers, seen.now.day)
    sentences = (
        f"{count(len(answers), 'study day')} since {told(min(answers))}: {count(sum(answers.values()), 'answer')}, {whole}.",
        f"Your streak is {count(now, 'day')}; the longest was {count(longest, 'day')}.",
        *_usual(answers, took, seen.now.day),
    )
    return Page(KEY, QUESTION, sentences, (_calendar(seen, answers, took), _weeks(seen, answers, took)))


def streaks(days: Collection[date], today: date) -> tuple[int, int]:
    """Return how many study days in a row there are now, and at most; today breaks none before it is over."""
    longest = length = 0
    last: date | None = None
    for day in sorted(day for day in days if day <= today):
        length = length + 1 if last is not None and day - last == _A_DAY else 1
        longest, last = max(longest, length), day
    return length if last is not None and today - last <= _A_DAY else 0, longest


def _usual(answers: Counter[date], took: Counter[date], today: date) -> tuple[str, ...]:
    """Tell the usual week of the last few that are whole."""
    ends = today - timedelta(days=today.weekday())
    begins = max(ends - timedelta(weeks=_USUAL_WEEKS), week_of(min(answers)).first)
    weeks = (ends - begins).days // 7
    if weeks < 2:
        return ()
    days = [begins + timedelta(days=each) for each in range(weeks * 7)]
    studied, minutes = sum(day in answers for day in days) / weeks, sum(took[day] for day in days) / 60_000 / weeks
    return (f"In the {weeks} weeks before this one: {studied:.1f} days and {count(round(minutes), 'minute')} a week.",)


def _first_shown(answers: Collection[date], today: date) -> date:
    return max(week_of(min(answers)).first, week_of(today).first - timedelta(weeks=WEEKS))


def _calendar(seen: Seen, answers: Counter[date], took: Counter[date]) -> Figure:
    first, today = _first_shown(answers, seen.now.day), seen.now.day

    def row(day: date) -> Row:
        behind = Behind(day, day, topic=seen.topic) if answers[day] else None
        return Row((day, answers[day], took[day] / 60_000), behind)

    rows = tuple(row(first + timedelta(days=each)) for each in range((today - first).days + 1))
    columns = (Column("Day", "day"), Column("Answers", "count"), Column("Minutes", "minutes"))
    note = f"Since {told(first)}; a study day ends at four in the morning."
    return Figure("Study days", columns, rows, Draw("heat", "Day", ("Answers",)), note)


def _weeks(seen: Seen, answers: Counter[date], took: Counter[date]) -> Figure:
    rows = []
    for week in pieces(_first_shown(answers, seen.now.day), seen.now.day, "week"):
        days = [week.first + timedelta(days=each) for each in range(7)]
        studied = sum(answers[day] > 0 for day in days)
        behind = Behind(week.first, week.last, topic=seen.topic) if studied else None
        rows.append(Row((week.first, sum(took[day] for day in days) / 60_000, studied, sum(answers[day] for day in days)), behind))
    columns = (Column("Week", "day"), Column("Minutes", "minutes"), Column("Days", "count"), Column("Answers", "count"))
    note = "Each from its Monday on. Minutes are those spent on answers."
    return Figure("Minutes by week", columns, tuple(rows), Draw("bars", "Week", ("Minutes",)), note)
