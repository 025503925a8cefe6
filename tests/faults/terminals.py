"""The program at a real terminal, started at the cost of a fork: what is typed, drawn, and left behind."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from progress.chain import broken_at
from progress.store import Store

PATIENCE = 30.0
TRACEBACKS = (b"Traceback", b"Exception ignored", b"locals", b'File "')

# It has everything loaded and forks the program for each line it reads.
_ZYGOTE = """
import os, signal, sys
import quiz.__main__, quiz.cli, quiz.app, quiz.study, quiz.plain.opening, quiz.screens.question, quiz.screens.exam
import progress.migrations, sqlalchemy.dialects.sqlite, textual.drivers.linux_driver
from questions.reading import SHIPPED, read_library
read_library([SHIPPED])
exec(sys.argv[1])
for line in sys.stdin:
    terminal, *arguments = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        os.setsid()
        there = os.open(terminal, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(there, number)
        os.close(there)
        sys.stdin = sys.__stdin__ = open(0, closefd=False)
        sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, closefd=False)
        sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, closefd=False)
        sys.argv = ["quiz", *arguments]
        quiz.__main__.main()
        sys.exit()
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""


class Zygote:
    """Starts programs one after the other; to be used in a ``with``. ``changes`` is run before, to plant a fault in them."""

    def __init__(self, changes: str = "") -> None:
        self._changes = changes

    def __enter__(self) -> Self:
        environment = {key: value for key, value in os.environ.items() if key not in ("ACCESSIBLE", "NO_COLOR", "COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ZYGOTE, self._changes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**environment, "TERM": "xterm-256color", "EDITOR": "true", "VISUAL": ""},
        )
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    @contextmanager
    def start(self, folder: Path, *arguments: str) -> Iterator[Terminal]:
        """Run the program with this data folder in a terminal of 80 by 24."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = [os.ttyname(slave), *arguments, "--data", str(folder), "--learner", "ann"]
        self._process.stdin.write("\t".join(words) + "\n")
        told = self._process.stdout.fileno()
        at = Terminal(_number(told), master, slave, told)
        try:
            yield at
        finally:
            if at.status is None:
                with suppress(ProcessLookupError):
                    os.kill(at.process, signal.SIGKILL)
                at.wait()
            at.close()
            os.close(slave)


def _number(told: int) -> int:
    """Read one line with a number, and not a byte more."""
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(told, 1)
    return int(line)


@dataclass
class Terminal:
    """A pseudo-terminal with the program in it."""

    process: int
    master: int
    slave: int
    told: int
    status: int | None = None
    seen: bytearray = field(default_factory=bytearray)
    modes: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self.modes = termios.tcgetattr(self.slave)

    def read(self, seconds: float) -> None:
        """Take in what is drawn, for so long."""
        if self.master < 0:
            select.select([self.told], [], [], seconds)
            return
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            if not select.select([self.master], [], [], max(left, 0))[0]:
                return
            with suppress(OSError):
                self.seen += os.read(self.master, 65536)
            if left <= 0:
                return

    def until(self, text: str, patience: float = PATIENCE) -> bool:
        """Take in what is drawn until a text is among it that was not there before; return whether it came."""
        start, until = len(self.seen), time.monotonic() + patience
        while text.encode() not in self.seen[start:]:
            if time.monotonic() > until or self._has_ended():
                return text.encode() in self.seen[start:]
            self.read(0.02)
        return True

    def press(self, keys: str | bytes) -> None:
        """Type, whatever the size; what is drawn meanwhile is taken in."""
        rest = keys.encode() if isinstance(keys, str) else keys
        os.set_blocking(self.master, False)
        until = time.monotonic() + PATIENCE
        while rest and not self._has_ended():
            assert time.monotonic() < until, "nobody reads what is typed"
            with suppress(BlockingIOError):
                rest = rest[os.write(self.master, rest) :]
            self.read(0)
        os.set_blocking(self.master, True)

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size, as a window manager does."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGWINCH)

    def rest(self, quiet: float = 0.03, patience: float = 5.0) -> None:
        """Take in what is drawn until nothing more comes for so many seconds."""
        until = time.monotonic() + patience
        before = -1
        while before != len(self.seen) and time.monotonic() < until and self.alive:
            before = len(self.seen)
            if select.select([self.master, self.told], [], [], quiet)[0]:
                self.read(0)

    @property
    def alive(self) -> bool:
        """Whether the program runs."""
        return not self._has_ended()

    def close(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def send(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process, number)

    def _has_ended(self) -> bool:
        return bool(select.select([self.told], [], [], 0)[0])

    def wait(self, patience: float = PATIENCE) -> int | None:
        """Wait for the program's end and return its exit status, negative for a signal; None if it does not end."""
        until = time.monotonic() + patience
        while not self._has_ended():
            if time.monotonic() > until:
                return None
            self.read(0.02)
        self.status = _number(self.told)
        before = -1
        while before != len(self.seen):  # what is left is read piece by piece
            before = len(self.seen)
            self.read(0)
        return self.status

    @property
    def traceback(self) -> bool:
        """Whether anything was drawn that looks like a traceback."""
        return any(sign in self.seen for sign in TRACEBACKS)

    @property
    def as_it_was(self) -> bool:
        """Whether the terminal is as it was: its settings, and every mode that was switched on."""
        last = {int(mode): switch for mode, switch in re.findall(rb"\x1b\[\?(\d+)([hl])", self.seen)}
        usual = {25: b"h", 7: b"h"}
        switched = [mode for mode, switch in last.items() if mode != 2026 and switch != usual.get(mode, b"l")]
        keyboard = self.seen.count(b"\x1b[<u") >= len(re.findall(rb"\x1b\[>\d+u", self.seen))
        return termios.tcgetattr(self.slave) == self.modes and not switched and keyboard


def left_under_way(folder: Path) -> int:
    """Return how many sittings have answers but were neither paused nor ended after the last of them."""
    entries: dict[str, int] = {}
    with closing(sqlite3.connect(folder / "progress.db")) as connection:
        for body, type_ in connection.execute("SELECT body, type FROM log WHERE body LIKE '%\"sitting\":%' ORDER BY at, stream, seq"):
            sitting = json.loads(body)["sitting"]
            entries[sitting] = type_ == "answered" if type_ != "drafted" else entries.get(sitting, 0)
    return sum(entries.values())


def answers_kept(folder: Path) -> int:
    """Return how many answers the record holds."""
    with closing(sqlite3.connect(folder / "progress.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM log WHERE type = 'answered'").fetchone()[0])


def is_sound(folder: Path) -> bool:
    """Whether each stream of the log is unbroken and the other tables are what a rebuild makes of it."""
    store = Store.open(f"sqlite:///{folder / 'progress.db'}", "laptop")
    try:
        entries, derived = store.entries(), store.derived()
        whole = all(broken_at(e for e in entries if e.stream == stream) is None for stream in {entry.stream for entry in entries})
        store.rebuild()
        return whole and store.derived() == derived
    finally:
        store.close()
