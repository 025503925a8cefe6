"""A calendar of days: a column a week, Monday on top, the darker the more."""

from __future__ import annotations

import math
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from quiz.history.cells import number
from quiz.reports.drawing.plot import Plotted, label
from quiz.reports.drawing.scales import A_COLUMN
from quiz.reports.drawing.svg import shape, titled

LEVELS = 4
_LEFT, _HEAD = 34, 20
_LEAST, _MOST = 10.6, 20.0
"""Between which pixels the side of a day may lie, the gap beside it included."""
_A_LINE = 22
_WEEKDAYS = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}


def level(value: float, most: float) -> int:
    """Return how dark a day is: 0 of nothing, then 1 to 4 by the quarter of the most that it lies in."""
    return min(LEVELS, math.ceil(value / most * LEVELS)) if value > 0 else 0


def calendar(plotted: Plotted, width: int) -> tuple[list[Element], float]:
    """Return the days from the first to the last, in as many bands below each other as they need, and how high the drawing is."""
    told = {day: (row, plotted.series[0].values[row] or 0) for row, day in enumerate(plotted.along) if isinstance(day, date)}
    first = min(told) - timedelta(days=min(told).weekday())
    weeks = (max(told) - first).days // 7 + 1
    bands = math.ceil(weeks * _LEAST / (width - _LEFT))
    a_band = math.ceil(weeks / bands)
    side = min(_MOST, (width - _LEFT) / a_band)
    high = _HEAD + 7 * side + 10
    most = max(value for _, value in told.values())
    made: list[Element] = []
    for band in range(bands):
        top = band * high + _HEAD
        begins = first + timedelta(weeks=band * a_band)
        made += [label(name, 0, top + side * (day + 0.5) + 4) for day, name in _WEEKDAYS.items() if side * 2 > _A_LINE or day % 4 == 0]
        made += _months(begins, min(a_band, weeks - band * a_band), side, top, width)
    for day, (row, value) in told.items():
        week, weekday = divmod((day - first).days, 7)
        band, column = divmod(week, a_band)
        x, y = _LEFT + column * side, band * high + _HEAD + weekday * side
        square = shape("rect", x=x, y=y, width=side - 2, height=side - 2, rx=2, class_=f"day level{level(value, most)}")
        made.append(titled(square, plotted.told(row)))
    made += _levels(most, bands * high, width)
    return made, max(float(each.get("y", "0")) for each in made) + 16


def _months(begins: date, weeks: int, side: float, top: float, right: float) -> list[Element]:
    """Return the names of months above the weeks in which they begin, where there is room for them."""
    made, free = [], -1.0
    for week in range(weeks):
        monday = begins + timedelta(weeks=week)
        x = _LEFT + week * side
        text = f"{monday:%b %Y}" if monday.month == 1 and week else f"{monday:%b}"
        if (week == 0 or monday.day <= 7) and x >= free and x + len(text) * A_COLUMN + 4 <= right:
            made.append(label(text, x, top - 6))
            free = x + len(text) * A_COLUMN + 10
    return made


def _levels(most: float, top: float, right: float) -> list[Element]:
    """Return how many each shade stands for, in as many lines as they need."""
    made, x = [], float(_LEFT)
    ends = [0, *(math.floor(most * quarter / LEVELS) for quarter in range(1, LEVELS + 1))]
    for at, end in enumerate(ends):
        start = ends[at - 1] + 1 if at else 0
        if start > end:
            continue
        text = number(end) if start == end else f"{number(start)}–{number(end)}"
        wide = 16 + len(text) * A_COLUMN
        if x + wide > right:
            x, top = float(_LEFT), top + 18
        made.append(shape("rect", x=x, y=top + 1, width=11, height=11, rx=2, class_=f"day level{at}"))
        made.append(label(text, x + 16, top + 11))
        x += wide + 14
    return made
