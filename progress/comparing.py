"""The formulas by which learners are compared without taking chance for a difference. Plain numbers in, plain numbers out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from progress.figures import Interval, wilson

FALSE_SHARE = 0.05
"""Of all that are said to differ, at most this share does so by chance alone, on average."""


def as_low_by_chance(points: float, chances: Sequence[float]) -> float:
    """Return how likely so few points or fewer would be by chance alone, each answer being right with a chance of its own.

    Exact: the distribution of a sum of unlike trials (S. D. Poisson, “Recherches sur la probabilité des jugements”, 1837), one
    trial after the other. Scores between right and wrong are rounded up in sum, so that they never make a difference likelier.
    """
    number_right = [1.0]
    for chance in chances:
        more = [0.0, *(p * chance for p in number_right)]
        number_right = [a + b for a, b in zip([*(p * (1 - chance) for p in number_right), 0.0], more, strict=True)]
    # A sum of shares such as thirds may lie a trace above the whole number that it is.
    return min(1.0, math.fsum(number_right[: math.ceil(points - 1e-9) + 1]))


def chance_of(points: float, answers: int) -> float:
    """Return how likely the next answer is right, after so many answers that are worth so many points.

    (points + ½) ÷ (answers + 1): Bayes' rule with the prior of H. Jeffreys, “An invariant form for the prior probability in
    estimation problems”, Proceedings of the Royal Society A 186 (1946). Few answers are never taken for certainty.
    """
    return (points + 0.5) / (answers + 1)


def beyond_chance(likelihoods: Sequence[float], false_share: float = FALSE_SHARE) -> list[bool]:
    """Return which of many comparisons differ by more than chance, each given as how likely it is by chance alone.

    Y. Benjamini & Y. Hochberg, “Controlling the false discovery rate”, Journal of the Royal Statistical Society B 57 (1995):
    with hundreds of comparisons some look unlikely, and this allows for their number.
    """
    ordered = sorted(likelihoods)
    fitting = [p for rank, p in enumerate(ordered, 1) if p <= false_share * rank / len(ordered)]
    least = max(fitting, default=-1.0)
    return [p <= least for p in likelihoods]


def median_interval(values: Sequence[float]) -> Interval | None:
    """Return the 95 % interval for the median of those that ``values`` are a sample of; None of fewer than six.

    Between two of the values in order: the sign test turned around (W. R. Thompson, “On confidence ranges for the median and
    other expectation distributions”, Annals of Mathematical Statistics 7, 1936). It takes nothing for granted of how they lie.
    """
    number, ordered = len(values), sorted(values)
    tail, rank = 0.0, 0
    while rank <= number // 2 and (tail := tail + math.comb(number, rank) / 2**number) <= 0.025:
        rank += 1
    return (ordered[rank - 1], ordered[-rank]) if rank else None


def difference_interval(one: float, other: float, number: int, other_number: int) -> Interval:
    """Return the 95 % interval for the difference of two mean scores, one less the other, of so many answers each.

    R. G. Newcombe, “Interval estimation for the difference between independent proportions”, Statistics in Medicine 17 (1998),
    method 10: from Wilson's intervals of both. Of answers to the same questions it is rather too wide.
    """
    low, high = wilson(one, number)
    other_low, other_high = wilson(other, other_number)
    apart = one - other
    return (
        max(-1.0, apart - math.hypot(one - low, other_high - other)),
        min(1.0, apart + math.hypot(high - one, other - other_low)),
    )


def middle(values: Sequence[float]) -> float | None:
    """Return the median; None of no values."""
    return median(values) if values else None
