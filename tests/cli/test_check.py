"""``quiz check``: what it reads, how it writes what it found, and its exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

GOOD = "topic: T\nquestions:\n  - {id: a, kind: flashcard, prompt: P, answer: A}\n"
BAD = "topic: T\nquestions:\n  - {id: a, kind: chioce, prompt: P, answer: A}\n"
TOLD = "3:19: `chioce` is not a kind of question. [unknown-kind]"


@pytest.fixture
def bad(bank_file, tmp_path, monkeypatch) -> str:
    """A bank with a mistake, in the working directory."""
    monkeypatch.chdir(tmp_path)
    return str(bank_file(BAD, "bad.yaml").relative_to(tmp_path))


def test_the_flag_for_json_is_short_for_the_format(quiz, bad) -> None:
    assert quiz("check", bad, "--json") == quiz("check", bad, "--format", "json")


def test_sarif_is_one_log_of_version_2_1_0(quiz, bad) -> None:
    log = json.loads(quiz("check", bad, "--format", "sarif").out)
    assert (log["version"], [result["ruleId"] for result in log["runs"][0]["results"]]) == ("2.1.0", ["unknown-kind"])


def test_annotations_stand_alone(quiz, bad) -> None:
    (line,) = quiz("check", bad, "--format", "github").out.splitlines()
    assert line.startswith("::error file=bad.yaml,line=3,col=19,title=unknown-kind::")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize(("text", "status"), [(GOOD, 0), (BAD, 1)])
def test_the_exit_status_tells_of_problems_in_every_format(quiz, bank_file, form: str, text: str, status: int) -> None:
    assert quiz("check", "--format", form, str(bank_file(text))).status == status


def test_an_unknown_format_is_wrong_use(quiz, bad) -> None:
    assert quiz("check", bad, "--format", "xml").status == 2


def test_standard_input_is_read_as_a_bank(process: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    ran = process("check", "-", stdin=BAD)
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (1, f"-:{TOLD}")


def test_files_are_told_in_the_order_of_their_names(quiz, bank_file, bad) -> None:
    bank_file(BAD, "another.yaml")
    places = re.findall(r"^(\S+\.yaml):3:19", quiz("check", "bad.yaml", "another.yaml").out, re.MULTILINE)
    assert places == ["another.yaml", "bad.yaml"]


@pytest.fixture
def terminal(quiz, monkeypatch) -> pytest.MonkeyPatch:
    """Standard output as a terminal that shows colours."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


def test_a_terminal_sees_colours(terminal, quiz, bad) -> None:
    assert quiz("check", bad).out.startswith("\x1b[1mbad.yaml:3:19: \x1b[0m\x1b[31m`chioce`")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_left_out_where_they_are_not_wanted(terminal, quiz, bad, name: str, value: str) -> None:
    terminal.setenv(name, value)
    assert quiz("check", bad).out.startswith(f"bad.yaml:{TOLD}\n")


def test_colours_stay_out_of_a_pipe(quiz, bad) -> None:
    assert "\x1b" not in quiz("check", bad).out


def test_a_bank_cannot_colour_the_terminal_itself(terminal, quiz, bank_file) -> None:
    terminal.setenv("NO_COLOR", "1")
    assert "\x1b" not in quiz("check", str(bank_file(BAD.replace("P,", "\x1b[31mP,")))).out
