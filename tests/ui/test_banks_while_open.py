"""A bank that is saved while the program is open: the new wording is there, or what is wrong; nobody who learns is disturbed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.rereading import Banks

FIRST = """\
topic: Lakes
questions:
  - {id: deepest, kind: short-answer, prompt: Which lake is the deepest?, answer: Superior, hint: It is also the largest.}
  - {id: shallow, kind: choice, prompt: Which is the shallowest?, answer: Erie, distractors: [Huron, Ontario]}
"""


@pytest.fixture
def lakes(desk, tmp_path: Path) -> Path:
    """The one bank that the program has now."""
    path = tmp_path / "banks" / "lakes.yaml"
    path.parent.mkdir()
    path.write_text(FIRST, "utf-8")
    desk.banks = Banks([path])
    desk.library = desk.banks.read()
    return path


def save(path: Path, text: str) -> None:
    """Save as most editors do: another file takes the place of the one before."""
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


async def test_the_new_wording_comes_to_the_screen_and_what_was_typed_stays(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("Supe")
        save(lakes, FIRST.replace("Which lake is the deepest?", "Which of the five lakes is the deepest?"))
        await ann.looks_at_banks()
        assert ann.sees("#prompt") == "Which of the five lakes is the deepest?"
        await ann.type("rior")
        assert ann.control.current() == "Superior"
        assert ann.toasts == ["lakes.yaml was read again: 1 question changed."]


async def test_an_answer_is_marked_by_the_key_that_is_on_the_screen(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        save(lakes, FIRST.replace("answer: Superior", "answer: Baikal"))
        await ann.looks_at_banks()
        await ann.type("Baikal")
        await ann.press("enter")
        assert [(answer.response, answer.outcome) for answer in ann.answers] == [("Baikal", "right")]


async def test_what_was_made_ready_is_asked_in_the_new_wording(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest", "lakes/shallow")) as ann:
        await ann.press("f3")
        save(lakes, FIRST.replace("Huron, Ontario", "Huron, Michigan"))
        await ann.looks_at_banks()
        await ann.press("enter")
        assert sorted(ann.control.shown) == ["Erie", "Huron", "Michigan"]


async def test_a_mistake_in_the_bank_is_told_in_a_line_and_the_sitting_goes_on_as_it_was(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest", "lakes/shallow")) as ann:
        save(lakes, FIRST.replace("kind: short-answer", "kind: short-anwser"))
        await ann.looks_at_banks()
        (told,) = ann.toasts
        assert told.startswith(f"{lakes}:3:25: ")
        await ann.type("Superior")
        await ann.press("enter", "enter")
        assert (ann.sees("#prompt"), len(ann.answers)) == ("Which is the shallowest?", 1)


async def test_a_bank_that_cannot_be_read_at_all_keeps_its_questions(desk, lakes):
    async with desk.open() as ann:
        save(lakes, "topic: [\n")
        await ann.looks_at_banks()
        assert "2" in ann.row_of("Lakes").split()
        save(lakes, FIRST)
        await ann.looks_at_banks()
        assert ann.toasts[-1] == "lakes.yaml was read again: nothing that is asked has changed."


async def test_a_question_that_is_gone_is_not_asked_any_more_but_the_one_on_the_screen_can_be_answered(desk, lakes):
    async with desk.open(desk.asking("lakes/shallow", "lakes/deepest")) as ann:
        save(lakes, "topic: Lakes\nquestions:\n  - {id: third, kind: true-false, prompt: Is Lake Superior in Europe?, answer: false}\n")
        await ann.looks_at_banks()
        await ann.pick("Erie")
        assert [answer.question for answer in ann.answers] == ["lakes/shallow"]
        await ann.press("enter")
        assert ann.screen == "ResultsScreen"


async def test_another_key_is_told(desk, lakes):
    async with desk.open() as ann:
        save(lakes, FIRST.replace("answer: Superior", "answer: Baikal"))
        await ann.looks_at_banks()
        assert ann.toasts == [
            "lakes.yaml was read again: 1 question changed. 1 question with another key: quiz regrade marks past answers by it."
        ]


async def test_an_answered_question_stays_as_it_was_asked(desk, lakes):
    async with desk.open(desk.asking("lakes/shallow")) as ann:
        await ann.pick("Erie")
        save(lakes, FIRST.replace("Which is the shallowest?", "Which one is shallow?"))
        await ann.looks_at_banks()
        assert ann.sees("#prompt") == "Which is the shallowest?"


async def test_a_new_bank_appears_at_home(desk, lakes):
    desk.banks = Banks([lakes.parent])
    async with desk.open() as ann:
        save(lakes.with_name("rivers.yaml"), FIRST.replace("topic: Lakes", "topic: Rivers"))
        await ann.looks_at_banks()
        assert "2" in ann.row_of("Rivers").split()


async def test_a_bank_that_is_taken_away_is_gone_at_home(desk, lakes):
    shutil.copy(lakes, lakes.with_name("rivers.yaml"))
    desk.banks = Banks([lakes.parent])
    desk.library = desk.banks.read()
    async with desk.open() as ann:
        lakes.with_name("rivers.yaml").unlink()
        await ann.looks_at_banks()
        assert "rivers" not in {bank.topic for bank in ann.app.study.library.banks}


async def test_an_exam_goes_on_with_the_questions_it_began_with(desk, lakes):
    async with desk.open(lambda study: study.exam(count=2, seed=1)) as ann:
        before = ann.sees("#prompt")
        save(lakes, FIRST.replace("Which", "Tell us which").replace("answer: Erie", "answer: Huron").replace("[Huron,", "[Erie,"))
        await ann.looks_at_banks()
        assert ann.sees("#prompt") == before
        await ann.press("f8", "y")
        assert {answer.question for answer in ann.answers} == {"lakes/deepest", "lakes/shallow"}


async def test_an_id_that_was_changed_is_noticed(desk, lakes):
    async with desk.open() as ann:
        save(lakes, FIRST.replace("id: deepest", "id: depth"))
        await ann.looks_at_banks()
        assert ann.toasts[-1] == "`lakes/depth` looks like `deepest`, which is gone: with `was: [deepest]` its history goes on."


async def test_the_question_that_is_looked_at_shows_its_new_wording(desk, lakes):
    async with desk.open() as ann:
        await ann.press("b", "down", "enter")
        assert "Which is the shallowest?" in ann.page
        save(lakes, FIRST.replace("Which is the shallowest?", "The shallowest lake?"))
        await ann.looks_at_banks()
        assert "The shallowest lake?" in ann.page


async def test_a_bank_with_a_mistake_keeps_its_questions_when_another_is_saved(desk, lakes):
    rivers = lakes.with_name("rivers.yaml")
    shutil.copy(lakes, rivers)
    desk.banks = Banks([lakes.parent])
    desk.library = desk.banks.read()
    async with desk.open() as ann:
        save(lakes, "topic: [\n")
        await ann.looks_at_banks()
        save(rivers, FIRST.replace("the deepest?", "deepest?"))
        await ann.looks_at_banks()
        assert "lakes/deepest" in ann.app.study.library.by_id


async def test_a_bank_with_an_id_of_its_own_keeps_its_questions_while_it_cannot_be_read(desk, lakes):
    save(lakes, "id: great\n" + FIRST)
    desk.library = desk.banks.read()
    async with desk.open() as ann:
        save(lakes, "id: great\ntopic: [\n")
        await ann.looks_at_banks()
        assert list(ann.app.study.library.by_id) == ["great/deepest", "great/shallow"]


async def test_an_answer_that_is_taken_back_is_asked_for_in_the_new_wording(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("Baikal")
        await ann.press("enter")
        save(lakes, FIRST.replace("Which lake is the deepest?", "The deepest of all lakes?").replace("answer: Superior", "answer: Baikal"))
        await ann.looks_at_banks()
        await ann.press("u")
        assert ann.sees("#prompt") == "The deepest of all lakes?"


async def test_taking_back_a_flag_leaves_the_new_wording_to_be_answered(desk, lakes):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.press("f4")
        save(lakes, FIRST.replace("Which lake is the deepest?", "The deepest of all lakes?").replace("answer: Superior", "answer: Baikal"))
        await ann.looks_at_banks()
        await ann.press("ctrl+z")
        assert ann.sees("#prompt") == "The deepest of all lakes?"
        await ann.type("Baikal")
        await ann.press("enter")
        assert [answer.outcome for answer in ann.answers] == ["right"]


async def test_an_answer_that_is_brought_back_is_told_as_it_was_asked(desk, lakes):
    async with desk.open(desk.asking("lakes/shallow")) as ann:
        await ann.pick("Huron")
        await ann.press("u")
        save(lakes, FIRST.replace("Which is the shallowest?", "The shallowest?").replace("[Huron, Ontario]", "[Baikal, Ladoga]"))
        await ann.looks_at_banks()
        assert ann.sees("#prompt") == "The shallowest?"
        await ann.press("ctrl+y")
        assert ann.sees("#prompt") == "Which is the shallowest?"


async def test_the_results_count_answers_to_questions_that_are_in_no_bank_any_more(desk, lakes):
    async with desk.open(lambda study: study.exam(count=2, seed=1)) as ann:
        save(lakes, "topic: Lakes\nquestions:\n  - {id: third, kind: true-false, prompt: Is Lake Superior in Europe?, answer: false}\n")
        await ann.looks_at_banks()
        await ann.press("f8", "y")
        assert "0 of 2 right" in ann.page


async def test_the_new_wording_comes_to_a_question_that_help_lies_over(desk, lakes):
    async with desk.open(desk.asking("lakes/shallow")) as ann:
        await ann.press("question_mark")
        save(lakes, FIRST.replace("Which is the shallowest?", "Which one is shallow?").replace("answer: Erie", "answer: Clair"))
        await ann.looks_at_banks()
        await ann.press("escape")
        assert ann.sees("#prompt") == "Which one is shallow?"
        await ann.pick("Clair")
        assert [answer.outcome for answer in ann.answers] == ["right"]


async def test_while_it_is_asked_how_sure_she_is_the_question_stays_and_going_back_brings_the_new_wording(desk, lakes):
    study = desk.study()
    study.ask_how_sure(on=True)
    study.close()
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("Superior")
        await ann.press("enter")
        save(lakes, FIRST.replace("Which lake is the deepest?", "Which of the five lakes is the deepest?"))
        await ann.looks_at_banks()
        assert (ann.sees("#prompt"), ann.sees(".how-sure")) == ("Which lake is the deepest?", "How sure are you?")
        await ann.press("escape")
        assert (ann.sees("#prompt"), ann.control.current()) == ("Which of the five lakes is the deepest?", "Superior")
        await ann.press("enter", "1")
        assert [(answer.response, answer.confidence) for answer in ann.answers] == [("Superior", "sure")]
