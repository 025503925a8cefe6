"""Figures drawn as SVG: pure functions of a figure and a width, with a title and a description for who does not see them."""

from __future__ import annotations

from quiz.history.cells import in_words
from quiz.history.page import Figure
from quiz.reports.drawing.bars import lying, standing
from quiz.reports.drawing.heat import calendar
from quiz.reports.drawing.lines import calibration, line
from quiz.reports.drawing.plot import Plotted, Series
from quiz.reports.drawing.svg import shape, source

_WHAT = {"bars": "Bars", "line": "A line", "heat": "A calendar of days", "calibration": "Dots beside a line"}


def can_be_drawn(figure: Figure) -> bool:
    """Whether a figure says how to draw it and has something to draw."""
    return figure.draw is not None and any(isinstance(cell, (int, float)) for name in figure.draw.measured for cell in figure.column(name))


def drawn(figure: Figure, name: str, width: int) -> str:
    """Return a figure that can be drawn as an ``svg`` element so many pixels wide; ``name`` is its id, the only one in its page."""
    plotted = Plotted.of(figure)
    drawings = {
        "bars": lying if plotted.along_unit == "text" else standing,
        "line": line,
        "heat": calendar,
        "calibration": calibration,
    }
    kind = figure.draw.kind if figure.draw else "bars"
    marks, height = drawings[kind](plotted, width)
    title, told = f"{name}-title", f"{name}-told"
    return source(
        shape(
            "svg",
            shape("title", figure.title, id=title),
            shape("desc", described(plotted), id=told),
            *marks,
            id=name,
            class_="plot",
            role="img",
            aria_labelledby=f"{title} {told}",
            viewBox=f"0 0 {width} {height:.0f}",
            width=width,
            height=round(height),
        )
    )


def described(plotted: Plotted) -> str:
    """Return in sentences what a drawing shows."""
    draw = plotted.figure.draw
    what = f"{_WHAT[draw.kind]}: {' and '.join(draw.measured)} by {draw.along}" if draw else ""
    first, last = (in_words(cell, plotted.along_unit) for cell in (plotted.along[0], plotted.along[-1]))
    spans = "" if plotted.along_unit == "text" else f", {first} to {last}"
    ends = " ".join(_from_to(each) for each in plotted.series)
    return f"{what}{spans}. {ends} The table below has every number."


def _from_to(series: Series) -> str:
    known = [value for value in series.values if value is not None]
    if not known:
        return f"{series.name} is not known yet."
    return f"{series.name} from {in_words(min(known), series.unit)} to {in_words(max(known), series.unit)}."
