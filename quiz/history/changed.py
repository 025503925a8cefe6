"""What changed since last week?"""

from __future__ import annotations

from progress.periods import change, last_days
from progress.records import Behind
from quiz.history import saying
from quiz.history.doing import compare
from quiz.history.page import Column, Figure, Page, Row, Seen
from quiz.history.work import streaks
from quiz.phrases import count

KEY, QUESTION = "changed", "What changed since last week?"
_EMPTY = "What you did in the last seven days, beside the seven before, will appear here in sentences once you have answered a question."
_WEEK = 7


def page(seen: Seen) -> Page:
    """Return the page."""
    if not seen.days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    now = last_days(seen.now.day, _WEEK)
    before = now.before()
    was, week = compare(seen.days, before, now)
    studied = {day.day for day in seen.days}
    streak, _ = streaks(studied, seen.now.day)
    begun = sorted({day.topic for day in seen.days if day.day in now} - {day.topic for day in seen.days if day.day < now.first})
    told = [
        (
            f"{round(week.took / 60_000)} minutes and {count(week.scores.answers, 'answer')} in the last seven days; "
            f"{round(was.took / 60_000)} and {was.scores.answers} in the seven before."
        ),
        f"First tries: {saying.verdict(was.firsts, week.firsts, change(was.firsts, week.firsts))}.",
        f"{week.learned} more questions were learned than fell back."
        if week.learned >= 0
        else f"{-week.learned} more questions fell back than were learned.",
        *(f"You began {seen.title(topic)}." for topic in begun),
        f"The streak is {count(streak, 'day')}.",
    ]
    behind = Behind(now.first, now.last, topic=seen.topic)
    rows = (
        Row(("Minutes", was.took / 60_000, week.took / 60_000), behind),
        Row(("Answers", was.scores.answers, week.scores.answers), behind),
        Row(("Learned, less what fell back", was.learned, week.learned), behind),
    )
    columns = (Column("What"), Column("Seven days before", "number"), Column("Last seven days", "number"))
    return Page(KEY, QUESTION, tuple(told), (Figure("Last seven days", columns, rows),))
