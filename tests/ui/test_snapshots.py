"""How the screens look, each beside its picture in ``__snapshots__``; ``pytest tests/ui --snapshot-update`` takes them anew."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from students import hand_in
from textual.widgets import Input

from progress.moment import Moment
from quiz.planning.exam_plan import ExamPlan

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
SMALL, LARGE = (80, 24), (120, 40)


@pytest.fixture
def looks_as_before(snap_compare, desk, settled):
    """Whether the screen after these keys looks as in its picture."""

    def look(*keys, begin=None, size=SMALL, light=False):
        async def press(pilot):
            await settled(pilot)
            for key in (*("t" if light else ""), *keys):
                await pilot.press(key)
                await settled(pilot)
                desk.clock.advance(seconds=1)
            for field in pilot.app.screen.query(Input):
                field.cursor_blink = False
            # What was notified of goes away by itself, sooner or later.
            pilot.app.clear_notifications()
            await settled(pilot)

        return snap_compare(desk.app(begin), terminal_size=size, run_before=press)

    return look


@pytest.fixture
def studied(desk):
    """Ann studied for a week: most of it right, some of it twice."""
    study = desk.study()
    for day in range(7):
        desk.clock.change(days=-7 + day - desk.clock.put_forward.days)
        sitting = study.review(new=3, seed=day)
        while sitting is not None and sitting.asked is not None and len(sitting.given) < 8:
            question = study.question(sitting)
            knows = (len(question.id) + day + len(sitting.given)) % 4 > 0
            sitting, _ = study.answer(sitting, question, question.right_response() if knows else None, took=4_000, hinted=False, usual=None)
            desk.clock.advance(seconds=40)
            sitting = study.next(sitting)
    desk.clock.put_forward = timedelta()
    study.close()
    return desk


def test_home_of_a_newcomer(looks_as_before):
    assert looks_as_before()


def test_home_after_a_week(studied, looks_as_before):
    assert looks_as_before()


def test_home_on_a_large_light_terminal(studied, looks_as_before):
    assert looks_as_before(size=LARGE, light=True)


def test_home_on_a_narrow_terminal(studied, looks_as_before):
    assert looks_as_before(size=(60, 20))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param("american", ["h", "down"], id="choice"),
        pytest.param("canadian-shores", ["1", "3"], id="select"),
        pytest.param("salty", [], id="true-false"),
        pytest.param("deepest", ["s", "u"], id="short-answer"),
        pytest.param("length", [], id="number"),
        pytest.param("falls", ["e", "enter"], id="cloze"),
        pytest.param("cities", ["2", "1"], id="match"),
        pytest.param("downstream", ["3", "1"], id="order"),
        pytest.param("homes", ["space"], id="flashcard"),
    ],
)
def test_a_question_of_each_kind(desk, looks_as_before, question, keys):
    assert looks_as_before(*keys, begin=desk.asking(f"lakes/{question}"))


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
def test_feedback_to_a_right_answer(desk, looks_as_before, light):
    # The seed lays Lake Michigan in this place.
    assert looks_as_before("1", begin=desk.asking("lakes/american"), light=light)


def test_feedback_to_a_wrong_answer_on_a_large_terminal(desk, looks_as_before):
    assert looks_as_before("2", "r", begin=desk.asking("lakes/american"), size=LARGE)


def test_feedback_to_a_partly_right_answer(desk, looks_as_before):
    assert looks_as_before("2", "enter", begin=desk.asking("lakes/canadian-shores"))


def test_results(desk, looks_as_before):
    assert looks_as_before("1", "enter", "f3", "enter", "1", "enter", begin=desk.asking("lakes/american", "lakes/deepest", "rivers/one"))


def test_history(studied, looks_as_before):
    assert looks_as_before("h")


def test_a_past_sitting_in_light(studied, looks_as_before):
    assert looks_as_before("h", "down", "enter", "down", light=True)


def test_the_filter_of_the_history(studied, looks_as_before):
    assert looks_as_before("h", "slash", *"score", "less_than_sign", *"80", "percent_sign")


@pytest.fixture
def taught(desk, monkeypatch):
    """Twelve learners answered seven questions; a key is wrong, and a response is disputed."""
    monkeypatch.chdir(Path(__file__).parent / "banks")
    for number in range(12):
        study = desk.study()
        study.learner = study.store.learner_named(f"Learner {number}", desk.clock())
        sitting = study.again(list(study.library.by_id)[:7])
        while sitting.asked is not None and len(sitting.given) < 7:
            question, knows = study.question(sitting), (number * 5 + len(sitting.given)) % 12 < number
            response = question.right_response() if knows is (question.id != "lakes/american") else "Lake Erie"
            if question.id == "lakes/deepest" and number % 3 == 0:
                response = "Gitche Gumee"
            response = response if knows or question.kind in ("choice", "short-answer") else None
            took = 4_000 + 500 * number
            sitting, told = study.answer(sitting, question, response, took=took, hinted=False, usual=None)
            if response == "Gitche Gumee":
                study.claim(sitting, told, "right")
            sitting = study.next(sitting)
        study.close()
    return desk


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_which_questions_dont_work(taught, looks_as_before, size):
    assert looks_as_before("i", size=size)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_question_that_learners_dispute(taught, looks_as_before, size):
    assert looks_as_before("i", "down", "enter", size=size)


def test_browse(studied, looks_as_before):
    assert looks_as_before("b", "f", "down", "s")


def test_an_exam(desk, looks_as_before):
    assert looks_as_before("2", "f", begin=lambda study: study.exam(count=8, seed=1))


def test_what_an_exam_shall_be(looks_as_before):
    assert looks_as_before("e", "space")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_an_exam_plan(studied, looks_as_before, size):
    day = ["2", "0", "2", "6", "minus", "1", "2", "minus", "0", "1"]
    assert looks_as_before("x", *day, "tab", "tab", "space", size=size)


def test_home_before_an_exam(studied, looks_as_before):
    study = studied.study()
    study.keep_plan(ExamPlan(date(2026, 12, 1), ("lakes",)))
    study.close()
    assert looks_as_before()


def test_help(looks_as_before):
    assert looks_as_before("question_mark", size=LARGE)


@pytest.fixture
def unsure(desk):
    """Ann says how sure she is, and mixes up two rivers."""
    study = desk.study()
    study.ask_how_sure(on=True)
    for question, chosen in (("one", "Detroit"), ("two", "Niagara"), ("one", "Detroit"), ("three", "Red")):
        sitting = study.again([f"rivers/{question}"])
        study.answer(sitting, study.question(sitting), chosen, took=1_000, hinted=False, usual=None)
    study.close()
    return desk


def test_how_sure_are_you(unsure, looks_as_before):
    assert looks_as_before("2", "down", begin=unsure.asking("lakes/american"))


def test_a_mistake_she_was_sure_of(unsure, looks_as_before):
    assert looks_as_before("2", "1", begin=unsure.asking("rivers/one"))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_what_is_mixed_up(unsure, looks_as_before, size):
    assert looks_as_before("m", size=size)


def test_the_schedule_of_a_newcomer(looks_as_before):
    assert looks_as_before("s")


def test_what_another_retention_would_bring(looks_as_before):
    assert looks_as_before("s", "r", "9", "5", "enter", size=LARGE)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_a_class(desk, library, tmp_path, looks_as_before, size):
    folder, asked = tmp_path / "form four", list(library)
    folder.mkdir()
    class_ = [("Ben", 0, 9), ("Cat", 13, 13), ("Dan", 12, 13), ("Eve", 13, 13), ("Zoë", 11, 13), ("Zoë", 12, 13), ("日本太郎", 4, 13)]
    for number, (name, known, met) in enumerate(class_):
        hand_in(folder, asked[:met], f"{number}a{number}b", name, known, NOON, (5, 4, 3) if known < 5 else (number * 3,))
    (folder / "cut-off.quizlog").write_text("nothing")
    (desk.where.data / "class.json").write_text(json.dumps({"folder": str(folder)}), "utf-8")
    assert looks_as_before("K", "down", "right", size=size)
