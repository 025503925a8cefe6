"""``quiz paper``: an exam to be printed."""

from __future__ import annotations

from pathlib import Path

import pytest


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_an_exam_and_its_key_are_two_files(quiz, bank, out: Path) -> None:
    ran = quiz("paper", str(bank), "--to", str(out / "exam.html"), "--seed", "7")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        f"9 questions, 14 points.\n{out}/exam.html\n{out}/exam-key.html\n"
        "The last is the key: keep it to yourself. The same exam is made again with --seed 7.\n"
    )
    assert sorted(files(out)) == ["exam-key.html", "exam.html"]


def test_every_version_is_a_file(quiz, bank, out: Path) -> None:
    quiz("paper", str(bank), "--to", str(out / "exam.md"), "--versions", "3")
    assert sorted(files(out)) == ["exam-A.md", "exam-B.md", "exam-C.md", "exam-key.md"]


def test_an_answer_sheet_is_a_file_too(quiz, bank, out: Path) -> None:
    quiz("paper", str(bank), "--to", str(out / "exam.html"), "--versions", "2", "--answer-sheet")
    assert sorted(files(out)) == ["exam-A-sheet.html", "exam-A.html", "exam-B-sheet.html", "exam-B.html", "exam-key.html"]


@pytest.mark.parametrize("name", ["exam.html", "exam.md"])
def test_the_same_seed_gives_the_same_bytes(quiz, bank, out: Path, name: str) -> None:
    line = ["paper", str(bank), "--to", str(out / name), "--versions", "2", "--answer-sheet", "--explain", "--force"]
    quiz(*line, "--seed", "7")
    first = files(out)
    quiz(*line, "--seed", "7")
    assert files(out) == first
    quiz(*line, "--seed", "8")
    assert files(out) != first


def test_the_seed_that_was_drawn_makes_the_same_exam_again(quiz, bank, out: Path) -> None:
    ran = quiz("paper", str(bank), "--to", str(out / "exam.html"))
    first = files(out)
    quiz("paper", str(bank), "--to", str(out / "exam.html"), "--force", "--seed", ran.out.rpartition("--seed ")[2].rstrip(".\n"))
    assert files(out) == first


def test_files_topics_and_folders_are_banks(quiz, bank, sevens, out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    sevens.rename(folder / "sevens.yaml")
    ran = quiz("paper", str(bank), str(folder), "energy", "--count", "9", "--to", str(out / "exam.md"))
    assert ran.out.startswith("9 questions, ")
    assert (out / "exam.md").read_text("utf-8").startswith("# Energy, All kinds, Sevens\n")


def test_fewer_questions_than_were_asked_for_is_said(quiz, sevens, out: Path) -> None:
    assert quiz("paper", str(sevens), "--count", "5", "--to", str(out / "e.md")).out.startswith(
        "3 questions, 3 points. There are no more.\n"
    )


def test_kinds_and_a_title_can_be_chosen(quiz, bank, out: Path) -> None:
    ran = quiz("paper", str(bank), "--kinds", "true-false, choice", "--title", "End of term", "--to", str(out / "e.md"))
    assert ran.out.startswith("2 questions, 2 points.\n")
    assert (out / "e.md").read_text("utf-8").startswith("# End of term\n")


def test_questions_with_problems_are_left_out_and_that_is_said(quiz, sevens, out: Path) -> None:
    sevens.write_text(sevens.read_text("utf-8").replace("answer: 7", "answer: many", 1), "utf-8")
    ran = quiz("paper", str(sevens), "--to", str(out / "e.md"))
    assert (ran.status, ran.out.split("\n")[0]) == (1, "2 questions, 2 points.")
    assert ran.err.startswith("quiz: Questions with problems are left out: 1 problem, the first in ")


def test_nothing_is_written_if_one_of_the_files_is_there(quiz, bank, out: Path) -> None:
    (out / "exam-key.html").write_text("mine", "utf-8")
    ran = quiz("paper", str(bank), "--to", str(out / "exam.html"))
    assert (ran.status, files(out)) == (2, {"exam-key.html": b"mine"})
    assert "exam-key.html is there already, and nothing was written." in ran.err


SAID = {
    "paper": "BANK... is missing.",
    "paper air-quality": "FILE is missing.",
    "paper nosuch --to x.html": "“nosuch” is not a topic. The topics are: overview,",
    "paper nosuch.yaml --to x.html": "There is no file or folder nosuch.yaml.",
    "paper air-quality --to x.pdf": "An exam is written as .html, to be printed, or as .md, to be changed; x.pdf is neither.",
    "paper air-quality --to nosuch/x.md": "There is no folder nosuch.",
    "paper air-quality --to x.md --versions 7": "--versions: “7” is not a whole number from 1 to 6.",
    "paper air-quality --to x.md --kinds coice": "There is no kind coice. Did you mean choice?",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(quiz, out: Path, line: str, monkeypatch) -> None:
    monkeypatch.chdir(out)
    ran = quiz(*line.split())
    assert (ran.status, ran.out, files(out)) == (2, "", {})
    assert ran.err.startswith(f"quiz: {SAID[line]}")
