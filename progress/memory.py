"""What a learner has of a question, in the few numbers that recall depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from progress.moment import Moment
from progress.schedule import Card

_DAY = timedelta(days=1)


class Memory(NamedTuple):
    """A question as it stands today: ``seen`` is how many study days ago it was answered, ``due`` in how many it comes back.

    ``due`` is below nought for what is overdue; ``learned`` and ``stability`` are those of the card. It is a tuple, because
    ten thousand of them are made in a blink.
    """

    question: str
    learned: bool
    stability: float
    seen: int
    due: int


class Coming(NamedTuple):
    """When questions come back: in how many study days those that do within some days, and which come later.

    It is below nought for what is overdue.
    """

    soon: tuple[tuple[str, int], ...]
    later: tuple[str, ...]


def coming_of(memories: Iterable[Memory], days: int) -> Coming:
    """Return which questions come back within so many study days, today being the first, and which later."""
    every = list(memories)
    return Coming(
        tuple((each.question, each.due) for each in every if each.due < days), tuple(each.question for each in every if each.due >= days)
    )


def memories_of(cards: Iterable[Card], now: Moment) -> tuple[Memory, ...]:
    """Return what there is of each question, by its card."""
    today = now.day_ends(-1)
    return tuple(
        Memory(card.question, card.learned, card.stability, max(0, -((card.reviewed - today) // _DAY)), (card.due - today) // _DAY)
        for card in cards
    )
