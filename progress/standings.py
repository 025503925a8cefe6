"""Where a learner stands: her cards, marks, days and usual times, whole or as much of it as the work of a day needs.

However much a learner has, a day's work is read by a few indexes: what is due, what she has answered today, and, of one topic
after the other, which questions she has met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from progress import queries
from progress.database import Connection
from progress.kept import cards_of, schedules_of
from progress.middle import median
from progress.moment import Moment, from_milliseconds, to_milliseconds
from progress.records import POINTS, DayTotal, Met, Standing
from progress.schedule import DEFAULT, Card
from progress.summing import Summing

_FEWEST_FOR_USUAL = 8
_RECENT_FOR_USUAL = 300
_RECENT_DAYS = 30
"""How many of the latest study days the work of a day rests on."""

MARKS = ("suspended", "flagged")
"""What a question may be marked as."""


class Standings(Summing):
    """Reads from one database where learners stand."""

    def standing(self, learner: str, now: Moment) -> Standing:
        """Return where a learner stands, with all her cards and days."""
        with self._read() as connection:
            cards, misled = cards_of(connection.tuples(queries.cards, {"of_learner": learner}))
            return self._with(connection, learner, now, cards, misled, _days(connection, learner))

    def standing_today(self, learner: str, now: Moment) -> Standing:
        """Return where a learner stands, as far as today's work rests on it.

        Its cards are those that fall due before the study day ends, and those that she answered on it; its days are the
        latest up to today. ``met`` must be asked of which questions she ever answered, unless ``topics_met`` tells enough.
        """
        hers, starts = {"of_learner": learner}, now.day_ends(-1)
        with self._read() as connection:
            due = {**hers, "before": to_milliseconds(now.day_ends())}
            cards, misled = cards_of(connection.tuples(queries.cards_due, due))
            since = {**hers, "from_day": now.day.toordinal() - 2, "since": to_milliseconds(starts)}
            answered, misled_today = cards_of(connection.tuples(queries.cards_answered, since))
            days = _latest_days(connection, learner, now.day)
            met = {topic: Met(*sums) for topic, *sums in connection.tuples(queries.topics_met, hers)}
            return self._with(connection, learner, now, cards | answered, misled | misled_today, days)._replace(topics_met=met)

    def standing_without_cards(self, learner: str, now: Moment) -> Standing:
        """Return where a learner stands without her cards and days: it is quick."""
        with self._read() as connection:
            return self._with(connection, learner, now, {}, frozenset(), ())

    def _with(
        self,
        connection: Connection,
        learner: str,
        now: Moment,
        cards: dict[str, Card],
        misled: frozenset[str],
        days: tuple[DayTotal, ...],
    ) -> Standing:
        changes, marks = schedules_of(connection, learner), _marks(connection, learner)
        return Standing(
            cards=cards,
            suspended=marks["suspended"],
            flagged=marks["flagged"],
            days=days,
            usual=_usual(connection, learner),
            settings=_settings(connection, learner),
            last=_last(connection, learner),
            new_today=_new_on(connection, learner, now.day),
            misled=misled,
            schedule=changes[-1].schedule if changes else DEFAULT,
        )

    def streak(self, learner: str, today: date) -> int:
        """Return how many study days in a row have an answer; today does not break it before it is over."""
        with self._read() as connection:

            def studied(day: int) -> bool:
                return connection.execute(queries.studied_on, {"of_learner": learner, "of_day": day}).scalar() is not None

            first = day = today.toordinal() if studied(today.toordinal()) else today.toordinal() - 1
            while studied(day):
                day -= 1
        return first - day

    def cards_in(self, learner: str, sitting: str) -> dict[str, Card]:
        """Return the cards of the questions that were answered in a sitting."""
        with self._read() as connection:
            return cards_of(connection.tuples(queries.cards_in, {"of_learner": learner, "of_sitting": sitting}))[0]

    def met(self, learner: str, topic: str) -> frozenset[str]:
        """Return which questions of a topic a learner has a card of."""
        # "0" follows upon "/".
        within = {"least": f"{topic}/", "beyond": f"{topic}0", "of_topic": topic}
        with self._read() as connection:
            return frozenset(connection.execute(queries.met, {"of_learner": learner, **within}).scalars())

    def reviewed(self, learner: str, questions: Iterable[str]) -> dict[str, datetime]:
        """Return when each of these questions was answered last; those that the learner has no card of are left out."""
        found = {}
        with self._read() as connection:
            for question in questions:
                at = connection.execute(queries.reviewed, {"of_learner": learner, "of_question": question}).scalar()
                if at is not None:
                    found[question] = from_milliseconds(at)
        return found

    def misled(self, learner: str) -> frozenset[str]:
        """Return the questions of whose last answer a learner was sure, and it was wrong."""
        with self._read() as connection:
            return frozenset(connection.execute(queries.misled, {"of_learner": learner}).scalars())

    def settings(self, learner: str) -> dict[str, str]:
        """Return a learner's settings."""
        with self._read() as connection:
            return _settings(connection, learner)


def _marks(connection: Connection, learner: str) -> dict[str, frozenset[str]]:
    rows = connection.execute(queries.marks, {"of_learner": learner})
    latest = {(row.mark, row.question): row.on for row in rows}
    found: dict[str, set[str]] = defaultdict(set)
    for (mark, question), on in latest.items():
        if on:
            found[mark].add(question)
    return {mark: frozenset(found[mark]) for mark in MARKS}


def _days(connection: Connection, learner: str) -> tuple[DayTotal, ...]:
    return tuple(map(_day, connection.execute(queries.days, {"of_learner": learner})))


def _latest_days(connection: Connection, learner: str, today: date) -> tuple[DayTotal, ...]:
    asked = {"of_learner": learner, "last_day": today.toordinal(), "most": _RECENT_DAYS}
    return tuple(reversed([_day(row) for row in connection.execute(queries.latest_days, asked)]))


def _day(row: Any) -> DayTotal:
    day, answers, rights, points, took = row
    return DayTotal(date.fromordinal(day), int(answers), int(rights), int(points) / POINTS / int(answers), int(took))


def _settings(connection: Connection, learner: str) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(queries.settings, {"of_learner": learner})}


def _usual(connection: Connection, learner: str) -> dict[str, int]:
    times: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(queries.times, {"of_learner": learner, "most": _RECENT_FOR_USUAL}):
        times[row.kind].append(row.took)
    return {kind: round(median(took)) for kind, took in times.items() if len(took) >= _FEWEST_FOR_USUAL}


def _last(connection: Connection, learner: str) -> Any:
    at = connection.execute(queries.last, {"of_learner": learner}).scalar()
    return from_milliseconds(at) if at is not None else None


def _new_on(connection: Connection, learner: str, day: date) -> int:
    return int(connection.execute(queries.new_on, {"of_learner": learner, "of_day": day.toordinal()}).scalar() or 0)
