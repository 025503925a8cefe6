"""What the drawings share: the measured values of a figure, axes, whiskers and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quiz.history.cells import in_words
from quiz.history.page import Cell, Figure, Unit
from quiz.reports.drawing.scales import A_COLUMN, Scale
from quiz.reports.drawing.svg import shape, titled

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A measured column; ``mark`` is its class in the style sheet, s1 for the first."""

    name: str
    unit: Unit
    values: Values
    mark: str


@dataclass(frozen=True, slots=True)
class Plotted:
    """A figure as numbers to be drawn; ``lows`` and ``highs`` are the ends of the intervals of the first series."""

    figure: Figure
    along: tuple[Cell, ...]
    along_unit: Unit
    series: tuple[Series, ...]
    lows: Values
    highs: Values
    most: float | None

    @classmethod
    def of(cls, figure: Figure) -> Plotted:
        """Return the numbers of a figure that has a ``draw``."""
        draw = figure.draw
        if draw is None:
            raise ValueError(figure.title)
        units = {column.name: column.unit for column in figure.columns}
        series = tuple(Series(name, units[name], _numbers(figure, name), f"s{at}") for at, name in enumerate(draw.measured, 1))
        low, high = (_numbers(figure, name) if name else (None,) * len(figure.rows) for name in (draw.low, draw.high))
        return cls(figure, figure.column(draw.along), units[draw.along], series, low, high, draw.most)

    @property
    def unit(self) -> Unit:
        """What is measured."""
        return self.series[0].unit

    @property
    def known(self) -> list[float]:
        """All measured values and the ends of their intervals."""
        columns = (*(each.values for each in self.series), self.lows, self.highs)
        return [value for column in columns for value in column if value is not None]

    def mark(self, series: Series) -> str:
        """Return the class of a bar: one that has an interval on it is pale, so that the interval is seen."""
        return f"{series.mark} pale" if series is self.series[0] and any(low is not None for low in self.lows) else series.mark

    def told(self, row: int) -> str:
        """Return a row in words, as it is told of a mark."""
        parts = []
        for each in self.series:
            text = in_words(each.values[row], each.unit)
            low, high = self.lows[row], self.highs[row]
            if each is self.series[0] and low is not None and high is not None:
                text += f" ({in_words(low, each.unit)} to {in_words(high, each.unit)})"
            parts.append(text if len(self.series) == 1 and each.unit == "share" else f"{each.name} {text}")
        return f"{in_words(self.along[row], self.along_unit)}: {', '.join(parts)}"


def _numbers(figure: Figure, name: str) -> Values:
    return tuple(float(cell) if isinstance(cell, (int, float)) else None for cell in figure.column(name))


def label(text: str, x: float, y: float, mark: str = "label", anchor: str = "start") -> Element:
    """Return a text; ``anchor`` is which end of it stands at ``x``."""
    return shape("text", text, x=x, y=y, class_=mark, text_anchor=None if anchor == "start" else anchor)


def heights(scale: Scale, numbers: Sequence[float], unit: Unit, left: float, right: float) -> list[Element]:
    """Return the lines that lie across a plot at round heights, each with its number on the left."""
    lines = []
    for number in numbers:
        y = scale(number)
        lines.append(shape("line", x1=left, x2=right, y1=y, y2=y, class_="axis" if number == 0 else "grid"))
        lines.append(label(in_words(number, unit), left - 6, y + 4, anchor="end"))
    return lines


def axis_width(numbers: Sequence[float], unit: Unit) -> float:
    """Return the room that the numbers along an axis take."""
    return max(len(in_words(number, unit)) for number in numbers) * A_COLUMN + 10


def whisker(low: float | None, high: float | None, across: float, scale: Scale, *, upright: bool) -> list[Element]:
    """Return an interval as a line with ends, ``across`` being where it lies on the other axis; nothing without one."""
    if low is None or high is None:
        return []
    start, end = scale(low), scale(high)
    strokes = [(across, start, across, end), *((across - 3, at, across + 3, at) for at in (start, end))]
    turned = [(x1, y1, x2, y2) if upright else (y1, x1, y2, x2) for x1, y1, x2, y2 in strokes]
    return [shape("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="whisker") for x1, y1, x2, y2 in turned]


def legend(series: Sequence[Series], left: float, y: float, *, interval: bool, lines: bool) -> list[Element]:
    """Return what each series looks like, in a row; of one without an interval nothing but its name."""
    made: list[Element] = []
    x = left
    for each in series:
        if len(series) > 1:
            made.append(_sample(each, x, y, line=lines))
            x += 24
        made.append(label(each.name, x, y, "name"))
        x += len(each.name) * A_COLUMN + 18
    if interval:
        made.append(shape("rect", x=x, y=y - 9, width=18, height=10, class_="band") if lines else _little_whisker(x, y))
        made.append(label("95 % interval", x + 24, y, "label"))
    return made


def _sample(series: Series, x: float, y: float, *, line: bool) -> Element:
    if line:
        return shape("line", x1=x, x2=x + 18, y1=y - 4, y2=y - 4, class_=f"line {series.mark}")
    return shape("rect", x=x, y=y - 9, width=18, height=10, class_=f"bar {series.mark}")


def _little_whisker(x: float, y: float) -> Element:
    return shape("g", *whisker(0, 1, y - 4, Scale(0, 1, x, x + 18), upright=False))


def dot(x: float, y: float, mark: str, told: str, radius: float = 3.2) -> Element:
    """Return a point, with what is told of it."""
    return titled(shape("circle", cx=x, cy=y, r=radius, class_=f"dot {mark}"), told)
