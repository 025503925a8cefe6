"""How well predictions of recall held: figures over counts of what was predicted and what happened. Plain numbers.

A lower Brier score and a lower log loss are better. Neither means much alone: each stands beside what a forecaster would
score who knew only how often the learner recalls, and always said just that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from progress.figures import Interval, wilson
from progress.records import MILLIONTHS, RecallDay

_TWENTIETHS = 20
FEWEST_IN_A_BIN = 10
"""Predictions that lie together are pooled with their neighbours until there are so many."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions from ``least`` to below ``below``; ``predicted`` is the sum of the chances, in millionths."""

    least: float
    below: float
    answers: int
    recalled: int
    predicted: int

    def __add__(self, other: Bin) -> Bin:
        return Bin(
            min(self.least, other.least),
            max(self.below, other.below),
            self.answers + other.answers,
            self.recalled + other.recalled,
            self.predicted + other.predicted,
        )

    @property
    def said(self) -> float:
        """The mean prediction."""
        return self.predicted / (MILLIONTHS * self.answers)

    @property
    def happened(self) -> float:
        """The share that was recalled."""
        return self.recalled / self.answers

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the share that was recalled."""
        return wilson(self.happened, self.answers)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predictions beside what happened, in bins and in scores.

    ``brier`` is the mean squared error (G. W. Brier, “Verification of forecasts expressed in terms of probability”, Monthly
    Weather Review 78, 1950), ``log_loss`` the mean negative logarithm (natural) of the chance that was given to what happened
    (I. J. Good, “Rational decisions”, JRSS B 14, 1952). ``rmse`` is the root of the mean squared distance between said and
    happened over the twentieths, weighted by answers: the root of Murphy's reliability (“A new vector partition of the
    probability score”, Journal of Applied Meteorology 12, 1973).
    """

    bins: tuple[Bin, ...]
    whole: Bin
    brier: float
    log_loss: float
    rmse: float

    @property
    def constant_brier(self) -> float:
        """The Brier score of always saying her mean recall, m: m·(1 − m)."""
        return self.whole.happened * (1 - self.whole.happened)

    @property
    def constant_log_loss(self) -> float:
        """The log loss of always saying her mean recall, m: its entropy."""
        mean = self.whole.happened
        return -math.fsum(chance * math.log(chance) for chance in (mean, 1 - mean) if chance)


def calibration(days: Iterable[RecallDay], fewest: int = FEWEST_IN_A_BIN) -> Calibration | None:
    """Return how well predictions held; None if there are none. Bins with fewer answers than ``fewest`` are pooled."""
    sums: dict[int, Bin] = {}
    squared = loss = 0
    for day in days:
        least = day.twentieth / _TWENTIETHS
        below = (day.twentieth + 1) / _TWENTIETHS
        one = Bin(least, below, day.answers, day.recalled, day.predicted)
        sums[day.twentieth] = sums[day.twentieth] + one if day.twentieth in sums else one
        squared += day.squared
        loss += day.loss
    bins = [sums[twentieth] for twentieth in sorted(sums)]
    if not bins:
        return None
    whole = bins[0]
    for each in bins[1:]:
        whole += each
    apart = math.fsum(each.answers * (each.said - each.happened) ** 2 for each in bins)
    return Calibration(
        bins=tuple(_pooled(bins, fewest)),
        whole=whole,
        brier=squared / (MILLIONTHS * whole.answers),
        log_loss=loss / (MILLIONTHS * whole.answers),
        rmse=math.sqrt(apart / whole.answers),
    )


def _pooled(bins: list[Bin], fewest: int) -> list[Bin]:
    """Return the bins, those with few answers joined to the next one above, the last to the one below it."""
    pooled: list[Bin] = []
    for each in bins:
        if pooled and pooled[-1].answers < fewest:
            pooled[-1] += each
        else:
            pooled.append(each)
    if len(pooled) > 1 and pooled[-1].answers < fewest:
        last = pooled.pop()
        pooled[-1] += last
    return pooled


def expected(chances: Iterable[float]) -> tuple[float, float, float]:
    """Return how many of independent events happen, as predicted: the mean, and the ends of its 95 % interval.

    The variance of a Poisson binomial variable is the sum of p·(1 − p); its distribution is taken for normal.
    """
    each = list(chances)
    mean = math.fsum(each)
    half = 1.96 * math.sqrt(math.fsum([chance * (1 - chance) for chance in each]))
    return mean, max(0.0, mean - half), min(float(len(each)), mean + half)
