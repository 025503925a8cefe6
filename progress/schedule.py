"""When a question comes back: FSRS-6, as plain functions over frozen cards.

Within a day the learning steps decide, since FSRS predicts recall over days; no recall is given for a card that was
last seen on the same study day. The days between two answers are study days: who learns at eight in the evening and
answers at seven on the next has slept on it, though 24 hours have not passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from progress.later import later
from progress.moment import Moment, day_of, to_milliseconds
from progress.rating import Rating

if TYPE_CHECKING:
    from progress import replay
else:  # what only answers need
    replay = later("progress.replay")

DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""Those of FSRS-6 with which everyone begins (github.com/open-spaced-repetition, “The algorithm”); a test compares the package's."""
LEAST_PARAMETERS = 0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0, 0.1
MOST_PARAMETERS = 100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8
"""The bounds within which FSRS-6 is defined; a test compares the package's."""
DESIRED_RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
"""Below it so much is forgotten that work is lost; above it reviews become so frequent that they hardly teach."""
LEARNING_STEPS = (timedelta(minutes=10),)
"""One step: a new question answered rightly is learned for the day, a missed one comes back in the same sitting."""
MAXIMUM_INTERVAL = 36_500
_DAY = timedelta(days=1)
LEARN_AHEAD = timedelta(minutes=20)
"""A step that ends within this time may be asked early when nothing else is left to ask."""


class State(IntEnum):
    """Where a card stands; the numbers are those of FSRS."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


STATES = {int(state): state for state in State}
"""The states by their numbers: for very many cards."""


class Card(NamedTuple):
    """A question's schedule for one learner.

    ``stability`` is the days until recall falls to 90 %, ``difficulty`` runs from 1 to 10, ``due`` and ``reviewed`` are
    UTC, ``repetitions`` counts answers and ``lapses`` those that fell from review to relearning.
    """

    question: str
    state: State
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    reviewed: datetime
    repetitions: int
    lapses: int

    @property
    def learned(self) -> bool:
        """Whether the question has left its first learning steps, and not fallen back."""
        return self.state is State.REVIEW

    def is_due(self, now: Moment) -> bool:
        """Whether the card is to be asked: learning steps to the minute, reviews on their study day."""
        return self.due < now.day_ends() if self.state is State.REVIEW else self.due <= now.at

    def due_by_day_end(self, now: Moment) -> bool:
        """Whether the card is to be asked before the study day ends."""
        return self.due < now.day_ends()


@dataclass(frozen=True, slots=True)
class Schedule:
    """By what a learner's cards are scheduled: 21 parameters of FSRS-6, and the share of her reviews that she wants to recall.

    Raises:
        ValueError: there are not 21, or one is out of the bounds within which FSRS is defined.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    retention: float = DESIRED_RETENTION

    def __post_init__(self) -> None:
        if self.parameters is not DEFAULT_PARAMETERS:
            self._look_at_parameters()
        if not LEAST_RETENTION <= self.retention <= MOST_RETENTION:
            raise ValueError("the desired retention is out of bounds")

    def _look_at_parameters(self) -> None:
        bounds = zip(LEAST_PARAMETERS, self.parameters, MOST_PARAMETERS, strict=True)
        if not all(least <= parameter <= most for least, parameter, most in bounds):
            raise ValueError("a parameter of the schedule is out of bounds")

    @property
    def personal(self) -> bool:
        """Whether the parameters are not those that everyone begins with."""
        return self.parameters != DEFAULT.parameters


DEFAULT = Schedule()


def _follows(state: int, rating: Rating) -> tuple[int, int | None, int]:
    if rating > Rating.HARD or (rating == Rating.HARD and state == State.REVIEW):
        return int(State.REVIEW), None, 0
    missed = {0: int(State.LEARNING), int(State.REVIEW): int(State.RELEARNING)}.get(state, state)
    step = round(LEARNING_STEPS[0] / timedelta(milliseconds=1))
    # With a single step, a hard answer takes half as long again.
    return missed, 0, step if rating == Rating.AGAIN else step * 3 // 2


FOLLOWS = {(state, int(rating)): _follows(state, rating) for state in (0, *map(int, State)) for rating in Rating}
"""By the state before an answer and its rating: the state after it, the learning step in it, and its milliseconds; 0 if days decide.

As in the ``fsrs`` package (github.com/open-spaced-repetition); 0 is the state of a question that was never answered.
"""


def review(card: Card | None, question: str, rating: Rating, now: Moment, schedule: Schedule = DEFAULT) -> Card:
    """Return the card after an answer with this rating; ``card`` is None for a question that was never answered."""
    return reviewed(card, question, rating, now, schedule)[0]


def reviewed(card: Card | None, question: str, rating: Rating, now: Moment, schedule: Schedule = DEFAULT) -> tuple[Card, float | None]:
    """Return the card after an answer, and how likely it was that the question would be recalled; see ``recall``."""
    before: replay.Before | None = None
    state = repetitions = lapses = 0
    if card is not None:
        # By the offset of now: the card knows none, and for the days in between the learner's present clock is as good.
        last = to_milliseconds(card.reviewed)
        before = card.stability, card.difficulty, (last, now.offset, day_of(last, now.offset), 0)
        state, repetitions, lapses = int(card.state), card.repetitions, card.lapses
    given = now.milliseconds, now.offset, now.day.toordinal(), int(rating)
    ((stability, difficulty, recalled, days),) = replay.memories((given,), schedule, before)
    after, step, wait = FOLLOWS[state, int(rating)]
    return Card(
        question=question,
        state=STATES[after],
        step=step,
        stability=stability,
        difficulty=difficulty,
        due=now.at + (timedelta(milliseconds=wait) if wait else timedelta(days=interval(days, question, repetitions + 1))),
        reviewed=now.at,
        repetitions=repetitions + 1,
        lapses=lapses + (state == State.REVIEW and after == State.RELEARNING),
    ), recalled


def interval(days: int, question: str, repetitions: int) -> int:
    """Return after how many days a question is asked again, where the schedule asks for so many."""
    return fuzzed(min(max(days, 1), MAXIMUM_INTERVAL), question, repetitions)


def _days_before(today: datetime, card: Card) -> int:
    # By the offset of now: the card knows none, and for the days in between the learner's present clock is as good.
    return max(0, -((card.reviewed - today) // _DAY))


_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From how many days, to how many, by which share an interval may differ: the ranges of FSRS."""


def fuzzed(days: int, question: str, repetitions: int) -> int:
    """Return an interval a little shorter or longer, so that questions learned together don't stay together.

    The same card at the same repetition always gets the same interval.
    """
    if days < _FUZZ[0][0]:
        return days
    import hashlib  # the first question can do without it

    least, number = _range_about(days)
    drawn = int.from_bytes(hashlib.sha256(f"{question}\n{repetitions}".encode()).digest()[:8])
    return least + drawn % number


@lru_cache(maxsize=4096)
def _range_about(days: int) -> tuple[int, int]:
    """Return the least of the intervals that may take the place of one, and how many there are."""
    spread = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _FUZZ)
    least, most = max(2, round(days - spread)), min(round(days + spread), MAXIMUM_INTERVAL)
    return least, most - least + 1


def recall(card: Card, now: Moment, schedule: Schedule = DEFAULT) -> float | None:
    """Return the predicted probability of recall; None on the study day of the last answer, where FSRS doesn't hold."""
    return recall_at(now, schedule)(card)


def recall_at(now: Moment, schedule: Schedule = DEFAULT) -> Callable[[Card], float | None]:
    """Return ``recall`` at one moment as a function of the card: for many cards, since it works out the day only once."""
    today, curve = now.day_ends(-1), forgetting(schedule)

    def recalled(card: Card) -> float | None:
        days = _days_before(today, card)
        return curve(days, card.stability) if days else None

    return recalled


def forgetting(schedule: Schedule = DEFAULT) -> Callable[[float, float], float]:
    """Return the forgetting curve: the probability of recall so many days after an answer that left this stability.

    FSRS-6's power curve, (1 + f·t/S)^−d with d its last parameter and f such that it is 90 % at t = S
    (github.com/open-spaced-repetition, “The algorithm”).
    """
    factor, decay = _curve(schedule)
    return lambda days, stability: float((1 + factor * days / stability) ** decay)


def recalls(days: Iterable[float], stabilities: Iterable[float], schedule: Schedule = DEFAULT) -> list[float]:
    """Return the forgetting curve for very many answers, each given by its days and its stability."""
    factor, decay = _curve(schedule)
    return [(1 + factor * since / stability) ** decay for since, stability in zip(days, stabilities, strict=True)]


def stabilities_until(recall: float, schedule: Schedule = DEFAULT) -> float:
    """Return after how many times its stability in days the recall of a card falls to a share, by the forgetting curve.

    It is a trace less, so that rounding leaves out none that lies below.
    """
    factor, decay = _curve(schedule)
    return float((recall ** (1 / decay) - 1) / factor * (1 - 1e-9))


def _curve(schedule: Schedule) -> tuple[float, float]:
    decay = -schedule.parameters[20]
    return 0.9 ** (1 / decay) - 1, decay
