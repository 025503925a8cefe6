"""What a page of the history is made of, whoever draws it: screens, lines, a report, a spreadsheet.

A figure is its numbers; how they may be drawn stands beside them, so that no drawing is without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from progress.memory import Coming, Memory, coming_of, memories_of
from progress.moment import Moment
from progress.periods import Scores, work_by
from progress.records import Behind, SittingRecord, Standing, Tally, TopicDay, Totals
from questions.bank import Library

_A_DAY = timedelta(days=1)
_FEW = 10
"""To look for an id in a library takes as long as to list so many."""

Unit = Literal["text", "count", "share", "difference", "minutes", "day", "moment", "number"]
"""How a column reads: a share is 0 to 1 and told in per cent, a difference of two shares in signed per cent points, a day or
moment as the learner's calendar has it."""

Cell = str | int | float | date | Moment | None
"""None is what is not known; it is told as a dash."""

Drawing = Literal["bars", "line", "heat", "calibration"]
"""Bars and lines go from left to right or from top to bottom; heat is a calendar of days; calibration has the line at which
what was predicted is what happened."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure; ``low`` and ``high`` columns hold the ends of a 95 % interval of the one they follow."""

    name: str
    unit: Unit = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a figure: a cell for every column, and what opens when it is chosen: answers, a sitting, or questions.

    ``questions`` are for what has no answers yet, as reviews to come.
    """

    cells: tuple[Cell, ...]
    behind: Behind | None = None
    sitting: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """How a figure may be drawn: which column runs along, which are measured, and which are the ends of the first one's interval.

    ``most`` is the end of the scale if that is known beforehand, as 1 of shares.
    """

    kind: Drawing
    along: str
    measured: tuple[str, ...]
    low: str = ""
    high: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers under a title, with a note that says how to read them, or why there are none."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    draw: Draw | None = None
    note: str = ""

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the cells below a column's name."""
        index = [column.name for column in self.columns].index(name)
        return tuple(row.cells[index] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Page:
    """A question, the answer in sentences, and the figures that it rests on.

    ``empty`` says, as long as there is nothing to show, what will appear here and when; there are no figures then.
    """

    key: str
    question: str
    sentences: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Seen:
    """All that a page is worked out from. ``topic`` narrows it to one topic, empty is all.

    ``week`` are the tallies of the answers of the last seven study days, by question. Where the totals and the cards were not
    read whole, those of the days may stand for all topics; ``known_topic_days`` are then rows of the time that a page tells by
    topic, ``known_firsts`` the scores of first answers by topic, ``known_topics`` the topics that were answered before the last
    two weeks, ``known_memories`` what is known of the questions that matter, and ``known_coming`` when they come back. ``dues``
    says when questions come back that don't on their card's own date, as by a plan for an exam.
    """

    totals: Totals
    standing: Standing
    sittings: tuple[SittingRecord, ...]
    library: Library
    now: Moment
    topic: str = ""
    week: Mapping[str, Tally] = field(default_factory=dict)
    known_topic_days: tuple[TopicDay, ...] | None = None
    known_firsts: Mapping[str, Scores] | None = None
    known_topics: frozenset[str] = frozenset()
    known_memories: tuple[Memory, ...] | None = None
    known_coming: Coming | None = None
    dues: Mapping[str, datetime] = field(default_factory=dict)

    @cached_property
    def days(self) -> tuple[TopicDay, ...]:
        """The totals of study days, of the topic if it is narrowed to one."""
        return tuple(day for day in self.totals.days if day.topic == self.topic) if self.topic else self.totals.days

    @property
    def study_days(self) -> frozenset[date]:
        """The study days with an answer."""
        return frozenset(day.day for day in self.days)

    @property
    def topic_days(self) -> tuple[TopicDay, ...]:
        """The totals of study days, by topic: of the time that the page tells so."""
        return self.days if self.known_topic_days is None else self.known_topic_days

    def firsts(self) -> Mapping[str, Scores]:
        """Return the scores of first answers to their questions, by topic."""
        if self.known_firsts is not None:
            return self.known_firsts
        return {topic: work.firsts for topic, work in work_by(self.days, lambda day: day.topic).items()}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The ids of the questions of the topic that can be asked; set aside is left out."""
        begins, aside = f"{self.topic}/" if self.topic else "", self.standing.suspended
        if not begins and not aside:
            return frozenset(self.library.by_id)
        return frozenset(question for question in self.library.by_id if question.startswith(begins) and question not in aside)

    def topics_asked(self) -> dict[str, int]:
        """Return how many questions can be asked, by topic, in the order of the banks."""
        aside = Counter(question.partition("/")[0] for question in self.standing.suspended if question in self.library.by_id)
        return {b.topic: len(b.questions) - aside[b.topic] for b in self.library.banks if self.topic in ("", b.topic)}

    def memories(self) -> list[Memory]:
        """Return what the learner has of each question of the topic that she has met and that can be asked; set aside is left out."""
        every = memories_of(self.standing.cards.values(), self.now) if self.known_memories is None else self.known_memories
        if len(every) * _FEW < len(self.library):  # then to list all that there are takes longer
            by_id, aside, begins = self.library.by_id, self.standing.suspended, f"{self.topic}/" if self.topic else ""
            return [each for each in every if each[0] in by_id and each[0] not in aside and each[0].startswith(begins)]
        asked = self.asked
        return [each for each in every if each[0] in asked]

    def coming(self, days: int) -> Coming:
        """Return which questions of the topic come back within so many study days, and which later; set aside is left out."""
        if self.known_coming is None:
            return coming_of(map(self._as_planned, self.memories()), days)
        asked, (soon, later) = self.asked, self.known_coming
        return Coming(tuple(each for each in soon if each[0] in asked), tuple(question for question in later if question in asked))

    def _as_planned(self, memory: Memory) -> Memory:
        due = self.dues.get(memory.question)
        return memory if due is None else memory._replace(due=(due - self.now.day_ends(-1)) // _A_DAY)

    def title(self, topic: str) -> str:
        """Return what a topic is called; one that is in no bank any more by its id."""
        return self._titles.get(topic, topic)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {bank.topic: bank.title for bank in self.library.banks}
