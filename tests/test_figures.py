"""The formulas of item analysis, against values of numpy 2 and scipy 1 (in an environment of their own), and by hand.

``TEST`` is six learners at four questions. By hand, for the first question: scores 1 1 1 1 0 0 and the rest of the test 3 2 1.5 1 1 0;
the sum of products of the deviations is 1.8333, those of the squares 1.3333 and 5.2083, and 1.8333 / √(1.3333 · 5.2083) = 0.6957.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress import figures

TEST = ((1, 1, 1, 1, 0, 0), (1, 1, 1, 0, 1, 0), (1, 1, 0.5, 0, 0, 0), (1, 0, 0, 1, 0, 0))
TOTALS = [sum(scores) for scores in zip(*TEST, strict=True)]


def rest(question: int) -> list[float]:
    return [total - score for total, score in zip(TOTALS, TEST[question], strict=True)]


@pytest.mark.parametrize(("question", "expected"), enumerate([0.6957010852, 0.2688016653, 0.7221853807, 0.1543033500]))
def test_discrimination_is_the_correlation_with_the_rest(question: int, expected: float) -> None:
    assert figures.discrimination(TEST[question], rest(question)) == pytest.approx(expected)


@pytest.mark.parametrize(("question", "expected"), enumerate([1.0, 0.2941176471, 1.0, 0.2]))
def test_efficiency_is_the_share_of_the_discrimination_that_is_possible(question: int, expected: float) -> None:
    assert figures.discriminative_efficiency(TEST[question], rest(question)) == pytest.approx(expected)


def test_a_question_that_all_answer_alike_has_no_discrimination() -> None:
    assert figures.discrimination([0.1, 0.1, 0.1], [1, 2, 3]) is None
    assert figures.discriminative_efficiency([0.1, 0.1, 0.1], [1, 2, 3]) is None


def test_the_deviation_is_that_of_a_sample() -> None:
    assert figures.deviation(TEST[2]) == pytest.approx(0.4915960401)


def test_one_value_has_no_deviation() -> None:
    assert figures.deviation([1]) is None


def test_alpha_is_the_consistency_of_a_test() -> None:
    assert figures.alpha(TEST) == pytest.approx(0.6530612245)


def test_alpha_does_not_exist_where_all_totals_are_alike() -> None:
    assert figures.alpha([[0, 1], [1, 0]]) is None


def test_skewness_and_kurtosis_are_those_of_k_statistics() -> None:
    assert (figures.skewness(TOTALS), figures.kurtosis(TOTALS)) == pytest.approx((-0.2499479329, -0.4653061224))


def test_the_standard_error_is_what_alpha_leaves_of_the_deviation() -> None:
    assert figures.standard_error(2.0, 0.75) == 1.0


@pytest.mark.parametrize(("right", "number", "expected"), [(5, 6, (0.4364971782, 0.9699466303)), (0, 10, (0.0, 0.2775327999))])
def test_the_interval_of_a_mean_is_wilson_s(right: int, number: int, expected: tuple[float, float]) -> None:
    assert figures.wilson(right / number, number) == pytest.approx(expected)


def test_the_interval_of_a_correlation_is_fisher_s() -> None:
    assert figures.correlation_interval(0.6957010852, 6) == pytest.approx((-0.2661030644, 0.9633506650))


def test_three_pairs_give_a_correlation_no_interval() -> None:
    assert figures.correlation_interval(0.5, 3) is None


def test_the_fewer_pairs_the_further_a_correlation_is_drawn_to_the_mean() -> None:
    assert figures.shrunk([(0.5, 30), (0.1, 10), (-0.3, 50)]) == pytest.approx([0.4546572471, 0.1019283770, -0.2692540769])


def test_one_question_with_very_many_answers_is_not_the_mean_of_all() -> None:
    """By hand: z = .1003 .6931 .5493 .6184, w = 1000 20 20 20, τ² = .1083; the mean of z, weighted by 1/(τ² + 1/w), is .4510."""
    drawn = figures.shrunk([(0.1, 1003), (0.6, 23), (0.5, 23), (0.55, 23)])
    assert drawn == pytest.approx([0.1031742504, 0.5488121440, 0.4763580078, 0.5120648405])


def test_correlations_that_differ_no_more_than_by_chance_become_one() -> None:
    one, other = figures.shrunk([(0.3, 20), (0.31, 20)])
    assert one == pytest.approx(other)


@pytest.mark.parametrize(("one", "other", "expected"), [(5, 1, 0.109375), (4, 0, 0.0625), (0, 0, 1.0)])
def test_that_one_is_preferred_by_chance_is_the_exact_sign_test(one: int, other: int, expected: float) -> None:
    assert figures.more_by_chance(one, other) == expected


def test_the_sign_test_of_many_goes_over_into_the_normal_distribution_smoothly() -> None:
    assert figures.more_by_chance(516, 485) == pytest.approx(figures.more_by_chance(516, 484), abs=0.01)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=40))
def test_a_correlation_lies_between_minus_one_and_one_or_does_not_exist(pairs: list[tuple[float, float]]) -> None:
    value = figures.discrimination([one for one, _ in pairs], [other for _, other in pairs])
    assert value is None or (math.isfinite(value) and -1 <= value <= 1)


def test_the_interval_of_all_right_ends_at_all_right_and_of_none_at_none() -> None:
    ends = {(figures.wilson(1.0, number)[1], figures.wilson(0.0, number)[0]) for number in range(1, 200)}
    assert ends == {(1.0, 0.0)}
