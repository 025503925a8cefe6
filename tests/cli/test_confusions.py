"""What is mixed up, in lines and on the command line, and the drill that tells it apart."""

from __future__ import annotations

import json

import pytest

from questions.reading import read_library
from quiz.plain.home import Home

RIVERS = """\
topic: Rivers
questions:
  - {id: leaves, kind: choice, prompt: Which river leaves Lake Erie?, answer: Niagara, distractors: [Detroit, Nelson]}
  - {id: enters, kind: choice, prompt: Which river enters Lake Erie?, answer: Detroit, distractors: [Niagara, Yukon]}
"""


@pytest.fixture
def rivers(tmp_path):
    path = tmp_path / "rivers.yaml"
    path.write_text(RIVERS, "utf-8")
    return path


@pytest.fixture
def mixed_up(study, rivers):
    """Ann took one river for the other: twice there, once back."""
    study.library = read_library([rivers])
    for question, chosen in (("leaves", "Detroit"), ("enters", "Niagara"), ("leaves", "Detroit"), ("leaves", "Nelson")):
        sitting = study.again([f"rivers/{question}"])
        study.answer(sitting, study.question(sitting), chosen, took=1_000, hinted=False, usual=None)
    return study


@pytest.fixture
def at_home(talk):
    return lambda *lines: talk(lambda session: Home(session).stay(), *lines, "quit")


def test_a_newcomer_is_told_what_will_stand_here(at_home) -> None:
    assert "Nothing mixed up so far. Once you choose a wrong option" in at_home("confusions")


def test_pairs_are_listed_with_their_questions(mixed_up, at_home) -> None:
    told = at_home("confusions")
    assert (
        "1. Niagara ↔ Detroit: 3 times\n"
        "   rivers/leaves: Which river leaves Lake Erie? You took “Detroit” for “Niagara” twice.\n"
        "   rivers/enters: Which river enters Lake Erie? You took “Niagara” for “Detroit” once.\n"
        "2. Niagara ↔ Nelson: once\n" in told
    )


def test_a_drill_asks_both_in_turn(mixed_up, at_home) -> None:
    told = at_home("drill 1", "Niagara", "Detroit")
    assert told.index("Which river leaves") < told.index("Which river enters")
    assert [sitting.mode for sitting in mixed_up.history()] == ["practice"] * 5


@pytest.mark.parametrize(
    ("line", "said"), [("drill", "Type drill and the number"), ("drill x", "Type drill and the number"), ("drill 9", "There is no pair 9")]
)
def test_a_drill_of_no_pair_is_told(mixed_up, at_home, line, said) -> None:
    assert said in at_home(line)


def test_a_question_that_is_gone_is_still_told_but_gives_no_drill(mixed_up, at_home, rivers) -> None:
    rivers.write_text(
        "topic: Rivers\nquestions:\n  - {id: other, kind: choice, prompt: ?, answer: a, distractors: [b]}\n".replace("?", "Which?")
    )
    mixed_up.library = read_library([rivers])
    assert "rivers/leaves: (in no bank any more) You took “Detroit” for “Niagara” twice." in at_home("confusions")
    assert "No question that may be asked has both of these among its options any more." in at_home("drill 1")


def test_a_question_that_was_renamed_is_told_by_its_name_of_today(mixed_up, at_home, rivers) -> None:
    rivers.write_text(RIVERS.replace("id: leaves", "id: outlet, was: [leaves]"))
    mixed_up.library = read_library([rivers])
    assert "rivers/outlet: Which river leaves Lake Erie? You took “Detroit” for “Niagara” twice." in at_home("confusions")
    assert "Chosen wrongly: “Detroit” twice, “Nelson” once.\n" in at_home("show rivers/outlet")


def test_a_question_shows_which_wrong_options_were_chosen(mixed_up, at_home) -> None:
    assert "Chosen wrongly: “Detroit” twice, “Nelson” once.\n" in at_home("show rivers/leaves")


def test_the_command_shows_them_with_all_answers(mixed_up, quiz, rivers) -> None:
    told = quiz("show", "rivers/enters", "--mine", "--banks", str(rivers)).out
    assert ("Chosen wrongly: “Niagara” once.\nYour answers:\n" in told, "✗ Wrong: Niagara" in told) == (True, True)


def test_answers_that_are_undone_are_not_mixed_up(mixed_up, at_home) -> None:
    for answer in mixed_up.answers_to("rivers/leaves"):
        mixed_up.store.undo(mixed_up.learner.id, answer.answer.id, mixed_up.clock())
    assert [(pair.one, pair.other, pair.times) for pair in mixed_up.mixed_up()] == [("Detroit", "Niagara", 1)]


def test_the_command_lists_them_too(mixed_up, quiz, rivers) -> None:
    told = quiz("confusions", "--banks", str(rivers))
    assert (told.status, told.out.splitlines()[0], told.out.splitlines()[-1]) == (
        0,
        "1. Niagara ↔ Detroit: 3 times",
        "2 pairs. quiz practice --pair and a number asks what tells them apart.",
    )


def test_the_command_lists_them_as_json(mixed_up, quiz, rivers) -> None:
    first = json.loads(quiz("confusions", "--json", "--banks", str(rivers)).out)["pairs"][0]
    assert first == {
        "pair": 1,
        "one": "Niagara",
        "other": "Detroit",
        "times": 3,
        "taken": [
            {"question": "rivers/leaves", "answer": "Niagara", "chosen": "Detroit", "times": 2},
            {"question": "rivers/enters", "answer": "Detroit", "chosen": "Niagara", "times": 1},
        ],
    }


def test_practice_drills_a_pair(mixed_up, quiz, rivers) -> None:
    told = quiz("practice", "--pair", "1", "--banks", str(rivers), stdin=["Niagara", "Detroit"])
    assert (told.status, "2 of 2 right at the first try." in told.out) == (0, True)


def test_a_pair_that_is_not_there_is_wrong_use(mixed_up, quiz, rivers) -> None:
    told = quiz("practice", "--pair", "9", "--banks", str(rivers))
    assert (told.status, told.err) == (2, "quiz: There is no pair 9: you mix up 2 pairs, numbered from the most often mixed up.\n")


def test_a_drill_chooses_its_questions_by_itself(quiz) -> None:
    told = quiz("practice", "air", "--pair", "1")
    assert (told.status, told.err.startswith("quiz: --pair chooses the questions by itself")) == (2, True)
