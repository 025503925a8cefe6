"""``quiz check``: what it reads, how it writes what it found, and its exit status."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable

import pytest

from quiz.readout import wants_colour

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


class Terminal(io.StringIO):
    """An output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "environ", "expected"),
    [
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colour_is_for_terminals_whose_user_has_not_asked_for_plain_text(out, environ, expected: bool) -> None:
    assert wants_colour(out, environ) == expected


def test_what_is_coloured_is_the_place_the_message_and_the_caret(quiz, bad, monkeypatch) -> None:
    monkeypatch.setattr("quiz.readout.wants_colour", lambda *_: True)
    assert re.findall(r"\x1b\[(\d+)m([^\x1b]+)\x1b", quiz("check", bad).out) == [
        ("1", "bad.yaml:3:19: "),
        ("31", "`chioce` is not a kind of question."),
        ("2", " [unknown-kind]"),
        ("2", "    3 | "),
        ("2", "      | "),
        ("31", " " * 18 + "^"),
        ("2", "      = "),
    ]


def test_colours_stay_out_of_a_pipe(quiz, bad) -> None:
    assert "\x1b" not in quiz("check", bad).out


def test_a_bank_cannot_colour_the_terminal_itself(quiz, bank_file) -> None:
    assert "\x1b" not in quiz("check", str(bank_file(BAD.replace("P,", "\x1b[31mP,")))).out


# Advice


PLAIN = "topic: T\nquestions:\n  - {id: a, kind: flashcard, prompt: P, answer: A, section: S}\n"
ADVISED = "1:1: advice: No source is named, so that nobody can look up whether it is so. [no-source]"


def test_advice_alone_is_status_0(quiz, bank_file) -> None:
    ran = quiz("check", str(bank_file(PLAIN)))
    assert (ran.status, ADVISED in ran.out) == (0, True)


def test_advice_comes_after_the_problems(quiz, bank_file) -> None:
    path = bank_file(PLAIN + "  - {id: b, kind: chioce, prompt: P, answer: A}\n")
    told = quiz("check", str(path)).out
    assert re.findall(r"\[([a-z-]+)\]$", told, re.MULTILINE) == ["unknown-kind", "no-source"]


def test_the_last_line_counts_problems_and_advice(quiz, bank_file) -> None:
    told = quiz("check", str(bank_file(PLAIN))).out.splitlines()[-1]
    assert told == "No problems in 1 bank with 1 usable question, and advice in 1 place."


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_advice_can_be_left_out(quiz, bank_file, form: str) -> None:
    path = str(bank_file(PLAIN))
    told = [quiz("check", path, "--format", form, *more).out for more in ((), ("--no-advice",))]
    assert ["no-source" in each for each in told] == [True, False]


def test_advice_has_a_list_of_its_own_in_json(quiz, bank_file) -> None:
    told = json.loads(quiz("check", str(bank_file(PLAIN)), "--json").out)
    assert (told["problems"], [each["code"] for each in told["advice"]]) == ([], ["no-source"])


def test_advice_on_standard_input_has_its_line(process: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert process("check", "-", stdin=PLAIN).stdout.startswith(f"-:{ADVISED}\n    1 | topic: T\n")


def test_what_is_no_bank_is_not_touched_by_a_mending(quiz, tmp_path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes("Chère Zoë: à bientôt".encode("cp1252"))
    assert quiz("check", "--fix", "--yes", str(letter)).status == 1
    assert letter.read_bytes() == "Chère Zoë: à bientôt".encode("cp1252")
