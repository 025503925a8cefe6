"""Keys that come in one burst, over a slow line or while the program was busy, do what they would do one by one."""

from __future__ import annotations

from textual.events import Key
from textual.widgets import Input

from quiz.widgets.sheet import Sheet


async def at_once(ann, *keys):
    """Press keys without waiting for what any of them does."""
    for key in keys:
        for each in [key] if key in ("enter", "backspace", "down", "escape") else key:
            ann.app._driver.send_message(Key(each, each if len(each) == 1 else None))
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
