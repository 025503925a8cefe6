"""What parameters are fitted to: the ratings that hold, by question; and the schedules that a learner had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from progress.fitting import Given, History
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.schedule import DEFAULT, Schedule

At = Callable[..., Moment]


def test_a_history_holds_the_ratings_in_the_order_of_time(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN)
    ann.answers("air/rain", now=at(minutes=1))
    ann.answers("air/year", now=at(minutes=10))
    years = History("air/year", (Given(at(), Rating.AGAIN), Given(at(minutes=10), Rating.GOOD)))
    assert ann.store.histories(ann.id) == (History("air/rain", (Given(at(minutes=1), Rating.GOOD),)), years)


def test_what_is_undone_is_in_no_history(ann: Any, at: At) -> None:
    ann.undoes(ann.answers().id, at(days=1))
    assert ann.store.histories(ann.id) == ()


def test_a_rating_that_was_changed_is_the_one_that_counts(ann: Any, at: At) -> None:
    given = ann.answers()
    ann.store.rerate(ann.id, given.id, Rated(Rating.HARD, "you chose so"), at(minutes=1))
    assert ann.store.histories(ann.id)[0].answers == (Given(at(), Rating.HARD),)


def test_nobody_has_the_history_of_another(ann: Any, ben: Any) -> None:
    ann.answers()
    assert ben.store.histories(ben.id) == ()


def test_every_change_of_a_schedule_is_known_with_its_time(ann: Any, at: At) -> None:
    strict, own = Schedule(retention=0.95), Schedule((0.4, *DEFAULT.parameters[1:]))
    ann.store.change_schedule(ann.id, strict, at(days=1))
    ann.store.change_schedule(ann.id, own, at(days=2))
    assert ann.store.schedules(ann.id) == ((at(days=1).at, strict), (at(days=2).at, own))
