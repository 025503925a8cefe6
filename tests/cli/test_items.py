"""``quiz items``: which questions don't work, told of the learners of the record and of logs that were handed in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from progress.copies import Copy, Worded, write_log
from progress.log import GENESIS, Answered, Body, Claimed, Entry, StreamOpened, entry_of, hash_of, stream_of
from questions.reading import read_library
from questions.wording import to_json
from quiz.items.table import short_id

QUESTION = "  - {{id: {id}, kind: choice, prompt: Which is {id}?, answer: {answer}, distractors: [{wrong}, never]}}\n"


def bank_text(answer: str = "yes", wrong: str = "no") -> str:
    return "topic: Lakes\nquestions:\n" + "".join(
        QUESTION.format(id=id_, answer=answer if id_ == "swapped" else "yes", wrong=wrong if id_ == "swapped" else "no")
        for id_ in ("one", "two", "three", "four", "swapped")
    )


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    """A bank of five questions; the key of the last is wrong."""
    path = tmp_path / "lakes.yaml"
    path.write_text(bank_text("no", "yes"), "utf-8")
    return path


def log_of(folder: Path, bank: Path, number: int, known: int, wording: str = "") -> Path:
    """Write the log of a learner who knows the first of the questions; ``wording`` stands for those that were asked."""
    id_, name, at = f"{number:032x}", f"learner-{number:02}", 1_772_000_000_000
    stream = stream_of(id_, "laptop")
    entries: list[Entry] = []
    wordings = {}

    def add(body: Body) -> None:
        entries.append(entry_of(stream, len(entries) + 1, at + len(entries), 0, body, entries[-1].digest if entries else GENESIS))

    add(StreamOpened(id_, name, "laptop"))
    for place, question in enumerate(read_library([bank])):
        given = "yes" if place < known else "no"
        right = question.mark(given).score == 1
        body = wording or to_json(question)
        wordings[hash_of(body)] = Worded(question.id, body)
        marking = ("right", 1.0) if right else ("wrong", 0.0)
        shown = question.options()
        add(Answered(f"s{number}", question.id, "choice", hash_of(body), shown, given, *marking, "", 3, "", 4000))
        if number == 0 and question.id == "lakes/swapped":
            add(Claimed(stream, len(entries), "right", 3, "you say that it was right"))
    path = folder / f"{name}.quizlog"
    with path.open("wb") as file:
        write_log(file, Copy(name, tuple(entries), wordings), id_)
    return path


@pytest.fixture
def logs(tmp_path: Path, lakes: Path) -> list[str]:
    """The logs of twenty learners; those who know more of the other questions give the better answer to the last, too."""
    folder = tmp_path / "logs"
    folder.mkdir()
    return [str(log_of(folder, lakes, number, known)) for number, known in enumerate([5] * 8 + [3] * 6 + [1] * 3 + [0] * 3)]


def test_the_question_that_most_needs_a_look_is_told_first_with_its_place(quiz, lakes, logs, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    ran = quiz("items", *logs, "--banks", str(lakes))
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "20 learners, 100 first tries at 5 questions. Those that most need a look come first."
    assert lines[2].split() == ["question", "tries", "right", "between", "apart", "time", "look", "at"]
    assert lines[3].split() == [
        "lakes/swapped", "20", "0.60", "0.39–0.78", "−0.74", "4", "s", "the", "key", "may", "be", "wrong;", "1", "disputed", "lakes.yaml:7",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
def test_the_table_fits_the_terminal(quiz, lakes, logs, monkeypatch, columns: int) -> None:
    lakes.write_text(bank_text("no", "yes").replace("topic:", "id: lakes-and-rivers-and-ponds\ntopic:"), "utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = quiz("items", *logs, "--banks", str(lakes)).out.splitlines()[2:8]
    assert max(map(len, rows)) <= columns


def test_of_a_long_name_the_topic_is_cut_first() -> None:
    assert [short_id("lakes-and-rivers/swapped", wide) for wide in (24, 16, 8)] == [
        "lakes-and-rivers/swapped", "lakes-a…/swapped", "lakes-and-rivers/swapped",
    ]  # fmt: skip


def test_the_topic_is_told_as_a_test(quiz, lakes, logs) -> None:
    out = quiz("items", *logs, "--banks", str(lakes)).out
    assert "lakes as a test (5 of 5 questions, 20 learners who met them all): mean 0." in out


def test_a_question_is_told_by_who_chose_what(quiz, lakes, logs) -> None:
    out = quiz("items", *logs, "swapped", "--banks", str(lakes)).out
    assert "20 learners, 20 first tries; median time 4 s." in out
    assert "The key may be wrong: of the 8 best learners, 8 gave “yes”, more than gave what is marked right." in out
    assert [line.split() for line in out.splitlines() if line.endswith(("  yes", "  no", "  never"))] == [
        ["12", "0", "6", "6", "1.00", "no"],
        ["8", "8", "0", "0", "0.00", "yes"],
        ["0", "0", "0", "0", "0.00", "never"],
        ["1", "yes"],
    ]


def test_nothing_of_a_log_is_kept(quiz, lakes, logs) -> None:
    quiz("items", *logs, "--banks", str(lakes))
    assert json.loads(quiz("items", "--json").out) == {"learners": 0, "answers": 0, "items": [], "topics": []}


def test_the_learners_of_the_record_are_told_of(quiz, talk) -> None:
    talk.practise("1", ask=["true-false"])
    found = json.loads(quiz("items", "--json").out)
    assert (found["learners"], found["answers"]) == (1, 1)
    assert [(each["question"], each["path"], each["flags"]) for each in found["items"]] == [("all-kinds/true-false", None, ["few"])]


def test_of_another_learner_of_the_record_only_hers_are_told(quiz, talk) -> None:
    talk.practise("1", ask=["true-false"])
    quiz("learner", "Ben")
    assert json.loads(quiz("items", "--learner", "Ben", "--json").out)["answers"] == 0


def test_before_anyone_answered_that_is_said(quiz) -> None:
    assert quiz("items").out == "No answers yet. Figures appear here when learners have answered.\n"


def test_a_question_that_nobody_answered_is_said_to_be_so(quiz, lakes) -> None:
    assert quiz("items", "lakes/one", "--banks", str(lakes)).out == "lakes/one: no answers yet.\n"


def test_csv_has_a_row_for_each_question(quiz, lakes, logs) -> None:
    rows = list(csv.DictReader(io.StringIO(quiz("items", *logs, "--csv", "--banks", str(lakes)).out)))
    assert [rows[0][name] for name in ("question", "key", "line", "tries", "facility", "flags")] == [
        "lakes/swapped", "now", "7", "20", "0.6", '["key", "disputed"]',
    ]  # fmt: skip


def test_json_says_who_chose_what(quiz, lakes, logs) -> None:
    first = json.loads(quiz("items", *logs, "--json", "--banks", str(lakes)).out)["items"][0]
    assert first["choices"][1] == {"response": "yes", "number": 8, "best": 8, "middle": 0, "weakest": 0, "score": 0.0}
    assert first["disputed"] == ["yes"]


def test_answers_under_an_earlier_key_are_told_apart(quiz, lakes, logs) -> None:
    lakes.write_text(bank_text(), "utf-8")
    found = json.loads(quiz("items", *logs, "--json", "--banks", str(lakes)).out)["items"]
    assert (found[0]["question"], found[0]["key"]) == ("lakes/swapped", "earlier")
    assert {each["key"] for each in found[1:]} == {"now"}


def test_a_wording_with_the_same_key_is_the_same_version(quiz, lakes, logs) -> None:
    lakes.write_text(bank_text("no", "yes").replace("Which is", "Which of these is"), "utf-8")
    found = json.loads(quiz("items", *logs, "--json", "--banks", str(lakes)).out)["items"]
    assert {(each["key"], each["tries"]) for each in found} == {("now", 20)}


def test_another_topic_leaves_them_out(quiz, lakes, logs) -> None:
    assert quiz("items", *logs, "--topic", "energy", "--banks", str(lakes)).out.startswith("No answers yet.")


def test_a_file_that_is_refused_is_named_and_the_others_are_read(quiz, lakes, logs, tmp_path) -> None:
    broken = tmp_path / "broken.quizlog"
    broken.write_bytes(Path(logs[0]).read_bytes()[:-40])
    ran = quiz("items", str(broken), logs[1], "--json", "--banks", str(lakes))
    assert ran.status == 1
    assert ran.err.startswith("quiz: broken.quizlog: line ")
    assert json.loads(ran.out)["learners"] == 1


def test_a_file_that_is_not_there_is_said_to_be_missing(quiz) -> None:
    ran = quiz("items", "gone.quizlog")
    assert (ran.status, ran.out, ran.err) == (1, "", "quiz: gone.quizlog cannot be read: no such file or directory.\n")


def test_a_learner_cannot_be_chosen_among_logs(quiz, logs) -> None:
    ran = quiz("items", *logs, "--learner", "Ann")
    assert (ran.status, ran.out) == (2, "")
    assert "--learner chooses among the learners of this record" in ran.err


def test_a_name_that_is_neither_file_nor_question_is_wrong_use(quiz) -> None:
    ran = quiz("items", "air-quality/agrement-year")
    assert ran.status == 2
    assert "Did you mean air-quality/agreement-year?" in ran.err


def test_a_name_that_is_too_long_for_a_file_is_no_file(quiz) -> None:
    ran = quiz("items", "a" * 5_000)
    assert (ran.status, ran.err.startswith("quiz: There is no question “aaa")) == (2, True)


def test_a_question_that_is_not_of_the_topic_is_not_said_to_have_no_answers(quiz, lakes, logs) -> None:
    ran = quiz("items", *logs, "lakes/one", "--topic", "energy", "--banks", str(lakes))
    assert (ran.status, ran.err) == (2, "quiz: lakes/one is of none of these topics.\n")


@pytest.mark.parametrize(
    "body",
    [
        '{"kind":"choice","id":7,"prompt":3}',
        '{"answer":3,"distractors":[],"id":"a","kind":"choice","prompt":"p"}',
        '{"answer":"x","id":"a","kind":"number","prompt":"p"}',
        "[]",
        "[" * 100_000,
    ],
)
def test_a_wording_that_is_none_is_a_version_of_which_nothing_is_known(quiz, lakes, tmp_path, body: str) -> None:
    ran = quiz("items", str(log_of(tmp_path, lakes, 1, 3, body)), "--json", "--banks", str(lakes))
    assert (ran.status, ran.err) == (0, "")
    assert {(each["tries"], each["key"]) for each in json.loads(ran.out)["items"]} == {(1, "earlier")}
