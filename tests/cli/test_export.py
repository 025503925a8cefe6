"""``quiz export BANK``: a bank in the format of another program, and what that does not hold."""

from __future__ import annotations

import json
import sys

import pytest

ACCOUNT = """\
choice: changed
    Not kept as it is here: hint.
short-answer: changed
    Not kept as it is here: hint.
cloze: refused
    GIFT has no text with several blanks.
order: changed
    It becomes a match.
9 questions: 5 whole, 3 changed, 1 refused. They are in {file}.
"""


def test_what_a_format_does_not_hold_is_said_question_by_question(quiz, bank, tmp_path) -> None:
    ran = quiz("export", str(bank), "--to", str(tmp_path / "all.gift"))
    assert (ran.status, ran.out) == (1, ACCOUNT.format(file=tmp_path / "all.gift"))


def test_moodle_holds_every_kind(quiz, bank, tmp_path) -> None:
    ran = quiz("export", str(bank), "--to", str(tmp_path / "all.xml"))
    assert (ran.status, ran.out) == (0, f"9 questions: 9 whole, 0 changed, 0 refused. They are in {tmp_path / 'all.xml'}.\n")


def test_anki_holds_every_kind(quiz, bank, tmp_path) -> None:
    ran = quiz("export", str(bank), "--to", str(tmp_path / "all.apkg"))
    assert (ran.status, ran.out) == (0, f"9 questions: 9 whole, 0 changed, 0 refused. They are in {tmp_path / 'all.apkg'}.\n")


def test_what_has_to_be_installed_for_a_format_is_said(quiz, bank, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    ran = quiz("export", str(bank), "--to", str(tmp_path / "all.apkg"))
    assert (ran.status, ran.err) == (2, "quiz: A deck for Anki needs one more package: pip install 'canada-us-quiz[formats]'.\n")


def test_a_collection_that_would_replace_all_of_a_learners_is_not_written(quiz, bank, tmp_path) -> None:
    assert quiz("export", str(bank), "--to", str(tmp_path / "all.colpkg")).status == 2


def test_what_was_exported_can_be_imported(quiz, sevens, tmp_path) -> None:
    quiz("export", str(sevens), "--to", str(tmp_path / "back.gift"))
    assert quiz("import", str(tmp_path / "back.gift")).out.startswith("Read as GIFT.\nline 3: taken: days\n")


def test_a_topic_can_be_exported_by_its_name(quiz, tmp_path) -> None:
    ran = quiz("export", "air-quality", "--to", str(tmp_path / "air.csv"), "--json")
    assert json.loads(ran.out)["format"] == "csv"
    assert (tmp_path / "air.csv").exists()


def test_a_file_that_is_there_is_left_alone(quiz, sevens, tmp_path) -> None:
    (tmp_path / "mine.gift").write_text("mine", "utf-8")
    assert quiz("export", str(sevens), "--to", str(tmp_path / "mine.gift")).status == 2
    assert (tmp_path / "mine.gift").read_text("utf-8") == "mine"


def test_questions_with_problems_are_left_out_and_that_is_said(quiz, sevens, tmp_path) -> None:
    sevens.write_text(sevens.read_text("utf-8").replace("answer: 7", "answer: many", 1), "utf-8")
    ran = quiz("export", str(sevens), "--to", str(tmp_path / "two.gift"))
    assert (ran.status, ran.err) == (1, f"quiz: Questions with problems are left out; quiz check {sevens} names them.\n")


SAID = {
    "export": "Say what to export: quiz export BANK --to FILE, or quiz export --log FILE.",
    "export air-quality": "Say which file to write: quiz export air-quality --to FILE, as in fog.gift.",
    "export air-quality --to x.doc": "The format .doc is not written here. Say --format and one of: gift, moodle,",
    "export air-quality --to x.gift --format word": "The format word is not written here. Say --format and one of: gift, moodle,",
    "export nosuch --to x.gift": "There is no file or topic nosuch. The topics are: overview,",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(quiz, line: str) -> None:
    ran = quiz(*line.split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"quiz: {SAID[line]}")


def test_a_bank_goes_into_a_zip_file_and_comes_back_the_same(quiz, bank, tmp_path) -> None:
    zipped, back = tmp_path / "all.zip", tmp_path / "back.yaml"
    assert quiz("export", str(bank), "--to", str(zipped)).out == f"9 questions: 9 whole, 0 changed, 0 refused. They are in {zipped}.\n"
    assert quiz("import", str(zipped), "--to", str(back)).out.startswith("Read as QTI.\n")
    assert quiz("check", str(back)).status == 0
