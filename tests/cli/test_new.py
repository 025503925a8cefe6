"""``quiz new TOPIC``: a bank to start from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from questions.kinds import KINDS
from questions.reading import read_bank
from questions.schema import bank_schema
from questions.verdict import Outcome

WRONG = {
    "choice": "June",
    "select": ["May", "July"],
    "true-false": "True",
    "short-answer": "Winter",
    "number": "90",
    "cloze": ["melted", "solid"],
    "match": {"Compass": "Speed"},
    "order": ["A week", "A day", "An hour", "A minute"],
    "flashcard": "again",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is called in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_the_bank_is_called_after_its_topic_and_the_next_steps_are_told(quiz, here: Path) -> None:
    ran = quiz("new", "Great Lakes")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "great-lakes.yaml holds 9 questions to be replaced with yours.\n"
        "bank.schema.json tells an editor that knows JSON Schema what may stand in a bank.\n"
        "Open it in an editor. Then:\n"
        "  quiz check great-lakes.yaml\n"
        "  quiz practice --banks great-lakes.yaml great-lakes\n"
    )
    assert read_bank(here / "great-lakes.yaml").title == "Great Lakes"


@pytest.mark.parametrize("options", [[], ["--bare"], ["--kinds", "number,cloze"]])
def test_what_it_writes_has_no_problem_and_needs_no_advice(quiz, here: Path, options: list[str]) -> None:
    quiz("new", "Great Lakes", *options)
    ran = quiz("check", "great-lakes.yaml", "--json")
    told = json.loads(ran.out)
    assert (ran.status, told["problems"], told["advice"]) == (0, [], [])


def test_it_has_one_question_of_each_kind(quiz, here: Path) -> None:
    quiz("new", "Great Lakes")
    assert sorted(question.kind for question in read_bank(here / "great-lakes.yaml").questions) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_marked_as_its_example_says(quiz, here: Path, kind: str) -> None:
    quiz("new", "Great Lakes", "--kinds", kind)
    (question,) = read_bank(here / "great-lakes.yaml").questions
    outcomes = [question.mark(response).outcome for response in (question.right_response(), WRONG[kind])]
    assert outcomes == [Outcome.RIGHT, Outcome.WRONG]


def test_it_can_be_practised_at_once(quiz, here: Path) -> None:
    quiz("new", "Great Lakes", "--kinds", "number")
    ran = quiz("practice", "--banks", "great-lakes.yaml", "great-lakes", stdin=["99 degrees", "99"])
    assert "✓ Right. Within 1 of 100." in ran.out


def test_the_first_line_names_the_schema_that_lies_beside_the_bank(quiz, here: Path) -> None:
    quiz("new", "Great Lakes", "--bare")
    first = (here / "great-lakes.yaml").read_text("utf-8").split("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named is not None
    assert json.loads((here / named[1]).read_text("utf-8")) == bank_schema()


def test_the_remarks_explain_every_key_of_a_question(quiz, here: Path) -> None:
    quiz("new", "Great Lakes")
    text = (here / "great-lakes.yaml").read_text("utf-8")
    remarks = " ".join(re.findall(r"^ *#.*", text, re.MULTILINE))
    keys = re.findall(r"^ *(?:- )?([a-z]+):", text.partition("questions:")[2], re.MULTILINE)
    assert set(keys) - {"text"} - set(re.findall(r"\w+", remarks)) == set()


def test_a_bare_bank_has_no_remark_but_the_first_line(quiz, here: Path) -> None:
    quiz("new", "Great Lakes", "--bare")
    lines = (here / "great-lakes.yaml").read_text("utf-8").split("\n")
    assert [line for line in lines if line.lstrip().startswith("#")] == lines[:1]


def test_a_topic_that_is_there_already_gets_an_id_of_its_own(quiz, here: Path) -> None:
    ran = quiz("new", "Air quality")
    assert "There is a topic air-quality already, so this one has the id my-air-quality.\n" in ran.out
    assert read_bank(here / "air-quality.yaml").topic == "my-air-quality"
    assert quiz("check", "--banks", "air-quality.yaml").status == 0


def test_a_title_may_hold_what_yaml_would_take_for_its_own(quiz, here: Path) -> None:
    title = 'AC/DC: "what" is #1? {{x}} it\'s'
    quiz("new", title)
    assert read_bank(here / "ac-dc-what-is-1-x-it-s.yaml").title == title


def test_a_bank_that_is_there_is_left_alone_but_for_force(quiz, here: Path) -> None:
    (here / "lakes.yaml").write_text("mine", "utf-8")
    assert quiz("new", "Lakes").status == 2
    assert [path.name for path in here.iterdir()] == ["lakes.yaml"]
    assert (here / "lakes.yaml").read_text("utf-8") == "mine"
    assert quiz("new", "Lakes", "--force").status == 0


def test_another_schema_that_is_there_is_left_alone_and_that_is_said(quiz, here: Path) -> None:
    (here / "bank.schema.json").write_text("{}", "utf-8")
    ran = quiz("new", "Lakes")
    assert "bank.schema.json was there already and is another than this version’s;" in ran.out
    assert (here / "bank.schema.json").read_text("utf-8") == "{}"


SAID = {
    ("new",): "TOPIC is missing.",
    ("new", " "): "TOPIC is empty.",
    ("new", "Lakes", "--kinds", "nmber"): "There is no kind nmber. Did you mean number?",
    ("new", "Lakes", "--to", "lakes.txt"): "A bank is a file that ends in .yaml, and lakes.txt does not.",
    ("new", "Lakes", "--to", "/nosuch/lakes.yaml"): "There is no folder /nosuch.",
    ("new", "L" * 4001): "TOPIC cannot be the title of a bank. This text has 4,001 characters;",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(quiz, here: Path, line: tuple[str, ...]) -> None:
    ran = quiz(*line)
    assert (ran.status, ran.out, list(here.iterdir())) == (2, "", [])
    assert ran.err.startswith(f"quiz: {SAID[line]}")
