"""What will come?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from progress.moment import Moment
from progress.schedule import Card
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count
from quiz.planning import milliseconds_a_question

KEY, QUESTION = "coming", "What will come?"
_EMPTY = "How many questions come back on each of the next 30 days will appear here once you have answered one."
DAYS = 30


def page(seen: Seen, due: Callable[[Card], datetime] = lambda card: card.due) -> Page:
    """Return the page; ``due`` says when a card comes back, if that is not its own date, as in a plan for an exam."""
    cards = [
        card
        for card in seen.standing.cards.values()
        if card.question in seen.library.by_id
        and card.question not in seen.standing.suspended
        and (not seen.topic or card.question.partition("/")[0] == seen.topic)
    ]
    if not cards:
        return Page(KEY, QUESTION, empty=_EMPTY)
    today = seen.now.day
    by_day: dict[date, list[str]] = {today + timedelta(days=day): [] for day in range(DAYS)}
    overdue = later = 0
    for card in cards:
        day = Moment.of(due(card), seen.now.offset).day
        overdue += day < today
        if max(day, today) in by_day:
            by_day[max(day, today)].append(card.question)
        else:
            later += 1
    a_question = milliseconds_a_question(seen.standing)
    rows = tuple(Row((day, len(those), len(those) * a_question / 60_000), questions=tuple(those)) for day, those in by_day.items())
    reviews = len(cards) - later
    busiest = max(by_day, key=lambda day: len(by_day[day]))
    told = (
        f"{count(reviews, 'review')} in the next {DAYS} days, about {round(reviews * a_question / 60_000)} minutes; "
        f"{len(by_day[today])} of them today" + (f", {overdue} overdue." if overdue else "."),
        f"The busiest day is {busiest:%A}, {busiest.day} {busiest:%b}, with {len(by_day[busiest])}.",
    )
    columns = (Column("Day", "day"), Column("Reviews", "count"), Column("Minutes", "minutes"))
    note = "What is known to come back, if every review is done on its day; new questions and what they bring are not in it."
    return Page(KEY, QUESTION, told, (Figure("Reviews by day", columns, rows, Draw("bars", "Day", ("Reviews",)), note),))
