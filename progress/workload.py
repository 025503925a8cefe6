"""What a desired retention costs: the reviews that it brings, and what is remembered by it, by a little simulation.

It takes the learner to remember as her parameters say; each question is followed by itself, so that a part of them will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from progress import schedule
from progress.fitting import days_between
from progress.moment import Moment
from progress.rating import Rating
from progress.schedule import Card, Schedule

DAYS = 90
"""How far ahead is looked."""
_FOLLOWED = 300
"""How many questions are followed, about: of many every so-manieth, few several times, so that chance does not decide."""
_SIGHT = 0.5
"""How many of the new questions are taken to be answered rightly at once."""
_DAY, _SOON = timedelta(days=1), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Workload:
    """Reviews a day, on the average of the days ahead, and the mean chance of recall of all that is met by their end."""

    reviews: float
    known: float


def workload(cards: Sequence[Card], fresh: int, now: Moment, by: Schedule, *, new_a_day: int, seed: int = 0) -> Workload:
    """Return what a schedule brings in the next 90 days, with the cards there are and so many new questions a day.

    Cards stay due when they are due until they are answered; ``fresh`` is how many questions were never answered.
    """
    begun = [index // new_a_day for index in range(min(fresh, new_a_day * DAYS))]
    starts: list[Card | int] = [*cards, *begun]
    if not starts:
        return Workload(0.0, 0.0)
    every, times = -(-len(starts) // _FOLLOWED), max(1, _FOLLOWED // len(starts))
    # Each by its own chances: then two schedules are compared by the same luck, as far as they go together.
    random = (Random(f"{seed} {number}") for number in range(2 * _FOLLOWED))  # noqa: S311 - nothing is to be kept secret
    followed = [_Followed(start, now, by, next(random)) for start in starts[::every] for _ in range(times)]
    reviews = sum(each.reviews for each in followed) * len(starts) / len(followed)
    return Workload(reviews / DAYS, sum(each.known for each in followed) / len(followed))


class _Followed:
    """One question through the days ahead."""

    def __init__(self, start: Card | int, now: Moment, by: Schedule, random: Random) -> None:
        self._by, self._random = by, random
        self._end = now.later(DAYS * _DAY)
        self.reviews = 0
        self._card = start if isinstance(start, Card) else self._met(now.later(start * _DAY))
        self._ahead(now)
        recalled = schedule.recall(self._card, self._end, by)
        self.known = by.retention if recalled is None else recalled

    def _met(self, when: Moment) -> Card:
        return self._answered(None, when, known=self._random.random() < _SIGHT)

    def _answered(self, card: Card | None, when: Moment, *, known: bool) -> Card:
        """Return the card after an answer; a missed one is asked again until it is known, as a sitting does."""
        name = card.question if card is not None else f"new/{self._random.getrandbits(32)}"
        if not known:
            card = schedule.review(card, name, Rating.AGAIN, when, self._by)
            when = when.later(_SOON)
        return schedule.review(card, name, Rating.GOOD, when, self._by)

    def _ahead(self, now: Moment) -> None:
        day = 0
        while (day := max(day, days_between(now, Moment.of(self._card.due, now.offset)))) < DAYS:
            when = now.later(day * _DAY)
            chance = schedule.recall(self._card, when, self._by)
            self.reviews += chance is not None
            self._card = self._answered(self._card, when, known=chance is None or self._random.random() < chance)
            day += 1
