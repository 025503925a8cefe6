"""Sums over a learner's study days, made by the database: for long histories, of which a page needs few numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from progress.database import Connection, Database
from progress.errors import said_plainly
from progress.later import later
from progress.memory import Memory
from progress.moment import Moment, to_milliseconds
from progress.records import MILLIONTHS, POINTS, ConfidenceDay, RecallDay, TopicDay
from progress.schedule import State
from progress.statements import sa, tables

if TYPE_CHECKING:
    from progress import periods
    from progress.periods import Span
else:  # what is not needed before the first question
    periods = later("progress.periods")


def _sums() -> list[Any]:
    return [sa.func.sum(column).label(column.name) for column in list(tables.DAYS.c)[3:]]


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
        d = tables.DAYS.c
        wanted = _narrowed(sa.select(sa.func.min(d.day), sa.func.max(d.day)).where(d.learner == learner), topic)
        with self._read() as connection:
            first, last = connection.execute(wanted).one()
        return None if first is None else periods.Span(date.fromordinal(first), date.fromordinal(last))

    def study_days(self, learner: str, topic: str = "") -> frozenset[date]:
        """Return the study days with an answer."""
        wanted = _narrowed(sa.select(tables.DAYS.c.day).where(tables.DAYS.c.learner == learner), topic).distinct()
        with self._read() as connection:
            return frozenset(map(date.fromordinal, connection.execute(wanted).scalars()))

    def days_summed(self, learner: str, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day: of a topic, or of all together under the topic ""."""
        d = tables.DAYS.c
        wanted = _narrowed(sa.select(d.day, *_sums()).where(d.learner == learner), topic).group_by(d.day).order_by(d.day)
        with self._read() as connection:
            return tuple(_topic_day(date.fromordinal(day), topic, sums) for day, *sums in connection.execute(wanted))

    def spans_summed(self, learner: str, spans: Iterable[Span], topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a span and topic, as of the first day of the span."""
        d = tables.DAYS.c
        wanted = _narrowed(sa.select(d.topic, *_sums()).where(d.learner == learner), topic).group_by(d.topic).order_by(d.topic)
        with self._read() as connection:
            return tuple(
                _topic_day(span.first, name, sums)
                for span in spans
                for name, *sums in connection.execute(wanted.where(d.day.between(span.first.toordinal(), span.last.toordinal())))
            )

    def days_from(self, learner: str, since: date, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day and topic from a day on, and nothing of what lies before."""
        d = tables.DAYS.c
        wanted = _narrowed(sa.select(*list(d)[1:]).where(d.learner == learner, d.day >= since.toordinal()), topic).order_by(d.day, d.topic)
        with self._read() as connection:
            return tuple(_topic_day(date.fromordinal(day), name, sums) for day, name, *sums in connection.execute(wanted))

    def topics_before(self, learner: str, day: date) -> frozenset[str]:
        """Return the topics with an answer before a study day."""
        d = tables.DAYS.c
        wanted = sa.select(d.topic).where(d.learner == learner, d.day < day.toordinal()).distinct()
        with self._read() as connection:
            return frozenset(connection.execute(wanted).scalars())

    def memories(self, learner: str, now: Moment) -> tuple[Memory, ...]:
        """Return what a learner has of each question that she has answered."""
        c = tables.CARDS.c
        wanted = sa.select(c.question, c.state, c.stability, c.reviewed, c.due).where(c.learner == learner)
        with self._read() as connection:
            return tuple(_memories(connection.execute(wanted), now))

    def recalls_summed(self, learner: str) -> tuple[RecallDay, ...]:
        """Return one row a twentieth, over all study days; its day is the first."""
        r = tables.RECALLS.c
        sums = [sa.func.sum(r[name]) for name in ("answers", "recalled", "predicted", "squared", "loss")]
        wanted = sa.select(sa.func.min(r.day), r.twentieth, *sums).where(r.learner == learner).group_by(r.twentieth).order_by(r.twentieth)
        with self._read() as connection:
            return tuple(
                RecallDay(date.fromordinal(day), twentieth, int(answers), int(recalled), *(int(each) / MILLIONTHS for each in millionths))
                for day, twentieth, answers, recalled, *millionths in connection.execute(wanted)
            )

    def confidences_summed(self, learner: str) -> tuple[ConfidenceDay, ...]:
        """Return one row for each way of being sure, over all study days; its day is the first."""
        c = tables.CONFIDENCES.c
        sums = (sa.func.min(c.day), c.confidence, sa.func.sum(c.answers), sa.func.sum(c.rights), sa.func.sum(c.points))
        wanted = sa.select(*sums).where(c.learner == learner).group_by(c.confidence).order_by(c.confidence)
        with self._read() as connection:
            return tuple(
                ConfidenceDay(date.fromordinal(day), sure, int(answers), int(rights), int(points) / POINTS)
                for day, sure, answers, rights, points in connection.execute(wanted)
            )


_DAY = 86_400_000


def _memories(rows: Iterable[Any], now: Moment) -> Iterator[Memory]:
    today, learned = to_milliseconds(now.day_ends(-1)), int(State.REVIEW)
    for question, state, stability, reviewed, due in rows:
        yield Memory(question, state == learned, stability, max(0, -((reviewed - today) // _DAY)), (due - today) // _DAY)


def _narrowed(wanted: sa.Select[Any], topic: str) -> sa.Select[Any]:
    return wanted.where(tables.DAYS.c.topic == topic) if topic else wanted


def _topic_day(day: date, topic: str, sums: Iterable[Any]) -> TopicDay:
    answers, rights, points, took, firsts, first_rights, first_points, learned = map(int, sums)
    return TopicDay(day, topic, answers, rights, points / POINTS, took, firsts, first_rights, first_points / POINTS, learned)
