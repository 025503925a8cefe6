"""Upright bars along time: one for each day, week or month."""

from __future__ import annotations

from quiz.charts.axes import numbers, put_labels, put_scale, short, tick, top_of, unit_of, window
from quiz.charts.drawn import Canvas, Drawn, Spot
from quiz.history.cells import in_words
from quiz.history.page import Draw, Figure

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
_BELOW = 2
"""The axis and the labels under it."""


def columns(figure: Figure, draw: Draw, width: int, height: int, chosen: int) -> Drawn:
    """Return upright bars; each has its number on it if there is room for all."""
    values, unit = numbers(figure, draw.measured[0]), unit_of(figure, draw.measured[0])
    top, rows = top_of(values, draw.most), height - _BELOW
    canvas = Canvas(width, height)
    left = put_scale(canvas, rows, [(0, tick(top, unit)), (rows - 1, tick(0, unit))]) + 1
    shown = window(len(values), max(1, width - left), chosen)
    pitch = max(1, min(_WIDEST, (width - left) // max(1, len(shown))))
    wide = max(1, pitch - 1)
    told = {row: in_words(value, unit) for row in shown if (value := values[row])}
    numbered = all(len(text) < pitch for text in told.values())
    spots, labels = [], []
    for place, row in enumerate(shown):
        x, value = left + place * pitch, values[row]
        steps = _steps(value, top, (rows - numbered) * 8)
        for y in range(rows):
            filled = min(8, max(0, steps - (rows - 1 - y) * 8))
            canvas.put(x, y, _EIGHTHS[filled] * wide if filled else "", "chosen" if row == chosen else "mark")
        if numbered and row in told:
            canvas.put(x + (wide - len(told[row])) // 2, rows - 1 - (steps + 7) // 8, told[row], "axis")
        if row == chosen:
            canvas.put(x + (wide - 1) // 2, rows, "▲", "chosen")
        spots.append(Spot(row, x, 0, pitch, height))
        labels.append((x, short(figure.column(draw.along)[row], draw.along)))
    put_labels(canvas, rows + 1, labels)
    return Drawn(canvas.lines(), tuple(spots), right=1)


def _steps(value: float | None, top: float, most: int) -> int:
    """Return how many eighths of a cell high a bar is; whatever is more than nothing can be seen."""
    return max(1, min(most, round(value / top * most))) if value and value > 0 else 0
