"""What answers left in memory, one after the other: FSRS-6 for a million answers at once. Plain numbers in, plain numbers out.

The formulas are those of FSRS-6 (github.com/open-spaced-repetition, “The algorithm”), each worked out in the order in which the
``fsrs`` package does it, so that what comes out equals what it gives to the last bit; a property test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from math import e
from typing import TYPE_CHECKING, Any

from progress.moment import day_of

if TYPE_CHECKING:
    from progress.schedule import Schedule

_LEAST_STABILITY = 0.001
_EASIEST, _HARDEST = 1.0, 10.0
_AGAIN = 1

Given = tuple[int, int, int, int]
"""An answer: its time in milliseconds since 1970 UTC, the local offset then in minutes, its study day, its rating."""

Before = tuple[float, float, Given]
"""What earlier answers left, stability and difficulty, and the last of them."""

Left = tuple[float, float, float | None, int]
"""What an answer left: stability, difficulty; how likely recall was; the interval in days that follows, before bounds and fuzz."""


@lru_cache(maxsize=64)
def _constants(schedule: Schedule) -> tuple[Any, ...]:
    """Return what of the formulas depends on the schedule alone, or on it and the rating."""
    w, ratings = schedule.parameters, (1, 2, 3, 4)
    decay = -w[20]
    difficulties = [w[4] - (e ** (w[5] * (rating - 1))) + 1 for rating in ratings]
    first = [(max(w[rating - 1], _LEAST_STABILITY), min(max(difficulties[rating - 1], _EASIEST), _HARDEST)) for rating in ratings]
    return (
        (None, *first),
        decay,
        0.9 ** (1 / decay) - 1,
        (schedule.retention ** (1 / decay)) - 1,
        (None, *(-(w[6] * (rating - 3)) for rating in ratings)),
        w[7] * difficulties[-1],
        1 - w[7],
        (None, *(e ** (w[17] * (rating - 3 + w[18])) for rating in ratings)),
        -w[19],
        e ** w[8],
        -w[9],
        w[10],
        (None, 1, w[15], 1, w[16]),
        w[11],
        -w[12],
        w[13],
        w[14],
        e ** (w[17] * w[18]),
    )


def memories(given: Iterable[Given], schedule: Schedule, before: Before | None = None) -> list[Left]:
    """Return what each of the answers to one question left, if something was ``before``, after that."""
    return _memories(_constants(schedule), given, before)


def remembering(schedule: Schedule) -> Callable[[Iterable[Given], Before | None], list[Left]]:
    """Return ``memories`` by one schedule as a function: for many questions, since it looks the schedule up only once."""
    return partial(_memories, _constants(schedule))


def _memories(constants: tuple[Any, ...], given: Iterable[Given], before: Before | None) -> list[Left]:
    (
        first, decay, factor, interval, steps, towards, stays, short, short_power,
        recalled, recalled_power, recalled_rate, bonus, forgot, forgot_difficulty, forgot_stability, forgot_rate, forgot_most,
    ) = constants  # fmt: skip
    left: list[Left] = []
    last_at = last_day = last_offset = 0
    stability = difficulty = 0.0
    if before is not None:
        stability, difficulty, (last_at, last_offset, last_day, _) = before
    for at, offset, day, rating in given:
        recall = None
        if not stability:
            stability, difficulty = first[rating]
        else:
            days = day - last_day if offset == last_offset else day - day_of(last_at, offset)
            if days > 0:
                recall = (1 + factor * days / stability) ** decay
                if rating == _AGAIN:
                    less = forgot * (difficulty**forgot_difficulty) * (((stability + 1) ** forgot_stability) - 1)
                    less = less * (e ** ((1 - recall) * forgot_rate))
                    stability /= forgot_most
                    if less < stability:
                        stability = less
                else:
                    more = recalled * (11 - difficulty) * (stability**recalled_power) * ((e ** ((1 - recall) * recalled_rate)) - 1)
                    stability = stability * (1 + more * bonus[rating])
            else:
                more = short[rating] * (stability**short_power)
                stability = stability * (more if more > 1.0 or rating == _AGAIN else 1.0)
            if stability < _LEAST_STABILITY:
                stability = _LEAST_STABILITY
            difficulty = towards + stays * (difficulty + (10.0 - difficulty) * steps[rating] / 9.0)
            if difficulty < _EASIEST:
                difficulty = _EASIEST
            elif difficulty > _HARDEST:
                difficulty = _HARDEST
        left.append((stability, difficulty, recall, round(stability / factor * interval) if rating > _AGAIN else 0))
        last_at, last_offset, last_day = at, offset, day
    return left
