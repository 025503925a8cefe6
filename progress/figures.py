"""The formulas of item analysis, each with the place where it was published. Plain numbers in, plain numbers out.

A figure that does not exist for the numbers given (no spread, too few of them) is None, never nought.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean

_Z = NormalDist().inv_cdf(0.975)
"""How many standard errors make an interval of 95 %."""

Interval = tuple[float, float]


def wilson(mean: float, number: int) -> Interval:
    """Return the 95 % interval for a mean score of ``number`` answers, each worth 0 to 1.

    E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22 (1927). It is made for
    right or wrong. Scores between spread less than that with the same mean, so that for them it is rather too wide.
    """
    if not number:
        return 0.0, 1.0
    squared = _Z * _Z / number
    middle = (mean + squared / 2) / (1 + squared)
    half = _Z / (1 + squared) * math.sqrt(mean * (1 - mean) / number + squared / (4 * number))
    # Rounding would else leave out the mean where all are right, or none.
    return max(0.0, min(mean, middle - half)), min(1.0, max(mean, middle + half))


def deviation(values: Sequence[float]) -> float | None:
    """Return the standard deviation of a sample (divided by one less than their number); None of fewer than two."""
    return math.sqrt(covariance(values, values)) if len(values) > 1 else None


def covariance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the covariance of two samples of the same length, of two values at least."""
    mean, other_mean = fmean(one), fmean(other)
    return math.fsum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)) / (len(one) - 1)


def discrimination(scores: Sequence[float], rest: Sequence[float]) -> float | None:
    """Return Pearson's correlation of the scores of a question with those of the rest of the test, −1 to 1.

    It is the corrected item–total (item–rest) correlation of classical test theory, the question itself being left out of
    the total (Kaplan & Saccuzzo, “Psychological Testing”, chapter on writing and evaluating test items), and Moodle's
    “discrimination index”, which is the same in per cent (docs.moodle.org/dev, “Quiz statistics calculations”).
    """
    if len(scores) < 2:
        return None
    spread = math.sqrt(_variance(scores) * _variance(rest))
    return max(-1.0, min(1.0, covariance(scores, rest) / spread)) if spread else None


def discriminative_efficiency(scores: Sequence[float], rest: Sequence[float]) -> float | None:
    """Return how much of the discrimination that is possible with these scores is there: 1 is all of it.

    The covariance with the rest of the test, divided by the one that there would be if the best scores belonged to those
    who are best in the rest (docs.moodle.org/dev, “Quiz statistics calculations”, in per cent there).
    """
    if len(scores) < 2:
        return None
    most = covariance(sorted(scores), sorted(rest)) if _variance(scores) and _variance(rest) else 0.0
    return covariance(scores, rest) / most if most else None


def _variance(values: Sequence[float]) -> float:
    # Where all are alike, rounding would leave a trace of a spread, and a correlation with that trace.
    return covariance(values, values) if max(values) > min(values) else 0.0


def correlation_interval(correlation: float | None, number: int) -> Interval | None:
    """Return the 95 % interval for a correlation over ``number`` pairs; None of fewer than four.

    R. A. Fisher, “On the probable error of a coefficient of correlation deduced from a small sample”, Metron 1 (1921).
    """
    if correlation is None or number < 4:
        return None
    z, half = _to_z(correlation), _Z / math.sqrt(number - 3)
    return math.tanh(z - half), math.tanh(z + half)


def _to_z(correlation: float) -> float:
    return math.atanh(max(-0.999, min(0.999, correlation)))


def shrunk(correlations: Sequence[tuple[float, int]]) -> list[float]:
    """Return correlations, each with its number of pairs (four at least), drawn towards their mean: the fewer pairs, the further.

    Empirical Bayes on Fisher's scale (Efron & Morris, “Data analysis using Stein's estimator”, JASA 70, 1975); how much the
    true ones differ, and their mean, are estimated as DerSimonian & Laird do (“Meta-analysis in clinical trials”, 1986).
    """
    if len(correlations) < 2:
        return [correlation for correlation, _ in correlations]
    zs = [_to_z(correlation) for correlation, _ in correlations]
    weights = [float(number - 3) for _, number in correlations]
    total = math.fsum(weights)
    pooled = _weighted(zs, weights)
    seen = math.fsum(w * (z - pooled) ** 2 for w, z in zip(weights, zs, strict=True))
    spread = max(0.0, (seen - (len(zs) - 1)) / (total - math.fsum(w * w for w in weights) / total))
    # Where they differ, one with very many pairs says little of the others.
    mean = _weighted(zs, [1 / (spread + 1 / weight) for weight in weights])
    kept = [spread / (spread + 1 / weight) for weight in weights]
    return [math.tanh(mean + share * (z - mean)) for share, z in zip(kept, zs, strict=True)]


def _weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    return math.fsum(w * value for w, value in zip(weights, values, strict=True)) / math.fsum(weights)


def alpha(items: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha, the internal consistency of a test; each item holds the scores of the same learners in order.

    L. J. Cronbach, “Coefficient alpha and the internal structure of tests”, Psychometrika 16 (1951); Moodle's “coefficient
    of internal consistency” in per cent. None of fewer than two questions or learners, or if all totals are alike.
    """
    if len(items) < 2 or len(items[0]) < 2:
        return None
    totals = [math.fsum(scores) for scores in zip(*items, strict=True)]
    spread = _variance(totals)
    if not spread:
        return None
    return len(items) / (len(items) - 1) * (1 - math.fsum(_variance(scores) for scores in items) / spread)


def standard_error(spread: float, reliability: float) -> float:
    """Return by how much a learner's score strays by chance: the standard error of measurement, SD·√(1 − alpha).

    Kaplan & Saccuzzo, chapter on reliability; Moodle's “standard error”. With an alpha below nought it is more than the SD.
    """
    return spread * math.sqrt(1 - reliability)


def skewness(values: Sequence[float]) -> float | None:
    """Return how lopsided values lie: below nought with a tail of low ones. Fisher's k-statistics, k₃/k₂^1.5, as Moodle has it."""
    number = len(values)
    if number < 3 or not _variance(values):
        return None
    second, third, _ = _moments(values)
    k2 = number * second / (number - 1)
    return number**2 * third / ((number - 1) * (number - 2)) / (k2 * math.sqrt(k2))


def kurtosis(values: Sequence[float]) -> float | None:
    """Return how peaked values lie beside a normal distribution, which has nought. Fisher's k-statistics, k₄/k₂², as Moodle has it."""
    number = len(values)
    if number < 4 or not _variance(values):
        return None
    second, _, fourth = _moments(values)
    k2 = number * second / (number - 1)
    k4 = number**2 * ((number + 1) * fourth - 3 * (number - 1) * second**2) / ((number - 1) * (number - 2) * (number - 3))
    return k4 / k2**2


def _moments(values: Sequence[float]) -> tuple[float, float, float]:
    mean = fmean(values)
    return fmean((v - mean) ** 2 for v in values), fmean((v - mean) ** 3 for v in values), fmean((v - mean) ** 4 for v in values)


def more_by_chance(one: int, other: int) -> float:
    """Return how likely chance alone would prefer the one so often to the other, if both were as good: the exact sign test, one-sided."""
    number = one + other
    if number > _MANY:
        return 1 - NormalDist().cdf((one - other - 1) / math.sqrt(number))
    return sum(math.comb(number, k) for k in range(one, number + 1)) / (1 << number)


_MANY = 1_000
"""From here on the normal distribution is the same to three places."""
