"""Keys that come in one burst, over a slow line or while the program was busy, do what they would do one by one."""

from __future__ import annotations

import asyncio

from textual.events import Key
from textual.widgets import Input

from quiz.widgets.sheet import Sheet


def press(ann, *keys):
    """Press keys without waiting for what any of them does."""
    for key in keys:
        for each in [key] if key in ("enter", "backspace", "down", "escape") else key:
            ann.app._driver.send_message(Key(each, each if len(each) == 1 else None))


async def at_once(ann, *keys):
    """Press keys, and wait until all has come to rest."""
    press(ann, *keys)
    await ann.settle()


def given(ann):
    return [(each.question, each.response, each.confidence) for each in ann.answers]


async def test_what_is_typed_behind_enter_is_no_part_of_the_answer(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await at_once(ann, "superior", "enter", "xyz")
        assert (given(ann), ann.app.screen.query_one(Input).value) == ([("lakes/deepest", "superior", "")], "superior")


async def test_what_is_typed_behind_backspace_stays(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await at_once(ann, "superiox", "backspace", "r", "enter")
        assert given(ann) == [("lakes/deepest", "superior", "")]


async def test_what_is_typed_behind_enter_stands_in_the_next_blank(desk):
    async with desk.open(desk.asking("lakes/falls")) as ann:
        await at_once(ann, "erie", "enter", "ontario", "enter")
        assert given(ann) == [("lakes/falls", ["erie", "ontario"], "")]


async def test_a_digit_behind_enter_ticks_nothing_any_more(desk):
    study = desk.study()
    study.ask_how_sure(on=True)
    study.close()
    async with desk.open(desk.asking("lakes/canadian-shores")) as ann:
        await at_once(ann, "12", "enter", "3")
        control = ann.app.screen.query_one(Sheet).control
        assert control.current() == [*control.shown[:2]]


async def test_in_a_search_that_was_deleted_stands_what_was_typed_behind_it(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash")
        await at_once(ann, "huron", *["backspace"] * 5, "erie")
        assert ann.app.screen.query_one(Input).value == "erie"


async def test_what_is_typed_behind_a_new_learners_name_is_no_part_of_it(desk):
    async with desk.open() as ann:
        await ann.press("l", "tab")
        await at_once(ann, "Ben", "enter", "jamin", "enter")
        study = ann.app.study
        assert (study.learner.name, {each.name for each in study.store.learners()}) == ("Ben", {"Ben", "ann"})


async def test_enter_before_a_learners_home_was_read_begins_what_is_hers(desk):
    async with desk.open() as ann:
        await ann.press("enter", "d", "enter", "escape", "escape", "l", "tab")
        await ann.type("Ben")
        home, read = ann.app.study.home, asyncio.Event()

        def read_late():
            asyncio.run_coroutine_threadsafe(read.wait(), loop).result()
            return home()

        loop, ann.app.study.home = asyncio.get_running_loop(), read_late
        press(ann, "enter")
        while ann.screen != "HomeScreen":
            await ann.pilot.pause()
        press(ann, "enter")
        for _ in range(20):
            await ann.pilot.pause()
        read.set()
        await ann.settle()
        study = ann.app.study
        assert (study.learner.name, ann.screen, len(study.store.sittings(study.learner.id))) == ("Ben", "QuestionScreen", 1)
