"""Parameters of FSRS-6 for one learner, and whether they predict her better: pure functions over her answers.

A review is an answer to a question that was last answered on an earlier study day: only there does the schedule predict
anything. Answers of the same day count as in the schedule itself, by its short-term formula, and are not predicted.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from progress import schedule
from progress.moment import Moment
from progress.rating import Rating
from progress.schedule import DEFAULT, Card, Schedule

HELD_OUT = 5
"""One review of how many is held out: the last ones, since what is to be predicted lies ahead."""
ENOUGH = 1000
"""From how many reviews on parameters are fitted. Of 144 simulated learners (``tests/benchmarks/fit.py``) those fitted to 400
reviews predicted later ones worse on the average than everyone's do, those fitted to 1,000 better, and for three of five."""
WITHIN = 1.2816
"""Standard errors to each side of a figure between which the true one lies eight times of ten. With 1,000 reviews this let one
simulated learner in six adopt, for 83 % of whom it was right; two standard errors would let one in twelve, no more often rightly."""
MOST = 20_000
"""Reviews that are looked at; of a longer record, the questions that a hash draws."""
_BINS = 10
_LEAST_CHANCE = 1e-6


class Given(NamedTuple):
    """An answer: when, and how well the question was known."""

    when: Moment
    rating: Rating


@dataclass(frozen=True, slots=True)
class History:
    """All answers to one question that count, in their order."""

    question: str
    answers: tuple[Given, ...]

    def days(self) -> tuple[int, ...]:
        """Return how many study days lie between each answer and the one before it; 0 for the first."""
        pairs = pairwise(self.answers)
        return 0, *(days_between(earlier.when, later.when) for earlier, later in pairs)


class Review(NamedTuple):
    """A review: the question, when it was answered, and which of its answers it is, from 0."""

    question: str
    at: int
    number: int


class Predicted(NamedTuple):
    """A review, the chance of recall that a schedule gave it, and whether it was recalled."""

    question: str
    number: int
    chance: float
    recalled: bool

    @property
    def log_loss(self) -> float:
        """The natural logarithm of one over the chance that was given to what happened."""
        chance = self.chance if self.recalled else 1 - self.chance
        return -math.log(max(chance, _LEAST_CHANCE))


@dataclass(frozen=True, slots=True)
class Scores:
    """How well reviews were predicted; the smaller, the better.

    ``log_loss`` and ``brier`` are means over the reviews; ``calibration`` is by how much, on average, the share recalled
    differs from the chance predicted, in ten groups of reviews with about the same chance.
    """

    reviews: int
    log_loss: float
    brier: float
    calibration: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the reviews held out were predicted: by the parameters a learner has, by everyone's, and by the fitted ones.

    ``gain`` is by how much the fitted ones' mean log loss is below that of the present ones, ``least`` and ``most`` are
    the bounds between which it lies eight times of ten; ``fitted_to`` is how many reviews they were fitted to.
    """

    fitted_to: int
    reviews: int
    present: Scores
    default: Scores
    fitted: Scores
    gain: float
    least: float
    most: float

    @property
    def better(self) -> bool:
        """Whether the fitted parameters predict better by more than chance."""
        return self.least > 0


def days_between(earlier: Moment, later: Moment) -> int:
    """Return how many study days lie between two answers, as the schedule counts them: by the later one's clock."""
    return max(0, (later.day - Moment(earlier.at, later.offset).day).days)


def reviews_in(histories: Iterable[History]) -> list[Review]:
    """Return all reviews in the order of time."""
    found = [
        Review(history.question, given.when.milliseconds, number)
        for history in histories
        for number, (given, days) in enumerate(zip(history.answers, history.days(), strict=True))
        if days
    ]
    return sorted(found, key=lambda review: (review.at, review.question, review.number))


def drawn(histories: Sequence[History], most: int = MOST) -> list[History]:
    """Return as many histories as hold about ``most`` reviews, always the same ones; all of them if there are no more."""

    def place(history: History) -> bytes:
        return hashlib.sha256(history.question.encode("utf-8", "surrogatepass")).digest()

    kept, reviews = [], 0
    for history in sorted(histories, key=place):
        if reviews >= most:
            break
        kept.append(history)
        reviews += sum(1 for days in history.days() if days)
    return kept


def split(reviews: Sequence[Review]) -> tuple[Sequence[Review], Sequence[Review]]:
    """Return the reviews to fit to, and the last fifth, held out."""
    first = len(reviews) - len(reviews) // HELD_OUT
    return reviews[:first], reviews[first:]


def predictions(histories: Iterable[History], by: Schedule, held_out: Iterable[Review]) -> list[Predicted]:
    """Return how a schedule predicts reviews; each rests on all earlier answers to its question."""
    wanted = {(review.question, review.number) for review in held_out}
    numbers: dict[str, int] = {}
    for question, number in wanted:
        numbers[question] = max(number, numbers.get(question, 0))
    return [
        predicted
        for history in histories
        if history.question in numbers
        for predicted in _followed(history, by, numbers[history.question])
        if (predicted.question, predicted.number) in wanted
    ]


def _followed(history: History, by: Schedule, last: int) -> Iterator[Predicted]:
    card: Card | None = None
    for number, given in enumerate(history.answers[: last + 1]):
        chance = schedule.recall(card, given.when, by) if card is not None else None
        if chance is not None:
            yield Predicted(history.question, number, chance, given.rating is not Rating.AGAIN)
        card = schedule.review(card, history.question, given.rating, given.when, by)


def scores(predicted: Sequence[Predicted]) -> Scores:
    """Return how well reviews were predicted; there must be some."""
    reviews = len(predicted)
    return Scores(
        reviews,
        sum(each.log_loss for each in predicted) / reviews,
        sum((each.chance - each.recalled) ** 2 for each in predicted) / reviews,
        _calibration(predicted),
    )


def _calibration(predicted: Sequence[Predicted]) -> float:
    ordered, reviews = sorted(predicted, key=lambda each: each.chance), len(predicted)
    edges = [reviews * number // _BINS for number in range(_BINS + 1)]
    groups = [ordered[first:end] for first, end in pairwise(edges)]
    return sum(abs(sum(each.chance - each.recalled for each in group)) for group in groups) / reviews


def compare(histories: Sequence[History], present: Schedule, fitted: Schedule) -> Comparison:
    """Return how the present and the fitted parameters, and everyone's, predict the reviews held out; there must be some."""
    seen, held_out = split(reviews_in(histories))
    before, after = predictions(histories, present, held_out), predictions(histories, fitted, held_out)
    gain, error = gained(before, after)
    return Comparison(
        fitted_to=len(seen),
        reviews=len(held_out),
        present=scores(before),
        default=scores(predictions(histories, DEFAULT, held_out)),
        fitted=scores(after),
        gain=gain,
        least=gain - WITHIN * error,
        most=gain + WITHIN * error,
    )


def gained(before: Sequence[Predicted], after: Sequence[Predicted]) -> tuple[float, float]:
    """Return by how much the mean log loss is smaller, and the standard error of that.

    The reviews are paired; those of one question are not independent, so that the error is that of a ratio over clusters
    (Cochran, Sampling Techniques, 3rd edition, section 9A.3: C/(C−1)·Σ(d_c − n_c·d)²/n² over C questions).
    """
    by_question: dict[str, list[float]] = defaultdict(list)
    for earlier, later in zip(before, after, strict=True):
        by_question[earlier.question].append(earlier.log_loss - later.log_loss)
    reviews = len(before)
    mean = sum(map(sum, by_question.values())) / reviews
    clusters = len(by_question)
    if clusters < 2:
        return mean, math.inf
    squares = sum((sum(each) - len(each) * mean) ** 2 for each in by_question.values())
    return mean, math.sqrt(clusters / (clusters - 1) * squares) / reviews
