"""Every kind of question can be answered by a line, and by several."""

from __future__ import annotations

import pytest

RIGHT = {
    "choice": "Ottawa",
    "select": "huron, ERIE",
    "true-false": "t",
    "short-answer": "Smog.",
    "number": "five",
    "cloze": "beaver; nickel",
    "order": "1909, 1972, 1991",
    "flashcard": "3",
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_line_is_marked_right(talk, kind: str) -> None:
    assert "\n✓ Right. " in talk.practise(RIGHT[kind], ask=[kind])


@pytest.mark.parametrize("kind", [kind for kind in RIGHT if kind != "flashcard"])
def test_an_empty_line_is_asked_again_and_never_marked(talk, kind: str) -> None:
    told = talk.practise("", "   ", RIGHT[kind], ask=[kind])
    assert told.count("Nothing was given.") == 2
    assert "Score: 100 %. 1 of 1" in told


def test_a_match_is_answered_by_letters(talk, study) -> None:
    question = study.library.by_id["all-kinds/match"]
    told = talk.practise("a b", ask=["match"])
    order = [line.split(") ")[1] for line in told.splitlines() if line.startswith(("  a) ", "  b) "))]
    assert ("✓ Right" in told) is (order == list(question.options()))
    assert "  1. Ottawa\n  2. Washington\n  a) " in told


def test_an_option_is_chosen_by_its_number(talk) -> None:
    told = talk.practise("1")
    first = next(line.removeprefix("  1. ") for line in told.splitlines() if line.startswith("  1. "))
    assert ("✓ Right" in told) is (first == "Ottawa")


def test_a_line_that_is_no_response_is_asked_again(talk) -> None:
    told = talk.practise("Vancouver", "Ottawa")
    assert "“Vancouver” is not one of the choices. Type a number from 1 to 3." in told
    assert "Score: 100 %" in told


def test_at_a_terminal_a_card_is_turned_before_it_is_marked(talk) -> None:
    told = talk.practise("4", "", "1", ask=["flashcard"], terminal=True)
    assert "The back says: 5\nHow well did you know it?" in told
    assert "✗ Wrong. You marked it as not known." in told


def test_from_a_pipe_what_is_no_mark_turns_a_card(talk) -> None:
    told = talk.practise("five, I think", "easy", ask=["flashcard"])
    assert told.index("The back says: 5") < told.index("✓ Right. You marked it as known at once.")
