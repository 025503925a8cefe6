"""A calendar of days: weeks across, weekdays down, each day the darker the more there was."""

from __future__ import annotations

from datetime import date, timedelta

from quiz.charts.axes import numbers
from quiz.charts.drawn import Canvas, Drawn, Spot
from quiz.history.page import Draw, Figure

_SHADES = "·░▒▓█"
_CELLS = 2, 4
"""How many columns a week takes: the more, the fewer weeks there are."""
_LEFT = 4
_TOP = 1
_DAYS = 7
_LEVELS = len(_SHADES) - 1
HEIGHT = _TOP + _DAYS + 2
"""The months, the days of a week, a blank line and the legend."""


def calendar_of_days(figure: Figure, draw: Draw, width: int, _height: int, chosen: int) -> Drawn:
    """Return the weeks that there is room for: the last ones, or those around the chosen day. Days are a row each, without a gap."""
    values = [value or 0 for value in numbers(figure, draw.measured[0])]
    days = [day for day in figure.column(draw.along) if isinstance(day, date)]
    monday = days[0] - timedelta(days=days[0].weekday())
    weeks = (days[-1] - monday).days // _DAYS + 1
    wide = min(_CELLS[1], max(_CELLS[0], (width - _LEFT) // weeks))
    room = max(1, (width - _LEFT) // wide)
    here = (days[chosen] - monday).days // _DAYS
    first = min(max(0, weeks - room), max(0, here - room // 2 if here < weeks - room else weeks))
    limits = _limits(max(values))
    canvas = Canvas(width, HEIGHT)
    for weekday in range(_DAYS):
        canvas.put(0, _TOP + weekday, f"{monday + timedelta(days=weekday):%a}", "axis")
    spots = []
    for row, day in enumerate(days):
        week, weekday = divmod((day - monday).days, _DAYS)
        x, y = _LEFT + (week - first) * wide, _TOP + weekday
        if not first <= week < first + room:
            continue
        level = sum(values[row] >= limit for limit in limits)
        canvas.put(x, y, _SHADES[level] * wide, "mark" if level else "faint")
        if row == chosen:
            canvas.put(x, y, f"[{_SHADES[level] * (wide - 2)}]", "chosen")
        spots.append(Spot(row, x, y, wide, 1))
    _name_months(canvas, monday + timedelta(weeks=first), min(room, weeks - first), wide)
    canvas.put(_LEFT, HEIGHT - 1, _legend(draw.measured[0], limits), "axis")
    return Drawn(canvas.lines(), tuple(spots), right=_DAYS, down=1)


def _limits(most: float) -> list[int]:
    """Return from how many on each shade stands, in even steps up to the most there was."""
    step = max(1, -(-int(most) // _LEVELS))
    return [1, *(step * level + 1 for level in range(1, _LEVELS))]


def _legend(measured: str, limits: list[int]) -> str:
    ends = [limit - 1 for limit in limits[1:]]
    told = [f"{_SHADES[0] * 2} 0"]
    for shade, least, end in zip(_SHADES[1:], limits, [*ends, None], strict=True):
        told.append(f"{shade * 2} {f'{least} or more' if end is None else least if end == least else f'{least}–{end}'}")
    return f"{measured}: {'  '.join(told)}"


def _name_months(canvas: Canvas, monday: date, weeks: int, wide: int) -> None:
    """Write each month's name over the week in which its first day lies, and the first one's over the first week."""
    end = 0
    for week in range(weeks):
        sunday = monday + timedelta(weeks=week, days=_DAYS - 1)
        x, name = _LEFT + week * wide, f"{sunday:%b}"
        follows_soon = week == 0 and (sunday + timedelta(weeks=1)).month != sunday.month
        if (sunday.day <= _DAYS or week == 0) and x >= end and not follows_soon:
            canvas.put(x, 0, name, "axis")
            end = x + len(name) + 1
