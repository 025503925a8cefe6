"""What do I mix up? The pairs, their questions, and the drill."""

from __future__ import annotations

import pytest


@pytest.fixture
def mixed_up(desk):
    """Ann took the Detroit for the Niagara and back, and the Nelson for the Niagara."""
    study = desk.study()
    for question, chosen in (("one", "Detroit"), ("two", "Niagara"), ("one", "Detroit"), ("one", "Nelson")):
        sitting = study.again([f"rivers/{question}"])
        study.answer(sitting, study.question(sitting), chosen, took=1_000, hinted=False, usual=None)
    study.close()
    return desk


async def test_a_newcomer_is_told_what_will_be_here(desk):
    async with desk.open() as ann:
        await ann.press("m")
        assert ann.sees("#empty").startswith("Nothing mixed up so far. Once you choose a wrong option of a choice question")
        await ann.press("escape")
        assert ann.screen == "HomeScreen"


async def test_the_pairs_are_listed_with_the_questions_of_the_one_that_is_highlighted(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m")
        assert [ann.row_of(pair).split()[-2:] for pair in ("Niagara ↔ Detroit", "Niagara ↔ Nelson")] == [["3", "2"], ["1", "1"]]
        assert ann.sees("#count") == "Enter asks 2 questions that tell them apart."
        assert ann.row_of("Which river leaves Lake Erie?").split()[-2:] == ["Detroit", "2"]
        await ann.press("down")
        assert ann.sees("#count") == "Enter asks 1 question that tells them apart."
        assert ann.row_of("Which river leaves Lake Erie?").split()[-2:] == ["Nelson", "1"]


async def test_enter_begins_a_drill(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m", "enter")
        assert (ann.screen, ann.sees("#prompt")) == ("QuestionScreen", "Which river leaves Lake Erie?")
        await ann.pick("Niagara")
        await ann.press("enter")
        assert ann.sees("#prompt") == "Which river enters Lake Erie?"


async def test_the_list_is_up_to_date_after_a_drill(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m", "down", "enter")
        await ann.pick("Nelson")
        await ann.press("escape", "escape")
        assert (ann.screen, ann.row_of("Niagara ↔ Nelson").split()[-2:]) == ("ConfusionsScreen", ["2", "1"])


async def test_a_question_is_opened_with_all_answers_to_it(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m", "tab", "enter")
        assert (ann.screen, ann.sees("#answers-given").splitlines()[0]) == (
            "CardScreen",
            "Chosen wrongly: “Detroit” twice, “Nelson” once.",
        )


async def test_a_click_on_the_pair_begins_its_drill(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m")
        await ann.click("#pairs", offset=(4, 1))
        assert ann.screen == "QuestionScreen"


async def test_it_can_be_read_on_a_narrow_terminal(mixed_up):
    async with mixed_up.open(size=(40, 14)) as ann:
        await ann.press("m")
        assert "Niagara ↔ Detroit" in ann.page


async def test_a_drill_that_no_bank_has_questions_for_is_told(mixed_up):
    async with mixed_up.open() as ann:
        await ann.press("m", "escape")
        study = ann.app.study
        for question in ("one", "two"):
            study.mark_question(f"rivers/{question}", "suspended", on=True)
        await ann.press("m")
        assert ann.sees("#count") == "No question that may be asked has both among its options: no drill."
        await ann.press("enter")
        assert (ann.screen, ann.toasts) == (
            "ConfusionsScreen",
            ["No question that may be asked has both of these among its options any more."],
        )
