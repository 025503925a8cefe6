"""The exam plan on its screen and on home."""

from __future__ import annotations

from datetime import date

from quiz.planning.exam_plan import ExamPlan
from quiz.screens.plan import ExamTopics


async def test_without_a_plan_the_screen_says_how_to_make_one(desk):
    async with desk.open() as ann:
        await ann.press("x")
        assert (ann.screen, ann.sees("#outlook").splitlines()[0], "No exam" in ann.footer) == (
            "PlanScreen",
            "There is no exam plan.",
            False,
        )


async def test_what_is_typed_shows_at_once_what_it_would_mean(desk):
    async with desk.open() as ann:
        await ann.press("x")
        await ann.type("2026-12-15")
        assert (ann.sees("#outlook").splitlines()[0], ann.sees("#outlook").splitlines()[-1]) == (
            "Exam in 23 days: on track. 0 of 13 questions met.",
            "Not kept yet: Enter keeps it.",
        )


async def test_enter_keeps_the_plan_and_home_says_how_it_stands(desk):
    async with desk.open() as ann:
        await ann.press("x")
        await ann.type("2026-12-15")
        await ann.press("tab", "tab", "down", "space", "enter")
        assert (ann.screen, ann.sees("#plan")) == ("HomeScreen", "Exam in 23 days: on track · 4 new and 0 reviews today")
        assert ann.record(lambda study: study.plan()) == ExamPlan(date(2026, 12, 15), ("rivers",), 0.9)


async def test_a_plan_that_is_kept_is_there_to_be_changed(desk):
    study = desk.study()
    study.keep_plan(ExamPlan(date(2026, 12, 15), ("rivers",), 0.8))
    study.close()
    async with desk.open() as ann:
        await ann.press("x", "tab")
        await ann.type("95")
        await ann.press("enter")
        assert ann.record(lambda study: study.plan()) == ExamPlan(date(2026, 12, 15), ("rivers",), 0.95)


async def test_topics_of_the_exam_carry_their_figures(desk):
    async with desk.open() as ann:
        await ann.press("x")
        await ann.type("2026-12-15")
        ann.app.screen.query_one(ExamTopics).focus()
        await ann.press("space")
        lakes, rivers = (" ".join(ann.row_of(topic).split()) for topic in ("Lakes", "Rivers"))
        assert (lakes, rivers) == ("■ Lakes 0 of 9 met 99 % expected", "□ Rivers")


async def test_a_day_that_is_none_is_refused_in_words(desk):
    async with desk.open() as ann:
        await ann.press("x")
        await ann.type("soon")
        await ann.press("enter")
        assert ann.screen == "PlanScreen"
        assert ann.sees("#outlook").startswith("“soon” is not a date.")


async def test_a_plan_is_dropped(desk):
    study = desk.study()
    study.keep_plan(ExamPlan(date(2026, 12, 15)))
    study.close()
    async with desk.open() as ann:
        await ann.press("x", "f8")
        assert (ann.screen, ann.sees("#plan"), ann.record(lambda study: study.plan())) == ("HomeScreen", "", None)


async def test_what_was_not_kept_is_forgotten(desk):
    async with desk.open() as ann:
        await ann.press("x")
        await ann.type("2026-12-15")
        await ann.press("escape")
        assert (ann.screen, ann.record(lambda study: study.plan())) == ("HomeScreen", None)


async def test_a_plan_whose_day_has_passed_says_so(desk):
    study = desk.study()
    study.keep_plan(ExamPlan(date(2026, 11, 20)))
    study.close()
    async with desk.open() as ann:
        home = ann.sees("#plan")
        await ann.press("x")
        assert (home, ann.sees("#outlook")) == (
            "Your exam was on 20 Nov 2026: its plan bears no more.",
            "It is over: the plan bears no more, and what is due comes as it did before.",
        )


async def test_the_feedback_says_when_the_plan_brings_the_question_back(desk):
    study = desk.study()
    study.keep_plan(ExamPlan(date(2026, 11, 24)))
    study.close()
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        assert ann.sees(".returns").startswith("Back tomorrow, for the last pass before your exam: Good")
