"""Names of files that a terminal would obey, and options that look alike."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from questions.reading import read_bank_text

NAMES = {
    "an escape sequence": b"\x1b]52;c;x\x07.yaml",
    "a line end": b"a\nb.yaml",
    "an override": "\u202ea.yaml".encode(),
    "no text": b"\xff\xfe.yaml",
    "a C1 character": "\x9b31m.yaml".encode(),
}


def check(path: str, home: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "quiz", "check", path, *options]
    return subprocess.run(command, env=os.environ | {"QUIZ_HOME": str(home)}, capture_output=True, check=False, timeout=60)


def obeyed(text: bytes) -> list[str]:
    categories = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [character for character in text.decode() if character != "\n" and unicodedata.category(character) in categories]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_of_a_bank_is_printed_and_not_obeyed(name: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("oops", "utf-8")
    ran = check(str(path), tmp_path)
    assert (ran.returncode, obeyed(ran.stdout + ran.stderr)) == (1, [])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_of_a_bank_is_printed_as_json_and_not_obeyed(name: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("oops", "utf-8")
    ran = check(str(path), tmp_path, "--json")
    assert (ran.returncode, obeyed(ran.stdout + ran.stderr)) == (1, [])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_is_not_there_is_told_and_not_obeyed(name: bytes, tmp_path: Path) -> None:
    ran = check(str(tmp_path / os.fsdecode(name)), tmp_path)
    assert (ran.returncode, obeyed(ran.stdout + ran.stderr)) == (2, [])


@pytest.mark.parametrize("other", ["e\u0301tat", "E\u0301TAT"])
def test_options_that_differ_only_in_how_accents_are_composed_are_one(other: str) -> None:
    text = f"topic: T\nquestions:\n  - {{id: a, kind: choice, prompt: P, answer: état, distractors: [{other}]}}\n"
    assert [problem.code for problem in read_bank_text(text.encode(), Path("bank.yaml")).problems] == ["duplicate-option"]
