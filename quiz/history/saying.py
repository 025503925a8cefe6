"""Scores, differences and spans in the sentences of the pages, each with its interval."""

from __future__ import annotations

from progress.figures import Interval
from progress.periods import Change, Scores, Span
from quiz.history.cells import signed
from quiz.phrases import date, percent

NOT_ENOUGH = 5
"""With fewer answers on a side, two scores are not compared in words."""


def with_interval(mean: float, interval: Interval) -> str:
    """Return a share with its 95 % interval, as in 82 % (75 % to 88 %)."""
    return f"{percent(mean)} ({percent(interval[0])} to {percent(interval[1])})"


def score(scores: Scores) -> str:
    """Return a mean score with its interval; a dash without answers."""
    if scores.mean is None or scores.interval is None:
        return percent(None)
    return with_interval(scores.mean, scores.interval)


def points(difference: float) -> str:
    """Return a difference of shares in per cent points, with its sign."""
    rounded = round(difference * 100)
    return f"{signed(rounded)} {'point' if abs(rounded) == 1 else 'points'}"


def word(before: Scores, after: Scores, found: Change | None) -> str:
    """Return a word for a change: better or worse if it is more than chance."""
    if found is None or min(before.answers, after.answers) < NOT_ENOUGH:
        return "too few answers"
    if not found.sure:
        return "about the same"
    return "better" if found.difference > 0 else "worse"


def verdict(before: Scores, after: Scores, found: Change | None) -> str:
    """Return whether a score changed by more than chance, as the end of a sentence."""
    said = word(before, after, found)
    if found is None or said == "too few answers":
        return f"too few answers to compare ({before.answers} and {after.answers})"
    chance = "no more than chance may do" if said == "about the same" else "more than chance"
    interval = f"{signed(round(found.low * 100))} to {points(found.high)}"
    return f"{percent(after.mean)} after {percent(before.mean)}, {said}: {points(found.difference)}, {chance} (95 % interval {interval})"


def span(days: Span) -> str:
    """Return some days, as in 26 Oct to 22 Nov 2026."""
    if days.first == days.last:
        return date(days.first)
    first = f"{days.first:%d %b}" if days.first.year == days.last.year else date(days.first)
    return f"{first.lstrip('0')} to {date(days.last)}"
