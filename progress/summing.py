"""Sums over a learner's study days, made by the database: for long histories, of which a page needs few numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from progress.deriving.totals import MILLIONTHS, POINTS
from progress.errors import said_plainly
from progress.memory import Memory
from progress.moment import Moment, to_milliseconds
from progress.periods import Span
from progress.records import ConfidenceDay, RecallDay, TopicDay
from progress.schedule import State
from progress.tables import CardRow, ConfidenceRow, DayRow, RecallRow, table_of

_CARDS, _DAYS, _RECALLS, _CONFIDENCES = table_of(CardRow), table_of(DayRow), table_of(RecallRow), table_of(ConfidenceRow)
_SUMS = [func.sum(column).label(column.name) for column in list(_DAYS.c)[3:]]


class Summing:
    """Reads sums from one database; any thread may call its methods."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # So that all that one method reads is of one moment; SQLite does so by itself.
        alike = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reading = engine.execution_options(**alike)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with said_plainly(), self._reading.connect() as connection:
            yield connection

    def first_and_last(self, learner: str, topic: str = "") -> Span | None:
        """Return the study days from the first to the last one with an answer; None if there is none."""
        d = _DAYS.c
        wanted = _narrowed(select(func.min(d.day), func.max(d.day)).where(d.learner == learner), topic)
        with self._read() as connection:
            first, last = connection.execute(wanted).one()
        return None if first is None else Span(date.fromordinal(first), date.fromordinal(last))

    def study_days(self, learner: str, topic: str = "") -> frozenset[date]:
        """Return the study days with an answer."""
        wanted = _narrowed(select(_DAYS.c.day).where(_DAYS.c.learner == learner), topic).distinct()
        with self._read() as connection:
            return frozenset(map(date.fromordinal, connection.execute(wanted).scalars()))

    def days_summed(self, learner: str, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day: of a topic, or of all together under the topic ""."""
        d = _DAYS.c
        wanted = _narrowed(select(d.day, *_SUMS).where(d.learner == learner), topic).group_by(d.day).order_by(d.day)
        with self._read() as connection:
            return tuple(_topic_day(date.fromordinal(day), topic, sums) for day, *sums in connection.execute(wanted))

    def spans_summed(self, learner: str, spans: Iterable[Span], topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a span and topic, as of the first day of the span."""
        d = _DAYS.c
        wanted = _narrowed(select(d.topic, *_SUMS).where(d.learner == learner), topic).group_by(d.topic).order_by(d.topic)
        with self._read() as connection:
            return tuple(
                _topic_day(span.first, name, sums)
                for span in spans
                for name, *sums in connection.execute(wanted.where(d.day.between(span.first.toordinal(), span.last.toordinal())))
            )

    def days_from(self, learner: str, since: date, topic: str = "") -> tuple[TopicDay, ...]:
        """Return one row a study day and topic from a day on, and nothing of what lies before."""
        d = _DAYS.c
        wanted = _narrowed(select(*list(d)[1:]).where(d.learner == learner, d.day >= since.toordinal()), topic).order_by(d.day, d.topic)
        with self._read() as connection:
            return tuple(_topic_day(date.fromordinal(day), name, sums) for day, name, *sums in connection.execute(wanted))

    def topics_before(self, learner: str, day: date) -> frozenset[str]:
        """Return the topics with an answer before a study day."""
        d = _DAYS.c
        wanted = select(d.topic).where(d.learner == learner, d.day < day.toordinal()).distinct()
        with self._read() as connection:
            return frozenset(connection.execute(wanted).scalars())

    def memories(self, learner: str, now: Moment) -> tuple[Memory, ...]:
        """Return what a learner has of each question that she has answered."""
        c = _CARDS.c
        wanted = select(c.question, c.state, c.stability, c.reviewed, c.due).where(c.learner == learner)
        with self._read() as connection:
            return tuple(_memories(connection.execute(wanted), now))

    def recalls_summed(self, learner: str) -> tuple[RecallDay, ...]:
        """Return one row a twentieth, over all study days; its day is the first."""
        r = _RECALLS.c
        sums = [func.sum(r[name]) for name in ("answers", "recalled", "predicted", "squared", "loss")]
        wanted = select(func.min(r.day), r.twentieth, *sums).where(r.learner == learner).group_by(r.twentieth).order_by(r.twentieth)
        with self._read() as connection:
            return tuple(
                RecallDay(date.fromordinal(day), twentieth, int(answers), int(recalled), *(int(each) / MILLIONTHS for each in millionths))
                for day, twentieth, answers, recalled, *millionths in connection.execute(wanted)
            )

    def confidences_summed(self, learner: str) -> tuple[ConfidenceDay, ...]:
        """Return one row for each way of being sure, over all study days; its day is the first."""
        c = _CONFIDENCES.c
        sums = (func.min(c.day), c.confidence, func.sum(c.answers), func.sum(c.rights), func.sum(c.points))
        wanted = select(*sums).where(c.learner == learner).group_by(c.confidence).order_by(c.confidence)
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


def _narrowed(wanted: Select[Any], topic: str) -> Select[Any]:
    return wanted.where(_DAYS.c.topic == topic) if topic else wanted


def _topic_day(day: date, topic: str, sums: Iterable[Any]) -> TopicDay:
    answers, rights, points, took, firsts, first_rights, first_points, learned = map(int, sums)
    return TopicDay(day, topic, answers, rights, points / POINTS, took, firsts, first_rights, first_points / POINTS, learned)
