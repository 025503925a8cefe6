"""Figures and how they are told: medians and spreads of pairs, how a cost grows, a table and its JSON. All of it pure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

NOTICEABLE = 1.5
"""A cost that grows by no more than this over the whole range is constant, as far as a noisy machine can tell."""
STEADY = 2.5
"""A cost is logarithmic if its second step is at most so many times its first; of a linear one it is ten times."""
STEEPEST = 1.3
"""Up to this power of the size a cost is linear; n·log n stays below it between ten and a hundred times."""


@dataclass(frozen=True)
class Figure:
    """A cost beside what it is compared with: medians, and the ratios of the pairs.

    ``target`` is the most that the ratio may be, None if nothing was asked; ``note`` says what is not plain from the rest;
    ``growth`` has for each thing that grows (questions, answers, learners) the costs at 1, 10 and 100 times, in ``unit``.
    A row that could not be measured has no ``ours`` or no ``theirs``, and its note says why.
    """

    what: str
    unit: str = "ms"
    ours: float | None = None
    against: str = ""
    theirs: float | None = None
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    pairs: int = 0
    target: float | None = None
    note: str = ""
    growth: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None if there is none, or the ratio is not known."""
        return None if self.target is None or self.ratio is None else self.ratio <= self.target


def percentile(costs: Sequence[float], hundredth: int) -> float:
    """Return the value that so many hundredths of the costs do not exceed."""
    return statistics.quantiles(costs, n=100, method="inclusive")[hundredth - 1] if len(costs) > 1 else costs[0]


def compared(
    what: str,
    ours: Sequence[float],
    against: str,
    theirs: Sequence[float],
    *,
    target: float | None = None,
    unit: str = "ms",
    note: str = "",
) -> Figure:
    """Return the medians of two costs that were measured in turn, the median of their ratios, and the middle half of these.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    least, most = percentile(ratios, 25), percentile(ratios, 75)
    middle = statistics.median
    return Figure(
        what, unit, middle(ours), against, middle(theirs), middle(ratios), least, most, len(ratios), target=target, note=note
    )  # fmt: skip


def compared_late(
    what: str, ours: Sequence[float], against: str, theirs: Sequence[float], *, target: float | None = None, unit: str = "ms"
) -> Figure:
    """Return the 99th percentiles of two costs and their ratio; the spread is that of the ratios of halves of the run."""
    half = len(ours) // 2

    def ratio(part: slice) -> float:
        return percentile(ours[part], 99) / percentile(theirs[part], 99)

    least, most = sorted((ratio(slice(0, half)), ratio(slice(half, None))))
    late, other, whole = percentile(ours, 99), percentile(theirs, 99), ratio(slice(None))
    return Figure(what, unit, late, against, other, whole, least, most, len(ours), target=target)


def growth_of(costs: Sequence[float]) -> str:
    """Return how a cost grows that was measured at 1, 10 and 100 times the size: constant, log, linear or worse."""
    first, middle, last = costs
    if last <= first * NOTICEABLE:
        return "constant"
    if last - middle <= STEADY * max(middle - first, 0):
        return "log"
    return "linear" if math.log10(last / middle) <= STEEPEST else "worse"


def grown(growth: Mapping[str, Sequence[float]]) -> str:
    """Return how a cost grows, in words: ``questions log, answers constant``."""
    return ", ".join(f"{what} {growth_of(costs)}" for what, costs in growth.items())


def told(cost: float | None, unit: str) -> str:
    """Return a cost with three digits that count."""
    if cost is None:
        return "–"
    decimals = 0 if cost >= 100 else 1 if cost >= 10 else 2 if cost >= 1 else 3
    return f"{cost:,.{decimals}f} {unit}"


def _ratio(figure: Figure) -> str:
    if figure.ratio is None or figure.least is None or figure.most is None:
        return "–"
    return f"{figure.ratio:.2f} × ({figure.least:.2f}–{figure.most:.2f})"


HEADINGS = ("what", "ours", "against", "theirs", "ratio (middle half)", "target", "reached", "growth")


def cells(figure: Figure) -> tuple[str, ...]:
    """Return a figure as the cells of its row."""
    target = "" if figure.target is None else f"≤ {figure.target:g} ×"
    reached = {True: "yes", False: "NO", None: ""}[figure.reached]
    ours, theirs = told(figure.ours, figure.unit), told(figure.theirs, figure.unit)
    return (figure.what, ours, figure.against, theirs, _ratio(figure), target, reached, grown(figure.growth))


def table(figures: Sequence[Figure]) -> list[str]:
    """Return the lines of a table of figures, their notes below it."""
    rows = [HEADINGS, *map(cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    return [*lines, "", *(f"{figure.what}: {figure.note}" for figure in figures if figure.note)]


def as_data(figures: Sequence[Figure], about: Mapping[str, object]) -> dict[str, object]:
    """Return figures as plain data for JSON, with what was said ``about`` the run."""
    every = [
        asdict(figure) | {"reached": figure.reached, "grows": {k: growth_of(v) for k, v in figure.growth.items()}} for figure in figures
    ]
    return {**about, "figures": every}
