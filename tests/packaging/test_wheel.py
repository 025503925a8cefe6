"""The built wheel, in an environment that has nothing else: editable installs hide data that is missing from it."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, timeout=300, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    if built.returncode and "hatchling" in built.stderr:
        pytest.skip("the build backend could not be fetched: no package index is reachable")
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it asks for, and nothing of this one."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = run(python, "-m", "pip", "install", "--quiet", "--no-compile", wheel, env=os.environ | {"PYTHONPATH": ""})
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def quiz(installed: Path, home: Path, *arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    return run(installed / "quiz", *arguments, cwd=home, env=environment, input=given)


def test_the_wheel_holds_the_three_packages_and_their_data_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "questions/banks/air-quality.yaml",
        "questions/FORMAT.md",
        "questions/ADVICE.md",
        "questions/bank.schema.json",
        "questions/starter.yaml",
        "quiz/styles/base.tcss",
        "quiz/reports/templates/exam.html.jinja",
        "progress/migrations/env.py",
        "progress/migrations/versions/0001_first.py",
    }
    assert wanted - names == set()
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"quiz", "questions", "progress"}


def test_it_brings_no_more_packages_than_contributing_says(installed: Path) -> None:
    listed = json.loads(run(installed / "python", "-m", "pip", "list", "--format", "json").stdout)
    others = {package["name"].lower() for package in listed} - {"pip", "setuptools", "canada-us-quiz"}
    assert len(others) <= 22


def test_the_shipped_banks_are_read_without_a_problem(installed: Path, tmp_path: Path) -> None:
    done = quiz(installed, tmp_path, "check")
    assert (done.returncode, done.stderr) == (0, "")


def test_twelve_topics_are_listed(installed: Path, tmp_path: Path) -> None:
    topics = json.loads(quiz(installed, tmp_path, "topics", "--json").stdout)["topics"]
    assert len(topics) == 12
    assert min(topic["questions"] for topic in topics) >= 14
    assert sum(topic["questions"] for topic in topics) >= 200


def test_three_lines_are_marked_and_are_in_the_history(installed: Path, tmp_path: Path) -> None:
    done = quiz(installed, tmp_path, "practice", "air-quality", "--count", "3", "--plain", given="1\n1\n1\n")
    assert done.returncode == 0
    assert "Score:" in done.stdout
    (sitting,) = json.loads(quiz(installed, tmp_path, "history", "--json").stdout)["sittings"]
    assert (sitting["mode"], sitting["answers"]) == ("practice", 3)


def test_a_bank_can_be_begun_and_put_on_paper(installed: Path, tmp_path: Path) -> None:
    assert quiz(installed, tmp_path, "new", "Lighthouses").returncode == 0
    assert quiz(installed, tmp_path, "paper", "lighthouses.yaml", "--to", "exam.html", "--answer-sheet").returncode == 0
    assert {path.name for path in tmp_path.glob("*.html")} == {"exam.html", "exam-sheet.html", "exam-key.html"}
