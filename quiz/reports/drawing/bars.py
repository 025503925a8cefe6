"""Bars: standing along days, lying beside names."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from quiz.history.cells import in_words
from quiz.plain.wrapping import width as cells_wide
from quiz.reports.drawing.plot import Plotted, axis_width, heights, label, legend, whisker
from quiz.reports.drawing.scales import A_COLUMN, Scale, along_labels, every, short, tick_values
from quiz.reports.drawing.svg import shape, titled

_TALL, _HEAD, _FOOT = 200, 26, 24
_WIDEST_BAR = 40
_FEW = 16
"""So many bars at most have their numbers on them."""
_NARROW = 480
_THICK = 13
"""How many pixels a lying bar is thick."""


def standing(plotted: Plotted, width: int) -> tuple[list[Element], float]:
    """Return bars that stand side by side, and how high the drawing is."""
    numbers = tick_values(plotted.known, plotted.unit, plotted.most)
    left, right, bottom = axis_width(numbers, plotted.unit), width - 4.0, _HEAD + _TALL
    scale = Scale(numbers[0], numbers[-1], bottom, _HEAD)
    made = legend(plotted.series, 0, 12, interval=bool(plotted.figure.draw and plotted.figure.draw.low), lines=False)
    made += heights(scale, numbers, plotted.unit, left, right)
    room = (right - left) / len(plotted.along)
    thick = min(room * 0.8, _WIDEST_BAR) / len(plotted.series)
    for row in range(len(plotted.along)):
        middle = left + room * (row + 0.5)
        start = middle - thick * len(plotted.series) / 2
        for at, series in enumerate(plotted.series):
            value = series.values[row]
            if value is None:
                continue
            top, foot = sorted((scale(value), scale(0)))
            made.append(titled(_bar(start + at * thick, top, thick, foot - top, plotted.mark(series)), plotted.told(row)))
            if len(plotted.along) <= _FEW and len(plotted.series) == 1 and not plotted.lows[row]:
                made.append(label(in_words(value, series.unit), middle, top - 4, "value", "middle"))
        made += whisker(plotted.lows[row], plotted.highs[row], start + thick / 2, scale, upright=True)
    return made + feet(plotted, left, room, bottom), bottom + _FOOT


def feet(plotted: Plotted, left: float, room: float, bottom: float) -> list[Element]:
    """Return labels below a plot, as many as fit; ``room`` is what each row has."""
    labels = along_labels(plotted.along, plotted.along_unit)
    step, right = every(len(labels), room * len(labels), max(map(len, labels)) * A_COLUMN + 14), left + room * len(labels) + 4
    made = []
    for row in range(0, len(labels), step):
        x = left + room * (row + 0.5)
        made.append(shape("line", x1=x, x2=x, y1=bottom, y2=bottom + 4, class_="axis"))
        made.append(label(labels[row], min(x, right - len(labels[row]) * A_COLUMN / 2), bottom + 17, anchor="middle"))
    return made


def lying(plotted: Plotted, width: int) -> tuple[list[Element], float]:
    """Return bars that lie below each other beside their names, and how high the drawing is; in a narrow one below their names."""
    narrow = width < _NARROW
    numbers = tick_values(plotted.known, plotted.unit, plotted.most)
    values = [in_words(value, each.unit) for each in plotted.series for value in each.values]
    names = [in_words(cell, plotted.along_unit) for cell in plotted.along]
    right = width - max(map(len, values)) * A_COLUMN - 10
    left = 1.0 if narrow else min(width * 0.44, max(map(cells_wide, names)) * A_COLUMN + 14)
    scale = Scale(numbers[0], numbers[-1], left, right)
    a_row = _THICK * len(plotted.series) + (30 if narrow else 13)
    bottom = _HEAD + a_row * len(plotted.along)
    made = legend(plotted.series, 0, 12, interval=bool(plotted.figure.draw and plotted.figure.draw.low), lines=False)
    made += _crossing(scale, numbers, plotted, bottom)
    for row, name in enumerate(names):
        top = _HEAD + a_row * row + (20 if narrow else 6)
        middle = top + _THICK * len(plotted.series) / 2 + 4
        made.append(label(short(name, width - 4), 0, top - 5) if narrow else label(short(name, left - 13), left - 8, middle, anchor="end"))
        for at, series in enumerate(plotted.series):
            value = series.values[row]
            if value is not None:
                start, end = sorted((scale(0), scale(value)))
                made.append(titled(_bar(start, top + at * _THICK, end - start, _THICK, plotted.mark(series)), plotted.told(row)))
            made.append(label(in_words(value, series.unit), width - 1, top + (at + 0.5) * _THICK + 4, "value", "end"))
        made += whisker(plotted.lows[row], plotted.highs[row], top + _THICK / 2, scale, upright=False)
    return made, bottom + _FOOT


def _crossing(scale: Scale, numbers: list[float], plotted: Plotted, bottom: float) -> list[Element]:
    made = []
    for number in numbers:
        x = scale(number)
        made.append(shape("line", x1=x, x2=x, y1=_HEAD, y2=bottom, class_="axis" if number == 0 else "grid"))
        anchor = "start" if number == numbers[0] else "middle"
        made.append(label(in_words(number, plotted.unit), x, bottom + 15, anchor=anchor))
    return made


def _bar(x: float, y: float, wide: float, high: float, mark: str) -> Element:
    return shape("rect", x=x, y=y, width=wide, height=high, class_=f"bar {mark}")
