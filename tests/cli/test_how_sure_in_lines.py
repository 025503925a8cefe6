"""Being asked how sure she is, in lines: off at first, and then a second line for each answer."""

from __future__ import annotations

import json

import pytest

from questions.reading import read_library
from quiz.plain.home import Home

ASKED = "How sure are you? 1 sure, 2 think so, 3 guess.\n"


@pytest.fixture
def asked(study):
    """Ann wants to be asked how sure she is."""
    study.ask_how_sure(on=True)
    return study


def given(study):
    """The answers of the last sitting."""
    return [(answer.response, answer.confidence) for answer in study.store.answers(study.history()[0].id)]


def test_with_it_off_three_lines_are_three_answers(talk, study) -> None:
    told = talk.practise("Toronto", "smog", "5", ask=("choice", "short-answer", "number"))
    assert (given(study), "How sure" in told) == ([("Toronto", ""), ("smog", ""), ("5", "")], False)


def test_with_it_on_a_second_line_is_read_before_anything_is_told(talk, asked) -> None:
    told = talk.practise("Toronto", "1", "smog", "guess", ask=("choice", "short-answer"))
    assert given(asked) == [("Toronto", "sure"), ("smog", "guess")]
    assert told.index(ASKED) < told.index("✗ Wrong")
    assert "You were sure: a mistake like that stays in mind best once put right." in told
    assert "Again, because it was right, but you were guessing." in told


@pytest.mark.parametrize(
    ("line", "confidence"), [("1", "sure"), ("Sure", "sure"), ("2", "think"), ("think  so", "think"), ("3", "guess"), ("guess.", "guess")]
)
def test_digits_and_words_say_how_sure(talk, asked, line, confidence) -> None:
    talk.practise("Ottawa", line)
    assert given(asked) == [("Ottawa", confidence)]


def test_what_says_nothing_is_asked_again_and_an_empty_line_too(talk, asked) -> None:
    told = talk.practise("Ottawa", "", "4", "2")
    assert (told.count("Type 1, 2 or 3; :back changes your response."), given(asked)) == (2, [("Ottawa", "think")])


def test_back_changes_the_response(talk, asked) -> None:
    told = talk.practise("Toronto", ":back", "Ottawa", "1")
    assert ("You are back at the question." in told, given(asked)) == (True, [("Ottawa", "sure")])


def test_who_does_not_know_is_not_asked(talk, asked) -> None:
    assert (ASKED in talk.practise(":d"), given(asked)) == (False, [(None, "")])


def test_what_cannot_be_marked_is_told_before_anything_is_asked(talk, asked) -> None:
    assert ASKED not in talk.practise("Paris")


def test_at_a_terminal_it_is_asked_of_a_card_before_it_is_turned(talk, asked) -> None:
    told = talk.practise("", "2", "3", "", ask=("flashcard",), terminal=True)
    assert (told.index(ASKED) < told.index("The back says: 5"), given(asked)) == (True, [("good", "think")])


def test_in_a_pipe_a_card_takes_two_lines_too(talk, asked) -> None:
    talk.practise("3", "1", ask=("flashcard",))
    assert given(asked) == [("good", "sure")]


def test_the_time_ends_with_the_response(talk, asked) -> None:
    talk.seconds = iter([100.0, 107.5, 107.5, 160.0]).__next__
    talk.practise("Ottawa", "1")
    assert asked.store.answers(asked.history()[0].id)[0].took == 7500


def test_a_response_whose_second_line_never_comes_is_not_lost(talk, asked) -> None:
    assert ("✓ Right" in talk.practise("Ottawa"), given(asked)) == (True, [("Ottawa", "")])


def test_leaving_instead_leaves_the_question_unanswered(talk, asked) -> None:
    assert "Nothing was answered." in talk.practise("Ottawa", ":q")


def test_it_is_switched_within_a_sitting(talk, study) -> None:
    talk.practise(":confidence on", "Toronto", "1", ":confidence off", "smog", ask=("choice", "short-answer"))
    assert (given(study), study.asks_how_sure()) == ([("Toronto", "sure"), ("smog", "")], False)


def test_it_is_switched_at_home_and_told(talk, study) -> None:
    told = talk(lambda session: Home(session).stay(), "confidence on", "confidence", "quit")
    assert ("You are asked how sure you are" in told, study.asks_how_sure()) == (True, True)


def test_past_answers_tell_how_sure_she_was(talk, asked) -> None:
    assert " · you thought so · " in talk.practise("Toronto", "2", ":open")


def test_a_sitting_as_json_has_how_sure_she_was(quiz, bank) -> None:
    banks = ("--banks", str(bank))
    quiz("--plain", *banks, stdin=["confidence on", "practice all-kinds 1", ":d", "quit"])
    quiz("practice", "all-kinds", "--only", "id:choice", *banks, stdin=["Ottawa", "2"])
    last = json.loads(quiz("history", "last", "--json", *banks).out)
    assert [answer["confidence"] for answer in last["given"]] == ["think"]


def test_a_wrong_option_chosen_before_is_told(talk) -> None:
    talk.practise("Toronto")
    assert "You chose “Toronto” here before (once).\n" in talk.practise("Toronto")


def test_a_mistake_she_was_sure_of_stands_first_under_the_name_of_today(talk, asked, bank) -> None:
    talk.practise("Toronto", "1", "fog", "1", "Ottawa", ask=("choice", "short-answer"))
    bank.write_text(bank.read_text("utf-8").replace("id: choice", "id: capital\n    was: [choice]"), "utf-8")
    asked.library = read_library([bank])
    assert asked.standing().misled == {"all-kinds/capital", "all-kinds/short-answer"}
