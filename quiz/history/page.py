"""What a page of the history is made of, whoever draws it: screens, lines, a report, a spreadsheet.

A figure is its numbers; how they may be drawn stands beside them, so that no drawing is without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from progress.memory import Memory, memories_of
from progress.moment import Moment
from progress.records import Behind, SittingRecord, Standing, Tally, TopicDay, Totals
from questions.bank import Library

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


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a page is worked out from. ``topic`` narrows it to one topic, empty is all.

    ``week`` are the tallies of the answers of the last seven study days, by question. Where the totals and the cards were not
    read whole, ``known_days`` are the study days with an answer, ``known_topics`` the topics that were answered before the days
    of the totals, ``known_memories`` what is known of each question. ``dues`` says when questions come back that don't on their
    card's own date, as by a plan for an exam.
    """

    totals: Totals
    standing: Standing
    sittings: tuple[SittingRecord, ...]
    library: Library
    now: Moment
    topic: str = ""
    week: Mapping[str, Tally] = field(default_factory=dict)
    known_days: frozenset[date] = frozenset()
    known_topics: frozenset[str] = frozenset()
    known_memories: tuple[Memory, ...] = ()
    dues: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def days(self) -> tuple[TopicDay, ...]:
        """The totals of study days, of the topic if it is narrowed to one."""
        return tuple(day for day in self.totals.days if day.topic == self.topic) if self.topic else self.totals.days

    @property
    def study_days(self) -> frozenset[date]:
        """The study days with an answer."""
        return self.known_days or frozenset(day.day for day in self.days)

    def memories(self) -> list[Memory]:
        """Return what the learner has of each question of the topic that she has met and that can be asked; set aside is left out."""
        every = self.known_memories or memories_of(self.standing.cards.values(), self.now)
        asked, aside, begins = self.library.by_id, self.standing.suspended, f"{self.topic}/" if self.topic else ""
        return [each for each in every if each[0] in asked and each[0] not in aside and each[0].startswith(begins)]

    def title(self, topic: str) -> str:
        """Return what a topic is called; one that is in no bank any more by its id."""
        bank = self.library.bank(topic)
        return bank.title if bank else topic
