from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from progress.log import Answered
from progress.moment import Moment
from progress.rating import Rating

At = Callable[..., Moment]


def test_a_newcomer_stands_at_the_beginning(ann: Any) -> None:
    standing = ann.standing()
    assert (standing.cards, standing.days, standing.usual, standing.last, standing.new_today) == ({}, (), {}, None, 0)


def test_nobody_stands_nowhere(ann: Any, noon: Moment) -> None:
    ann.answers()
    standing = ann.store.standing("nobody", noon)
    assert (standing.cards, standing.settings, standing.last) == ({}, {}, None)


# -- usual times


def test_seven_answers_are_too_few_to_know_a_usual_time(ann: Any, at: At) -> None:
    for minute in range(7):
        ann.answers(now=at(minutes=minute))
    assert ann.standing().usual == {}


def test_the_usual_time_is_the_median_of_right_answers(ann: Any, at: At) -> None:
    for minute, took in enumerate((9_000, 1_000, 2_000, 3_000, 4_001, 6_000, 7_000, 8_000)):
        ann.answers(took=took, now=at(minutes=minute))
    assert ann.standing().usual == {"choice": 5_000}  # between 4001 and 6000: 5000.5, rounded to even


def test_each_kind_has_its_usual_time(ann: Any, at: At) -> None:
    for minute in range(16):
        ann.answers(kind=("choice", "cloze")[minute % 2], took=(3_000, 9_000)[minute % 2], now=at(minutes=minute))
    assert ann.standing().usual == {"choice": 3_000, "cloze": 9_000}


def test_wrong_and_undone_answers_have_no_say_in_the_usual_time(ann: Any, at: At) -> None:
    for minute in range(8):
        ann.answers(took=3_000, now=at(minutes=minute))
        ann.answers(rating=Rating.AGAIN, took=90_000, now=at(minutes=minute))
        ann.undoes(ann.answers(took=90_000, now=at(minutes=minute)).id, at(minutes=minute))
    assert ann.standing().usual == {"choice": 3_000}


def test_only_recent_answers_make_the_usual_time(ann: Any, at: At, answered: Callable[..., Answered]) -> None:
    for days, took, count in ((0, 9_000, 301), (1, 3_000, 151)):
        sitting = ann.store.start_sitting(ann.id, "exam", [], at(days=days))
        given = [(answered(sitting, f"air/{number}", took=took), "{}") for number in range(count)]
        ann.store.end_sitting(ann.id, sitting, "finished", 0, at(days=days), given)
    assert ann.standing().usual == {"choice": 3_000}


# -- new questions


def test_a_question_met_today_is_new_today(ann: Any, at: At) -> None:
    ann.answers("air/year")
    ann.answers("air/rain", Rating.AGAIN, now=at(minutes=1))
    assert ann.standing(at(minutes=2)).new_today == 2


def test_a_question_asked_twice_today_is_new_once(ann: Any, at: At) -> None:
    for minute in range(2):
        ann.answers(now=at(minutes=minute))
    assert ann.standing().new_today == 1


def test_a_question_met_on_an_earlier_day_is_not_new(ann: Any, at: At) -> None:
    ann.answers("air/year")
    ann.answers("air/year", now=at(days=1))
    ann.answers("air/rain", now=at(days=1))
    assert ann.standing(at(days=1)).new_today == 1


def test_what_was_answered_today_is_known_though_the_clock_stood_on_the_other_side_of_the_date_line(ann: Any, at: At) -> None:
    ann.answers(now=Moment.of(at(hours=-2).at, -12 * 60))
    assert set(ann.store.standing_today(ann.id, Moment.of(at().at, 14 * 60)).cards) == {"air/year"}


def test_past_midnight_is_still_today(ann: Any, at: At) -> None:
    ann.answers(now=at())
    assert [ann.standing(at(hours=hours)).new_today for hours in (15, 16)] == [1, 0]


def test_an_undone_answer_meets_no_question(ann: Any, at: At) -> None:
    ann.undoes(ann.answers().id)
    assert ann.standing().new_today == 0


def test_a_question_whose_first_answer_was_undone_is_new_when_it_is_answered(ann: Any, at: At) -> None:
    ann.undoes(ann.answers().id)
    ann.answers(now=at(days=1))
    assert ann.standing(at(days=1)).new_today == 1


def test_what_another_learner_meets_is_not_counted(ann: Any, ben: Any) -> None:
    ben.answers()
    assert ann.standing().new_today == 0


# -- the last answer


def test_the_last_answer_is_the_latest_by_the_clock(ann: Any, at: At) -> None:
    for days in (1, 3, 2):
        ann.answers(now=at(days=days))
    assert ann.standing().last == at(days=3).at


def test_whoever_undoes_what_a_wrong_clock_dated_is_rid_of_it(ann: Any, at: At) -> None:
    ann.answers(now=at())
    ann.undoes(ann.answers(now=at(days=4_000)).id, at(hours=1))
    assert ann.standing().last == at().at


@pytest.mark.parametrize("days", [0, 3])
def test_study_days_come_in_their_order(ann: Any, at: At, days: int) -> None:
    for day in (days, 1, 2):
        ann.answers(now=at(days=day))
    assert [total.day.day for total in ann.standing().days] == sorted({2 + days, 3, 4})
