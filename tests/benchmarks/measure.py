"""Figures, as ratios within one run: ``python tests/benchmarks/measure.py`` prints a table; ``--json FILE`` keeps it too.

Each cost stands beside what it is compared with, measured in turn, so that a machine that is busy is busy for both.
Give one whose packages are compiled and installed from the wheel: an editable install may compile at every start.
What checking ten thousand questions costs is measured by ``checking.py``, beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Today")
Bare().run()
"""


@dataclass(frozen=True)
class Figure:
    """A cost, what it is compared with, and the ratio of the two: medians, and the spread of the pairs."""

    what: str
    against: str
    ours: float
    theirs: float
    ratio: float
    least: float
    most: float
    unit: str


def compared(what: str, against: str, ours: list[float], theirs: list[float], unit: str) -> Figure:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    ours_, theirs_, ratio = statistics.median(ours), statistics.median(theirs), statistics.median(ratios)
    return Figure(what, against, ours_, theirs_, ratio, min(ratios), max(ratios), unit)


def seconds_until(text: bytes, command: list[str], folder: Path) -> float:
    """Return the seconds from starting a program on a terminal of 80×24 until it has drawn ``text``."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", QUIZ_HOME=str(folder))
        os.execv(command[0], command)
    seen = b""
    try:
        while text not in seen:
            if not select.select([terminal], [], [], 30)[0]:
                raise TimeoutError(f"{command} drew nothing in 30 seconds")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def paints(runs: int, folder: Path) -> list[Figure]:
    bare = [sys.executable, "-c", BARE]
    quiz = [sys.executable, "-m", "quiz"]
    review = [*quiz, "practice", "air-quality", "--seed", "1"]
    subprocess.run([*quiz, "paths"], check=True, capture_output=True, env=os.environ | {"QUIZ_HOME": str(folder)})
    seconds_until(b"Practice", quiz, folder)
    floor, home, filled, first = [], [], [], []
    for _ in range(runs):
        floor.append(seconds_until(b"Today", bare, folder))
        home.append(seconds_until(b"Today", quiz, folder))
        filled.append(seconds_until(b"All topics", quiz, folder))
        first.append(seconds_until(b"1 of 10", review, folder))
    name = "a bare Textual app's first paint"
    return [
        compared("home painted", name, home, floor, "s"),
        compared("home filled", name, filled, floor, "s"),
        compared("practice: first question", name, first, floor, "s"),
    ]


def answers(count: int, folder: Path) -> list[Figure]:
    from progress import log
    from progress.moment import Moment
    from progress.store import Store

    store = Store.open(f"sqlite:///{folder / 'answers.db'}", "bench")
    at = Moment(datetime(2026, 11, 22, 12, tzinfo=UTC))
    learner = store.add_learner("bench", at)
    sitting = store.start_sitting(learner.id, "review", ["a/0"], at)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE rows (a TEXT, b INTEGER, body TEXT, PRIMARY KEY (a, b))")
    body = "x" * 600

    def ours(number: int) -> None:
        asked = f"a/{number % 500}"
        answered = log.Answered(sitting, asked, "choice", "w", ("x", "y", "z"), "x", "right", 1.0, "r", 3, "it was right", 4000)
        store.record_answer(learner.id, answered, "{}", at.later(timedelta(seconds=number)))

    def floor(number: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        for part in range(6):  # log, stream, answer, card, sitting, day
            raw.execute("INSERT INTO rows VALUES (?, ?, ?)", (f"t{part}", number, body if part < 3 else "x"))
        raw.execute("COMMIT")

    mine, theirs = alternately(ours, floor, count)
    store.close()
    against = "raw sqlite3, six rows, as durable"
    late, early = statistics.quantiles(mine, n=100)[98], statistics.quantiles(theirs, n=100)[98]
    return [
        compared("an answer recorded, median", against, mine, theirs, "ms"),
        Figure("an answer recorded, 99th percentile", against, late, early, late / early, late / early, late / early, "ms"),
    ]


def alternately(ours: Callable[[int], None], theirs: Callable[[int], None], count: int) -> tuple[list[float], list[float]]:
    mine, floor = [], []
    for number in range(count):
        for work, kept in ((ours, mine), (theirs, floor)):
            began = time.perf_counter()
            work(number)
            kept.append((time.perf_counter() - began) * 1000)
    return mine[count // 10 :], floor[count // 10 :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="starts of each program")
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        figures = [*paints(chosen.runs, Path(name)), *answers(chosen.answers, Path(name))]
    for figure in figures:
        print(
            f"{figure.what:<38} {figure.ours:8.3f} {figure.unit:<2} | {figure.against:<36} {figure.theirs:8.3f} {figure.unit:<2} | "
            f"{figure.ratio:5.2f} × ({figure.least:.2f}–{figure.most:.2f})"
        )
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
