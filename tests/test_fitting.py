"""Whether parameters fitted to a learner predict her better, by histories worked by hand and learners that are simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from benchmarks.simulated import FORGETFUL, histories, study
from hypothesis import given
from hypothesis import strategies as st

from progress import schedule
from progress.fitting import (
    Given,
    History,
    Predicted,
    compare,
    days_between,
    drawn,
    gained,
    predictions,
    reviews_in,
    scores,
    split,
)
from progress.moment import Moment
from progress.optimizing import optimized, within_bounds
from progress.rating import Rating
from progress.schedule import DEFAULT, Schedule, forgetting

EVENING = Moment(datetime(2026, 3, 2, 20, tzinfo=UTC))


def history(question: str, *answers: tuple[float, Rating]) -> History:
    """Answers so many days after the evening."""
    return History(question, tuple(Given(EVENING.later(timedelta(days=days)), rating) for days, rating in answers))


def predicted(chance: float, *, recalled: bool, question: str = "a") -> Predicted:
    return Predicted(question, 1, chance, recalled)


@pytest.fixture(scope="module")
def forgetful() -> tuple[History, ...]:
    return tuple(histories(study(FORGETFUL, 150, Random(1))))


def test_days_are_study_days_and_not_spans_of_24_hours() -> None:
    assert [days_between(EVENING, EVENING.later(timedelta(hours=hours))) for hours in (1, 7, 11, 31, 33)] == [0, 0, 1, 1, 2]


def test_a_review_is_an_answer_on_a_later_study_day() -> None:
    known = [history("a", (0, Rating.AGAIN), (0.01, Rating.GOOD), (3, Rating.GOOD)), history("b", (1, Rating.GOOD), (2, Rating.AGAIN))]
    assert [(review.question, review.number) for review in reviews_in(known)] == [("b", 1), ("a", 2)]


def test_the_last_fifth_is_held_out() -> None:
    reviews = reviews_in([history(str(number), (0, Rating.GOOD), (number, Rating.GOOD)) for number in range(1, 12)])
    seen, held_out = split(reviews)
    assert ([review.question for review in held_out], len(seen)) == (["10", "11"], 9)


def test_a_review_is_predicted_from_all_answers_before_it() -> None:
    known = history("a", (0, Rating.AGAIN), (0.01, Rating.GOOD), (3, Rating.GOOD))
    card = None
    for answer in known.answers[:2]:
        card = schedule.review(card, "a", answer.rating, answer.when)
    assert card is not None
    assert predictions([known], DEFAULT, reviews_in([known])) == [Predicted("a", 2, forgetting()(3, card.stability), recalled=True)]


def test_only_what_is_held_out_is_predicted() -> None:
    known = [history("a", (0, Rating.GOOD), (2, Rating.GOOD), (9, Rating.AGAIN)), history("b", (0, Rating.GOOD), (1, Rating.GOOD))]
    assert [(each.question, each.number) for each in predictions(known, DEFAULT, reviews_in(known)[-1:])] == [("a", 2)]


def test_scores_worked_by_hand() -> None:
    found = scores([predicted(0.8, recalled=True), predicted(0.6, recalled=False)])
    assert (found.reviews, found.log_loss, found.brier) == (2, pytest.approx(-(math.log(0.8) + math.log(0.4)) / 2), pytest.approx(0.2))


def test_calibration_is_how_far_the_share_recalled_lies_from_the_chance_predicted() -> None:
    reviews = [predicted(0.9, recalled=number % 10 < 6) for number in range(100)]
    assert scores(reviews).calibration == pytest.approx(0.3)


def test_a_certainty_that_fails_has_no_endless_loss() -> None:
    assert predicted(1.0, recalled=False).log_loss == pytest.approx(-math.log(1e-6))


def test_the_error_of_a_difference_is_that_of_questions_and_not_of_reviews() -> None:
    before = [predicted(0.5, recalled=True, question=name) for name in "aabb"]
    after = [predicted(chance, recalled=True, question=name) for name, chance in zip("aabb", (0.8, 0.8, 0.4, 0.4), strict=True)]
    better, worse = math.log(0.8 / 0.5), math.log(0.4 / 0.5)
    mean, error = gained(before, after)
    assert (mean, error) == (pytest.approx((better + worse) / 2), pytest.approx((better - worse) / 2))


def test_of_one_question_nothing_can_be_said() -> None:
    assert gained([predicted(0.5, recalled=True)], [predicted(0.9, recalled=True)])[1] == math.inf


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=2, max_size=30))
def test_what_predicts_alike_is_no_better(given_: list[tuple[str, bool]]) -> None:
    alike = [predicted(0.7, recalled=recalled, question=question) for question, recalled in given_]
    assert gained(alike, alike)[0] == 0


def test_the_parameters_that_a_memory_works_by_are_found_to_be_better(forgetful: tuple[History, ...]) -> None:
    found = compare(forgetful, DEFAULT, FORGETFUL.memory)
    assert found.better
    assert found.gain == pytest.approx(found.present.log_loss - found.fitted.log_loss)
    assert (found.present, found.fitted_to, found.reviews) == (found.default, 141, 35)


def test_everyones_parameters_are_no_better_than_themselves(forgetful: tuple[History, ...]) -> None:
    assert not compare(forgetful, DEFAULT, Schedule(retention=0.8)).better


def test_other_peoples_parameters_are_found_to_be_worse(forgetful: tuple[History, ...]) -> None:
    found = compare(forgetful, FORGETFUL.memory, DEFAULT)
    assert (found.better, found.most < 0) == (False, True)


def test_of_a_long_record_the_same_questions_are_drawn_each_time(forgetful: tuple[History, ...]) -> None:
    some = drawn(forgetful, 50)
    assert some == drawn(tuple(reversed(forgetful)), 50)
    assert 50 <= len(reviews_in(some)) < 70


def test_fitted_parameters_are_taken_within_the_bounds_of_the_schedule() -> None:
    assert Schedule(within_bounds([1e6] * 21)).parameters[0] == 100.0


def test_the_optimizer_brings_a_forgetful_learner_nearer_to_her_memory(forgetful: tuple[History, ...]) -> None:
    pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    found = Schedule(optimized(forgetful, split(reviews_in(forgetful))[0]))
    assert found.parameters[2] < DEFAULT.parameters[2] / 2
    assert compare(forgetful, DEFAULT, found).better


RATINGS = st.lists(st.tuples(st.sampled_from(Rating), st.sampled_from([0, 0, 1, 2, 5, 12, 40, 200])), min_size=1, max_size=9)
OTHERS = within_bounds([each * factor for each, factor in zip(DEFAULT.parameters, (0.7, 1.3, 1.1) * 7, strict=True)])


@pytest.mark.parametrize("parameters", [DEFAULT.parameters, OTHERS], ids=["everyone's", "others"])
@given(reviews=RATINGS)
def test_both_packages_remember_alike(parameters: tuple[float, ...], reviews: Sequence[tuple[Rating, int]]) -> None:
    theirs = pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    now, card, ours = EVENING, None, []
    for number, (rating, days) in enumerate(reviews):
        now = now.later(timedelta(days=days if number else 0, minutes=1))
        card = schedule.review(card, "a", rating, now, Schedule(parameters))
        ours.append((card.stability, card.difficulty))
    item = theirs.FSRSItem([theirs.FSRSReview(int(rating), days if number else 0) for number, (rating, days) in enumerate(reviews)])
    found = [(each.stability, each.difficulty) for each in theirs.FSRS(list(parameters)).historical_memory_states(item)]
    assert found == [pytest.approx(each, rel=1e-4) for each in ours]


def test_both_packages_begin_with_the_same_parameters() -> None:
    theirs = pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    assert pytest.approx(DEFAULT.parameters) == theirs.DEFAULT_PARAMETERS
