"""Times, scores and counts in words."""

from __future__ import annotations

from datetime import datetime

from progress.moment import Moment

_LONGEST_IN_MINUTES = 60


def percent(score: float | None) -> str:
    """Return a share from 0 to 1 as people read it; only what is all of it is called 100, only what is none of it 0."""
    if score is None:
        return "–"
    rounded = round(score * 100)
    return f"{min(max(rounded, 1), 99) if 0 < score < 1 else rounded} %"


def count(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def when(due: datetime, now: Moment) -> str:
    """Return when a question comes back."""
    if due < now.day_ends():
        minutes = max(1, round((due - now.at).total_seconds() / 60))
        if due <= now.at:
            return "now"
        return f"in {count(minutes, 'minute')}" if minutes <= _LONGEST_IN_MINUTES else "today"
    day = Moment.of(due, now.offset).day
    days = (day - now.day).days
    return "tomorrow" if days == 1 else f"in {days} days ({date(day)})"


def date(day: object) -> str:
    """Return a day, as in 22 Nov 2026."""
    return f"{day:%d %b %Y}".lstrip("0")


def moment(when_: Moment) -> str:
    """Return a moment on the learner's wall, as in 22 Nov 2026 14:05."""
    return f"{date(when_.local)} {when_.local:%H:%M}"


def clock(milliseconds: int) -> str:
    """Return a duration as minutes and seconds."""
    seconds = max(0, -(-milliseconds // 1000))
    return f"{seconds // 60}:{seconds % 60:02d}"


OUTCOMES = {"right": ("✓", "Right"), "nearly": ("≈", "Nearly right"), "partly": ("◐", "Partly right"), "wrong": ("✗", "Wrong")}
"""Sign and words for each outcome: never colour alone."""
