"""Scores and differences in the sentences of the pages, each with its interval."""

from __future__ import annotations

from progress.figures import Interval
from progress.periods import Change, Scores
from quiz.phrases import percent

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
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else '±'}{abs(rounded)} points"


def verdict(before: Scores, after: Scores, found: Change | None) -> str:
    """Return whether a score changed by more than chance, as the end of a sentence: better, worse, or about the same."""
    if found is None or min(before.answers, after.answers) < NOT_ENOUGH:
        return "too few answers to compare"
    interval = f"{points(found.difference)}, 95 % interval {points(found.low)} to {points(found.high)}"
    if not found.sure:
        return f"about the same: no more than chance may do ({interval})"
    return f"{'better' if found.difference > 0 else 'worse'} by more than chance ({interval})"
