"""Sums over study days, and whether two scores differ by more than chance; the intervals are worked out by hand beside them."""

from __future__ import annotations

from datetime import date

import pytest

from progress.periods import Change, Scores, Span, Work, change, last_days, work_by, work_in
from progress.records import POINTS, TopicDay
from quiz.history.spans import cut, month_of, piece_for, pieces, week_of
from quiz.phrases import percent

MONDAY = date(2026, 3, 2)


def row(day=MONDAY, topic="air", *, answers=4, points=3.0, firsts=1, first_points=0.5, took=8_000, learned=1):
    scored, first_scored = round(points * POINTS), round(first_points * POINTS)
    return TopicDay(day, topic, answers, int(points), scored, took, firsts, int(first_points), first_scored, learned)


def test_first_tries_are_summed_apart_from_repeats():
    assert work_in([row(), row(topic="water")]) == Work(Scores(2, POINTS), Scores(6, 5 * POINTS), 16_000, 2)


def test_repeats_that_were_all_right_score_all_whatever_the_fractions_of_first_tries():
    work = work_in([row(answers=5, points=4.6667, firsts=2, first_points=1.6667)])
    assert (work.repeats.mean, percent(work.repeats.mean)) == (1.0, "100 %")


def test_nothing_is_the_sum_of_no_days():
    assert work_in([]) == Work()


def test_rows_are_summed_by_a_key():
    assert {key: work.took for key, work in work_by([row(), row(), row(topic="water")], lambda day: day.topic).items()} == {
        "air": 16_000,
        "water": 8_000,
    }


def test_a_mean_has_no_value_without_answers():
    assert (Scores().mean, Scores().interval) == (None, None)


def test_a_span_ends_today_and_the_one_before_it_is_as_long():
    span = last_days(MONDAY, 7)
    assert (span, span.before()) == (Span(date(2026, 2, 24), MONDAY), Span(date(2026, 2, 17), date(2026, 2, 23)))


# 56 of 70 beside 48 of 80, an example of Newcombe's paper, who gives 0.0524 to 0.3339. The Wilson intervals are 0.69183 to 0.87695 round
# 0.8, and 0.49045 to 0.70038 round 0.6. The lower end is 0.2 − √((0.8 − 0.69183)² + (0.70038 − 0.6)²) = 0.2 − 0.14757, the upper one
# 0.2 + √((0.87695 − 0.8)² + (0.6 − 0.49045)²) = 0.2 + 0.13388.
def test_a_difference_has_newcombes_interval():
    found = change(Scores(80, 48 * POINTS), Scores(70, 56 * POINTS))
    assert (found.difference, found.low, found.high) == (
        pytest.approx(0.2),
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


# 9 of 10 beside 3 of 10, another of its examples: 0.1705 to 0.8090.
def test_a_difference_of_few_answers_has_a_wide_interval():
    found = change(Scores(10, 3 * POINTS), Scores(10, 9 * POINTS))
    assert (found.low, found.high) == (pytest.approx(0.1705, abs=5e-5), pytest.approx(0.8090, abs=5e-5))


def test_a_difference_is_sure_if_its_interval_leaves_nought_out():
    assert [Change(0.1, low, high).sure for low, high in ((0.01, 0.2), (-0.01, 0.2), (-0.3, -0.1))] == [True, False, True]


def test_nothing_is_compared_with_no_answers():
    assert change(Scores(), Scores(3, 2 * POINTS)) is None


def test_a_week_begins_on_its_monday_and_a_month_on_its_first():
    assert (week_of(date(2026, 3, 8)), month_of(date(2026, 2, 9))) == (
        Span(MONDAY, date(2026, 3, 8)),
        Span(date(2026, 2, 1), date(2026, 2, 28)),
    )


@pytest.mark.parametrize(
    ("last", "piece"), [(date(2026, 3, 10), "day"), (date(2026, 6, 1), "week"), (date(2028, 1, 1), "month"), (date(2031, 1, 1), "year")]
)
def test_time_is_cut_so_that_there_are_a_few_dozen_pieces_at_most(last: date, piece: str):
    assert piece_for(MONDAY, last) == piece
    assert len(pieces(MONDAY, last, piece)) <= 37


def test_pieces_are_cut_where_a_period_begins_and_ends():
    march = Span(date(2026, 3, 5), date(2026, 4, 20))
    assert cut(march, "month", [Span(date(2026, 3, 10), date(2026, 3, 12)), Span(date(2026, 4, 20), date(2026, 5, 1))]) == [
        Span(date(2026, 3, 5), date(2026, 3, 9)),
        Span(date(2026, 3, 10), date(2026, 3, 12)),
        Span(date(2026, 3, 13), date(2026, 3, 31)),
        Span(date(2026, 4, 1), date(2026, 4, 19)),
        Span(date(2026, 4, 20), date(2026, 4, 20)),
    ]
