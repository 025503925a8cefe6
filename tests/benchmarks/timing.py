"""Measuring: two things in turn, so that a machine that is busy is busy for both; programs, on a terminal of their own."""

from __future__ import annotations

import gc
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

T = TypeVar("T")
Work = Callable[[], object]
QUIET = 0.3
"""Seconds without output after which a screen counts as drawn: longer than what is drawn in several goes, shorter than a cursor blinks."""
_PATIENCE = 60


def milliseconds(work: Work) -> float:
    """Return the milliseconds that something took, by the clock on the wall."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def milliseconds_of_processor(work: Work) -> float:
    """Return the milliseconds of the processor that something took; garbage of what was before is gone."""
    gc.collect()
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def in_turn(ours: Callable[[], T], theirs: Callable[[], T], pairs: int, *, warm: int = 1) -> tuple[list[T], list[T]]:
    """Return what two things said they cost, one after the other, each first in turn; the first ``warm`` pairs don't count."""
    mine: list[T] = []
    other: list[T] = []
    for number in range(pairs + warm):
        both = [(ours, mine), (theirs, other)]
        for cost, costs in both if number % 2 else reversed(both):
            costs.append(cost())
    return mine[warm:], other[warm:]


class Cost(NamedTuple):
    """What a program cost until a moment: milliseconds on the wall, and of the processor."""

    wall: float
    processor: float


class Program:
    """A program on a terminal of 80×24; ended with the block, however that ends."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.seen = b""
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execve(command[0], list(command), dict(environment))
        termios.tcsetwinsize(self.terminal, (24, 80))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.end()

    def end(self) -> float:
        """End the program as if it had crashed, and return the milliseconds of the processor that it used."""
        if not self.pid:
            return 0.0
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        used = os.wait4(self.pid, 0)[2]
        os.close(self.terminal)
        self.pid = 0
        return (used.ru_utime + used.ru_stime) * 1000

    def _read(self, seconds: float) -> bool:
        """Read what is drawn next; return whether anything was."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self.terminal, 65536)
        except OSError:
            read = b""
        if not read:
            raise RuntimeError(f"the program ended: {_plain(self.seen[-2000:])}")
        self.seen += read
        return True

    def until(self, pattern: str) -> None:
        """Wait until a text that fits a pattern is drawn, since the last key."""
        sought = re.compile(pattern)
        while not sought.search(_plain(self.seen)):
            if not self._read(_PATIENCE):
                raise TimeoutError(f"{pattern} was not drawn: {_plain(self.seen[-2000:])}")

    def press(self, keys: bytes) -> None:
        """Press keys; what was drawn before is forgotten."""
        self.seen = b""
        os.write(self.terminal, keys)

    def milliseconds_to(self, much: int, keys: bytes) -> float:
        """Press keys, and return how long it took until so many bytes were drawn; if it never is so much, until nothing was for a while."""
        self.press(keys)
        began = last = time.perf_counter()
        while len(self.seen) < much and self._read(QUIET if self.seen else _PATIENCE):
            last = time.perf_counter()
        return (last - began) * 1000

    def cost_to(self, pattern: str, keys: bytes) -> Cost:
        """Press keys, and return what it cost until a text that fits a pattern was drawn."""
        before, began = self._processor(), time.perf_counter()
        self.press(keys)
        self.until(pattern)
        return Cost((time.perf_counter() - began) * 1000, self._processor() - before)

    def cost_to_draw(self, keys: bytes) -> Cost:
        """Press keys, and return what it cost until the last of what is drawn then had arrived."""
        before = self._processor()
        self.press(keys)
        began = last = time.perf_counter()
        while self._read(QUIET if self.seen else _PATIENCE):
            last = time.perf_counter()
        return Cost((last - began) * 1000, self._processor() - before)

    def _processor(self) -> float:
        """Return the milliseconds of the processor that the program's threads have used."""
        used = [path.read_text("ascii").split()[0] for path in Path(f"/proc/{self.pid}/task").glob("*/schedstat")]
        return sum(map(int, used)) / 1_000_000

    def rest(self, seconds: float = QUIET, most: float = 4) -> None:
        """Wait until nothing has been drawn for so long; no longer than ``most``, since a cursor blinks for ever."""
        ends = time.perf_counter() + most
        while time.perf_counter() < ends and self._read(seconds):
            pass

    def memory(self) -> tuple[float, float]:
        """Return the megabytes that the program has now, and the most that it had."""
        return memory_of(self.pid)


def memory_of(pid: int | str) -> tuple[float, float]:
    """Return the megabytes of memory that a process has now, and the most that it had."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines())
    now, most = (int(said[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


def _plain(drawn: bytes) -> str:
    """Return what was drawn without what moves the cursor and gives colours."""
    return _SEQUENCE.sub(b"", drawn).decode("utf-8", "replace")


def cost_until(pattern: str, command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Start a program and return what it cost until it had drawn a text that fits a pattern."""
    with Program(command, environment) as program:
        program.until(pattern)
        wall = (time.perf_counter() - program.began) * 1000
        return Cost(wall, program.end())


def cost_of(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a program to its end, whatever it prints, and return what it cost."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = (time.perf_counter() - began) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return Cost(wall, (used.ru_utime + used.ru_stime) * 1000)
