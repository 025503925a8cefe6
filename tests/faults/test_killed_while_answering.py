"""A program that writes answers as fast as it can, killed at any moment by SIGKILL, again and again over one record."""

from __future__ import annotations

import math
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from progress.chain import broken_at
from progress.log import EntryId
from progress.moment import Moment
from progress.store import Store

KILLS = 50
LONGEST = 0.12
"""Seconds that a program lives at most: enough to open the record and to write some dozens of answers."""
START = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)

# It has everything loaded and forks a fresh program for each line it reads: a start that costs no second.
ZYGOTE = """
import os, sys
from datetime import timedelta
import sqlalchemy.dialects.sqlite
from progress.log import Answered
from progress.moment import Moment
from progress.store import Store

url, learner, sitting = sys.argv[1:]

def answer_for_ever():
    os.write(1, f"begun {os.getpid()} 0\\n".encode())
    store, now, number = Store.open(url, "laptop"), Moment.now(), 0
    while True:
        question = f"air/{number % 20}"
        body = Answered(sitting, question, "choice", hash_of(f"{os.getpid()} {number}"), (), "1991", "right", 1.0, "", 3, "", 4000)
        written = store.record_answer(learner, body, question, now.later(timedelta(seconds=number))).id
        os.write(1, f"written {written.stream} {written.seq}\\n".encode())
        number += 1

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        answer_for_ever()
    os.waitpid(child, 0)
    os.write(1, b"dead - 0\\n")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{file}", "laptop")
    yield store
    store.close()


class Output:
    """What the programs tell, line by line: a word, a name, a number."""

    def __init__(self, zygote: subprocess.Popen[bytes]) -> None:
        assert zygote.stdout is not None
        self.file = zygote.stdout.fileno()
        self.rest = b""

    def lines(self, last: str, deadline: float = math.inf) -> Iterator[tuple[str, str, int]]:
        """Read on up to a line with this word, or up to this moment."""
        while True:
            line, found, rest = self.rest.partition(b"\n")
            if found:
                self.rest = rest
                what, name, number = line.decode().split()
                yield what, name, int(number)
                if what == last:
                    return
            elif select.select([self.file], [], [], min(60, max(0, deadline - time.monotonic())))[0]:
                self.rest += os.read(self.file, 65_536)
            else:
                return


def kill_at_random_moments(zygote: subprocess.Popen[bytes], chance: random.Random) -> Iterator[EntryId]:
    """Let programs write, kill each of them, and give every answer that was acknowledged."""
    assert zygote.stdin is not None
    output = Output(zygote)
    for _ in range(KILLS):
        zygote.stdin.write(b"\n")
        zygote.stdin.flush()
        ((_, child, _),) = output.lines("begun")
        told = list(output.lines("dead", time.monotonic() + chance.uniform(0, LONGEST)))
        os.kill(int(child), signal.SIGKILL)
        told += output.lines("dead")
        yield from (EntryId(stream, seq) for what, stream, seq in told if what == "written")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork and no SIGKILL")
def test_no_acknowledged_answer_is_ever_lost(file: Path, store: Store) -> None:
    ann = store.add_learner("Ann", START)
    sitting = store.start_sitting(ann.id, "review", [], START)
    store.close()
    command = [sys.executable, "-c", ZYGOTE, f"sqlite:///{file}", ann.id, sitting]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as zygote:
        acknowledged = set(kill_at_random_moments(zygote, random.Random(1991)))  # noqa: S311 - not for secrets

    entries = store.entries()
    written = {entry.id for entry in entries if entry.type == "answered"}
    assert acknowledged <= written
    # One more may be written than was acknowledged: the one that was on its way.
    assert len(written - acknowledged) <= KILLS < len(acknowledged)
    assert broken_at(entries) is None
    derived = store.derived()
    store.rebuild()
    assert store.derived() == derived
    store.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
