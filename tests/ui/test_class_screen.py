"""The class: every student by topic, from each figure down to an answer as it was given."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from students import hand_in
from textual.widgets import Input

from progress.moment import Moment

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)


@pytest.fixture(scope="session")
def logs(tmp_path_factory, library) -> Path:
    """Handed-in logs: Ben is stuck and lower than the others, Cat is away, and of Zoë there are two."""
    folder = tmp_path_factory.mktemp("class") / "form four"
    folder.mkdir()
    asked = list(library)
    most = len(asked)
    hand_in(folder, asked, "aa11", "Ann", most, NOON)
    hand_in(folder, asked, "bb22", "[b]Ben[/b]", 0, NOON, days_ago=(5, 4, 3))
    hand_in(folder, asked[:9], "cc33", "Cat", most, NOON, days_ago=(20,))
    hand_in(folder, asked, "dd44", "Dan", most - 1, NOON, days_ago=(0,))
    hand_in(folder, asked[:3], "ee55", "Zoë", 3, NOON)
    hand_in(folder, asked, "ff66", "Zoë", most - 2, NOON)
    return folder


@pytest.fixture
def taught(desk, logs):
    """Ann teaches: the program has looked at the folder before."""
    (desk.where.data / "class.json").write_text(json.dumps({"folder": str(logs)}), "utf-8")
    return desk


async def test_a_folder_is_asked_for_once_and_remembered(desk, logs):
    async with desk.open() as ann:
        await ann.press("K")
        assert ann.screen == "ClassFolderDialog"
        await ann.type("nowhere")
        await ann.press("enter")
        assert ann.sees(".wrong").startswith("There is no folder ")
        ann.app.screen.query_one(Input).value = str(logs)
        await ann.press("enter")
        assert (ann.screen, ann.sees("#heading")) == ("ClassScreen", "Class · form four · 6 students, 90 answers, 64 first tries")
        await ann.press("escape", "K")
        assert ann.screen == "ClassScreen"


async def test_whoever_names_no_folder_is_told_how_to(desk):
    async with desk.open() as ann:
        await ann.press("K", "escape")
        assert (ann.screen, ann.sees("#empty").startswith("Press f and name the folder")) == ("ClassScreen", True)
        assert ann.footer == ["Back", "Folder", "Help"]


async def test_every_student_stands_by_topic(taught):
    async with taught.open() as ann:
        await ann.press("K")
        rows = [ann.row_of(name).split()[-4:] for name in ("Ann", "[b]Ben[/b]", "Cat", "Dan", "(ee55)", "(ff66)")]
        assert rows == [
            ["100", "100?", "100", "3d"], ["0!", "0?", "0", "3d"], ["100", "–", "100", "20d"],
            ["100", "75?", "92", "today"], ["100?", "–", "100?", "3d"], ["100", "50?", "85", "3d"],
        ]  # fmt: skip


async def test_the_cell_under_the_cursor_is_told_in_words(taught):
    async with taught.open() as ann:
        await ann.press("K", "down", "right")
        said = "[b]Ben[/b], Lakes: 0 % (95 %: 0 to 30) of 9 questions right at the first try; the others 100 % of the same"
        assert ann.sees("#told").startswith(said)


async def test_a_figure_leads_to_the_answers_behind_it(taught):
    async with taught.open() as ann:
        await ann.press("K", "down", "right", "right", "enter")
        assert (ann.screen, ann.sees("#heading")) == ("GivenScreen", "[b]Ben[/b], Rivers: 12 answers, the newest first.")
        await ann.press("down")
        assert "Given: I don't know\nAnswer: St. Lawrence\n✗ Wrong  You chose another option." in ann.sees("#answer")
        await ann.press("escape")
        assert ann.screen == "ClassScreen"


async def test_a_name_leads_to_the_student_beside_the_class(taught):
    async with taught.open() as ann:
        await ann.press("K", "down", "enter")
        assert (ann.screen, ann.sees("#heading")) == ("LinesScreen", "[b]Ben[/b]")
        assert ann.row_of("Lakes").split() == ["Lakes", "9/9", "0!", "0–30", "100", "100", "54", "0"]


async def test_the_class_in_a_topic_is_told(taught):
    async with taught.open() as ann:
        await ann.press("K", "right", "enter")
        assert (ann.screen, ann.sees("#heading")) == ("LinesScreen", "Lakes")
        assert "6 students; the median student has 100 % (95 %: 0 to 100) right at the first" in ann.page


async def test_who_is_stuck_and_who_is_away_is_told(taught):
    async with taught.open(size=(80, 60)) as ann:
        await ann.press("K", "w")
        assert "Cat: last seen 2 Nov 2026, 20 days ago;" in ann.page
        assert "[b]Ben[/b]: low in Lakes, 0 % (95 %: 0 to 30) of 9 questions at the first" in ann.page
        assert "Zoë (ee55) is in ee55.quizlog." in ann.page


async def test_two_students_are_compared(taught):
    async with taught.open() as ann:
        await ann.press("K", "down", "c")
        assert ann.toasts == ["[b]Ben[/b] beside whom? Go to another student, or to the class, and press c again."]
        await ann.press("down", "c")
        assert (ann.screen, ann.sees("#heading")) == ("LinesScreen", "[b]Ben[/b] beside Ann")
        await ann.press("escape", "c")
        assert ann.screen == "ClassScreen"


async def test_students_are_sorted_by_the_column_under_the_cursor_and_back(taught):
    def order(ann):
        names = ("Ann", "[b]Ben[/b]", "Cat", "Dan", "(ee55)", "(ff66)")
        lines = ann.page.splitlines()[:9]
        return sorted(names, key=lambda name: next(number for number, line in enumerate(lines) if name in line))

    async with taught.open() as ann:
        await ann.press("K", "right", "right", "s")
        assert order(ann) == ["[b]Ben[/b]", "(ff66)", "Dan", "Ann", "Cat", "(ee55)"]
        await ann.press("s")
        assert order(ann)[:2] == ["Ann", "Dan"]


async def test_the_cells_show_something_else(taught):
    async with taught.open() as ann:
        await ann.press("K", "v", "v", "v")
        assert ann.row_of("Cat").split()[-4:] == ["9", "–", "9", "20d"]
        assert "Questions met." in ann.sees("#told")


async def test_what_is_handed_in_meanwhile_is_taken_in(taught, library, tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    hand_in(folder, list(library), "aa11", "Ann", 3, NOON)
    (taught.where.data / "class.json").write_text(json.dumps({"folder": str(folder)}), "utf-8")
    async with taught.open() as ann:
        await ann.press("K")
        hand_in(folder, list(library), "bb22", "Ben", 3, NOON)
        (folder / "bad.quizlog").write_text("nothing")
        await ann.press("r")
        assert ann.sees("#heading").endswith("· 2 students, 26 answers, 26 first tries")
        assert "bad.quizlog is neither a record of this program nor a log" in ann.sees("#told")


async def test_a_folder_that_is_gone_is_told(taught, tmp_path):
    (taught.where.data / "class.json").write_text(json.dumps({"folder": str(tmp_path / "gone")}), "utf-8")
    async with taught.open() as ann:
        await ann.press("K")
        assert ann.sees("#empty") == f"The folder {tmp_path / 'gone'} cannot be read: no such file or directory."


async def test_an_empty_folder_says_what_will_appear(taught, tmp_path):
    (taught.where.data / "class.json").write_text(json.dumps({"folder": str(tmp_path)}), "utf-8")
    async with taught.open() as ann:
        await ann.press("K")
        assert ann.sees("#empty").startswith("Nobody has handed in a log yet.")


async def test_whoever_leaves_while_it_reads_keeps_what_was_read(taught, library, tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(3):
        hand_in(folder, list(library), f"aa{number}", f"Ann {number}", 3, NOON)
    (taught.where.data / "class.json").write_text(json.dumps({"folder": str(folder)}), "utf-8")
    async with taught.open() as ann:
        await ann.pilot.press("K")
        while "Reading" not in ann.sees("#heading"):
            await ann.pilot.pause()
        await ann.press("escape")
        assert ann.screen == "HomeScreen"
        await ann.app.background(bool)  # after all that was begun
    assert [len(json.loads(each.read_text())["files"]) > 0 for each in (taught.where.data / "classes").glob("*.json")] == [True]
