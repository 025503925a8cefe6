"""The median: the library for statistics takes a fiftieth of the program's start, and this is all that the first question needs of it."""

from __future__ import annotations

from collections.abc import Collection


def median(values: Collection[int]) -> float:
    """Return what half of some numbers lies below; of an even number of them the mean of the two in the middle."""
    ordered, middle = sorted(values), len(values) // 2
    return (ordered[middle] + ordered[~middle]) / 2
