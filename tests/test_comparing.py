"""Formulas by which learners are compared: by values worked by hand, by published examples, and by what must always hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.comparing import as_low_by_chance, beyond_chance, chance_of, difference_interval, median_interval

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("points", "chances", "expected"),
    [
        (0, [0.5, 0.5], 0.25),
        (1, [0.5, 0.5], 0.75),
        (0, [0.9, 0.8, 0.5], 0.1 * 0.2 * 0.5),
        (0.5, [0.5, 0.5], 0.75),  # rounded up
        (1, [0.9, 0.8], 1 - 0.9 * 0.8),
        (2, [0.9, 0.8], 1.0),
        (0, [], 1.0),
    ],
)
def test_how_likely_so_few_points_are_by_chance(points, chances, expected) -> None:
    assert as_low_by_chance(points, chances) == pytest.approx(expected)


@given(st.floats(0.01, 0.99), st.integers(1, 30), st.data())
def test_with_equal_chances_it_is_the_binomial_distribution(chance, number, data) -> None:
    right = data.draw(st.integers(0, number))
    expected = sum(math.comb(number, k) * chance**k * (1 - chance) ** (number - k) for k in range(right + 1))
    assert as_low_by_chance(right, [chance] * number) == pytest.approx(expected)


@given(st.lists(SHARES, min_size=1, max_size=20), st.randoms())
def test_the_order_of_the_questions_does_not_matter(chances, random) -> None:
    shuffled = random.sample(chances, len(chances))
    assert as_low_by_chance(2, chances) == pytest.approx(as_low_by_chance(2, shuffled))


def test_thirds_that_make_a_whole_number_are_not_rounded_up() -> None:
    assert as_low_by_chance(sum([1 / 3] * 3), [0.5, 0.5]) == as_low_by_chance(1, [0.5, 0.5])


def test_few_answers_are_never_taken_for_certainty() -> None:
    assert [chance_of(0, 0), chance_of(3, 3), chance_of(0, 3)] == [0.5, 3.5 / 4, 0.5 / 4]


def test_differences_beyond_chance_are_those_of_the_published_example() -> None:
    # Benjamini & Hochberg (1995), section 3: fifteen hypotheses, of which the procedure rejects the first four.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert beyond_chance(p) == [True] * 4 + [False] * 11


def test_of_no_comparisons_none_is_beyond_chance() -> None:
    assert beyond_chance([]) == []


@given(st.lists(SHARES, min_size=1, max_size=30))
def test_what_is_beyond_chance_is_likelier_than_nothing_that_is_not(likelihoods) -> None:
    beyond = beyond_chance(likelihoods)
    assert max((p for p, is_beyond in zip(likelihoods, beyond, strict=True) if is_beyond), default=0) <= min(
        (p for p, is_beyond in zip(likelihoods, beyond, strict=True) if not is_beyond), default=1
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(5, None), (6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (10, (2, 9)), (20, (6, 15)), (30, (10, 21))],
)
def test_the_interval_for_a_median_lies_between_the_values_of_the_sign_test(number, expected) -> None:
    # The ranks are those of the usual tables, as in Conover, “Practical Nonparametric Statistics”.
    assert median_interval(range(1, number + 1)) == expected


def test_the_interval_for_a_difference_is_that_of_the_published_example() -> None:
    # Newcombe (1998), table II, example (a), method 10: 56 of 70 less 48 of 80 is 0.0524 to 0.3339.
    assert difference_interval(56 / 70, 48 / 80, 70, 80) == pytest.approx((0.0524, 0.3339), abs=0.0001)


@given(SHARES, SHARES, st.integers(1, 50), st.integers(1, 50))
def test_an_interval_turned_around_is_the_same(one, other, number, other_number) -> None:
    low, high = difference_interval(one, other, number, other_number)
    assert difference_interval(other, one, other_number, number) == pytest.approx((-high, -low))
    assert -1 <= low <= one - other <= high <= 1
