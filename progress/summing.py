"""Sums over a learner's study days, made by the database: for long histories, of which a page needs few numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from progress import queries
from progress.database import Connection, Database
from progress.errors import said_plainly
from progress.later import later
from progress.many import without_collecting
from progress.memory import Coming, Memory
from progress.moment import Moment, to_milliseconds
from progress.records import ConfidenceDay, RecallDay, TopicDay

if TYPE_CHECKING:
    from progress import periods
    from progress.periods import Scores, Span
else:  # what is not needed before the first question
    periods = later("progress.periods")


class Summing:
    """Reads sums from one database; any thread may call its methods."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with said_plainly(), self._database.reading() as connection:
            yield connection

    def days_summed(self, learner: str, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day: of a topic, or of all together under the topic ""."""
        wanted, which = (queries.days_of, {"of_topic": topic}) if topic else (queries.days_whole, {})
        with self._read() as connection:
            rows = connection.tuples(wanted, {"of_learner": learner, **which})
            return tuple(_topic_day(date.fromordinal(day), topic, sums) for day, *sums in rows)

    def spans_summed(self, learner: str, spans: Iterable[Span]) -> tuple[TopicDay, ...]:
        """Return one row a span and topic, as of the first day of the span."""
        with self._read() as connection:
            found = []
            for span in spans:
                within = {"of_learner": learner, "first_day": span.first.toordinal(), "last_day": span.last.toordinal()}
                found += [_topic_day(span.first, name, sums) for name, *sums in connection.tuples(queries.topics_summed, within)]
            return tuple(found)

    def firsts_summed(self, learner: str) -> dict[str, Scores]:
        """Return the scores of the first answers to their questions, by topic."""
        with self._read() as connection:
            rows = connection.tuples(queries.firsts_summed, {"of_learner": learner})
            return {topic: periods.Scores(int(firsts), int(points)) for topic, firsts, points in rows}

    def topics_before(self, learner: str, day: date) -> frozenset[str]:
        """Return the topics with an answer before a study day."""
        with self._read() as connection:
            begun = connection.tuples(queries.topics_begun, {"of_learner": learner})
            return frozenset(topic for topic, first in begun if first < day.toordinal())

    def memories(self, learner: str, now: Moment) -> tuple[Memory, ...]:
        """Return what a learner has of each question that she has answered."""
        with without_collecting(), self._read() as connection:
            return tuple(map(_memory_of, connection.tuples(queries.memories, {"of_learner": learner, **_today(now)})))

    def memories_faded(self, learner: str, now: Moment, stabilities: float) -> tuple[Memory, ...]:
        """Return what a learner has of the learned questions that she saw more than so many times their stability ago."""
        wish = {"of_learner": learner, "stabilities": stabilities, **_today(now)}
        with self._read() as connection:
            return tuple(map(_memory_of, connection.tuples(queries.memories_faded, wish)))

    def coming(self, learner: str, now: Moment, days: int) -> Coming:
        """Return which questions come back within so many study days, today being the first, and which later."""
        wish = {"of_learner": learner, "before": to_milliseconds(now.day_ends(days - 1))}
        with self._read() as connection:
            soon = tuple(connection.tuples(queries.due_before, {**wish, **_today(now)}))
            return Coming(soon, tuple(connection.execute(queries.due_from, wish).scalars()))

    def recalls_summed(self, learner: str) -> tuple[RecallDay, ...]:
        """Return one row a twentieth, over all study days; its day is the first."""
        with self._read() as connection:
            return tuple(
                RecallDay(date.fromordinal(day), twentieth, *map(int, sums))
                for day, twentieth, *sums in connection.tuples(queries.recalls_summed, {"of_learner": learner})
            )

    def confidences_summed(self, learner: str) -> tuple[ConfidenceDay, ...]:
        """Return one row for each way of being sure, over all study days; its day is the first."""
        with self._read() as connection:
            return tuple(
                ConfidenceDay(date.fromordinal(day), sure, *map(int, sums))
                for day, sure, *sums in connection.tuples(queries.confidences_summed, {"of_learner": learner})
            )


_memory_of: Callable[[Any], Memory] = partial(tuple.__new__, Memory)


def _today(now: Moment) -> dict[str, int]:
    return {"today": to_milliseconds(now.day_ends(-1))}


def _topic_day(day: date, topic: str, sums: Iterable[Any]) -> TopicDay:
    return TopicDay(day, topic, *map(int, sums))
