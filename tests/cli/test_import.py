"""``quiz import``: a file of another program becomes a bank, and every item is accounted for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from questions.reading import read_bank

GIFT = "::Fog::Is fog wet?{T}\n\nWhich is dry?{=Sand ~%50%Mist ~Fog}\n"
DESCRIPTION = "\nWrite about fog.\n"
ACCOUNT = """\
Read as GIFT.
line 1: taken: Fog
line 3: changed: Which is dry?
    “Mist” was worth 50 %; it is wrong here.
line 5: refused: Write about fog.
    It is a description: a text that asks nothing, for it has no answers in braces.
3 items: 1 taken, 1 changed, 1 refused.
The bank {bank} holds 2 questions.
"""


@pytest.fixture
def lights(tmp_path: Path) -> Path:
    path = tmp_path / "sea-lights.gift"
    path.write_text(GIFT, "utf-8")
    return path


def test_every_item_is_accounted_for(quiz, lights) -> None:
    lights.write_text(GIFT + DESCRIPTION, "utf-8")
    ran = quiz("import", str(lights))
    assert (ran.status, ran.out) == (1, ACCOUNT.format(bank=lights.with_suffix(".yaml")))


def test_what_was_taken_passes_the_check(quiz, lights) -> None:
    assert quiz("import", str(lights)).status == 0
    assert quiz("check", "--no-advice", str(lights.with_suffix(".yaml"))).out == "No problems in 1 bank with 2 usable questions.\n"


def test_the_bank_is_called_after_its_file_and_names_the_imported_one(quiz, lights) -> None:
    quiz("import", str(lights))
    bank = read_bank(lights.with_suffix(".yaml"))
    assert (bank.title, bank.source and bank.source.title, [each.id for each in bank.questions]) == (
        "Sea lights",
        "sea-lights.gift",
        ["sea-lights/fog", "sea-lights/which-is-dry"],
    )


def test_the_bank_stands_where_it_was_asked_for(quiz, lights, tmp_path) -> None:
    quiz("import", str(lights), "--to", str(tmp_path / "other.yaml"))
    assert [path.name for path in sorted(tmp_path.glob("*.yaml"))] == ["other.yaml"]


def test_a_folder_that_is_not_there_is_named(quiz, lights, tmp_path) -> None:
    ran = quiz("import", str(lights), "--to", str(tmp_path / "none" / "fog.yaml"))
    assert (ran.status, ran.err) == (2, f"quiz: There is no folder {tmp_path / 'none'}. Make it first, or name another.\n")


def test_a_bank_that_would_not_be_found_by_its_name_is_not_written(quiz, lights, tmp_path) -> None:
    ran = quiz("import", str(lights), "--to", str(tmp_path / "fog.txt"))
    assert (ran.status, ran.err) == (2, "quiz: A bank is a file that ends in .yaml. Name one with --to.\n")


def test_a_dry_run_writes_nothing(quiz, lights, tmp_path) -> None:
    assert quiz("import", str(lights), "--dry-run").out.endswith("2 items: 1 taken, 1 changed, 0 refused.\n")
    assert list(tmp_path.glob("*.yaml")) == []


def test_a_bank_that_is_there_is_left_alone(quiz, lights) -> None:
    bank = lights.with_suffix(".yaml")
    bank.write_text("mine", "utf-8")
    ran = quiz("import", str(lights))
    assert (ran.status, bank.read_text("utf-8")) == (2, "mine")
    assert ran.err == f"quiz: {bank} is there already, and nothing was written. Choose another name, or say --force to replace it.\n"


def test_a_bank_that_is_there_is_replaced_when_told_to(quiz, lights) -> None:
    bank = lights.with_suffix(".yaml")
    bank.write_text("mine", "utf-8")
    assert quiz("import", str(lights), "--force").status == 0
    assert read_bank(bank).title == "Sea lights"


def test_the_file_itself_is_never_replaced(quiz, lights) -> None:
    ran = quiz("import", str(lights), "--to", str(lights), "--force")
    assert (ran.status, lights.read_text("utf-8")) == (2, GIFT)


def test_a_file_of_which_nothing_is_taken_makes_no_bank(quiz, lights, tmp_path) -> None:
    lights.write_text(DESCRIPTION, "utf-8")
    assert quiz("import", str(lights)).out.endswith("1 item: 0 taken, 0 changed, 1 refused.\nThere is nothing to make a bank of.\n")
    assert list(tmp_path.glob("*.yaml")) == []


def test_the_account_as_json(quiz, lights) -> None:
    told = json.loads(quiz("import", str(lights), "--dry-run", "--json").out)
    assert told == {
        "format": "GIFT",
        "bank": None,
        "notes": [],
        "items": [
            {"where": "line 1", "name": "Fog", "outcome": "taken", "notes": [], "id": "fog"},
            {
                "where": "line 3",
                "name": "Which is dry?",
                "outcome": "changed",
                "notes": ["“Mist” was worth 50 %; it is wrong here."],
                "id": "which-is-dry",
            },
        ],
    }


SAID = {
    "import nosuch.gift": "There is no file nosuch.gift.",
    "import": "FILE is missing.",
    "import {file} --format word": "There is no format word. There are: gift, aiken",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(quiz, lights, line: str) -> None:
    ran = quiz(*line.format(file=lights).split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"quiz: {SAID[line]}")


def test_a_file_whose_format_cannot_be_told_is_said(quiz, tmp_path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ann", "utf-8")
    assert quiz("import", str(path)).err.startswith("quiz: letter.txt: What format the file has cannot be told. Say it with --format:")


def test_a_folder_is_no_file(quiz, tmp_path) -> None:
    assert quiz("import", str(tmp_path)).err == f"quiz: {tmp_path} is a folder. Name a file.\n"


def test_a_bank_is_not_imported_but_added(quiz, tmp_path) -> None:
    bank = tmp_path / "fog.yaml"
    bank.write_text("topic: Fog\n", "utf-8")
    assert (
        quiz("import", str(bank)).err == f"quiz: {bank} is a bank already: quiz check {bank} looks at it, and quiz add {bank} loads it.\n"
    )
