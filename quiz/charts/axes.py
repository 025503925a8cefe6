"""Scales and their labels: where a value stands, and what stands beside an axis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor, log10

from progress.moment import Moment
from quiz.charts.drawn import Canvas
from quiz.history.cells import in_words, number
from quiz.history.page import Cell, Figure, Unit

_STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
_GAP = 2
"""The blanks between two labels below an axis, at least."""


def numbers(figure: Figure, column: str) -> list[float | None]:
    """Return what a column measures; None is what is not known."""
    return [float(cell) if isinstance(cell, int | float) else None for cell in figure.column(column)]


def unit_of(figure: Figure, column: str) -> Unit:
    """Return how a column reads."""
    return next(each.unit for each in figure.columns if each.name == column)


def top_of(values: Sequence[float | None], most: float | None = None) -> float:
    """Return the end of a scale from 0 on: ``most`` if that is given, else a round number not below any value."""
    if most is not None:
        return most
    greatest = max((value for value in values if value is not None), default=0)
    if greatest <= 1:
        return 1
    power = 10 ** floor(log10(greatest))
    found = next(step * power for step in _STEPS if step * power >= greatest - 1e-9)
    return float(found)


def tick(value: float, unit: Unit) -> str:
    """Return the label of a value at an axis."""
    return in_words(value, unit) if unit == "share" else number(value)


def short(cell: Cell, name: str) -> str:
    """Return what stands along an axis in a few letters; ``name`` is the column's, which says what a day stands for."""
    if isinstance(cell, Moment):
        cell = cell.day
    if isinstance(cell, date):
        if name == "Year":
            return str(cell.year)
        return f"{cell:%b %Y}" if name == "Month" else f"{cell.day} {cell:%b}"
    return in_words(cell, "text") if isinstance(cell, str) else tick(cell, "number") if cell is not None else ""


def put_labels(canvas: Canvas, y: int, places: Sequence[tuple[int, str]]) -> None:
    """Write labels below an axis, each from its place on, but for those for which there is no room."""
    end = -_GAP
    for x, text in places:
        if x >= end + _GAP and x + len(text) <= canvas.width:
            canvas.put(x, y, text, "axis")
            end = x + len(text)


def put_ends(canvas: Canvas, y: int, places: Sequence[tuple[int, str]]) -> None:
    """Write labels below an axis so that the last one stands, whatever room the one before it would take."""
    last, (before, text) = places[-1], places[-2]
    put_labels(canvas, y, [*places[:-2], last] if before + len(text) + _GAP > last[0] else places)


def put_scale(canvas: Canvas, rows: int, ticks: Sequence[tuple[int, str]]) -> int:
    """Draw the upright axis at the left, with labels at rows of it, and return the first column right of it."""
    wide = max(len(text) for _, text in ticks)
    for y in range(rows):
        canvas.put(wide + 1, y, "│", "axis")
    for y, text in ticks:
        canvas.put(wide - len(text), y, text, "axis")
        canvas.put(wide + 1, y, "┤", "axis")
    canvas.put(wide + 1, rows, "└" + "─" * canvas.width, "axis")
    return wide + 2


def window(count: int, room: int, start: int) -> range:
    """Return which of ``count`` rows are drawn if there is only room for some: those from a row on, or the last ones."""
    first = min(max(0, count - room), max(0, start))
    return range(first, min(count, first + room))
