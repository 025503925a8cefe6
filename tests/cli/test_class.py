"""``quiz class`` over logs that were handed in, and the same in the line mode."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from students import hand_in

from progress.gathering import gathered
from progress.moment import Moment
from questions.reading import read_library
from quiz.plain.home import Home

QUESTIONS = 8
QUESTION = "  - {{id: q{n}, kind: choice, prompt: 'Which is {n}?', answer: right, distractors: [wrong, never]}}\n"
BANK = "topic: Great Lakes\nquestions:\n" + "".join(QUESTION.format(n=n) for n in range(QUESTIONS))
BOBBY = "[b]Bobby[/b]\x1b]0;gone\x07"
NOON = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC))


@pytest.fixture(scope="module", autouse=True)
def noon() -> Iterator[None]:
    """The clock stands still."""
    with time_machine.travel(NOON.at, tick=False):
        yield


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bank and the logs of seven students, and the record of their class as it is when it was looked at once."""
    top = tmp_path_factory.mktemp("class")
    bank, logs = top / "great-lakes.yaml", top / "logs"
    bank.write_text(BANK, "utf-8")
    logs.mkdir()
    asked = read_library([bank])
    hand_in(logs, asked, "aa11", "Ann", 8, NOON)
    hand_in(logs, asked, "bb22", "Ben", 0, NOON, days_ago=(5, 4, 3), wrong="wrong")
    hand_in(logs, asked, "cc33", "Cat", 8, NOON, days_ago=(20,))
    hand_in(logs, asked, "dd44", "Dan", 7, NOON, days_ago=(0,))
    hand_in(logs, asked, "ee55", "Zoë", 8, NOON)
    hand_in(logs, asked, "ff66", "zoë", 8, NOON)
    hand_in(logs, asked, "9977", BOBBY, 8, NOON)
    _, store = gathered(logs, top / "classes")
    store.close()
    return top


@pytest.fixture
def look(quiz: Any, handed_in: Path, data: Path) -> Any:
    """Call ``quiz class`` over the folder."""
    shutil.copytree(handed_in / "classes", data / "classes")
    return lambda *words, folder=handed_in / "logs": quiz("class", str(folder), *words, "--banks", str(handed_in / "great-lakes.yaml"))


def test_every_student_stands_by_topic_and_no_line_is_wider_than_eighty_columns(look: Any) -> None:
    ran = look()
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "7 students, 72 answers, 56 first tries."
    assert [line.split() for line in lines[2:11]] == [
        ["GL", "all", "seen"],
        ["The", "class:", "median", "100", "100"],
        ["[b]Bobby[/b]]0;g…", "100", "100", "3d"],
        ["Ann", "100", "100", "3d"],
        ["Ben", "0!", "0", "3d"],
        ["Cat", "100", "100", "20d"],
        ["Dan", "88", "88", "today"],
        ["Zoë", "(ee55)", "100", "100", "3d"],
        ["zoë", "(ff66)", "100", "100", "3d"],
    ]
    assert max(map(len, lines)) < 80


def test_who_is_stuck_and_who_is_away_is_told_in_sentences_with_figures(look: Any) -> None:
    out = " ".join(look().out.split())
    assert "Ben: low in Great Lakes, 0 % (95 %: 0 to 32) of 8 questions at the first try, where the others have 98 %;" in out
    assert "; stuck on 8 questions: great-lakes/q0, great-lakes/q1, great-lakes/q2 and 5 more." in out
    assert "Away for more than 7 days: Cat: last seen" in out
    assert "great-lakes/q0: 1 student (Ben)" in out


def test_students_of_one_name_are_told_apart_with_their_files(look: Any) -> None:
    out = look().out
    assert "  Zoë (ee55) is in ee55.quizlog.\n  zoë (ff66) is in ff66.quizlog.\n" in out


def test_how_long_away_is_can_be_chosen(look: Any) -> None:
    assert "Nobody is away." in look("--away", "30").out


def test_the_cells_can_show_something_else(look: Any) -> None:
    ben = next(line for line in look("--show", "met").out.splitlines() if line.startswith("Ben"))
    assert ben.split()[-3:] == ["8!", "8", "3d"]


def test_a_student_is_told_beside_the_class(look: Any) -> None:
    lines = look("ben").out.splitlines()
    assert lines[0] == "Ben"
    assert lines[1].startswith("24 answers on 3 days; last seen ")
    assert [line.split() for line in lines if line.startswith("Great Lakes")] == [
        ["Great", "Lakes", "8/8", "0!", "0–32", "98", "100", "54", "0"],
    ]  # fmt: skip


@pytest.mark.parametrize(("about", "answers"), [("great-lakes", 24), ("Great Lakes", 24), ("great-lakes/q0", 3), ("q0", None)])
def test_an_answer_is_reached_as_it_was_given(look: Any, about: str, answers: int | None) -> None:
    ran = look("Ben", about)
    if answers is None:
        assert (ran.status, "is not a topic" in ran.err) == (2, True)
        return
    assert ran.out.splitlines()[0].endswith(f": {answers} answers, the newest first.")
    assert ran.out.count("   Given: wrong\n   ✗ Wrong: You chose another option.\n   Answer: right\n") == answers


def test_two_are_compared(look: Any) -> None:
    lines = look("--compare", "Ben", "Ann").out.splitlines()
    assert lines[0] == "Ben beside Ann"
    assert next(line for line in lines if line.startswith("Great Lakes")).split() == [
        "Great", "Lakes", "0", "0–32", "100", "68–100", "8", "−100", "(−100", "to", "−54)", "*",
    ]  # fmt: skip


def test_one_is_compared_with_the_class(look: Any) -> None:
    assert look("--compare", "Dan", "class").out.splitlines()[0] == "Dan beside the class"


def test_as_json_every_figure_is_there(look: Any, handed_in: Path) -> None:
    found = json.loads(look("--json").out)
    assert (found["folder"], found["left_out"], found["away"]) == (str(handed_in / "logs"), [], ["cc33"])
    ben = next(each for each in found["students"] if each["student"] == "Ben")
    (lakes,) = ben["topics"]
    assert (ben["answers"], ben["days"], lakes["score"], lakes["low"], len(lakes["stuck"])) == (24, 3, 0.0, True, 8)
    assert json.loads(look("Ben", "great-lakes/q0", "--json").out)["given"][0]["response"] == "wrong"


def test_as_csv_a_row_is_a_student_in_a_topic(look: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(look("--csv").out)))
    assert [(row["student"], row["topic"], row["met"], row["low"]) for row in rows][:3] == [
        ("[b]Bobby[/b]]0;gone", "great-lakes", "8", "False"), ("Ann", "great-lakes", "8", "False"), ("Ben", "great-lakes", "8", "True"),
    ]  # fmt: skip


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_marked_as_text(look: Any, handed_in: Path, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    hand_in(logs, read_library([handed_in / "great-lakes.yaml"]), "aa11", "=HYPERLINK(1)", 8, NOON)
    rows = list(csv.DictReader(io.StringIO(look("--csv", folder=logs).out)))
    assert rows[0]["student"] == "'=HYPERLINK(1)"


def test_since_a_day_counts_what_was_done_then(look: Any) -> None:
    since = (NOON.day - timedelta(days=2)).isoformat()
    assert look("--since", since).out.splitlines()[0] == "7 students, 8 answers, 8 first tries."


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_shown(look: Any, handed_in: Path, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    shutil.copy(handed_in / "logs" / "aa11.quizlog", logs)
    (logs / "bad\x1b[2J.quizlog").write_text("nothing")
    ran = look(folder=logs)
    assert (ran.status, ran.out.splitlines()[0]) == (1, "1 student, 8 answers, 8 first tries.")
    assert ran.err == "quiz: bad[2J.quizlog is neither a record of this program nor a log exported by quiz export --log.\n"


def test_an_empty_folder_says_what_will_appear(look: Any, tmp_path: Path) -> None:
    assert look(folder=tmp_path).out.startswith("Nobody has handed in a log yet. Each student writes one with quiz export --log")


def test_nothing_comes_into_the_teachers_own_record(look: Any, quiz: Any) -> None:
    look()
    assert [each["name"] for each in json.loads(quiz("learner", "--json").out)["learners"]] == ["Ann"]
    assert json.loads(quiz("history", "--json").out) == {"sittings": []}


EVERYONE = "[b]Bobby[/b]]0;gone, Ann, Ben, Cat, Dan, Zoë (ee55), zoë (ff66)"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Nobody",), f"quiz: There is no student “Nobody” in this class. There are: {EVERYONE}.\n"),
        (("Zoë",), "quiz: More than one student is called “Zoë”: Zoë (ee55), zoë (ff66).\n"),
        (("Ben", "--compare", "Ann", "Ben"), "quiz: --compare names both students itself.\n"),
        (("--since", "yesterday"), "quiz: “since:yesterday”, column 1: this is no date. Write 2026, 2026-09 or 2026-09-15.\n"),
    ],
)
def test_wrong_use_is_told(look: Any, words: tuple[str, ...], said: str) -> None:
    ran = look(*words)
    assert (ran.status, ran.out, ran.err.startswith(said)) == (2, "", True)


def test_without_a_folder_one_is_asked_for(quiz: Any) -> None:
    assert (quiz("class").status, quiz("class").err) == (2, "quiz: Name the folder that the logs are in: quiz class DIR.\n")


def test_items_are_told_of_a_folder_of_logs(quiz: Any, handed_in: Path) -> None:
    ran = quiz("items", str(handed_in / "logs"), "--banks", str(handed_in / "great-lakes.yaml"), "--json")
    assert (json.loads(ran.out)["learners"], json.loads(ran.out)["answers"]) == (7, 56)


def test_a_folder_without_logs_is_not_taken_for_the_record(quiz: Any, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert (quiz("items", str(empty)).status, quiz("items", str(empty)).err) == (2, f"quiz: There are no logs in {empty}.\n")


def test_in_lines_the_folder_is_remembered_and_all_can_be_reached(talk: Any, handed_in: Path, data: Path) -> None:
    shutil.copytree(handed_in / "classes", data / "classes")
    asked = ["class", f"class '{handed_in / 'logs'}'", "class Ben", "class Ben great-lakes/q0", "class Ben beside Ann", "class Nobody"]
    said = talk(lambda session: Home(session).stay(), *asked, "quit")
    told = [line for line in said.splitlines() if line]
    for expected in (
        "Name the folder that the logs are in: class DIR.",
        "7 students, 72 answers, 56 first tries.",
        "Ben, great-lakes/q0: 3 answers, the newest first.",
        "Ben beside Ann",
        "There is no student “Nobody” in this class.",
    ):
        assert any(expected in line for line in told)
