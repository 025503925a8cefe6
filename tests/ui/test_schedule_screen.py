"""My schedule, and why a question is due, on the screens."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from benchmarks.simulated import FORGETFUL, log_of, study

from progress.schedule import DEFAULT, Schedule


@pytest.fixture(scope="module")
def simulated() -> Any:
    """The log of someone who forgets fast."""
    return log_of(study(FORGETFUL, 150, Random(1)), "zoe")


@pytest.fixture
def zoes(desk: Any, simulated: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Zoe's desk, where a hundred reviews are enough."""
    monkeypatch.setattr("quiz.schedule.personal.ENOUGH", 100)
    here = desk.study()
    here.store.merge(simulated)
    here.close()
    desk.name = "zoe"
    return desk


def schedule_of(ann: Any) -> Schedule:
    found: Schedule = ann.record(lambda study: study.standing().schedule)
    return found


async def test_s_opens_the_schedule_from_home(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("s")
        assert ann.screen == "ScheduleScreen"
        assert "Too few reviews to fit parameters of your own: 0 of 1,000; they grow as you review." in ann.sees("#mine")
        assert "Fit" not in ann.footer


async def test_enter_fits_and_adopts(zoes: Any) -> None:
    pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    async with zoes.open() as zoe:
        await zoe.press("s", "enter")
        assert "They are yours from now on." in zoe.sees("#told")
        assert "your own since 22 Nov 2026" in zoe.sees("#mine")
        assert schedule_of(zoe).personal


async def test_without_the_optimizer_the_screen_says_what_to_install(zoes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsrs_rs_python", None)
    async with zoes.open() as zoe:
        await zoe.press("s", "enter")
        assert "pip install 'canada-us-quiz[fit]'" in zoe.sees("#told")


async def test_a_record_that_is_in_use_keeps_the_schedule_and_says_so(zoes: Any) -> None:
    pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    async with zoes.open() as zoe:
        await zoe.press("s")
        with zoes.locked():
            await zoe.press("enter")
        assert "Another program" in zoe.sees("#told")
        assert schedule_of(zoe) == DEFAULT


async def test_a_retention_is_changed_after_its_cost_is_told(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("s", "r", "8", "5", "enter")
        assert "has fallen to 85 % (now 90 %)." in ann.sees(".heading")
        assert schedule_of(ann) == DEFAULT
        await ann.press("y")
        assert schedule_of(ann) == Schedule(retention=0.85)
        assert "has fallen to 85 %." in ann.sees("#mine")


async def test_a_change_that_is_not_agreed_to_is_none(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("s", "r", "8", "5", "enter", "n")
        assert (ann.screen, schedule_of(ann)) == ("ScheduleScreen", DEFAULT)


async def test_a_retention_that_cannot_be_is_asked_again(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("s", "r", "9", "9", "enter")
        assert (ann.screen, ann.sees(".wrong")) == (
            "RetentionDialog",
            "“99” cannot be asked for: choose from 0.70 to 0.97, as in 0.85 or 85 %.",
        )


async def test_d_goes_back_to_everyones_schedule(desk: Any) -> None:
    here = desk.study()
    here.store.change_schedule(here.learner.id, Schedule(retention=0.8), here.clock())
    here.close()
    async with desk.open() as ann:
        await ann.press("s", "d", "y")
        assert schedule_of(ann) == DEFAULT


async def test_who_has_everyones_schedule_is_told_so(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("s", "d")
        assert ann.sees("#told") == "That is what you have already."


@pytest.mark.parametrize("key", ["y", "f9"])
async def test_why_a_question_is_asked_is_told_below_it(desk: Any, key: str) -> None:
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press(key)
        assert ann.sees("#said") == (
            "You have not met it yet: a few new questions are asked each day, in the order of the banks. "
            "A practice asks questions whether they are due or not."
        )


async def test_while_typing_y_is_a_letter(desk: Any) -> None:
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.press("y")
        assert ann.input(0).value == "y"
        await ann.press("f9")
        assert ann.sees("#said").startswith("You have not met it yet")


async def test_a_card_says_why_it_is_due(desk: Any) -> None:
    async with desk.open() as ann:
        await ann.press("b", "enter")
        await ann.press("enter")
        assert ann.screen == "CardScreen"
        assert ann.sees("#why-due").startswith("You have not met it yet")


async def test_who_leaves_while_it_fits_loses_nothing(zoes: Any) -> None:
    pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed")
    async with zoes.open() as zoe:
        await zoe.press("s")
        await zoe.pilot.press("enter", "escape")
        await zoe.settle()
        assert zoe.screen == "HomeScreen"
        assert schedule_of(zoe).personal
