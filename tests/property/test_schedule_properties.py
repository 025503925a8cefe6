"""The schedule is FSRS-6 to the last bit: what follows upon any answers is what the ``fsrs`` package makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
from hypothesis import given
from hypothesis import strategies as st

from progress.moment import Moment
from progress.rating import Rating
from progress.schedule import (
    DEFAULT_PARAMETERS,
    LEARNING_STEPS,
    LEAST_PARAMETERS,
    MAXIMUM_INTERVAL,
    MOST_PARAMETERS,
    Card,
    Schedule,
    fuzzed,
    recall,
    review,
)

BEGAN = Moment.of(datetime(2024, 2, 27, 17, tzinfo=UTC), -300)
A_WHILE = st.one_of(st.timedeltas(timedelta(0), timedelta(hours=20)), st.timedeltas(timedelta(0), timedelta(days=400)))
GIVEN = st.lists(st.tuples(st.sampled_from(Rating), A_WHILE), min_size=1, max_size=12)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    shares = draw(st.lists(st.floats(0, 1), min_size=21, max_size=21))
    between = zip(LEAST_PARAMETERS, MOST_PARAMETERS, shares, strict=True)
    parameters = tuple(round(least + share * (most - least), 6) for least, most, share in between)
    return Schedule(draw(st.sampled_from([DEFAULT_PARAMETERS, parameters])), draw(st.sampled_from([0.7, 0.85, 0.9, 0.97])))


class Package:
    """What the package makes of answers; it counts spans of 24 hours where we count study days, and so is told when those are equal."""

    def __init__(self, by: Schedule) -> None:
        steps = {"learning_steps": LEARNING_STEPS, "relearning_steps": LEARNING_STEPS, "maximum_interval": MAXIMUM_INTERVAL}
        self.scheduler = fsrs.Scheduler(by.parameters, by.retention, **steps, enable_fuzzing=False)
        self.card = fsrs.Card(card_id=0, due=BEGAN.at)
        self.last = BEGAN

    def review(self, rating: Rating, now: Moment) -> fsrs.Card:
        if self.card.last_review is not None:
            self.card.last_review = now.at - timedelta(days=(now.day - self.last.day).days)
        self.card, _ = self.scheduler.review_card(self.card, fsrs.Rating(int(rating)), review_datetime=now.at)
        self.last = now
        return self.card


@given(GIVEN, schedules())
def test_any_answers_leave_what_the_package_says(answers: list[tuple[Rating, timedelta]], by: Schedule) -> None:
    package, card, now = Package(by), None, BEGAN
    for rating, passed in answers:
        now = now.later(passed)
        card, theirs = review(card, "air/year", rating, now, by), package.review(rating, now)
        assert (card.state, card.step, card.stability, card.difficulty) == (theirs.state, theirs.step, theirs.stability, theirs.difficulty)
        waits = theirs.due - now.at
        assert card.due - now.at == (timedelta(days=fuzzed(waits.days, "air/year", card.repetitions)) if card.learned else waits)


@given(GIVEN, schedules(), st.integers(1, 400))
def test_recall_is_what_the_package_says(answers: list[tuple[Rating, timedelta]], by: Schedule, days: int) -> None:
    card: Card | None = None
    now = BEGAN
    for rating, passed in answers:
        now = now.later(passed)
        card = review(card, "air/year", rating, now, by)
    assert card is not None
    later = now.later(timedelta(days=days))
    theirs = fsrs.Card(card_id=0, state=fsrs.State.Review, step=None, stability=card.stability, difficulty=card.difficulty, due=card.due)
    theirs.last_review = now.at
    package = Package(by).scheduler
    assert recall(card, later, by) == package.get_card_retrievability(theirs, later.at)


def test_the_bounds_are_those_of_the_package() -> None:
    assert fsrs.scheduler.LOWER_BOUNDS_PARAMETERS == LEAST_PARAMETERS
    assert fsrs.scheduler.UPPER_BOUNDS_PARAMETERS == MOST_PARAMETERS
