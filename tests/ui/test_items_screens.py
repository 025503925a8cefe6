"""Which questions don't work: the list, one question, and a disputed response accepted by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.rereading import Banks

BANK = """\
topic: Lakes
questions:
  - {id: deepest, kind: short-answer, prompt: Which lake is the deepest?, answer: Superior}
  - {id: shallow, kind: choice, prompt: Which is the shallowest?, answer: Erie, distractors: [Huron, Ontario]}
  - {id: falls, kind: cloze, prompt: "Niagara lies between {{Erie}} and {{Ontario}}."}
"""


@pytest.fixture
def lakes(desk, tmp_path: Path) -> Path:
    """The one bank that the program has now."""
    path = tmp_path / "banks" / "lakes.yaml"
    path.parent.mkdir()
    path.write_text(BANK, "utf-8")
    desk.banks = Banks([path])
    desk.library = desk.banks.read()
    return path


@pytest.fixture
def dispute(desk, lakes):
    """Let a learner give a response and hold it for right."""

    def give(question, response, learner="ann"):
        study = desk.study()
        study.learner = study.store.learner_named(learner, desk.clock())
        sitting = study.again([question])
        sitting, told = study.answer(sitting, study.question(sitting), response, took=2_000, hinted=False, usual=None)
        if told.verdict.outcome != "right":
            study.claim(sitting, told, "right")
        study.close()

    return give


async def test_before_anyone_answered_it_is_said_what_will_stand_here(desk):
    async with desk.open() as ann:
        await ann.press("i")
        assert ann.sees("#empty").startswith("For each question it will stand here how many were right")


async def test_the_answers_of_all_learners_are_told(desk, dispute):
    dispute("lakes/deepest", "Huron")
    dispute("lakes/shallow", "Erie", "ben")
    async with desk.open() as ann:
        await ann.press("i")
        rows = [line.split() for line in ann.page.splitlines() if "lakes/" in line]
        assert "2 learners, 2 first tries at 2 questions." in ann.sees("#heading")
        assert rows == [
            ["lakes/deepest", "1", "0.00", "–", "1", "disputed;", "too", "few", "to", "say"],
            ["lakes/shallow", "1", "1.00", "–", "too", "few", "to", "say"],
        ]


async def test_the_list_narrows_by_a_filter(desk, dispute):
    dispute("lakes/deepest", "Huron")
    dispute("lakes/shallow", "Erie")
    async with desk.open() as ann:
        await ann.press("i", "slash")
        await ann.type("kind:choice")
        await ann.press("enter")
        assert (ann.sees("#count"), "lakes/deepest" in ann.page, "lakes/shallow" in ann.page) == ("1 question", False, True)


async def test_a_slip_in_the_filter_is_pointed_at(desk, dispute):
    dispute("lakes/deepest", "Huron")
    async with desk.open() as ann:
        await ann.press("i", "slash")
        await ann.type("is:flaged")
        assert ann.sees("#count") == "“is:flaged”, column 1: is: has no such value. Did you mean flagged?"


async def test_enter_tells_who_chose_what_and_where_it_stands(desk, dispute, lakes, monkeypatch):
    monkeypatch.chdir(lakes.parent)
    dispute("lakes/shallow", "Huron")
    async with desk.open() as ann:
        await ann.press("i", "enter")
        told = ann.sees("#item").splitlines()
        assert told[:3] == ["lakes/shallow (choice), lakes.yaml:4", "Which is the shallowest?", "Answer: Erie"]
        assert [line.split() for line in told[-3:]] == [
            ["0", "0", "0", "0", "1.00", "Erie"],
            ["1", "0", "0", "0", "0.00", "Huron"],
            ["0", "0", "0", "0", "0.00", "Ontario"],
        ]


async def test_a_accepts_what_is_disputed_and_all_past_answers_are_marked_anew(desk, dispute, lakes):
    dispute("lakes/deepest", "Gitche Gumee")
    dispute("lakes/deepest", "Gitche Gumee", "ben")
    async with desk.open() as ann:
        await ann.press("i", "enter", "a")
        assert "2 past answers were marked by the earlier key; 2 would be worth more or less." in ann.sees(".heading")
        await ann.press("y")
        assert lakes.read_text("utf-8") == BANK.replace("answer: Superior", "answer: Superior, accept: [Gitche Gumee]")
        assert (ann.toasts[-1], "Right: 1.00 on average" in ann.sees("#item")) == ("2 answers marked anew.", True)
        await ann.press("escape")
        assert ("disputed" in ann.page, "1.00" in ann.row_of("lakes/deepest")) == (False, True)


async def test_past_answers_stay_if_that_is_wished_and_the_response_is_right_from_now_on(desk, dispute, lakes):
    dispute("lakes/falls", ["Erie", "Huron"])
    async with desk.open() as ann:
        await ann.press("i", "enter", "a", "n")
        assert "{{Ontario|Huron}}" in lakes.read_text("utf-8")
        assert ([answer.outcome for answer in ann.answers], ann.page.split()[-20:].count("right")) == (["partly"], 1)


async def test_what_is_right_by_now_is_said_to_be_so_and_past_answers_can_be_marked(desk, dispute, lakes):
    dispute("lakes/deepest", "Gitche Gumee")
    async with desk.open() as ann:
        await ann.press("i", "enter", "a", "n", "a")
        assert ann.toasts[-1].startswith("This is right by the key of now.")
        await ann.press("y")
        assert [answer.outcome for answer in ann.answers] == ["right"]


async def test_of_a_choice_it_is_said_why_nothing_is_accepted(desk, dispute, lakes):
    dispute("lakes/shallow", "Huron")
    async with desk.open() as ann:
        await ann.press("i", "enter", "a")
        assert (ann.toasts[-1].partition(".")[0], lakes.read_text("utf-8")) == (
            "A question of the kind choice takes no other wordings",
            BANK,
        )


async def test_a_bank_that_was_changed_meanwhile_is_left_as_it_is(desk, dispute, lakes):
    dispute("lakes/deepest", "Gitche Gumee")
    async with desk.open() as ann:
        await ann.press("i", "enter")
        changed = BANK.replace("Which lake", "Which of them")
        lakes.write_text(changed, "utf-8")
        await ann.press("a")
        assert (ann.toasts[-1].partition(".")[0], lakes.read_text("utf-8")) == (
            "The question has been changed in its bank meanwhile",
            changed,
        )


async def test_a_is_not_offered_when_nothing_is_disputed(desk, dispute):
    dispute("lakes/shallow", "Erie")
    async with desk.open() as ann:
        await ann.press("i", "enter", "a")
        assert (ann.screen, ann.footer, ann.app.screen.focused.id) == ("ItemScreen", ["Scroll", "Back", "Edit", "Help"], "figures")


@pytest.mark.parametrize("keys", [("i",), ("i", "enter")])
async def test_e_opens_the_question_in_the_editor(desk, dispute, monkeypatch, keys):
    dispute("lakes/shallow", "Erie")
    opened = []
    async with desk.open() as ann:
        await ann.press(*keys)
        monkeypatch.setattr(type(ann.app.screen), "edit", lambda _screen, question: opened.append(question))
        await ann.press("e")
        assert opened == ["lakes/shallow"]


async def test_what_was_typed_is_shown_letter_for_letter(desk, dispute):
    dispute("lakes/deepest", "[/b][@click=app.quit]\x1b[31mx")
    async with desk.open() as ann:
        await ann.press("i", "enter")
        assert ann.page.count("[/b][@click=app.quit][31mx") == 2


async def test_what_holds_hidden_characters_is_not_accepted(desk, dispute, lakes):
    dispute("lakes/deepest", "Superior\x1b[31m lake")
    async with desk.open() as ann:
        await ann.press("i", "enter", "a")
        assert (ann.toasts[-1].partition(".")[0], lakes.read_text("utf-8")) == ("It holds characters that no bank may hold", BANK)
