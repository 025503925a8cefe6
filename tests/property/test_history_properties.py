"""What holds for the figures of the history whatever a learner did."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.calibration import calibration, expected
from progress.periods import Scores, change, work_by, work_in
from progress.records import MILLIONTHS, POINTS, RecallDay, TopicDay
from quiz.history.work import streaks

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def topic_days(draw: st.DrawFn) -> TopicDay:
    answers = draw(st.integers(1, 50))
    firsts = draw(st.integers(0, answers))
    first_points, again = draw(st.integers(0, firsts * POINTS)), draw(st.integers(0, (answers - firsts) * POINTS))
    first_rights, rights = first_points // POINTS, first_points // POINTS + again // POINTS
    took, learned = draw(st.integers(0, 10**6)), draw(st.integers(-5, 5))
    topic = draw(st.sampled_from("abc"))
    return TopicDay(draw(DAYS), topic, answers, rights, first_points + again, took, firsts, first_rights, first_points, learned)


@st.composite
def recall_days(draw: st.DrawFn) -> RecallDay:
    twentieth, answers = draw(st.integers(0, 19)), draw(st.integers(1, 40))
    recalled, chance = draw(st.integers(0, answers)), (twentieth + 0.5) / 20
    squared = recalled * (1 - chance) ** 2 + (answers - recalled) * chance**2
    loss = -recalled * math.log(chance) - (answers - recalled) * math.log(1 - chance)
    sums = (round(each * MILLIONTHS) for each in (chance * answers, squared, loss))
    return RecallDay(draw(DAYS), twentieth, answers, recalled, *sums)


SCORES = st.tuples(st.integers(1, 500), st.integers(0, POINTS)).map(lambda drawn: Scores(drawn[0], drawn[0] * drawn[1]))


@given(st.lists(topic_days(), max_size=12), st.randoms())
def test_the_order_of_days_does_not_matter(days, random):
    shuffled = random.sample(days, len(days))
    assert work_in(shuffled) == work_in(days)


@given(st.lists(topic_days(), max_size=12))
def test_topics_add_up_to_the_whole(days):
    assert sum(work_by(days, lambda day: day.topic).values(), start=work_in([])) == work_in(days)


@given(st.lists(topic_days(), min_size=1, max_size=12), st.integers(0, 11))
def test_a_topic_that_is_told_as_two_adds_up_to_the_same(days, number):
    split = [day._replace(topic=f"{day.topic}-{index == number}") for index, day in enumerate(days)]
    assert work_in(split) == work_in(days)


@given(SCORES)
def test_an_interval_contains_its_mean(scores):
    low, high = scores.interval
    assert low - 1e-12 <= scores.mean <= high + 1e-12


@given(SCORES, SCORES)
def test_the_interval_of_a_difference_contains_it_and_lies_within_one(one, other):
    found = change(one, other)
    assert -1 - 1e-9 <= found.low <= found.difference + 1e-9
    assert found.difference - 1e-9 <= found.high <= 1 + 1e-9


@given(SCORES, SCORES)
def test_a_difference_seen_from_the_other_side_is_its_opposite(one, other):
    there, back = change(one, other), change(other, one)
    assert (there.difference, there.low, there.high) == pytest.approx((-back.difference, -back.high, -back.low), abs=1e-12)


@given(SCORES)
def test_nothing_differs_from_itself_by_more_than_chance(scores):
    assert not change(scores, scores).sure


@given(st.lists(recall_days(), min_size=1, max_size=12), st.randoms())
def test_the_order_of_predictions_does_not_matter(days, random):
    one, other = calibration(days), calibration(random.sample(days, len(days)))
    assert (one.brier, one.log_loss, one.rmse, [each.answers for each in one.bins]) == pytest.approx(
        (other.brier, other.log_loss, other.rmse, [each.answers for each in other.bins])
    )


@given(st.lists(recall_days(), min_size=1, max_size=12))
def test_pooled_bins_hold_all_reviews(days):
    found = calibration(days)
    assert sum(each.answers for each in found.bins) == found.whole.answers == sum(day.answers for day in days)


@given(st.lists(recall_days(), min_size=1, max_size=12))
def test_no_bin_has_few_reviews_unless_it_is_the_only_one(days):
    bins = calibration(days).bins
    assert len(bins) == 1 or min(each.answers for each in bins) >= 10


@given(st.integers(1, 100))
def test_who_predicts_perfectly_has_a_brier_score_and_a_log_loss_of_nought(answers):
    found = calibration([RecallDay(FIRST, 19, answers, answers, answers * MILLIONTHS, 0, 0), RecallDay(FIRST, 0, answers, 0, 0, 0, 0)])
    assert (found.brier, found.log_loss, found.rmse) == (0.0, 0.0, 0.0)


@given(st.lists(st.floats(0, 1), max_size=50))
def test_the_expected_number_lies_within_its_interval(chances):
    mean, low, high = expected(chances)
    assert 0 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= len(chances)


@given(st.sets(DAYS, max_size=60), DAYS)
def test_a_streak_is_no_longer_than_the_longest(days, today):
    now, longest = streaks(days, today)
    assert 0 <= now <= longest <= len(days)
