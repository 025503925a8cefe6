"""The totals that the pages of the history rest on, and the answers behind them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from progress.moment import Moment
from progress.rating import Rating
from progress.records import MILLIONTHS, POINTS, Behind, ConfidenceDay, Confusion, TopicDay
from progress.schedule import DEFAULT, Schedule, recall

At = Callable[..., Moment]
OWN = Schedule((0.4, *DEFAULT.parameters[1:]), 0.85)


def test_a_day_counts_first_answers_apart_from_repeats(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN, took=3_000)
    ann.answers("air/year", took=2_000, now=at(minutes=1))
    ann.answers("air/rain", took=1_000, now=at(minutes=2))
    assert ann.store.totals(ann.id).days == (TopicDay(at().day, "air", 3, 2, 2 * POINTS, 6_000, 2, 1, POINTS, 2),)


def test_the_first_answer_is_another_one_when_it_is_undone(ann: Any, at: At) -> None:
    first = ann.answers("air/year", Rating.AGAIN)
    ann.answers("air/year", now=at(days=1))
    ann.undoes(first.id, at(days=2))
    (day,) = ann.store.totals(ann.id).days
    assert (day.day, day.answers, day.firsts, day.first_rights) == (at(days=1).day, 1, 1, 1)


def test_a_question_that_falls_back_is_learned_no_more(ann: Any, at: At) -> None:
    ann.answers("air/year")
    ann.answers("air/year", Rating.AGAIN, now=at(days=3))
    assert [day.learned for day in ann.store.totals(ann.id).days] == [1, -1]


def test_a_prediction_is_counted_with_what_happened(ann: Any, at: At) -> None:
    learned = ann.answers("air/year").after
    ann.answers("air/year", Rating.AGAIN, now=at(days=3))
    (told,), chance = ann.store.totals(ann.id).recalls, recall(learned, at(days=3))
    assert (told.day, told.twentieth, told.answers, told.recalled) == (at(days=3).day, int(chance * 20), 1, 0)
    sums = (told.predicted / MILLIONTHS, told.squared / MILLIONTHS, told.loss / MILLIONTHS)
    assert sums == pytest.approx((chance, chance**2, -math.log(1 - chance)), abs=1e-6)


def test_nothing_is_predicted_within_a_day(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN)
    ann.answers("air/year", now=at(minutes=10))
    assert ann.store.totals(ann.id).recalls == ()


def test_answers_are_counted_by_how_sure_the_learner_was(ann: Any, at: At) -> None:
    ann.answers("air/year", confidence="sure")
    ann.answers("air/rain", Rating.AGAIN, now=at(minutes=1), confidence="sure")
    ann.answers("air/ozone", now=at(minutes=2))
    assert ann.store.totals(ann.id).confidences == (ConfidenceDay(at().day, "sure", 2, 1, POINTS),)


def test_a_question_misleads_that_was_answered_surely_and_wrongly_at_last(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN, confidence="sure")
    ann.answers("air/rain", Rating.AGAIN, confidence="sure")
    ann.answers("air/rain", now=at(minutes=1), confidence="sure")
    assert ann.standing().misled == {"air/year"}


def test_a_question_does_not_mislead_whose_marking_the_learner_disputes(ann: Any, at: At) -> None:
    sure = ann.answers("air/year", Rating.AGAIN, confidence="sure")
    ann.store.claim(ann.id, sure.id, "right", at(minutes=1))
    assert ann.standing().misled == frozenset()


def test_wrong_options_are_counted_by_question(ann: Any, at: At) -> None:
    for minute in range(2):
        ann.answers("air/year", Rating.AGAIN, now=at(minutes=minute))
    ann.answers("air/rain", Rating.AGAIN, now=at(minutes=3), response="1987")
    ann.answers("air/rain", Rating.AGAIN, now=at(minutes=4), response=None)
    ann.answers("air/acid", Rating.AGAIN, now=at(minutes=5), kind="number", response="7")
    assert ann.store.confusions(ann.id) == (Confusion("air/year", "1909", 2), Confusion("air/rain", "1987", 1))
    assert ann.store.confusions(ann.id, ["air/rain", "air/none"]) == (Confusion("air/rain", "1987", 1),)
    assert ann.store.confusions(ann.id, limit=1) == (Confusion("air/year", "1909", 2),)


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        (Behind(), ["air/rain", "water/lakes", "air/year"]),
        (Behind(topic="air"), ["air/rain", "air/year"]),
        (Behind(question="water/lakes"), ["water/lakes"]),
        (Behind(outcome="wrong"), ["water/lakes"]),
        (Behind(confidence="guess"), ["air/rain"]),
        (Behind(firsts=False), []),
        (Behind(recall=(0.5, 1.01)), []),
    ],
)
def test_the_answers_behind_a_figure_are_found(ann: Any, at: At, behind: Behind, found: list[str]) -> None:
    ann.answers("air/year")
    ann.answers("water/lakes", Rating.AGAIN, now=at(minutes=1))
    ann.answers("air/rain", now=at(minutes=2), confidence="guess")
    ann.undoes(ann.answers("air/rain", now=at(minutes=3)).id, at(minutes=4))
    assert [answer.question for answer in ann.store.answers_behind(ann.id, behind)] == found


def test_only_the_newest_are_handed_out_if_there_is_a_limit(ann: Any, at: At) -> None:
    for day in range(3):
        ann.answers(now=at(days=day))
    assert [answer.when for answer in ann.store.answers_behind(ann.id, Behind(last_day=at(days=1).day), limit=1)] == [at(days=1)]


# -- a schedule of her own


def test_a_learner_has_the_schedule_that_she_chose_last(ann: Any, at: At) -> None:
    for own in (Schedule(retention=0.8), OWN):
        ann.store.change_schedule(ann.id, own, at())
    assert ann.standing().schedule == OWN


def test_a_new_schedule_changes_what_is_remembered_and_not_what_is_due(ann: Any, at: At) -> None:
    before = ann.answers("air/year", Rating.AGAIN).after
    ann.store.change_schedule(ann.id, OWN, at(minutes=1))
    after = ann.card()
    assert (after.stability, after.due, after.state) == (0.4, before.due, before.state)


def test_what_was_told_before_a_new_schedule_stays(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN)
    before = ann.store.answers(ann.sitting)
    ann.store.change_schedule(ann.id, OWN, at(minutes=1))
    assert ann.store.answers(ann.sitting) == before


def test_a_card_comes_back_by_the_schedule_of_its_last_answer(ann: Any, at: At) -> None:
    ann.answers("air/year", Rating.EASY)
    ann.store.change_schedule(ann.id, Schedule(retention=0.95), at(minutes=1))
    often = ann.answers("air/year", now=at(days=8)).after
    ann.answers("air/rain", Rating.EASY, now=at(days=8))
    ann.store.change_schedule(ann.id, Schedule(retention=0.8), at(days=9))
    seldom = ann.answers("air/rain", now=at(days=16)).after
    assert often.due - at(days=8).at < seldom.due - at(days=16).at


def test_a_schedule_of_another_learner_changes_nothing(ann: Any, ben: Any, at: At) -> None:
    ann.answers("air/year", Rating.AGAIN)
    before = ann.standing()
    ben.store.change_schedule(ben.id, OWN, at(minutes=1))
    assert ann.standing() == before


@pytest.mark.parametrize("parameters", [(), DEFAULT.parameters[:-1], (0.0, *DEFAULT.parameters[1:]), (math.nan, *DEFAULT.parameters[1:])])
def test_parameters_without_a_meaning_are_no_schedule(parameters: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"parameter|argument"):
        Schedule(parameters)
