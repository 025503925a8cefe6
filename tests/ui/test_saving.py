"""An answer is on disk before its feedback is on the screen; and when the record fails, nothing is lost and all is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import pytest

from quiz.widgets.feedback import FeedbackPanel


@contextmanager
def full(desk):
    """The disk takes nothing more."""
    with closing(sqlite3.connect(desk.database, isolation_level=None)) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
        yield
        other.execute("DROP TRIGGER full")


@contextmanager
def without_a_table(desk, table="log"):
    """Somebody took a table out of the record."""
    with closing(sqlite3.connect(desk.database, isolation_level=None)) as other:
        other.execute(f"ALTER TABLE {table} RENAME TO gone")
        yield
        other.execute(f"ALTER TABLE gone RENAME TO {table}")


def locked(desk):
    """Another program writes, and does not come to an end."""
    return desk.locked()


def answers_on_disk(desk):
    with closing(sqlite3.connect(desk.database)) as other:
        return other.execute("SELECT question, outcome FROM answers").fetchall()


async def test_the_answer_is_on_disk_when_its_feedback_appears(desk, monkeypatch):
    seen = []
    show = FeedbackPanel.show

    def show_and_look(panel, *told):
        seen.append(answers_on_disk(desk))
        show(panel, *told)

    monkeypatch.setattr(FeedbackPanel, "show", show_and_look)
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        assert seen == [[("lakes/american", "right")]]


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        (locked, "Another program is using the record. Close it, or try again in a moment."),
        (full, "The disk is full, or it failed. Make room, then try again."),
        (without_a_table, "The file is not a record of this program. Choose another folder with --data."),
    ],
)
async def test_an_answer_that_cannot_be_written_is_kept_and_enter_saves_it(desk, failing, said):
    async with desk.open(desk.asking("lakes/american")) as ann:
        desk.clock.advance(seconds=8)
        with failing(desk):
            await ann.pick("Lake Michigan")
            desk.clock.advance(seconds=60)
            assert (ann.sees("#said"), ann.sees(".verdict")) == (f"Not saved yet. {said} Your answer is kept here; Enter tries again.", "")
            await ann.press("enter")
            assert ann.sees("#said").startswith("Not saved yet.")
        await ann.press("enter")
        assert (ann.sees(".verdict")[:7], [(a.response, a.took) for a in ann.answers]) == ("✓ Right", [("Lake Michigan", 8000)])


async def test_a_typed_answer_that_cannot_be_written_is_kept_too(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("superior")
        with desk.locked():
            await ann.press("enter")
        await ann.press("enter")
        assert [answer.response for answer in ann.answers] == ["superior"]


async def test_leaving_with_an_unsaved_answer_asks_first(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        with desk.locked():
            await ann.press("1", "escape")
            asked = ann.sees(".heading")
            await ann.press("n")
            stayed = ann.screen
            await ann.press("escape", "y")
            assert (asked.endswith("Your last answer is not saved. Leave without it?"), stayed, ann.screen) == (
                True,
                "QuestionScreen",
                "HomeScreen",
            )


async def test_leaving_saves_what_can_be_saved_by_then(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        with desk.locked():
            await ann.pick("Lake Michigan")
        await ann.press("escape")
        assert (ann.screen, ann.sees("#headline")[:16], len(ann.answers)) == ("ResultsScreen", "Practice: 1 of 1", 1)


async def test_quitting_with_an_unsaved_answer_asks_first(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        with desk.locked():
            await ann.press("1", "ctrl+q")
            assert ann.sees(".heading").endswith(" What is not saved would be lost. Quit all the same?")
            await ann.press("y")
            assert ann.app.return_value == 0


async def test_quitting_saves_what_can_be_saved_by_then(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        with desk.locked():
            await ann.press("1")
        await ann.press("ctrl+q")
        assert (ann.app.return_value, len(answers_on_disk(desk))) == (0, 1)


@pytest.mark.parametrize("key", ["2", "f", "s", "u", "r"])
async def test_what_else_cannot_be_written_is_said_and_nothing_changes(desk, key):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Erie")
        before = [ann.sees("#topic"), ann.sees(".verdict"), ann.sees(".returns"), ann.sees("#tally")]
        with desk.locked():
            await ann.press(key)
        after = [ann.sees("#topic"), ann.sees(".verdict"), ann.sees(".returns"), ann.sees("#tally")]
        assert (after, ann.toasts) == (before, ["Another program is using the record. Close it, or try again in a moment."])


async def test_a_sitting_that_cannot_be_ended_can_be_ended_by_another_enter(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1")
        with desk.locked():
            await ann.press("enter")
            said = ann.sees("#said")
        await ann.press("enter")
        assert (said, ann.screen) == (
            "Another program is using the record. Close it, or try again in a moment. Enter tries again.",
            "ResultsScreen",
        )


async def test_a_sitting_that_cannot_be_begun_says_so(desk):
    async with desk.open() as ann:
        with desk.locked():
            await ann.press("enter")
        assert (ann.screen, ann.toasts[0][:37]) == ("HomeScreen", "Another program is using the record. ")


async def test_a_learner_waits_not_long_without_a_word(desk, monkeypatch):
    monkeypatch.setattr("quiz.screens.question._PATIENCE", 0.01)
    monkeypatch.setattr("progress.sqlite.BUSY_SECONDS", 30)
    async with desk.open(desk.asking("lakes/american")) as ann:
        with desk.locked():
            await ann.pilot.press("1")
            while not ann.sees("#said").startswith("Saving"):
                await ann.pilot.pause()
        await ann.settle()
        assert ann.sees(".verdict") != ""


async def test_the_record_gone_while_at_home_is_said(desk):
    async with desk.open() as ann:
        with without_a_table(desk, "cards"):
            await ann.press("h", "escape")
            assert ann.sees("#notice") == "The file is not a record of this program. Choose another folder with --data."


async def test_a_theme_that_cannot_be_kept_is_worn_all_the_same(desk):
    async with desk.open() as ann:
        with desk.locked():
            await ann.press("t")
        assert (ann.app.theme, ann.toasts[0][:37]) == ("textual-light", "Another program is using the record. ")


async def test_a_learner_who_cannot_be_added_is_said_in_the_dialog(desk):
    async with desk.open() as ann:
        await ann.press("l", "tab")
        await ann.type("Ben")
        with desk.locked():
            await ann.press("enter")
        assert (ann.screen, ann.sees(".wrong")[:37]) == ("LearnersDialog", "Another program is using the record. ")
