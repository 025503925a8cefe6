"""Sums over a learner's study days, made by the database: for long histories, of which a page needs few numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from progress import queries
from progress.database import Connection, Database
from progress.errors import said_plainly
from progress.later import later
from progress.memory import Memory
from progress.moment import Moment, to_milliseconds
from progress.records import MILLIONTHS, POINTS, ConfidenceDay, RecallDay, TopicDay
from progress.schedule import State

if TYPE_CHECKING:
    from progress import periods
    from progress.periods import Span
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

    def first_and_last(self, learner: str, topic: str = "") -> Span | None:
        """Return the study days from the first to the last one with an answer; None if there is none."""
        with self._read() as connection:
            first, last = connection.execute(queries.first_and_last, {"of_learner": learner, "of_topic": topic}).one()
        return None if first is None else periods.Span(date.fromordinal(first), date.fromordinal(last))

    def study_days(self, learner: str, topic: str = "") -> frozenset[date]:
        """Return the study days with an answer."""
        with self._read() as connection:
            days = connection.execute(queries.study_days, {"of_learner": learner, "of_topic": topic}).scalars()
            return frozenset(map(date.fromordinal, days))

    def days_summed(self, learner: str, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day: of a topic, or of all together under the topic ""."""
        with self._read() as connection:
            rows = connection.tuples(queries.days_summed, {"of_learner": learner, "of_topic": topic})
            return tuple(_topic_day(date.fromordinal(day), topic, sums) for day, *sums in rows)

    def spans_summed(self, learner: str, spans: Iterable[Span], topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a span and topic, as of the first day of the span."""
        with self._read() as connection:
            found = []
            for span in spans:
                within = {"of_learner": learner, "of_topic": topic, "first_day": span.first.toordinal(), "last_day": span.last.toordinal()}
                found += [_topic_day(span.first, name, sums) for name, *sums in connection.tuples(queries.topics_summed, within)]
            return tuple(found)

    def days_from(self, learner: str, since: date, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day and topic from a day on, and nothing of what lies before."""
        with self._read() as connection:
            rows = connection.tuples(queries.days_from, {"of_learner": learner, "of_topic": topic, "first_day": since.toordinal()})
            return tuple(_topic_day(date.fromordinal(day), name, sums) for day, name, *sums in rows)

    def topics_before(self, learner: str, day: date) -> frozenset[str]:
        """Return the topics with an answer before a study day."""
        with self._read() as connection:
            rows = connection.execute(queries.topics_before, {"of_learner": learner, "last_day": day.toordinal()})
            return frozenset(rows.scalars())

    def memories(self, learner: str, now: Moment) -> tuple[Memory, ...]:
        """Return what a learner has of each question that she has answered."""
        with self._read() as connection:
            return tuple(_memories(connection.tuples(queries.memories, {"of_learner": learner}), now))

    def recalls_summed(self, learner: str) -> tuple[RecallDay, ...]:
        """Return one row a twentieth, over all study days; its day is the first."""
        with self._read() as connection:
            return tuple(
                RecallDay(date.fromordinal(day), twentieth, int(answers), int(recalled), *(int(each) / MILLIONTHS for each in millionths))
                for day, twentieth, answers, recalled, *millionths in connection.tuples(queries.recalls_summed, {"of_learner": learner})
            )

    def confidences_summed(self, learner: str) -> tuple[ConfidenceDay, ...]:
        """Return one row for each way of being sure, over all study days; its day is the first."""
        with self._read() as connection:
            return tuple(
                ConfidenceDay(date.fromordinal(day), sure, int(answers), int(rights), int(points) / POINTS)
                for day, sure, answers, rights, points in connection.tuples(queries.confidences_summed, {"of_learner": learner})
            )


_DAY = 86_400_000


def _memories(rows: Iterable[Any], now: Moment) -> Iterator[Memory]:
    today, learned = to_milliseconds(now.day_ends(-1)), int(State.REVIEW)
    for question, state, stability, reviewed, due in rows:
        yield Memory(question, state == learned, stability, max(0, -((reviewed - today) // _DAY)), (due - today) // _DAY)


def _topic_day(day: date, topic: str, sums: Iterable[Any]) -> TopicDay:
    answers, rights, points, took, firsts, first_rights, first_points, learned = map(int, sums)
    return TopicDay(day, topic, answers, rights, points / POINTS, took, firsts, first_rights, first_points / POINTS, learned)
