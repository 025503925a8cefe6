"""How well predictions held, over counts worked out by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest

from progress.calibration import calibration, expected
from progress.records import MILLIONTHS, RecallDay

DAY = date(2026, 3, 2)


def told(chance, recalled, answers, day=DAY):
    """So many predictions of one chance, some of which were recalled."""
    # Each is counted in whole millionths, and one that could not happen in none.
    right = round(MILLIONTHS * (1 - chance) ** 2), round(MILLIONTHS * -math.log(chance))
    wrong = round(MILLIONTHS * chance**2), round(MILLIONTHS * -math.log(1 - chance)) if chance < 1 else 0
    squared, loss = (recalled * hit + (answers - recalled) * miss for hit, miss in zip(right, wrong, strict=True))
    return RecallDay(day, min(19, int(chance * 20)), answers, recalled, round(MILLIONTHS * chance) * answers, squared, loss)


# Twenty predictions of 0.9, of which 16 were recalled, and twenty of 0.6, of which 12 were:
# Brier (16·0.01 + 4·0.81 + 12·0.16 + 8·0.36) / 40 = (0.16 + 3.24 + 1.92 + 2.88) / 40 = 0.205
# log loss (16·0.10536 + 4·2.30259 + 12·0.51083 + 8·0.91629) / 40 = (1.68577 + 9.21034 + 6.12991 + 7.33033) / 40 = 0.60891
# always 28/40 = 0.7: Brier 0.7·0.3 = 0.21, log loss 0.7·0.35667 + 0.3·1.20397 = 0.61086
# RMSE √((20·(0.9 − 0.8)² + 20·0²) / 40) = √0.005 = 0.07071
def test_scores_are_those_worked_out_by_hand():
    found = calibration([told(0.9, 16, 20), told(0.6, 12, 20)])
    scores = (found.brier, found.log_loss, found.constant_brier, found.constant_log_loss, found.rmse)
    assert scores == pytest.approx((0.205, 0.60891, 0.21, 0.61086, 0.07071), abs=5e-6)


def test_bins_tell_what_was_said_and_what_happened():
    found = calibration([told(0.9, 16, 20), told(0.6, 12, 20)])
    assert [(each.least, each.below, each.answers, each.said, each.happened) for each in found.bins] == [
        (0.6, pytest.approx(0.65), 20, pytest.approx(0.6), 0.6),
        (0.9, pytest.approx(0.95), 20, pytest.approx(0.9), 0.8),
    ]


def test_a_bin_with_few_answers_is_pooled_with_the_next_one():
    found = calibration([told(0.6, 2, 4), told(0.7, 3, 4), told(0.8, 4, 5), told(0.9, 9, 10)])
    assert [(each.least, each.below, each.answers) for each in found.bins] == [(0.6, 0.85, 13), (0.9, 0.95, 10)]


def test_the_last_bin_is_pooled_with_the_one_before_it():
    found = calibration([told(0.8, 9, 12), told(0.95, 3, 3)])
    assert [(each.least, each.below, each.answers) for each in found.bins] == [(0.8, 1.0, 15)]


def test_few_answers_at_all_make_one_bin():
    assert [each.answers for each in calibration([told(0.6, 1, 1), told(0.9, 2, 2)]).bins] == [3]


def test_days_of_the_same_chance_are_summed():
    assert calibration([told(0.9, 8, 10), told(0.9, 8, 10, date(2026, 3, 3))]) == calibration([told(0.9, 16, 20)])


def test_there_is_nothing_to_tell_without_predictions():
    assert calibration([]) is None


def test_always_saying_the_mean_is_perfect_if_all_is_recalled():
    found = calibration([told(0.9, 20, 20)])
    assert (found.constant_brier, found.constant_log_loss) == (0.0, 0.0)


# Variance 4·0.5·0.5 = 1, so 2 ± 1.96.
def test_how_many_are_expected_to_be_recalled():
    assert expected([0.5] * 4) == pytest.approx((2.0, 0.04, 3.96), abs=1e-3)


def test_no_more_are_expected_than_there_are():
    assert expected([0.5]) == (0.5, 0.0, 1.0)
