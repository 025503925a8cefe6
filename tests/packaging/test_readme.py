"""What the README says is so."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from questions.reading import read_bank_text
from quiz.commands.listed import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_bank_in_twelve_lines_has_twelve_lines_and_no_problem() -> None:
    (bank,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert len(bank.splitlines()) == 12
    assert read_bank_text(bank.encode(), Path("great-lakes.yaml")).problems == ()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named(name: str) -> None:
    assert re.search(rf"quiz [a-z|]*\b{name}\b", README)


def test_the_script_of_what_must_hold_runs_the_readme_s_own_test_line() -> None:
    pattern = re.search(r"grep -m1 -E '([^']+)' README.md", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert pattern is not None
    (line,) = [line for line in README.splitlines() if re.search(pattern[1], line)]
    assert shlex.split(line)[:4] == ["python3", "-m", "venv", ".venv"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_version_is_told() -> None:
    told = subprocess.run([sys.executable, "-m", "quiz", "--version"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"quiz, version \d+\.\d+\.\d+\n", told)
