"""A report as one page of HTML: whole in itself, for a screen of any size, light or dark, and for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from quiz.display import clean
from quiz.history.cells import in_words
from quiz.history.page import Column, Figure, Row
from quiz.phrases import OUTCOMES, count
from quiz.reports.drawing import can_be_drawn, drawn
from quiz.reports.pages import page
from quiz.reports.report import Report
from quiz.reports.tracing import Link, traces

WIDE, NARROW = 680, 320
"""Each drawing is there twice, for a window with room and for a phone: text on it would be too small or too big otherwise."""
_FEW_ROWS = 12
"""A table of so many rows at most stands open."""
_SLIM = 3
_LEFT_OUT = frozenset({"Id"})
_MARKS = {"text": "", "day": "when", "moment": "when"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands on the page; ``marks`` are the classes of its columns, ``left_out`` how many rows say nothing."""

    name: str
    title: str
    heads: tuple[str, ...]
    marks: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], Link | None], ...]
    leads: bool
    left_out: int = 0

    @property
    def is_slim(self) -> bool:
        """Whether it is so long and so slim that it is printed in two columns."""
        return len(self.rows) > _FEW_ROWS and len(self.heads) <= _SLIM and all(self.marks)

    @property
    def is_short(self) -> bool:
        """Whether it may stand open."""
        return len(self.rows) <= _FEW_ROWS


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands on the page."""

    name: str
    title: str
    note: str
    drawings: tuple[tuple[str, Markup], ...]
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it stands on the page."""

    number: int
    prompt: str
    sign: str
    outcome: str
    response: str
    right: str
    about: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """The answers of a sitting as they stand on the page; answers of none that counts stand under number 0."""

    number: int
    title: str
    answers: tuple[Answer, ...]


def report_page(report: Report) -> str:
    """Return a report as a page of HTML."""
    found = traces(report)
    shown = {each.key: [_shown(figure, f"{each.key}-{at}", found.of) for at, figure in enumerate(each.figures, 1)] for each in report.pages}
    values: dict[str, Any] = {
        "report": report,
        "shown": shown,
        "topics": _sheet(report.topics, "topics", found.of),
        "sittings": _sheet(report.sittings, "sittings", found.of if report.answers is not None else _nowhere),
        "answered": _answered(report),
        "lists": found.lists,
        "text": clean,
        "sentence": _sentence,
        "count": count,
    }
    return page("report.html.jinja", "report.css.jinja", **values)


def _sentence(text: str) -> str:
    """Return a sentence in which no sign of per cent stands at the beginning of a line."""
    return clean(text).replace(" %", "\u00a0%")


def _nowhere(_row: Row) -> Link | None:
    return None


def _shown(figure: Figure, name: str, trace: Callable[[Row], Link | None]) -> Shown:
    drawings: tuple[tuple[str, Markup], ...] = ()
    if can_be_drawn(figure):
        # What drawn returns was put together as a tree: every text in it is escaped.
        drawings = tuple((size, Markup(drawn(figure, f"{name}-{size}", width))) for size, width in (("wide", WIDE), ("narrow", NARROW)))  # noqa: S704
    return Shown(name, figure.title, figure.note, drawings, _sheet(figure, name, trace) if figure.rows else None)


def _sheet(figure: Figure, name: str, trace: Callable[[Row], Link | None]) -> Sheet:
    kept = [row for row in figure.rows if not _says_nothing(figure, row)]
    columns = [(at, column) for at, column in enumerate(figure.columns) if column.name not in _LEFT_OUT]
    rows = tuple((tuple(in_words(row.cells[at], column.unit) for at, column in columns), trace(row)) for row in kept)
    return Sheet(
        name,
        figure.title,
        tuple(_head(column) for _, column in columns),
        tuple(_MARKS.get(column.unit, "number") for _, column in columns),
        rows,
        any(link for _, link in rows),
        len(figure.rows) - len(kept),
    )


def _head(column: Column) -> str:
    return f"{column.name}, points" if column.unit == "difference" else column.name


def _says_nothing(figure: Figure, row: Row) -> bool:
    """Whether a row of a calendar is a day on which nothing was done."""
    return figure.draw is not None and figure.draw.kind == "heat" and row.behind is None and not any(row.cells[1:])


def _answered(report: Report) -> tuple[Sitting, ...]:
    """Return the answers by sitting, in the order in which the sittings began."""
    if report.answers is None:
        return ()
    names = [column.name for column in report.answers.columns]
    by_sitting: dict[int, list[Answer]] = {}
    for row, given in zip(report.answers.rows, report.given, strict=True):
        cells = dict(zip(names, row.cells, strict=True))
        at = cells["Sitting"]
        by_sitting.setdefault(at if isinstance(at, int) else 0, []).append(_answer(cells, given.outcome))
    titles = {number: f"{each.mode.capitalize()} of {in_words(each.started, 'moment')}" for number, each in enumerate(report.sat, 1)}
    return tuple(Sitting(number, titles.get(number, "In other sittings"), tuple(by_sitting[number])) for number in sorted(by_sitting))


def _answer(cells: dict[str, Any], outcome: str) -> Answer:
    sign, word = OUTCOMES[outcome]
    told = (
        cells["Question"],
        in_words(cells["When"], "moment"),
        f"{cells['Seconds']:.0f} s",
        cells["Rule"],
        f"{cells['Rating']}: {cells['Reason']}",
        "first try" if cells["First try"] else "",
        f"confidence: {cells['Confidence']}" if cells["Confidence"] else "",
        f"predicted recall {in_words(cells['Predicted recall'], 'share')}" if cells["Predicted recall"] is not None else "",
        "with hint" if cells["Hint"] else "",
        {"right": "held to be right by the learner", "guess": "a guess, by the learner"}.get(cells["Claim"], ""),
        "marked anew by a corrected key" if cells["Marked anew"] else "",
    )
    right = cells["Right answer"] if outcome != "right" and cells["Right answer"] else ""
    return Answer(cells["No."], cells["Prompt"], sign, word, cells["Response"], right, _joined(told))


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
