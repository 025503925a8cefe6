"""Lines with the band of their intervals, and what was predicted beside what happened."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from quiz.history.cells import in_words
from quiz.reports.drawing.bars import feet
from quiz.reports.drawing.plot import Plotted, Values, axis_width, dot, heights, label, legend, whisker
from quiz.reports.drawing.scales import Scale, tick_values
from quiz.reports.drawing.svg import points, shape

_TALL, _HEAD, _FOOT = 200, 26, 24
_MOST_DOTS = 120
_WIDEST_SQUARE = 420


def line(plotted: Plotted, width: int) -> tuple[list[Element], float]:
    """Return lines from left to right, each row a step, and how high the drawing is. What is not known leaves a gap."""
    numbers = tick_values(plotted.known, plotted.unit, plotted.most)
    left, right, bottom = axis_width(numbers, plotted.unit), width - 4.0, _HEAD + _TALL
    scale = Scale(numbers[0], numbers[-1], bottom, _HEAD)
    room = (right - left) / len(plotted.along)

    def at(row: int) -> float:
        return left + room * (row + 0.5)

    made = legend(plotted.series, 0, 12, interval=any(low is not None for low in plotted.lows), lines=True)
    made += heights(scale, numbers, plotted.unit, left, right)
    for rows in _runs(plotted.lows, plotted.highs):
        upper = [(at(row), scale(plotted.highs[row] or 0)) for row in rows]
        lower = [(at(row), scale(plotted.lows[row] or 0)) for row in rows]
        if len(rows) > 1:
            made.append(shape("polygon", points=points(upper + lower[::-1]), class_="band"))
        else:
            made += whisker(plotted.lows[rows[0]], plotted.highs[rows[0]], at(rows[0]), scale, upright=True)
    for series in plotted.series:
        for rows in _runs(series.values):
            places = [(at(row), scale(series.values[row] or 0)) for row in rows]
            if len(rows) > 1:
                made.append(shape("polyline", points=points(places), class_=f"line {series.mark}"))
            if len(rows) == 1 or len(plotted.along) <= _MOST_DOTS:
                made += [dot(x, y, series.mark, plotted.told(row)) for row, (x, y) in zip(rows, places, strict=True)]
    return made + feet(plotted, left, room, bottom), bottom + _FOOT


def _runs(*columns: Values) -> Iterator[list[int]]:
    """Yield the rows that follow upon each other and are known in all columns."""
    rows: list[int] = []
    for row, cells in enumerate(zip(*columns, strict=True)):
        if None in cells:
            if rows:
                yield rows
            rows = []
        else:
            rows.append(row)
    if rows:
        yield rows


def calibration(plotted: Plotted, width: int) -> tuple[list[Element], float]:
    """Return dots, along what was predicted and in height what happened, the line at which both are the same, and the height."""
    side = min(width, _WIDEST_SQUARE)
    numbers = tick_values([], plotted.unit, plotted.most or 1.0)
    left, right = axis_width(numbers, plotted.unit), side - 22.0
    bottom = _HEAD + right - left
    across, scale = Scale(numbers[0], numbers[-1], left, right), Scale(numbers[0], numbers[-1], bottom, _HEAD)
    made = legend(plotted.series, 0, 12, interval=any(low is not None for low in plotted.lows), lines=False)
    made += heights(scale, numbers, plotted.unit, left, right)
    made += [label(in_words(number, plotted.unit), across(number), bottom + 16, anchor="middle") for number in numbers]
    made.append(shape("line", x1=left, y1=bottom, x2=right, y2=_HEAD, class_="ideal"))
    made.append(label(plotted.figure.draw.along if plotted.figure.draw else "", right, bottom + 34, "name", "end"))
    for row, (said, happened) in enumerate(zip(plotted.along, plotted.series[0].values, strict=True)):
        if isinstance(said, (int, float)) and happened is not None:
            made += whisker(plotted.lows[row], plotted.highs[row], across(said), scale, upright=True)
            made.append(dot(across(said), scale(happened), "s1", f"Predicted {plotted.told(row)}", 4))
    return made, bottom + 40
