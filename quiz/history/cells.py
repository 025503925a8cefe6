"""What stands in a cell of a figure, in words: the same on screens, in lines and in reports."""

from __future__ import annotations

from datetime import date

from progress.moment import Moment
from quiz import phrases
from quiz.history.page import Cell, Unit

DASH = "–"


def in_words(cell: Cell, unit: Unit) -> str:
    """Return a cell as people read it; what is not known as a dash."""
    if cell is None:
        return DASH
    if isinstance(cell, Moment):
        return phrases.moment(cell)
    if isinstance(cell, date):
        return phrases.date(cell)
    if isinstance(cell, str):
        return cell
    if unit == "share":
        return phrases.percent(cell)
    if unit == "minutes":
        return number(cell) if cell >= 10 or cell == round(cell) else f"{cell:.1f}"
    if unit == "difference":
        return signed(round(cell * 100))
    return number(cell)


def signed(points: int) -> str:
    """Return a number with its sign."""
    return f"{'+' if points > 0 else '−' if points < 0 else '±'}{abs(points)}"


def number(value: float) -> str:
    """Return a number: below one with three places after the point, below ten with one, else whole."""
    if value == round(value) or abs(value) >= 10:
        return f"{round(value):,}".replace("-", "−")
    return f"{value:.{3 if abs(value) < 1 else 1}f}".replace("-", "−")
