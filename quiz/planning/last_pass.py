"""The last pass before an exam: on which of the last days each of its questions is gone through once more.

It is laid over the cards, which follow from the log, and is never written into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from progress.moment import Moment
from progress.records import Standing
from progress.schedule import Card, State
from questions.bank import Library
from quiz.planning.exam_plan import bearing
from quiz.planning.load import UNKNOWN_LOAD, usual_load

_LONGEST = 14
"""How many days a last pass may take: what was known two weeks before the day is mostly known on it."""


class LastPass(NamedTuple):
    """The days of the last pass: the first of them, and that of each question."""

    begins: date
    days: Mapping[str, date]

    def due(self, card: Card, now: Moment) -> datetime:
        """Return when a card is to be asked: when it falls due, or on its day of the last pass if that is sooner."""
        day = self.days.get(card.question)
        if day is None or card.state is not State.REVIEW or Moment.of(card.reviewed, now.offset).day >= self.begins:
            return card.due
        return min(card.due, now.day_ends((day - now.day).days - 1))


NO_PASS = LastPass(date.max, {})


def last_pass(library: Library, standing: Standing, now: Moment) -> LastPass:
    """Return the last pass of the learner's plan, so spread that a day has as many questions as she usually answers in one."""
    plan = bearing(standing.settings, now.day)
    if plan is None:
        return NO_PASS
    questions = [question for question in library.by_id if plan.covers(question) and question not in standing.suspended]
    load = usual_load(standing.days, now.day) or UNKNOWN_LOAD
    days = pass_days(len(questions), load)
    # Neighbours in a bank are about the same matter, and come on different days.
    laid = {question: plan.day - timedelta(days=days - index % days) for index, question in enumerate(questions)}
    return LastPass(plan.day - timedelta(days=days), laid)


def laid_over(standing: Standing, laid: LastPass, now: Moment) -> Standing:
    """Return where the learner stands, each card due when the last pass asks for it."""
    if not laid.days:
        return standing
    return standing._replace(cards={name: card._replace(due=laid.due(card, now)) for name, card in standing.cards.items()})


def pass_days(questions: int, load: int) -> int:
    """Return how many days a last pass over so many questions takes who answers ``load`` a day."""
    return min(max(1, -(-questions // load)), _LONGEST)
