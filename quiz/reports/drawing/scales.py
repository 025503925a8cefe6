"""From values to places on a drawing, and the round numbers along an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from progress.moment import Moment
from quiz.history.cells import in_words
from quiz.history.page import Cell, Unit
from quiz.plain.wrapping import width

A_COLUMN = 7.4
"""About how many pixels a character of a label is wide."""
_A_YEAR = 370


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``least`` to ``most`` laid out from the place ``start`` to the place ``end``, in pixels."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value lies; one beyond the ends lies at the end."""
        share = (min(max(value, self.least), self.most) - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)


def ticks(least: float, most: float, about: int = 4) -> list[float]:
    """Return round numbers, about so many steps apart, that reach from ``least`` or below to ``most`` or above.

    A step is 1, 2 or 5 times a power of ten.
    """
    rough = (most - least) / about or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if rough <= power * times * (1 + 1e-9))
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def tick_values(values: list[float], unit: Unit, most: float | None) -> list[float]:
    """Return the numbers along the axis of measured values, always with nought; ``most`` is the end if that is known."""
    least, highest = min([0.0, *values]), max([0.0, *values]) if most is None else most
    if unit == "share" and (least, highest) == (0.0, 1.0):
        return [0.0, 0.25, 0.5, 0.75, 1.0]
    found = ticks(least, highest or 1.0)
    return [each for each in found if each == round(each)] if unit == "count" and highest < 4 else found


def every(number: int, room: float, wide: float) -> int:
    """Return the least n for which labels of a width, one at every nth of so many places, fit into the room."""
    return max(1, math.ceil(number * wide / room)) if number else 1


def short(text: str, room: float) -> str:
    """Return a label cut to what fits into so many pixels."""
    most = max(2, int(room / A_COLUMN))
    if width(text) <= most:
        return text
    while width(text) > most - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def along_labels(cells: tuple[Cell, ...], unit: Unit) -> list[str]:
    """Return labels along an axis: days without the year, or if they reach over more than one, months with it."""
    days = [cell.day if isinstance(cell, Moment) else cell for cell in cells if isinstance(cell, (Moment, date))]
    long = len(days) > 1 and (max(days) - min(days)).days > _A_YEAR

    def label(cell: Cell) -> str:
        day = cell.day if isinstance(cell, Moment) else cell
        if not isinstance(day, date):
            return in_words(cell, unit)
        return f"{day:%b} {day.year}" if long else f"{day.day} {day:%b}"

    return [label(cell) for cell in cells]
