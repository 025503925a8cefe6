"""``quiz check --fix``: what is mended is shown first, asked about, and written whole; what is left is told."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from quiz.commands.base import WrongUse
from quiz.files import rewrite

BAD = b"topic: T\nquestions:\n  - id: a # first\n    kind: flashcard\n    promt: P\n    answer: A\n"
MENDED = BAD.replace(b"promt", b"prompt")
LEFT = b"topic: T\nquestions:\n  - {id: a, kind: flashcard, promt: P, answer: A}\n  - {id: a, kind: flashcard, prompt: P, answer: A}\n"


@pytest.fixture
def bad(bank_file) -> Path:
    """A bank with a mistake that has one right mending."""
    return bank_file(BAD)


def test_in_a_pipe_the_difference_is_shown_and_nothing_written(quiz, bad) -> None:
    ran = quiz("check", "--fix", str(bad), "--no-advice")
    assert re.findall(r"^[-+] .*", ran.out, re.MULTILINE) == ["-    promt: P", "+    prompt: P"]
    assert ran.err == "quiz: Nothing was written: say --yes to write what is shown.\n"
    assert (ran.status, bad.read_bytes()) == (1, BAD)


def test_with_yes_the_difference_is_shown_and_written(quiz, bad) -> None:
    ran = quiz("check", "--fix", "--yes", str(bad), "--no-advice")
    assert re.findall(r"^[-+] .*", ran.out, re.MULTILINE) == ["-    promt: P", "+    prompt: P"]
    assert ran.out.splitlines()[-3:] == [f"Mended 1 place in {bad}: unknown-key.", "", "No problems in 1 bank with 1 usable question."]
    assert (ran.status, ran.err, bad.read_bytes()) == (0, "", MENDED)


def test_what_is_left_is_told_and_is_status_1(quiz, bank_file) -> None:
    ran = quiz("check", "--fix", "--yes", str(bank_file(LEFT)), "--no-advice")
    assert (ran.status, re.findall(r"\[([a-z-]+)\]$", ran.out, re.MULTILINE)) == (1, ["duplicate-id"])


def test_a_bank_that_needs_no_mending_is_not_written_to(quiz, bank_file) -> None:
    path = bank_file(MENDED)
    before = path.stat()
    assert (quiz("check", "--fix", "--yes", str(path), "--no-advice").status, path.stat()) == (0, before)


def test_all_banks_of_a_folder_are_mended(quiz, bank_file, tmp_path) -> None:
    paths = [bank_file(BAD, f"banks/{name}.yaml") for name in "ab"]
    quiz("check", "--fix", "--yes", str(tmp_path / "banks"))
    assert [path.read_bytes() for path in paths] == [MENDED, MENDED]


def test_a_link_stays_a_link_and_the_file_keeps_its_mode(quiz, bad, tmp_path) -> None:
    bad.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to("bank.yaml")
    quiz("check", "--fix", "--yes", str(link))
    assert (link.is_symlink(), bad.read_bytes(), bad.stat().st_mode & 0o777) == (True, MENDED, 0o640)


def test_nothing_is_left_beside_the_file(quiz, bad, tmp_path) -> None:
    before = set(tmp_path.iterdir())
    quiz("check", "--fix", "--yes", str(bad))
    assert set(tmp_path.iterdir()) == before


def test_a_file_that_was_changed_since_it_was_read_stays_as_it_is(bad) -> None:
    with pytest.raises(WrongUse, match="has been changed since it was read"):
        rewrite(bad, b"topic: Earlier\n", MENDED)
    assert (bad.read_bytes(), list(bad.parent.glob(".bank*"))) == (BAD, [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_a_file_that_may_not_be_written_to_is_told_and_the_next_is_mended(quiz, bank_file) -> None:
    locked, other = bank_file(BAD, "a.yaml"), bank_file(BAD, "b.yaml")
    locked.chmod(0o444)
    ran = quiz("check", "--fix", "--yes", str(locked), str(other))
    assert (ran.status, ran.err) == (1, f"quiz: {locked} may not be written to, and stays as it is.\n")
    assert (locked.read_bytes(), other.read_bytes()) == (BAD, MENDED)


@pytest.mark.parametrize(("typed", "content"), [("y\r", MENDED), ("n\r", BAD), ("\r", BAD)])
def test_at_a_terminal_it_is_asked_after_the_difference(terminal, bad, typed: str, content: bytes) -> None:
    at = terminal("check", "--fix", str(bad), "--no-advice")
    assert "+    prompt: P" in at.until("Write this? [y/N]: ")
    at.type(typed)
    assert (at.left_with(), bad.read_bytes()) == (0 if content == MENDED else 1, content)


def test_leaving_at_the_question_writes_nothing(terminal, bad) -> None:
    at = terminal("check", "--fix", str(bad))
    at.until("Write this? [y/N]: ")
    at.type("\x04")
    assert (at.left_with(), bad.read_bytes()) == (130, BAD)


def test_standard_input_comes_out_mended_and_its_problems_on_standard_error(process) -> None:
    ran = process("check", "--fix", "-", "--no-advice", stdin=LEFT.decode())
    assert (ran.returncode, ran.stdout) == (1, LEFT.decode().replace("promt", "prompt"))
    assert ran.stderr.splitlines()[0] == "-:4:10: The id `a` is used already, on line 3. [duplicate-id]"


def test_what_nobody_would_see_is_shown_by_its_code_point(quiz, bank_file) -> None:
    ran = quiz(
        "check", "--fix", str(bank_file(b"\xef\xbb\xbf" + MENDED.replace(b"    kind", b"\tkind").replace(b"    ans", b"\xc2\xa0   ans")))
    )
    assert re.findall(r"<U\+\w+>", ran.out) == ["<U+FEFF>", "<U+0009>", "<U+00A0>"]


def test_a_bank_cannot_speak_to_the_terminal_through_the_difference(quiz, bank_file) -> None:
    assert "\x1b" not in quiz("check", "--fix", str(bank_file(BAD.replace(b"# first", b"# \x1b[31m")))).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--fix",), "Name the files or folders that --fix may mend."),
        (("--fix", "--json", "bank.yaml"), "--format json is for a check alone. Leave --fix out, or run two commands."),
        (("--fix", "--watch", "bank.yaml"), "--fix and --watch don't go together: a file that is open in an editor is mended there."),
        (("--yes", "bank.yaml"), "--yes belongs to --fix."),
        (("--fix", "-", "bank.yaml"), "With --fix, - stands alone."),
        (("--watch", "-"), "Standard input, -, cannot be watched."),
    ],
)
def test_what_does_not_go_together_is_wrong_use(quiz, bad, monkeypatch, arguments: tuple[str, ...], told: str) -> None:
    monkeypatch.chdir(bad.parent)
    ran = quiz("check", *arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", f"quiz: {told}\n")
