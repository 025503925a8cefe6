"""An exam date: what the plan is, when it brings questions back, how much is asked, and what is expected on the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import DayTotal, Standing
from progress.schedule import DEFAULT, Card, State, forgetting
from questions.bank import Bank, Library
from questions.kinds import Choice
from quiz import told
from quiz.planning import today as planning
from quiz.planning import words as plan_words
from quiz.planning.exam_plan import SETTING, ExamPlan, bearing, kept, plan_changed, plan_in, plan_meant
from quiz.planning.last_pass import NO_PASS, laid_over, last_pass
from quiz.planning.load import FEWEST, todays_work, usual_load
from quiz.planning.outlook import new_a_day, outlook
from quiz.planning.worth import gains, worth_of_new

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
TODAY = date(2026, 11, 22)


def bank(topic, questions):
    return Bank(
        topic=topic,
        title=topic.title(),
        path=Path(f"{topic}.yaml"),
        questions=tuple(Choice(id=f"{topic}/{number:02}", prompt="?", answer="a", distractors=("b",)) for number in range(questions)),
    )


LIBRARY = Library.of([bank("air", 30), bank("fish", 30), bank("water", 30)])


def card(question, days=0, *, state=State.REVIEW, reviewed=-5, stability=5.0):
    return Card(question, state, None, stability, 5.0, NOON.at + timedelta(days=days), NOON.at + timedelta(days=reviewed), 2, 0)


def studied(answers, days=5):
    return tuple(DayTotal(TODAY - timedelta(days=ago), answers, answers, 1.0, 1000 * answers) for ago in range(days, 0, -1))


def standing(*cards, plan=None, **fields):
    usual = {"suspended": frozenset(), "flagged": frozenset(), "days": (), "usual": {}, "last": None, "new_today": 0}
    return Standing(cards={each.question: each for each in cards}, settings={SETTING: kept(plan)}, **(usual | fields))


def exam(days, *topics, target=0.9):
    return ExamPlan(TODAY + timedelta(days=days), topics, target)


def names(topic, numbers):
    return [f"{topic}/{number:02}" for number in numbers]


# -- the plan


def test_a_plan_is_kept_as_a_setting_and_read_as_it_was():
    plan = ExamPlan(date(2026, 12, 15), ("air", "fish"), 0.85)
    assert plan_in({SETTING: kept(plan)}) == plan


@pytest.mark.parametrize(
    "setting",
    ["", "{", "[]", "null", "3", '{"day": 5}', '{"day": "2026-12-15"}', '{"day": "2026-12-15", "topics": "air", "target": 0.9}',
     '{"day": "2026-12-15", "topics": [1], "target": 0.9}', '{"day": "2026-12-15", "topics": [], "target": 7}',
     '{"day": "2026-12-15", "topics": [], "target": null}', '{"day": "soon", "topics": [], "target": 0.9}', "[" * 100_000],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_no_plan(setting):
    assert plan_in({SETTING: setting}) is None


@pytest.mark.parametrize(("days", "bears"), [(1, True), (0, False), (-1, False)])
def test_a_plan_bears_until_the_day_before_the_exam(days, bears):
    assert (bearing({SETTING: kept(exam(days))}, TODAY) is not None) == bears


@pytest.mark.parametrize(
    ("day", "topics", "target", "told"),
    [
        ("soon", [], "", "“soon” is not a date. Write the day of the exam as year-month-day, as in 2026-12-22."),
        ("2026-11-22", [], "", "2026-11-22 is today: a plan needs a day to come, 2026-11-23 or later."),
        ("2025-12-15", [], "", "2025-12-15 is past: a plan needs a day to come, 2026-11-23 or later."),
        ("2036-12-15", [], "", "2036-12-15 is more than two years away: a plan needs a nearer day."),
        ("2026-12-15", ["fihs"], "", "“fihs” is not a topic. Did you mean fish?"),
        ("2026-12-15", [], "1", "“1” is no target. Write the share that you want to know on the day, from 0.5 to 0.99, as in 0.9."),
        ("2026-12-15", [], "nan", "“nan” is no target. Write the share that you want to know on the day, from 0.5 to 0.99, as in 0.9."),
        ("2026-12-15", [], "all", "“all” is no target. Write the share that you want to know on the day, from 0.5 to 0.99, as in 0.9."),
    ],
)
def test_what_makes_no_plan_is_refused_in_a_sentence(day, topics, target, told):
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        plan_meant(day, topics, target, LIBRARY, TODAY)


@pytest.mark.parametrize("target", ["0.85", "85", "85%", "85 %"])
def test_a_target_may_be_a_share_or_a_percentage(target):
    assert plan_meant("2026-12-15", [], target, LIBRARY, TODAY).target == 0.85


def test_what_is_not_given_stays_as_it_was_when_a_plan_is_changed():
    before = ExamPlan(date(2026, 12, 15), ("air",), 0.8)
    changed = [
        plan_changed(before, LIBRARY, TODAY, day="2026-12-20"),
        plan_changed(before, LIBRARY, TODAY, topics="all"),
        plan_changed(before, LIBRARY, TODAY, target="0.95"),
    ]
    assert changed == [before._replace(day=date(2026, 12, 20)), before._replace(topics=()), before._replace(target=0.95)]


def test_without_a_plan_a_day_is_needed_first():
    with pytest.raises(ValueError, match="There is no exam plan yet: say first when the exam is"):
        plan_changed(None, LIBRARY, TODAY, target="0.8")


# -- the last pass


def test_the_last_pass_takes_as_many_days_as_its_questions_take_at_the_usual_pace():
    laid = last_pass(LIBRARY, standing(plan=exam(20, "air"), days=studied(15)), NOON)
    assert (laid.begins, sorted(set(laid.days.values()))) == (
        TODAY + timedelta(days=18),
        [TODAY + timedelta(days=18), TODAY + timedelta(days=19)],
    )


@given(st.integers(1, 60), st.integers(1, 90))
def test_no_day_of_the_last_pass_has_more_than_its_share(days, load):
    laid = last_pass(LIBRARY, standing(plan=exam(days), days=studied(load)), NOON)
    on = [sum(day == each for day in laid.days.values()) for each in set(laid.days.values())]
    assert max(on) - min(on) <= 1
    assert max(on) <= max(FEWEST, load)


def test_neighbours_in_a_bank_come_on_different_days_of_the_last_pass():
    laid = last_pass(LIBRARY, standing(plan=exam(20), days=studied(30)), NOON)
    assert all(laid.days[a] != laid.days[b] for a, b in zip(names("air", range(29)), names("air", range(1, 30)), strict=True))


def test_a_question_comes_back_for_the_last_pass_when_its_card_would_be_later():
    laid = last_pass(LIBRARY, standing(plan=exam(1, "air"), days=studied(30)), NOON)
    assert laid.due(card("air/00", 40), NOON) < NOON.day_ends()


@pytest.mark.parametrize(
    "held",
    [card("fish/00", 40), card("air/00", 40, reviewed=0), card("air/00", 0.001, state=State.RELEARNING), card("air/00", -3)],
    ids=["not in the exam", "passed already", "a learning step", "due sooner"],
)
def test_all_else_is_due_when_its_card_says(held):
    laid = last_pass(LIBRARY, standing(plan=exam(1, "air"), days=studied(30)), NOON)
    assert laid.due(held, NOON) == held.due


@pytest.mark.parametrize("days", [0, -3])
def test_from_the_day_of_the_exam_on_nothing_is_pulled_in(days):
    assert last_pass(LIBRARY, standing(plan=exam(days)), NOON) == NO_PASS


def test_what_was_missed_of_the_last_pass_is_due_on_the_next_day():
    laid = last_pass(LIBRARY, standing(plan=exam(1), days=studied(30)), NOON)
    held = [card(question, 40) for question in LIBRARY.by_id]
    assert len(planning.due_cards(LIBRARY, standing(*held, plan=exam(1), days=studied(30)), NOON, ())) == len(laid.days)


# -- what is asked follows the plan


def test_due_cards_and_forecast_follow_the_plan():
    held = [card(question, 40) for question in names("air", range(30))]
    state = standing(*held, plan=exam(3, "air"), days=studied(15))
    assert (len(planning.due_cards(LIBRARY, state, NOON, ())), planning.forecast(LIBRARY, state, NOON)[:4]) == (0, (0, 15, 15, 0))


def test_the_cards_themselves_stay_as_the_log_says():
    state = standing(card("air/00", 40), plan=exam(1, "air"))
    planning.due_cards(LIBRARY, state, NOON, ())
    assert state.cards["air/00"] == card("air/00", 40)


def test_searching_by_what_is_due_follows_the_plan():
    state = standing(card("air/00", 40), card("fish/00", 40), plan=exam(1, "air"))
    shown = laid_over(state, last_pass(LIBRARY, state, NOON), NOON)
    assert [each.due < NOON.day_ends() for each in shown.cards.values()] == [True, False]


def test_new_questions_are_those_of_the_exam_until_all_of_them_are_met():
    unseen = planning.new_questions(LIBRARY, standing(plan=exam(30, "fish")), (), now=NOON)
    met = [card(question, 5) for question in names("fish", range(30))]
    after = planning.new_questions(LIBRARY, standing(*met, plan=exam(30, "fish")), (), now=NOON)
    assert (unseen, after) == (names("fish", range(10)), names("air", range(10)))


@pytest.mark.parametrize(
    ("unseen", "questions", "days", "load", "a_day"),
    # Of 30 days two belong to the last pass; in two thirds of the 28 before it, 19 days, 216 questions are met: 12 a day.
    [(216, 60, 30, 30, 12), (60, 60, 30, 30, 10), (90, 90, 4, 40, 90), (5, 90, 1, 40, 10)],
)
def test_new_questions_are_so_many_a_day_that_all_are_met_before_the_last_pass(unseen, questions, days, load, a_day):
    assert new_a_day(unseen, questions, days, load) == a_day


def test_more_new_questions_than_ten_are_met_when_the_exam_needs_it():
    assert len(planning.new_questions(LIBRARY, standing(plan=exam(9), days=studied(45)), (), now=NOON)) == 18


def test_the_feedback_says_that_a_question_comes_back_for_the_last_pass():
    from quiz.study import Feedback

    state = standing(plan=exam(10, "air"), days=studied(30))
    rated = Rated(Rating.GOOD, "it was right")
    feedback = Feedback(None, None, None, None, rated, card("air/00", 40, reviewed=0), laid=last_pass(LIBRARY, state, NOON))
    assert told.returns_text(feedback, NOON) == (
        "Back in 9 days (1 Dec 2026), for the last pass before your exam: Good, because it was right."
    )


# -- how much is asked


@pytest.mark.parametrize(
    ("answers", "usual"),
    [([], None), ([30, 30], None), ([30, 20, 40], 30), ([3, 2, 4], FEWEST), ([500, *[20] * 14], 20)],
    ids=["never", "too early to tell", "the median", "the floor", "the latest"],
)
def test_what_a_learner_usually_does_a_day(answers, usual):
    days = [DayTotal(TODAY - timedelta(days=len(answers) - at), each, each, 1.0, 1) for at, each in enumerate(answers)]
    assert usual_load(days, TODAY) == usual


def test_today_does_not_tell_what_is_usual():
    assert usual_load([*studied(20), DayTotal(TODAY, 900, 900, 1.0, 1)], TODAY) == 20


def test_as_long_as_it_is_not_far_more_than_usual_all_that_is_due_is_asked():
    due = [card(question, -3) for question in names("air", range(30))]
    work = todays_work(due, [], standing(*due, days=studied(15)), NOON)
    assert (len(work.due), work.aside) == (30, 0)


def test_after_a_break_as_much_is_asked_as_usual_and_the_rest_is_set_aside():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    work = todays_work(due, [], standing(*due, days=studied(15)), NOON)
    assert (len(work.due), work.aside) == (15, 25)


def test_what_was_done_today_counts_against_what_is_asked_today():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    done = [card(question, 9, reviewed=0) for question in names("water", range(10))]
    assert len(todays_work(due, [], standing(*due, *done, days=studied(15)), NOON).due) == 5


def test_what_is_in_the_exam_goes_before_all_else():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(20))]]
    work = todays_work(due, [], standing(*due, plan=exam(9, "fish"), days=studied(15)), NOON)
    assert {each.question.partition("/")[0] for each in work.due} == {"fish"}


def test_learning_steps_are_never_set_aside():
    steps = [card(question, 0.001, state=State.LEARNING, reviewed=0) for question in names("water", range(20))]
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    work = todays_work([*steps, *due], [], standing(*steps, *due, days=studied(15)), NOON)
    assert [each.question for each in work.due] == names("water", range(20))


def test_among_what_is_due_that_is_asked_by_which_most_recall_is_gained():
    fading = [card(question, -3, reviewed=-30, stability=12.0) for question in names("fish", range(15))]
    firm = [card(question, -3, reviewed=-30, stability=300.0) for question in names("air", range(30))]
    work = todays_work([*firm, *fading], [], standing(*firm, *fading, days=studied(15)), NOON)
    assert [each.question for each in work.due] == names("fish", range(15))


def test_new_questions_take_half_of_a_full_day_at_most():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    work = todays_work(due, names("water", range(10)), standing(*due, days=studied(15)), NOON)
    assert (len(work.new), len(work.due)) == (7, 8)


def test_all_that_is_due_can_be_asked_for():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    state = standing(*due, days=studied(15))
    asked = [len(planning.plan_review(LIBRARY, state, NOON, new=0, everything=everything)) for everything in (False, True)]
    assert asked == [15, 40]


def test_what_is_set_aside_is_told_and_forecast_for_tomorrow():
    due = [card(question, -3) for question in [*names("air", range(30)), *names("fish", range(10))]]
    found = planning.overview(LIBRARY, standing(*due, days=studied(15), new_today=10), NOON)
    assert (found.due, found.aside, found.forecast[:2]) == (15, 25, (15, 25))
    assert plan_words.aside_text(found) == "15 of 40 due today, the rest set aside by importance"


@given(st.sets(st.sampled_from(sorted(LIBRARY.by_id))), st.sets(st.sampled_from(sorted(LIBRARY.by_id))), st.integers(-1, 40))
def test_nothing_due_is_lost_and_nothing_is_asked_twice(due, new, days):
    cards = [card(question, -3) for question in sorted(due)]
    fresh = sorted(new - due)
    work = todays_work(cards, fresh, standing(*cards, plan=exam(days, "air"), days=studied(15)), NOON)
    assert len(work.due) + work.aside == len(cards)
    assert len({each.question for each in work.due} | set(work.new)) == len(work.due) + len(work.new)


# -- what a review is worth


def test_a_question_that_is_forgotten_by_the_day_is_worth_more_than_one_that_is_not():
    gain = gains(20, DEFAULT)
    assert gain(5.0, 5.0, 10) > gain(500.0, 5.0, 10)


def test_meeting_a_question_is_worth_its_recall_on_the_day_for_the_time_of_a_miss_and_its_repeat():
    # Missed, 0.212 days; known ten minutes later, 0.212 · e^(0.5425 · 0.0912) · 0.212^−0.0658, which is 0.2467.
    assert worth_of_new(10, DEFAULT) == pytest.approx(forgetting(DEFAULT)(10, 0.2467) / 3.5, rel=1e-4)


# -- the outlook


def test_without_a_plan_there_is_no_outlook():
    assert outlook(LIBRARY, standing(), NOON) is None


def test_what_was_never_met_counts_as_not_known():
    found = outlook(LIBRARY, standing(plan=exam(0)), NOON)
    assert (found.expected, found.unmet, found.behind) == (0.0, 90, 81)


def test_on_the_day_the_outlook_is_the_recall_of_what_was_met():
    held = [card(question, 5, reviewed=-5, stability=5.0) for question in names("air", range(30))]
    found = outlook(LIBRARY, standing(*held, plan=exam(0, "air", "fish")), NOON)
    assert [topic.expected for topic in found.topics] == [pytest.approx(0.9), 0.0]
    assert (found.expected, found.met, found.behind) == (pytest.approx(0.45), 30, 27)


def test_whoever_has_time_enough_is_on_track():
    found = outlook(LIBRARY, standing(plan=exam(30), days=studied(60)), NOON)
    assert (found.behind, found.unmet, found.expected > 0.93) == (0, 0, True)
    assert plan_words.state_text(found) == "on track"


def test_whoever_has_too_little_time_is_behind_and_told_what_the_target_demands():
    found = outlook(LIBRARY, standing(plan=exam(5, target=0.85), days=studied(15)), NOON)
    # 90 questions times 0.85 are 76.5: at least 77 are to be known.
    assert found.behind == 77 - int(found.expected * 90 + 0.5)
    assert found.full > found.expected
    assert found.full_minutes > found.minutes
    assert f"{found.behind} behind: so many more would have to be known." in plan_words.outlook_lines(found)[3]


def test_an_outlook_of_what_is_set_aside_or_in_no_bank_counts_nothing():
    found = outlook(LIBRARY, standing(plan=exam(9, "gone")), NOON)
    assert (found.questions, plan_words.outlook_lines(found)) == (
        0,
        ["None of its questions is in the banks any more, or all are set aside."],
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (23, "Exam in 23 days: on track · 10 new and 0 reviews today"),
        (1, "Exam tomorrow: 81 behind · 10 new and 0 reviews today"),
        (0, "Your exam is today. 0 % of it you are expected to know. Good luck!"),
        (-1, "Your exam was on 21 Nov 2026: its plan bears no more."),
    ],
)
def test_home_says_in_a_line_how_the_plan_stands(days, said):
    state = standing(plan=exam(days), days=studied(60))
    overview = planning.overview(LIBRARY, state, NOON)._replace(new=10, due=0)
    found = outlook(LIBRARY, state, NOON)
    found = found._replace(behind=81) if days == 1 else found
    assert plan_words.home_text(found, overview) == said


@settings(max_examples=25)
@given(st.integers(0, 60), st.integers(0, 90), st.integers(1, 60))
def test_every_outlook_lies_between_nothing_and_everything(days, met, load):
    held = [card(question, 3) for question in sorted(LIBRARY.by_id)[:met]]
    found = outlook(LIBRARY, standing(*held, plan=exam(days), days=studied(load)), NOON)
    assert 0 <= found.expected <= 1
    assert 0 <= found.behind <= 90
    assert found.met == met
    assert found.unmet <= 90 - met


def test_with_a_plan_more_is_known_on_the_day_in_no_more_minutes():
    # The short form of benchmarks/exam_plan.py: three learners whose memory is not as the schedule believes.
    from benchmarks.exam_plan import SECONDS_FIRST, SECONDS_MISSED, Situation, run

    situation = Situation("begun late", 90, 6, 8)
    budget = [situation.minutes * 60] * situation.days
    plain, plan = ([run(situation, learner, 0, budget, plans=plans, fills=True) for learner in range(3)] for plans in (False, True))
    assert sum(each.score for each in plan) > sum(each.score for each in plain)
    # Who is at a question when the minutes are over answers it.
    assert max(max(each.seconds) for each in plan) <= budget[0] + SECONDS_MISSED + SECONDS_FIRST
