"""What to ask today, and how things stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.moment import Moment
from progress.records import DayTotal, Met, Standing
from progress.schedule import DEFAULT, Card, Schedule, State, forgetting
from questions.bank import Bank, Library
from questions.kinds import Choice, Flashcard
from questions.stored import fingerprint_of
from quiz.planning import today as planning
from quiz.planning.today import NEW_A_DAY, forecast, minutes_for, new_questions, overview, plan_exam, plan_practice, plan_review, streak

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
TODAY = date(2026, 11, 22)


def bank(topic, questions, cards=0):
    choices = [Choice(id=f"{topic}/{number}", prompt="?", answer="a", distractors=("b",)) for number in range(questions)]
    backs = [Flashcard(id=f"{topic}/card-{number}", prompt="?", answer="a") for number in range(cards)]
    return Bank(topic=topic, title=topic.title(), path=Path(f"{topic}.yaml"), questions=(*choices, *backs))


LIBRARY = Library.of([bank("a", 12), bank("b", 6), bank("c", 3, cards=2)])


def card(question, days=0, *, state=State.REVIEW, reviewed=-5, stability=5.0):
    return Card(question, state, None, stability, 5.0, NOON.at + timedelta(days=days), NOON.at + timedelta(days=reviewed), 2, 0)


def standing(*cards, **fields):
    usual = {"suspended": frozenset(), "flagged": frozenset(), "days": (), "usual": {}, "settings": {}, "last": None, "new_today": 0}
    return Standing(cards={each.question: each for each in cards}, **(usual | fields))


def total(day, answers=1):
    return DayTotal(day, answers, answers, 1.0, 1000)


def test_a_newcomer_meets_ten_new_questions_in_the_order_of_the_banks():
    assert plan_review(LIBRARY, standing(), NOON) == tuple(f"a/{number}" for number in range(NEW_A_DAY))


def test_recall_is_told_by_the_learners_own_schedule():
    own = Schedule((*DEFAULT.parameters[:20], 0.8))
    known = [card("a/1", 3, reviewed=-30)]
    (recall, *_), (hers, *_) = (
        [topic.recall for topic in overview(LIBRARY, standing(*known, schedule=schedule), NOON).topics] for schedule in (DEFAULT, own)
    )
    assert (recall, hers) == (forgetting()(30, 5.0), forgetting(own)(30, 5.0))


def test_a_topic_that_is_known_to_be_met_is_not_looked_through_for_new_questions():
    first, *others = LIBRARY.banks
    whole = {first.topic: Met(len(first.questions), first.fingerprint)}
    hers = standing(met=lambda topic: looked.append(topic) or (), topics_met=whole)
    looked: list[str] = []
    assert (new_questions(LIBRARY, hers, (), 7), looked) == ([*others[0].ids, others[1].ids[0]], ["b", "c"])


@pytest.mark.parametrize("ids", [["a/0"], ["a/0", "a/1", "a/gone"], ["a/0", "a/1", "a/2", "a/gone"]])
def test_a_topic_of_which_she_met_other_questions_is_looked_through(ids):
    library = Library.of([bank("a", 3)])
    hers = standing(*map(card, ids), topics_met={"a": Met(len(ids), fingerprint_of(ids))})
    assert new_questions(library, hers, ()) == [name for name in library.by_id if name not in ids]


def test_a_topic_whose_questions_were_renamed_is_looked_through():
    was = Bank(
        topic="a", title="A", path=Path("a.yaml"), questions=(Choice(id="a/now", was=("old",), prompt="?", answer="a", distractors=("b",)),)
    )
    hers = standing(card("a/now"), topics_met={"a": Met(1, was.fingerprint)}, met=lambda _: looked.append(1) or {"a/now"})
    looked: list[int] = []
    assert (new_questions(Library.of([was]), hers, ()), looked) == ([], [1])


def test_what_was_met_today_counts_against_the_days_ten():
    assert [len(new_questions(LIBRARY, standing(new_today=met), ())) for met in (0, 7, 10, 12)] == [10, 3, 0, 0]


def test_more_new_questions_may_be_asked_for():
    assert len(plan_review(LIBRARY, standing(new_today=10), NOON, new=12)) == 12


def test_mistakes_she_was_sure_of_stand_first_among_what_is_due():
    cards = (card("b/1", state=State.LEARNING), card("b/2", stability=1.0), card("b/3", stability=50.0))
    asked = plan_review(LIBRARY, standing(*cards, misled=frozenset({"b/3"})), NOON, new=0)
    assert asked == ("b/3", "b/1", "b/2")


def test_what_is_due_before_the_study_day_ends_is_asked():
    asked = plan_review(LIBRARY, standing(card("b/1", 0), card("b/2", 0.6), card("b/3", 0.7), card("b/4", -9)), NOON, new=0)
    assert set(asked) == {"b/1", "b/2", "b/4"}


def test_learning_steps_come_first_and_then_what_is_remembered_least():
    known = [card("a/1", stability=9.0), card("a/2", stability=1.0), card("a/3", stability=3.0)]
    steps = [card("a/4", 0.01, state=State.LEARNING), card("a/5", -0.01, state=State.RELEARNING)]
    due = planning.due_cards(LIBRARY, standing(*known, *steps), NOON, ())
    assert [each.question for each in due] == ["a/5", "a/4", "a/2", "a/3", "a/1"]


def test_new_questions_are_spread_among_those_that_are_due():
    due = [card(f"b/{number}") for number in range(5)]
    asked = plan_review(LIBRARY, standing(*due), NOON, new=2)
    assert "".join(question[0] for question in asked) == "bbabbab"


def test_a_review_of_one_topic_asks_nothing_else():
    assert {question[0] for question in plan_review(LIBRARY, standing(card("a/1"), card("b/1")), NOON, topics=["b"])} == {"b"}


def test_what_is_due_goes_before_what_is_new_when_only_so_many_are_asked_for():
    due = [card(f"b/{number}") for number in range(5)]
    assert {question[0] for question in plan_review(LIBRARY, standing(*due), NOON, count=4)} == {"b"}


def test_no_more_than_a_hundred_are_reviewed_at_once():
    many = Library.of([bank("m", 150)])
    assert len(plan_review(many, standing(*(card(f"m/{number}") for number in range(150))), NOON)) == 100


@given(st.sets(st.sampled_from([question.id for question in LIBRARY])), st.sets(st.sampled_from([question.id for question in LIBRARY])))
def test_nothing_is_ever_planned_twice_or_although_it_is_set_aside(due, aside):
    state = standing(*map(card, due), suspended=frozenset(aside))
    plans = [
        plan_review(LIBRARY, state, NOON),
        plan_practice(LIBRARY.by_id, state, topics=(), count=50, seed=1),
        plan_exam(LIBRARY, state, topics=(), count=50, seed=1),
    ]
    assert [(len(set(plan)) == len(plan), set(plan) & aside) for plan in plans] == [(True, set())] * 3


def test_a_card_whose_question_is_gone_from_the_banks_is_not_asked():
    assert plan_review(LIBRARY, standing(card("gone/1")), NOON, new=0) == ()


def test_a_practice_is_drawn_by_its_seed_from_its_topics():
    drawn = [plan_practice(LIBRARY.by_id, standing(), topics=["a"], count=5, seed=seed) for seed in (1, 1, 2)]
    assert (drawn[0] == drawn[1], drawn[0] == drawn[2], {question[0] for question in drawn[2]}) == (True, False, {"a"})


def test_a_practice_of_more_than_there_is_asks_all_there_is():
    assert len(plan_practice(LIBRARY.by_id, standing(), topics=["b"], count=99, seed=1)) == 6


@pytest.mark.parametrize("seed", range(5))
def test_an_exam_asks_the_same_number_of_each_topic_as_far_as_it_goes(seed):
    asked = plan_exam(LIBRARY, standing(), topics=(), count=12, seed=seed)
    each = {topic: sum(question.startswith(topic) for question in asked) for topic in "abc"}
    assert (len(asked), each["c"], abs(each["a"] - each["b"]) <= 1) == (12, 3, True)


def test_an_exam_asks_nothing_that_marks_itself():
    assert not any("card" in question for question in plan_exam(LIBRARY, standing(), topics=["c"], count=9, seed=1))


def test_the_overview_tells_each_topic_by_itself():
    state = standing(card("a/1", stability=5.0), card("a/2", 9, reviewed=0), card("a/3", 0.001, state=State.LEARNING, reviewed=0))
    a, b, _ = overview(LIBRARY, state, NOON).topics
    assert (a.questions, a.due, a.learned, a.started, b.due, b.recall) == (12, 2, 2, 3, 0, None)
    assert a.recall == pytest.approx(0.9, abs=0.001)


def test_no_recall_is_told_of_what_was_answered_only_today():
    assert overview(LIBRARY, standing(card("a/1", 3, reviewed=0)), NOON).topics[0].recall is None


def test_the_overview_counts_what_is_due_and_new_and_how_long_it_takes():
    found = overview(LIBRARY, standing(card("b/1"), new_today=4), NOON)
    assert (found.due, found.new, found.minutes) == (1, 6, 2)


@pytest.mark.parametrize(
    ("questions", "usual", "minutes"), [(0, {}, 0), (1, {}, 1), (30, {}, 10), (20, {"choice": 8_000, "order": 12_000}, 5)]
)
def test_the_minutes_follow_the_learners_own_times(questions, usual, minutes):
    assert minutes_for(questions, standing(usual=usual)) == minutes


@pytest.mark.parametrize(
    ("days_ago", "length"), [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2], 3), ([1, 2], 2), ([0, 2, 3], 1), ([3, 1, 0, 2], 4)]
)
def test_a_streak_is_broken_only_by_a_day_that_is_over(days_ago, length):
    assert streak([total(TODAY - timedelta(days=ago)) for ago in days_ago], TODAY) == length


def test_the_forecast_puts_everything_overdue_on_today():
    cards = [card("a/1", -30), card("a/2", 0), card("a/3", 1), card("a/4", 13), card("a/5", 14)]
    assert forecast(LIBRARY, standing(*cards), NOON) == (2, 1, *[0] * 11, 1)


def test_the_forecast_leaves_out_what_is_set_aside_or_gone():
    assert sum(forecast(LIBRARY, standing(card("a/1"), card("gone/1"), suspended=frozenset({"a/1"})), NOON)) == 0
