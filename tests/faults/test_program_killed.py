"""The program itself, killed by SIGKILL right after it has told what became of the fifth answer."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.places import places
from quiz.study import Study

KILLS = 50
ZYGOTE = """
import os, signal, sys
import _strptime, quiz.cli, quiz.commands.review, quiz.plain.opening, quiz.study, progress.migrations
from questions.reading import SHIPPED, read_library
read_library([SHIPPED])
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    given, told, *arguments = line.split()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(given, os.O_RDONLY), 0)
        os.dup2(os.open(told, os.O_WRONLY), 1)
        sys.stdin, sys.stdout = open(0), open(1, "w")
        quiz.cli.main(arguments)
    print(child, flush=True)
"""


@pytest.fixture
def zygote() -> Iterator[subprocess.Popen[str]]:
    """A process that has loaded the program and forks a fresh one for each line: a start that costs no second."""
    with subprocess.Popen([sys.executable, "-c", ZYGOTE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def answer_five_and_die(zygote: subprocess.Popen[str], folder: Path, learner: str) -> None:
    given, told = folder / f"{learner}.given", folder / f"{learner}.told"
    os.mkfifo(given)
    os.mkfifo(told)
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    zygote.stdin.write(f"{given} {told} review --plain --data {folder} --learner {learner}\n")
    zygote.stdin.flush()
    child = int(zygote.stdout.readline())
    with given.open("w") as lines, told.open() as output:
        lines.write(":d\n" * 5)
        lines.flush()
        feedback = 0
        while feedback < 5:
            line = output.readline()
            assert line, "the program ended before the fifth answer"
            feedback += line.startswith("Back ")
        os.kill(child, signal.SIGKILL)


def test_no_acknowledged_answer_is_lost_and_every_sitting_can_be_gone_on_with(zygote: subprocess.Popen[str], tmp_path: Path) -> None:
    learners = [f"learner-{number}" for number in range(KILLS)]
    for learner in learners:
        answer_five_and_die(zygote, tmp_path, learner)
    kept = {}
    for learner in learners:
        study = Study.open(places(str(tmp_path), learner=learner))
        left = study.home().unfinished
        assert left is not None
        kept[learner] = (left.answers, len(study.resume(left).answered))
        study.close()
    assert kept == dict.fromkeys(learners, (5, 5))
    assert sqlite3.connect(tmp_path / "progress.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
