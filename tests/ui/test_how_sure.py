"""Being asked how sure she is: off at first; when on, after she has responded and before anything is written or revealed."""

from __future__ import annotations

import asyncio

import pytest

from quiz.told import ASKS_HOW_SURE
from quiz.widgets.how_sure import HowSure
from quiz.widgets.sheet import Sheet


@pytest.fixture
def asked(desk):
    """Ann wants to be asked how sure she is."""
    study = desk.study()
    study.ask_how_sure(on=True)
    study.close()
    return desk


def said(ann):
    return [(a.question, a.response, a.confidence, a.outcome) for a in ann.answers]


async def test_nobody_is_asked_at_first(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        assert (said(ann), ann.sees(".how-sure")) == ([("lakes/american", "Lake Michigan", "", "right")], "")


async def test_before_it_is_said_nothing_is_written_and_nothing_revealed(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        assert (ann.sees(".how-sure"), ann.sees(".verdict"), said(ann)) == ("How sure are you?", "", [])
        assert [row in ann.page for row in ("1 ○ sure", "2 ○ think so", "3 ○ guess")] == [True] * 3
        await ann.press("1")
        assert (ann.sees(".how-sure"), said(ann)) == ("", [("lakes/american", "Lake Huron", "sure", "wrong")])
        assert ann.sees(".verdict").startswith("✗ Wrong")


@pytest.mark.parametrize(("digit", "confidence"), [("1", "sure"), ("2", "think"), ("3", "guess")])
async def test_each_digit_says_how_sure(asked, digit, confidence):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press(digit)
        assert said(ann) == [("lakes/american", "Lake Michigan", confidence, "right")]


async def test_enter_with_nothing_chosen_says_nothing_but_what_to_do(asked):
    async with asked.open(asked.asking("lakes/deepest")) as ann:
        await ann.type("superior")
        await ann.press("enter", "enter")
        assert (said(ann), ann.sees("#said")) == ([], "Say first how sure you are: press 1, 2 or 3. Esc goes back.")


async def test_arrows_and_enter_say_it_too_and_the_same_press_does_not_go_on(asked):
    async with asked.open(asked.asking("lakes/deepest", "lakes/salty")) as ann:
        await ann.type("superior")
        await ann.press("enter", "down", "down")
        await ann.pilot.press("enter", "enter")
        await ann.settle()
        assert (said(ann), ann.sees(".verdict")[:7]) == ([("lakes/deepest", "superior", "think", "right")], "✓ Right")


async def test_a_click_says_it_too(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.click(ann.app.screen.query_one(HowSure).rows[2])
        assert said(ann) == [("lakes/american", "Lake Michigan", "guess", "right")]


async def test_escape_goes_back_to_the_response_which_may_be_changed(asked):
    async with asked.open(asked.asking("lakes/deepest")) as ann:
        await ann.type("superio")
        await ann.press("enter", "escape")
        assert (ann.screen, ann.sees(".how-sure")) == ("QuestionScreen", "")
        await ann.type("r")
        await ann.press("enter", "1")
        assert said(ann) == [("lakes/deepest", "superior", "sure", "right")]


async def test_what_cannot_be_marked_is_told_before_anything_is_asked(asked):
    async with asked.open(asked.asking("lakes/length")) as ann:
        await ann.type("long")
        await ann.press("enter")
        assert (ann.sees(".how-sure"), "number" in ann.sees("#said")) == ("", True)


async def test_who_does_not_know_is_not_asked(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.press("d")
        assert said(ann) == [("lakes/american", None, "", "wrong")]


async def test_of_a_flashcard_it_is_asked_before_it_is_turned(asked):
    async with asked.open(asked.asking("lakes/homes")) as ann:
        back = ann.control.question.answer_text()
        await ann.press("space")
        assert (ann.sees(".how-sure"), back in ann.page) == ("How sure are you?", False)
        await ann.press("1")
        assert (ann.sees(".how-sure"), back in ann.page, said(ann)) == ("", True, [])
        await ann.press("1")
        assert [row[1:] for row in said(ann)] == [("again", "sure", "wrong")]


async def test_the_time_ends_with_the_response_and_not_with_how_sure_she_is(asked):
    async with asked.open(asked.asking("lakes/american", "lakes/homes")) as ann:
        asked.clock.advance(seconds=5)
        await ann.pilot.press(ann.digit("Lake Michigan"))
        await ann.settle()
        asked.clock.advance(seconds=60)
        await ann.press("2", "enter")
        began = asked.clock.seconds()
        await ann.pilot.press("space")
        await ann.settle()
        asked.clock.advance(seconds=60)
        await ann.pilot.press("2")
        await ann.settle()
        asked.clock.advance(seconds=4)
        await ann.press("3")
        chosen, turned = (a.took for a in ann.answers)
        assert (chosen, turned < (asked.clock.seconds() - began - 55) * 1000) == (5000, True)


async def test_the_bank_edited_while_it_is_asked_how_sure_she_is_takes_nothing_off_the_time_before(asked, monkeypatch):
    async with asked.open(asked.asking("lakes/american")) as ann:
        monkeypatch.setattr(ann.app.screen, "edit", lambda _question: asked.clock.advance(seconds=60))
        asked.clock.advance(seconds=5)
        await ann.pick("Lake Michigan")
        asked.clock.advance(seconds=7)
        await ann.press("e", "escape")
        asked.clock.advance(seconds=4)
        await ann.press("d")
        assert [(a.response, a.took // 1_000) for a in ann.answers] == [(None, 9)]


async def test_an_undone_answer_is_asked_of_anew_and_a_redone_one_is_as_it_was(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        await ann.press("1", "u")
        assert (said(ann), ann.sees(".how-sure")) == ([], "")
        await ann.press("ctrl+y")
        assert said(ann) == [("lakes/american", "Lake Huron", "sure", "wrong")]
        await ann.press("u")
        await ann.pick("Lake Michigan")
        assert ann.sees(".how-sure") == "How sure are you?"
        await ann.press("3")
        assert said(ann) == [("lakes/american", "Lake Michigan", "guess", "right")]


async def test_a_turned_card_that_is_undone_is_asked_of_anew_before_it_is_turned(asked):
    async with asked.open(asked.asking("lakes/homes")) as ann:
        await ann.press("space", "1", "3", "u", "space")
        assert (ann.sees(".how-sure"), ann.control.turned) == ("How sure are you?", False)


async def test_an_answer_that_could_not_be_written_keeps_how_sure_she_was(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        with asked.locked():
            await ann.press("2")
            assert ann.sees("#said").startswith("Not saved yet.")
        await ann.press("enter")
        assert said(ann) == [("lakes/american", "Lake Michigan", "think", "right")]


async def test_a_flag_and_its_undo_leave_the_asking_as_it_is(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("f", "u")
        assert ann.sees(".how-sure") == "How sure are you?"
        await ann.press("2")
        assert said(ann) == [("lakes/american", "Lake Michigan", "think", "right")]


async def test_a_terminal_of_another_size_leaves_the_asking_as_it_is(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.pilot.resize_terminal(50, 14)
        await ann.settle()
        await ann.press("1")
        assert said(ann) == [("lakes/american", "Lake Michigan", "sure", "right")]


async def test_a_sitting_that_is_left_meanwhile_holds_no_answer(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("escape", "escape")
        assert (ann.screen, said(ann)) == ("HomeScreen", [])


async def test_w_asks_from_now_on_and_no_more(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("w")
        assert ann.toasts == [ASKS_HOW_SURE[True]]
        await ann.pick("Lake Huron")
        assert ann.sees(".how-sure") == "How sure are you?"
        await ann.press("1", "enter", "w", "1")
        assert (ann.sees(".how-sure"), len(said(ann))) == ("", 2)


async def test_w_at_home_is_remembered(desk):
    async with desk.open() as ann:
        await ann.press("w")
        assert (ann.toasts, ann.record(lambda study: study.asks_how_sure())) == ([ASKS_HOW_SURE[True]], True)


async def test_the_feedback_on_a_mistake_she_was_sure_of_says_what_it_is_good_for(asked):
    async with asked.open(asked.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        await ann.press("1")
        assert ann.sees(".why").splitlines()[0].startswith("You were sure: a mistake like that stays in mind best once put right.")
        assert "Again, because you were sure, but the answer was wrong." in ann.sees(".returns")


async def test_a_wrong_option_that_was_chosen_before_is_told(desk):
    study = desk.study()
    for _ in range(2):
        sitting = study.again(["lakes/american"])
        study.answer(sitting, study.question(sitting), "Lake Huron", took=1_000, hinted=False, usual=None)
    study.close()
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        assert ann.sees(".why").splitlines()[0] == "You chose “Lake Huron” here before (twice)."


async def test_an_answer_may_be_gone_before_it_is_asked_how_sure_she_is(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        sheet = ann.app.screen.query_one(Sheet)
        asking = asyncio.ensure_future(sheet.ask_how_sure())
        await asyncio.sleep(0)
        sheet.release()
        await asking
        await ann.pilot.pause()
        assert (sheet.how_sure, ann.sees(".how-sure"), ann.control.disabled) == (None, "", False)
