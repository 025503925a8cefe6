"""Every question: search, flag, set aside, and one with all its answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.bank import Bank, Library
from questions.kinds import Flashcard


async def test_all_questions_are_listed(desk):
    async with desk.open() as ann:
        await ann.press("b")
        assert (ann.sees("#count"), "Which of the Great Lakes lies wholly" in ann.page) == ("13 questions", True)


async def test_the_list_narrows_while_the_learner_types(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash")
        await ann.type("erie leaves")
        assert (ann.sees("#count"), "Which river leaves Lake Erie?" in ann.page) == ("1 question", True)


async def test_nothing_found_is_said(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash")
        await ann.type("zzz")
        await ann.press("enter", "enter", "f")
        assert (ann.screen, ann.sees("#count")) == ("BrowseScreen", "0 questions; fewer words find more")


async def test_a_slip_is_pointed_at_and_the_list_keeps_what_it_had(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash")
        await ann.type("erie leaves -is:flaged")
        assert (ann.sees("#count"), "Which river leaves Lake Erie?" in ann.page) == (
            "“is:flaged”, column 14: is: has no such value. Did you mean flagged?",
            True,
        )


async def test_what_was_answered_meanwhile_is_counted_when_the_list_is_read_again(desk):
    def miss(study):
        sitting = study.again(["lakes/american"])
        study.answer(sitting, study.question(sitting), "Lake Erie", took=1_000, hinted=False, usual=None)

    async with desk.open() as ann:
        await ann.press("b", "slash")
        await ann.type("-(wrong>0 since:2026-11)")
        before = ann.sees("#count")
        ann.record(miss)
        await ann.press("escape", "f")
        assert (before, ann.sees("#count")) == ("13 questions", "12 questions")


async def test_b_on_a_topic_lists_that_topic(desk):
    async with desk.open() as ann:
        await ann.press("down", "down", "b")
        assert ann.sees("#count") == "4 questions"


@pytest.mark.parametrize(("key", "mark", "shown"), [("f", "flagged", "⚑"), ("s", "suspended", "set aside")])
async def test_a_mark_is_set_taken_away_and_undone(desk, key, mark, shown):
    async with desk.open() as ann:
        seen = []
        await ann.press("b")
        for pressed in (key, key, "u", "u", "ctrl+y"):
            await ann.press(pressed)
            seen.append((shown in ann.page, bool(ann.record(lambda study: getattr(study.standing(), mark)))))
        assert seen == [(on, on) for on in (True, False, True, False, True)]


async def test_the_cursor_stays_on_its_question_when_it_is_marked(desk):
    async with desk.open() as ann:
        await ann.press("b", "down", "down", "f", "f", "f")
        assert ann.record(lambda study: study.standing().flagged) == {"lakes/salty"}


async def test_letters_are_typed_while_the_search_has_the_focus(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash", "f", "s", "u", "q")
        assert (ann.app.screen.query_one("#search").value, ann.record(lambda study: study.standing().flagged)) == ("fsuq", frozenset())


async def test_down_and_escape_lead_from_the_search_to_the_list_and_escape_home(desk):
    async with desk.open() as ann:
        await ann.press("b", "slash", "down", "f", "slash", "escape", "escape")
        assert (ann.screen, len(ann.record(lambda study: study.standing().flagged))) == ("HomeScreen", 1)


async def test_enter_opens_a_question_with_its_answer_and_all_of_the_learners(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("enter", "escape", "b", "enter")
        assert (ann.sees("#question").splitlines()[-4:], ann.sees("#answers-given").splitlines()) == (
            [
                "Answer: Lake Michigan",
                "Hint: A state is called after it.",
                "The boundary runs through the other four; Michigan lies to the west of it.",
                "§ The boundary · A book of lakes, The Lake Press",
            ],
            [
                "Chosen wrongly: “Lake Erie” once.",
                "",
                "Your answers",
                "✗ Wrong: Lake Erie",
                "  22 Nov 2026 12:00 · 0 s · Again: the answer was wrong · then due 22 Nov 2026",
            ],
        )


async def test_a_question_never_answered_says_so(desk):
    async with desk.open() as ann:
        await ann.press("b", "enter")
        assert ann.sees("#answers-given") == "Not answered yet."


async def test_two_clicks_open_a_question(desk):
    async with desk.open() as ann:
        await ann.press("b")
        await ann.click("#questions", offset=(10, 3))
        await ann.click("#questions", offset=(30, 3))
        assert (ann.screen, ann.app.screen.question.id) == ("CardScreen", "lakes/salty")


@pytest.fixture
def many(desk, monkeypatch):
    """Ann's desk with 320 questions; the hand rests as soon as it has pressed a key."""
    monkeypatch.setattr("quiz.widgets.table._A_REST", 0)
    questions = tuple(Flashcard(id=f"many/q-{number}", prompt=f"Number {number}?", answer="Yes") for number in range(320))
    desk.library = Library.of([Bank(topic="many", title="Many", path=Path("many.yaml"), questions=questions)])
    return desk


async def test_rows_below_those_in_view_are_there_once_the_hand_rests(many):
    async with many.open() as ann:
        await ann.press("b", "ctrl+end")
        assert (ann.sees("#count"), "Number 299?" in ann.page) == ("320 questions; the first 300 are shown", True)


async def test_the_cursor_stays_on_a_question_far_below_when_it_is_marked(many):
    async with many.open() as ann:
        await ann.press("b", "ctrl+end", "f", "up", "f", "up", "down", "f")
        assert ann.record(lambda study: study.standing().flagged) == {"many/q-299"}


async def test_what_is_typed_on_ends_the_rows_of_what_was_typed_before(many):
    async with many.open() as ann:
        await ann.press("b", "slash")
        await ann.type("31")
        table = ann.app.screen.query_one("#questions")
        assert (ann.sees("#count"), table.row_count) == ("13 questions", 13)
