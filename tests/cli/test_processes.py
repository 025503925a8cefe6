"""The program in processes of its own: pipes, signals, streams that are closed or of another encoding."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from quiz.places import places
from quiz.study import Study

ONE = ("practice", "air-quality", "--count", "1", "--seed", "1")


def test_three_lines_are_marked_and_kept(process) -> None:
    ran = process("practice", "air-quality", "--count", "3", "--plain", stdin="1\n1\n1\n")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("\nBack ") == 3
    assert "\nScore: " in ran.stdout
    (sitting,) = json.loads(process("history", "--json").stdout)["sittings"]
    assert (sitting["mode"], sitting["topics"], sitting["answers"], sitting["state"]) == ("practice", ["air-quality"], 3, "finished")


def test_closed_input_is_the_end_of_input(process) -> None:
    ran = process(*ONE, redirect="<&-")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_closed_output_is_told(process) -> None:
    ran = process("topics", redirect=">&-")
    assert (ran.returncode, ran.stderr) == (2, "quiz: Standard output is closed: there is nowhere to write to.\n")


def test_output_on_a_full_disk_is_told(process) -> None:
    ran = process("show", "agreement-year", redirect=">/dev/full")
    assert (ran.returncode, ran.stderr) == (2, "quiz: No space left on device.\n")


def test_a_reader_that_goes_away_ends_it_quietly_and_what_was_answered_is_kept(data) -> None:
    with started(data, "practice", "--count", "3") as running:
        assert running.stdout is not None
        running.stdout.close()
        give(running, "1\n1\n")
        assert running.wait(20) in (0, -signal.SIGPIPE)
        assert running.stderr is not None
        assert running.stderr.read() == ""


def test_an_ascii_terminal_gets_signs_spelled_out(process) -> None:
    ran = process("try", "agreement-year", "1991", PYTHONIOENCODING="ascii")
    assert ran.stdout.startswith("+ Right (score 100 %)")


def test_bytes_that_are_no_text_are_no_end(process, tmp_path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\n:d\n")
    ran = process(*ONE, redirect=f"<{tmp_path / 'bytes'}")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Score: 0 %" in ran.stdout


def started(data, *arguments: str) -> subprocess.Popen[str]:
    """Start the program, its streams being pipes."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = os.environ | {"QUIZ_HOME": str(data)}
    command = [sys.executable, "-m", "quiz", *arguments]
    return subprocess.Popen(command, env=environment, encoding="utf-8", bufsize=1, **pipes)


def give(running: subprocess.Popen[str], lines: str) -> None:
    assert running.stdin is not None
    running.stdin.write(lines)
    running.stdin.flush()


def told_until(running: subprocess.Popen[str], wanted: str) -> str:
    """Read what is told up to the line that begins so."""
    assert running.stdout is not None
    told = ""
    while not (line := running.stdout.readline()).startswith(wanted):
        assert line, f"{wanted!r} was never told, but: {told}"
        told += line
    return told + line


@pytest.fixture
def ann(data) -> Iterator[Study]:
    """Ann's study, to look at what a process left."""
    study = Study.open(places(str(data), learner="Ann"))
    yield study
    study.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_quietly_with_nothing_lost(data, ann, number: int) -> None:
    with started(data, "practice", "--count", "2", "--learner", "Ann") as running:
        give(running, ":d\n")
        told_until(running, "2 of 2")
        running.send_signal(number)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (0, "")
    assert "Left. Nothing is lost.\n" in out
    assert ann.home().unfinished is not None


def test_a_killed_exam_goes_on_with_its_responses_and_the_time_it_had_left(data, process, sevens) -> None:
    exam = ("exam", "sevens", "--count", "2", "--banks", str(sevens))
    with started(data, *exam) as running:
        give(running, "7\n")
        told_until(running, "Question 2 of 2. 1 answered.")
        running.kill()
    told = process(*exam, stdin="7\ny\n").stdout
    assert told.startswith("Going on with the exam: 1 of 2 answered, ")
    assert "Score: 100 %. 2 of 2 right." in told


def test_an_exam_hands_itself_in_while_it_waits_for_a_line(data, ann) -> None:
    exam = ann.exam(count=1, minutes=1)
    assert exam is not None
    ann.pause_exam(exam, 59_700)
    with started(data, "exam", "--learner", "Ann") as running:
        told = told_until(running, "Score: ")
        assert "Time is up: the exam is handed in.\n" in told
        give(running, "\n")
        running.communicate(timeout=20)
    assert ann.history()[0].how == "time-up"
