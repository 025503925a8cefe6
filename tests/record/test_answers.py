from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from progress.errors import NotFound
from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.rating import Rating
from progress.records import AnswerRecord, DayTotal
from progress.schedule import State, review
from progress.store import Store

At = Callable[..., Moment]


def test_the_first_answer_makes_a_card(ann: Any, noon: Moment) -> None:
    recorded = ann.answers()
    assert (recorded.before, recorded.after) == (None, review(None, "air/year", Rating.GOOD, noon))


def test_the_next_answer_moves_the_card(ann: Any, at: At) -> None:
    first = ann.answers()
    second = ann.answers(now=at(days=2))
    assert (second.before, second.after) == (first.after, review(first.after, "air/year", Rating.GOOD, at(days=2)))


def test_the_card_is_kept_as_it_was_told(ann: Any, at: At) -> None:
    ann.answers(rating=Rating.AGAIN)
    assert ann.card() == ann.answers(now=at(minutes=10)).before


def test_a_card_comes_back_from_the_database_to_the_last_bit(ann: Any, at: At) -> None:
    for days in (0, 1, 5, 30):
        recorded = ann.answers(now=at(days=days))
    assert ann.card() == recorded.after


def test_an_answer_given_while_the_clock_was_back_is_put_where_it_belongs(ann: Any, at: At) -> None:
    ann.answers(now=at(days=9))
    ann.answers(rating=Rating.AGAIN, now=at())
    in_order = review(review(None, "air/year", Rating.AGAIN, at()), "air/year", Rating.GOOD, at(days=9))
    assert ann.card() == in_order


def test_an_answer_is_kept_as_it_was_given(ann: Any, noon: Moment) -> None:
    given = {"shown": ("b", "a"), "response": {"β": ["1", None, True]}, "rule": "Por qué ✓", "took": 2_500_000_000, "hinted": True}
    marked = {"kind": "match", "score": 0.3333, "outcome": "partly"}
    recorded = ann.answers(**given, **marked, confidence="think")
    kept = AnswerRecord(
        recorded.id,
        ann.sitting,
        "air/year",
        when=noon,
        wording=hash_of('"air/year"'),
        rating=3,
        reason="it was right",
        claim="",
        marked_by="",
        undone=False,
        due=recorded.after.due,
        confidence="think",
        first=True,
        recall=None,
        **given,
        **marked,
    )
    assert ann.store.answers(ann.sitting) == (kept,)


@pytest.mark.parametrize("response", [None, "", "a\x00b", "half \udcff", "😀 日本", False, ["b", "a"], {"k": "v"}, 7])
def test_any_response_comes_back_as_it_was(ann: Any, response: object) -> None:
    ann.answers(response=response)
    assert ann.store.answers(ann.sitting)[0].response == response


def test_answers_come_in_the_order_they_were_given(ann: Any, at: At) -> None:
    for minute, question in enumerate(("air/year", "air/rain", "air/year")):
        ann.answers(question, now=at(minutes=minute))
    assert [answer.question for answer in ann.store.answers(ann.sitting)] == ["air/year", "air/rain", "air/year"]


def test_all_answers_to_a_question_come_newest_first(ann: Any, at: At) -> None:
    for days in (0, 2, 9):
        ann.answers(now=at(days=days), sitting=f"s{days}")
    ann.answers("air/rain", now=at(days=10))
    assert [answer.sitting for answer in ann.store.answers_to(ann.id, "air/year")] == ["s9", "s2", "s0"]


def test_an_answer_keeps_the_due_date_it_brought(ann: Any, at: At) -> None:
    dues = [ann.answers(now=at(days=days)).after.due for days in (0, 2, 9)]
    assert [answer.due for answer in ann.store.answers_to(ann.id, "air/year")] == dues[::-1]


def test_a_wording_is_kept_once(ann: Any, at: At) -> None:
    for minute in range(3):
        ann.answers(now=at(minutes=minute))
    assert ann.store.wording(hash_of('"air/year"')) == '"air/year"'


def test_two_programs_keep_one_wording(ann: Any, ann_elsewhere: Any) -> None:
    ann.answers()
    ann_elsewhere.answers()
    assert ann.store.wording(hash_of('"air/year"')) == '"air/year"'


def test_each_wording_of_a_question_is_kept(ann: Any, answered: Callable[..., Answered], noon: Moment) -> None:
    for body in ('"old"', '"new"'):
        ann.store.record_answer(ann.id, answered(ann.sitting, wording=hash_of(body)), body, noon)
    assert [ann.store.wording(hash_of(body)) for body in ('"old"', '"new"')] == ['"old"', '"new"']


def test_a_wording_that_was_not_kept_is_said_to_be_so(store: Store) -> None:
    with pytest.raises(NotFound, match="wording of this question was not kept"):
        store.wording("nothing")


def test_an_answer_counts_on_its_study_day_by_the_local_time_then(ann: Any, noon: Moment) -> None:
    night = Moment.of(noon.at.replace(day=3, hour=8), -300)  # three in the morning of Tuesday, in Ottawa
    ann.answers(now=night)
    ann.answers(now=Moment.of(night.at, -240))  # four in the morning, in Halifax
    assert [total.day for total in ann.standing().days] == [date(2026, 3, 2), date(2026, 3, 3)]


def test_a_day_s_totals_go_over_all_topics(ann: Any) -> None:
    ann.answers("air/year", took=1000)
    ann.answers("water/lakes", Rating.AGAIN, took=2000)
    ann.answers("water/rain", Rating.HARD, outcome="partly", score=0.3333, took=3000)
    assert ann.standing().days == (DayTotal(date(2026, 3, 2), 3, 1, 0.4444333333333333, 6000),)  # (1 + 0 + 0.3333) / 3


def test_the_answers_of_two_learners_stay_apart(ann: Any, ben: Any) -> None:
    ann.answers()
    ben.answers("air/rain", Rating.AGAIN)
    assert [(set(one.standing().cards), one.standing().days[0].rights) for one in (ann, ben)] == [({"air/year"}, 1), ({"air/rain"}, 0)]


def test_the_same_question_has_a_card_for_each_learner(ann: Any, ben: Any) -> None:
    ann.answers()
    ben.answers(rating=Rating.AGAIN)
    assert [one.card().state for one in (ann, ben)] == [State.REVIEW, State.LEARNING]
