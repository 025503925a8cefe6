"""Time cut into pieces that fit what there is: days, weeks from Monday on, months, years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from progress.periods import Span

_LONGEST_IN_DAYS, _LONGEST_IN_WEEKS, _LONGEST_IN_MONTHS = 21, 30 * 7, 36 * 31


def day_of(day: date) -> Span:
    """Return a day by itself."""
    return Span(day, day)


def week_of(day: date) -> Span:
    """Return the week of a day, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def month_of(day: date) -> Span:
    """Return the month of a day."""
    return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Span:
    """Return the year of a day."""
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


PIECES: dict[str, Callable[[date], Span]] = {"day": day_of, "week": week_of, "month": month_of, "year": year_of}


def piece_for(first: date, last: date) -> str:
    """Return into which pieces a time is cut, so that there are a few dozen at most: day, week, month or year."""
    days = (last - first).days + 1
    if days <= _LONGEST_IN_DAYS:
        return "day"
    if days <= _LONGEST_IN_WEEKS:
        return "week"
    return "month" if days <= _LONGEST_IN_MONTHS else "year"


def pieces(first: date, last: date, piece: str) -> list[Span]:
    """Return all pieces from that of one day to that of another, in order."""
    found = [PIECES[piece](first)]
    while found[-1].last < last:
        found.append(PIECES[piece](found[-1].last + timedelta(days=1)))
    return found


def cut(whole: Span, piece: str, at: Sequence[Span]) -> list[Span]:
    """Return a time in pieces, those in which another span begins or ends cut in two there."""
    begins = {each.first for each in pieces(whole.first, whole.last, piece)}
    begins |= {each.first for each in at} | {each.last + timedelta(days=1) for each in at if each.last < whole.last}
    inner = sorted(day for day in begins if whole.first < day <= whole.last)
    return [Span(first, after - timedelta(days=1)) for first, after in pairwise([whole.first, *inner, whole.last + timedelta(days=1)])]
