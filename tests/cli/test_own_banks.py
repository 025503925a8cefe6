"""Banks of the learner's own: added, listed, removed; and an id that was changed is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LAKES = """\
topic: Lakes
questions:
  - {id: deepest, kind: short-answer, prompt: Which lake is the deepest?, answer: Superior}
  - {id: longest, kind: short-answer, prompt: Which lake is the longest?, answer: Superior}
"""


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    path = tmp_path / "lakes.yaml"
    path.write_text(LAKES, "utf-8")
    return path


def listed(quiz) -> list[tuple[str, int, int, str]]:
    """What is loaded beside the shipped banks."""
    rows = json.loads(quiz("banks", "--json").out)["banks"]
    return [(row["topic"], row["questions"], row["problems"], row["path"]) for row in rows if row["origin"] != "shipped"]


def test_a_bank_that_is_added_is_loaded_from_then_on(quiz, lakes):
    ran = quiz("add", str(lakes))
    assert (ran.status, ran.out.splitlines()[0]) == (0, f"lakes: 2 questions from {lakes}")
    assert listed(quiz) == [("lakes", 2, 0, str(lakes))]
    assert "Which lake is the deepest?" in quiz("show", "lakes/deepest").out


def test_a_folder_is_added_with_all_that_is_in_it_now_and_later(quiz, lakes):
    quiz("add", str(lakes.parent))
    lakes.with_name("rivers.yaml").write_text(LAKES.replace("Lakes", "Rivers"), "utf-8")
    assert [topic for topic, *_ in listed(quiz)] == ["lakes", "rivers"]


def test_what_is_added_twice_is_loaded_once(quiz, lakes):
    quiz("add", str(lakes))
    ran = quiz("add", str(lakes))
    assert (ran.status, ran.out) == (0, f"{lakes} is loaded already.\n")
    assert len(listed(quiz)) == 1


def test_a_bank_without_a_usable_question_is_not_added(quiz, lakes):
    lakes.write_text("topic: Lakes\n", "utf-8")
    ran = quiz("add", str(lakes))
    assert (ran.status, ran.err) == (2, f"quiz: Nothing was added: no question in {lakes} can be used. quiz check {lakes} says why.\n")
    assert listed(quiz) == []


def test_a_bank_with_a_problem_is_added_and_the_problem_told(quiz, lakes):
    lakes.write_text(LAKES + "  - {id: third, kind: number, prompt: How many?}\n", "utf-8")
    ran = quiz("add", str(lakes))
    assert (ran.status, ran.err) == (1, f"quiz: 1 problem in what was added: quiz check {lakes} says where.\n")
    assert listed(quiz) == [("lakes", 2, 1, str(lakes))]
    assert quiz("banks").status == 1


def test_a_topic_that_is_there_already_is_refused_by_name(quiz, lakes):
    energy = lakes.with_name("energy.yaml")
    lakes.rename(energy)
    ran = quiz("add", str(energy))
    assert ran.status == 2
    assert ran.err.startswith("quiz: Nothing was added: the topic energy is there already, from ")
    assert ran.err.endswith("Give the bank an `id:` of its own, or rename the file.\n")


def test_a_file_that_is_not_there_cannot_be_added(quiz, tmp_path):
    assert quiz("add", str(tmp_path / "none.yaml")).err == f"quiz: There is no file or folder {tmp_path / 'none.yaml'}.\n"


@pytest.mark.parametrize("name", ["topic", "file"])
def test_a_bank_is_removed_by_its_topic_or_its_file(quiz, lakes, name):
    quiz("add", str(lakes))
    ran = quiz("remove", {"topic": "lakes", "file": str(lakes)}[name])
    assert (ran.status, listed(quiz), lakes.exists()) == (0, [], True)


def test_a_bank_whose_file_is_gone_is_told_and_can_be_removed(quiz, lakes):
    quiz("add", str(lakes))
    lakes.unlink()
    assert listed(quiz) == [("lakes", 0, 1, str(lakes))]
    assert (quiz("remove", str(lakes)).status, listed(quiz)) == (0, [])


def test_what_was_not_added_cannot_be_removed(quiz, lakes):
    assert quiz("remove", "energy").err == "quiz: energy came with the program; only what was added can be removed.\n"
    assert quiz("remove", "nothing").err == "quiz: nothing was not added. What was: nothing.\n"


def test_a_file_of_a_folder_goes_with_the_folder(quiz, lakes):
    quiz("add", str(lakes.parent))
    assert quiz("remove", "lakes").err == (
        f"quiz: {lakes} is in {lakes.parent}, which was added as a folder. quiz remove {lakes.parent} takes all of it away.\n"
    )


def test_what_was_answered_stays_when_a_bank_is_removed_and_added_again(quiz, lakes):
    quiz("add", str(lakes))
    quiz("practice", "lakes", stdin=["Superior", "", "Superior"])
    quiz("remove", "lakes")
    quiz("add", str(lakes))
    topics = {row["topic"]: row["started"] for row in json.loads(quiz("topics", "--json").out)["topics"]}
    assert topics["lakes"] == 2


def test_an_id_that_was_changed_is_noticed_by_what_is_asked(quiz, lakes):
    quiz("add", str(lakes))
    quiz("practice", "lakes", stdin=["Superior", "", "Superior"])
    lakes.write_text(LAKES.replace("id: deepest", "id: depth"), "utf-8")
    told = "`lakes/depth` looks like `deepest`, which is gone: with `was: [deepest]` its history goes on."
    assert told in quiz("banks").out.splitlines()
    assert json.loads(quiz("banks", "--json").out)["renames"] == [{"gone": "lakes/deepest", "now": "lakes/depth"}]
    lakes.write_text(LAKES.replace("id: deepest", "was: [deepest], id: depth"), "utf-8")
    assert told not in quiz("banks").out


@pytest.mark.parametrize("kept", ["", "[", "{}", '{"banks": 7}', '{"banks": [7, null]}'])
def test_a_list_of_banks_that_cannot_be_read_is_an_empty_one(quiz, data, lakes, kept):
    (data / "banks.json").write_text(kept, "utf-8")
    assert listed(quiz) == []
    quiz("add", str(lakes))
    assert len(listed(quiz)) == 1


def test_a_bank_that_was_moved_is_to_be_removed_from_where_it_was_before_it_is_added(quiz, lakes, tmp_path):
    quiz("add", str(lakes))
    (tmp_path / "later").mkdir()
    moved = lakes.rename(tmp_path / "later" / "lakes.yaml")
    told = f"the topic lakes is there already, from {lakes}, which is gone. quiz remove {lakes} takes it off the list."
    assert quiz("add", str(moved)).err == f"quiz: Nothing was added: {told}\n"
    quiz("remove", str(lakes))
    assert quiz("add", str(moved)).status == 0


def test_several_banks_are_added_at_once(quiz, lakes):
    rivers = lakes.with_name("rivers.yaml")
    rivers.write_text(LAKES.replace("Lakes", "Rivers"), "utf-8")
    assert quiz("add", str(lakes), str(rivers)).status == 0
    assert [topic for topic, *_ in listed(quiz)] == ["lakes", "rivers"]


def test_a_home_folder_that_the_shell_left_is_found(quiz, lakes, monkeypatch):
    monkeypatch.setenv("HOME", str(lakes.parent))
    assert quiz("check", "~/lakes.yaml", "--no-advice").out == "No problems in 1 bank with 2 usable questions.\n"


def test_no_other_questions_are_asked_than_those_of_a_bank_that_was_named(quiz, lakes):
    lakes.write_text("", "utf-8")
    ran = quiz("practice", "--banks", str(lakes), stdin=["1"])
    assert (ran.status, ran.err) == (2, f"quiz: There is no question in {lakes} that can be used. quiz check {lakes} says why.\n")
