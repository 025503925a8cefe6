"""A figure drawn as its numbers are best seen, and told in words beneath."""

from __future__ import annotations

from datetime import date

from progress.moment import Moment
from quiz.charts.calendar_of_days import HEIGHT as CALENDAR_HEIGHT
from quiz.charts.calendar_of_days import calendar_of_days
from quiz.charts.calibration import calibration
from quiz.charts.columns import columns
from quiz.charts.curve import curve
from quiz.charts.drawn import Drawn, Piece
from quiz.charts.stripes import stripes
from quiz.history.cells import in_words
from quiz.history.page import Figure

_LEAST_WIDTH, _LEAST_HEIGHT = 24, 6
_STRIPES = "stripes"
_DRAWN = {_STRIPES: stripes, "bars": columns, "line": curve, "heat": calendar_of_days, "calibration": calibration}
_LEAST_HEIGHTS = {_STRIPES: 2, "heat": CALENDAR_HEIGHT}
_TOO_SMALL = "No room to draw: v shows the numbers."


def height_of(figure: Figure, room: int, most: int) -> int:
    """Return how many lines a drawing takes: ``room`` if it can be of any height, else what it needs; bars that lie are up to ``most``."""
    if figure.draw is None or not figure.rows:
        return 0
    if figure.draw.kind == "heat":
        return CALENDAR_HEIGHT
    return min(len(figure.rows) + 1 if figure.draw.kind == "bars" and not is_along_time(figure) else room, most)


def draw(figure: Figure, width: int, height: int, chosen: int) -> Drawn:
    """Return a figure drawn in so many columns and lines, the row ``chosen`` standing out; a sentence if it has no room or no rows."""
    if figure.draw is None or not figure.rows:
        return Drawn(())
    how = _STRIPES if figure.draw.kind == "bars" and not is_along_time(figure) else figure.draw.kind
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHTS.get(how, _LEAST_HEIGHT):
        return Drawn(((Piece(_TOO_SMALL[:width], "axis"),),))
    return _DRAWN[how](figure, figure.draw, width, height, chosen)


def is_along_time(figure: Figure) -> bool:
    """Whether a figure has a row for each of several times."""
    if not figure.rows:
        return False  # of what there is nothing yet there may be no columns either
    along = figure.draw.along if figure.draw is not None else figure.columns[0].name
    return isinstance(figure.column(along)[0], date | Moment)


def told(figure: Figure, row: int) -> str:
    """Return the numbers of a row in a line: the ends of an interval stand in brackets behind what they belong to."""
    parts: list[str] = []
    cells = figure.rows[row].cells
    for number, (column, cell) in enumerate(zip(figure.columns, cells, strict=True)):
        words = in_words(cell, column.unit)
        if column.name in ("Low", "High"):
            if cell is not None and parts:
                parts[-1] += f" ({words}" if column.name == "Low" else f" to {words})"
        else:
            parts.append(words if number == 0 else f"{column.name} {words}")
    return " · ".join(parts)
