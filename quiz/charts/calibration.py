"""What was predicted beside what happened: points near the line on which both are the same."""

from __future__ import annotations

from itertools import pairwise
from math import floor

from quiz.charts.axes import numbers, put_ends, put_scale, tick, unit_of
from quiz.charts.drawn import Canvas, Drawn, Piece, Spot
from quiz.history.page import Draw, Figure

_BELOW = 3
"""The axis, the labels under it, and the legend."""


def calibration(figure: Figure, draw: Draw, width: int, height: int, chosen: int) -> Drawn:
    """Return a point for each row, its interval upright through it, and the line on which what was predicted happened.

    Both axes go from the same round number, below all that there is, to the end.
    """
    along, values, unit = numbers(figure, draw.along), numbers(figure, draw.measured[0]), unit_of(figure, draw.along)
    lows, highs = (numbers(figure, end) if end else values for end in (draw.low, draw.high))
    top, rows = draw.most or 1.0, height - _BELOW
    least = floor(min([value for value in (*along, *values, *lows) if value is not None], default=0) / top * 10) / 10 * top
    least = min(least, 0.9 * top)
    ticks = [tenth / 10 * top for tenth in range(round(least / top * 10), 11)]

    def y_of(value: float) -> int:
        return min(rows - 1, max(0, round((top - value) / (top - least) * (rows - 1))))

    canvas = Canvas(width, height - 1)
    left = put_scale(canvas, rows, _apart([(y_of(each), tick(each, unit)) for each in reversed(ticks)])) + 1

    def x_of(value: float) -> int:
        return left + round((value - least) / (top - least) * (width - 1 - left))

    for x in range(left, width):
        canvas.put(x, y_of(least + (x - left) / max(1, width - 1 - left) * (top - least)), "·", "faint")
    spots = []
    for row, (predicted, value, low, high) in enumerate(zip(along, values, lows, highs, strict=True)):
        if predicted is None or value is None:
            continue
        x, here = x_of(predicted), row == chosen
        for y in range(y_of(value if high is None else high), y_of(value if low is None else low) + 1):
            canvas.put(x, y, "│", "chosen" if here else "band")
        canvas.put(x, y_of(value), "◆" if here else "●", "chosen" if here else "mark")
        if here:
            canvas.put(x, rows, "▲", "chosen")
        spots.append(Spot(row, x - 1, 0, 3, height))
    put_ends(canvas, rows + 1, [(min(x_of(each), width - len(tick(each, unit))), tick(each, unit)) for each in ticks])
    legend = Piece(f"{' ' * left}● {draw.measured[0]}  │ 95 % interval  · as predicted"[:width], "axis")
    return Drawn((*canvas.lines(), (legend,)), tuple(spots), right=1)


def _apart(ticks: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return every tick of an upright axis, or every second or third and so on, so that no two stand in neighbouring lines."""
    every = next(step for step in range(1, len(ticks) + 1) if all(b - a > 1 for (a, _), (b, _) in pairwise(ticks[::step])))
    return ticks[::every]
