"""Each kind of question answered rightly, partly and wrongly, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from quiz.widgets.rows import Row, Rows

RIGHT = {
    "american": "Lake Michigan",
    "canadian-shores": ["Superior", "Erie"],
    "salty": "False",
    "deepest": "lake superior",
    "length": "565",
    "falls": ["Erie", "Ontario"],
    "cities": {"Chicago": "Michigan", "Toronto": "Ontario", "Cleveland": "Erie"},
    "downstream": ["Superior", "Huron", "Erie", "Ontario"],
    "homes": "good",
}
PARTLY = {
    "canadian-shores": ["Superior"],
    "falls": ["Erie", "Huron"],
    "cities": {"Chicago": "Michigan", "Toronto": "Erie", "Cleveland": "Superior"},
    "downstream": ["Huron", "Superior", "Erie", "Ontario"],
}
WRONG = {
    "american": "Lake Erie",
    "canadian-shores": ["Michigan", "Champagne"],
    "salty": "True",
    "deepest": "Baikal",
    "length": "300",
    "falls": ["Huron", "Superior"],
    "cities": {"Chicago": "Superior", "Toronto": "Michigan", "Cleveland": "Ontario"},
    "downstream": ["Ontario", "Erie", "Huron", "Superior"],
    "homes": "again",
}
NEARLY = {"deepest": "superrior"}
TYPED = ("deepest", "length", "falls")
MARKS = ("again", "hard", "good", "easy")
GIVEN = [
    (question, response, outcome)
    for outcome, responses in {"right": RIGHT, "partly": PARTLY, "wrong": WRONG, "nearly": NEARLY}.items()
    for question, response in responses.items()
]


async def by_keyboard(ann, question, response):
    if question == "homes":
        await ann.press("space", str(MARKS.index(response) + 1))
    elif question in TYPED:
        for text in response if isinstance(response, list) else [response]:
            await ann.type(text)
            await ann.press("enter")
    else:
        options = response.values() if isinstance(response, dict) else response if isinstance(response, list) else [response]
        await ann.pick(*options)
        if not isinstance(response, str):
            await ann.press("enter")


async def by_mouse(ann, question, response):
    if question == "homes":
        await ann.click(".back")
        await ann.click(ann.row(MARKS.index(response)))
    elif question in TYPED:
        for number, text in enumerate(response if isinstance(response, list) else [response]):
            await ann.click(ann.input(number))
            await ann.type(text)
        await ann.click_key("Answer")
    elif isinstance(response, dict):
        for left, right in response.items():
            await ann.click(ann.row(list(response).index(left)))
            await ann.click(ann.right_side(ann.control.shown.index(right)))
        await ann.click_key("Answer")
    else:
        for option in response if isinstance(response, list) else [response]:
            await ann.click(ann.row(ann.control.shown.index(option)))
        if isinstance(response, list):
            await ann.click_key("Answer")


@pytest.mark.parametrize(("question", "response", "outcome"), GIVEN)
async def test_an_answer_by_keyboard_is_kept_and_told_as_it_was_given(desk, question, response, outcome):
    async with desk.open(desk.asking(f"lakes/{question}")) as ann:
        await by_keyboard(ann, question, response)
        word = {"right": "✓ Right", "partly": "◐ Partly", "wrong": "✗ Wrong", "nearly": "≈ Nearly"}[outcome]
        told, kept = ann.sees(".verdict"), ann.answers[0]
        assert (kept.response, kept.outcome, word in told) == (sorted_as_shown(ann, response), outcome, True)


@pytest.mark.parametrize(("question", "response"), RIGHT.items())
async def test_an_answer_by_mouse_is_kept_as_it_was_given(desk, question, response):
    async with desk.open(desk.asking(f"lakes/{question}")) as ann:
        await by_mouse(ann, question, response)
        assert (ann.answers[0].response, ann.answers[0].outcome) == (sorted_as_shown(ann, response), "right")


def sorted_as_shown(ann, response):
    """Return a response as the control gives it: ticks from the top."""
    if ann.answers[0].kind == "select":
        return sorted(response, key=ann.answers[0].shown.index)
    return response


async def test_the_same_number_takes_an_item_out_of_the_order_again(desk):
    async with desk.open(desk.asking("lakes/downstream")) as ann:
        await ann.pick("Huron", "Huron", "Superior", "Huron", "Erie")
        await ann.press("enter")
        assert ann.answers[0].response == ["Superior", "Huron", "Erie", "Ontario"]


async def test_the_arrows_turn_through_the_matches(desk):
    async with desk.open(desk.asking("lakes/cities")) as ann:
        shown = ann.control.shown
        await ann.press("right", "right", "down", "left", "down", "space", "enter")
        assert ann.answers[0].response == {"Chicago": shown[1], "Toronto": shown[-1], "Cleveland": shown[0]}


async def test_a_right_side_given_to_another_line_leaves_the_first(desk):
    async with desk.open(desk.asking("lakes/cities")) as ann:
        await ann.press("1", "1")
        assert ann.control.current() == {"Toronto": ann.control.shown[0]}


async def test_a_blank_may_be_left_empty_by_a_second_enter(desk):
    async with desk.open(desk.asking("lakes/falls")) as ann:
        await ann.type("erie")
        await ann.press("enter", "enter")
        said = ann.sees("#said")
        await ann.press("enter")
        assert (said, ann.answers[0].response) == ("This blank is empty: fill it in, or press Enter again to leave it so.", ["erie", ""])


async def test_the_arrows_go_between_the_blanks(desk):
    async with desk.open(desk.asking("lakes/falls")) as ann:
        await ann.press("down")
        await ann.type("ontario")
        await ann.press("up")
        await ann.type("erie")
        assert ann.control.current() == ["erie", "ontario"]


async def test_a_number_in_another_unit_is_not_marked(desk):
    async with desk.open(desk.asking("lakes/length")) as ann:
        await ann.type("350 miles")
        await ann.press("enter")
        assert (ann.sees("#said")[:26], ann.answers) == ("Give the number in km; “mi", [])


async def test_a_number_pressed_before_the_card_is_turned_marks_nothing(desk):
    async with desk.open(desk.asking("lakes/homes")) as ann:
        await ann.press("3")
        assert (ann.sees("#said"), ann.answers) == ("First recall the answer, and press Space to see it.", [])


async def test_digits_are_typed_where_text_is_typed(desk):
    async with desk.open(desk.asking("lakes/length")) as ann:
        await ann.type("1234")
        assert ann.control.current() == "1234"


async def test_an_answer_tells_part_by_part_what_was_right(desk):
    async with desk.open(desk.asking("lakes/canadian-shores")) as ann:
        await ann.pick("Superior", "Champagne")
        await ann.press("enter")
        rows = {line.split()[-1]: line.split()[1:3] for line in ann.page.splitlines() if line.split()[:1] and line.split()[0] in "1234"}
        assert (rows["Superior"], rows["Champagne"]) == (["■", "✓"], ["■", "✗"])


async def test_a_row_that_is_gone_already_can_still_be_moved_to(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        rows = ann.app.screen.query_one(Rows)
        await rows.query(Row).remove()
        rows.action_move(1)
        assert rows.cursor == 0


async def test_a_blank_that_is_not_built_yet_takes_no_focus(desk):
    async with desk.open(desk.asking("lakes/falls")) as ann:
        control = ann.control
        await control.query(Input).remove()
        control.take_focus()
        assert not isinstance(ann.app.focused, Input)
