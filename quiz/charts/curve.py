"""A line along time with its band of uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from quiz.charts.axes import numbers, put_labels, put_scale, short, tick, top_of, unit_of, window
from quiz.charts.braille import ACROSS, DOWN, Dots
from quiz.charts.drawn import Canvas, Drawn, Piece, Spot
from quiz.history.page import Draw, Figure

_WIDEST = 14
"""The most cells between two points."""
_BELOW = 3
"""The axis, the labels under it, and the legend."""

Values = list[float | None]


def curve(figure: Figure, draw: Draw, width: int, height: int, chosen: int) -> Drawn:
    """Return a line through what is known, shaded from the low end of the interval to the high one; a gap where nothing is known."""
    values, unit = numbers(figure, draw.measured[0]), unit_of(figure, draw.measured[0])
    lows, highs = (numbers(figure, end) if end else values for end in (draw.low, draw.high))
    top, rows = top_of([*values, *highs], draw.most), height - _BELOW
    canvas = Canvas(width, height - 1)
    left = put_scale(canvas, rows, [(0, tick(top, unit)), ((rows - 1) // 2, tick(top / 2, unit)), (rows - 1, tick(0, unit))]) + 1
    shown = window(len(values), max(1, width - left), chosen)
    pitch = min(_WIDEST, (width - left - 1) / max(1, len(shown) - 1))
    at = {row: left + round(place * pitch) for place, row in enumerate(shown)}
    dot_of = partial(_dot_of, top, rows)
    _shade(canvas, at, lows, highs, dot_of)
    _line(canvas, at, values, dot_of)
    if chosen in at:
        _point_at(canvas, at[chosen], rows)
    for row, x in at.items():
        value = values[row]
        if value is not None:
            canvas.put(x, dot_of(value) // DOWN, "◆" if row == chosen else "●", "chosen" if row == chosen else "mark")
    put_labels(canvas, rows + 1, [(x, short(figure.column(draw.along)[row], draw.along)) for row, x in at.items()])
    legend = Piece(f"{' ' * left}● {draw.measured[0]}{'  ░ 95 % interval' if draw.low else ''}"[:width], "axis")
    wide = max(1, int(pitch))
    spots = (Spot(row, x - wide // 2, 0, wide, height) for row, x in at.items())
    return Drawn((*canvas.lines(), (legend,)), tuple(spots), right=1)


def _dot_of(top: float, rows: int, value: float) -> int:
    """Return in which of the fine lines a value lies, the top one being 0."""
    return min(rows * DOWN - 1, max(0, round((1 - value / top) * (rows * DOWN - 1))))


def _shade(canvas: Canvas, at: dict[int, int], lows: Values, highs: Values, dot_of: Callable[[float], int]) -> None:
    for x, low, high in _band(at, lows, highs):
        for y in range(dot_of(high) // DOWN, dot_of(low) // DOWN + 1):
            canvas.put(x, y, "░", "band")


def _band(at: dict[int, int], lows: Values, highs: Values) -> Iterator[tuple[int, float, float]]:
    """Yield for each column how far the interval reaches; between two points, in proportion."""
    for row, x in at.items():
        low, high = lows[row], highs[row]
        if low is None or high is None:
            continue
        yield x, low, high
        if row + 1 in at and (next_low := lows[row + 1]) is not None and (next_high := highs[row + 1]) is not None:
            for between in range(x + 1, at[row + 1]):
                share = (between - x) / (at[row + 1] - x)
                yield between, low + (next_low - low) * share, high + (next_high - high) * share


def _line(canvas: Canvas, at: dict[int, int], values: Values, dot_of: Callable[[float], int]) -> None:
    dots = Dots()
    for row, following in pairwise(at):
        one, other = values[row], values[following]
        if one is not None and other is not None:
            dots.join(at[row] * ACROSS, dot_of(one), at[following] * ACROSS, dot_of(other))
    for x, y, character in dots.characters():
        canvas.put(x, y, character, "mark")


def _point_at(canvas: Canvas, x: int, rows: int) -> None:
    for y in range(rows):
        if canvas.blank(x, y):
            canvas.put(x, y, "┊", "chosen")
    canvas.put(x, rows, "▲", "chosen")
