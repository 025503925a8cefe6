"""The program is ended from outside, in a real terminal: what is under way is written down, the terminal is as it was."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_PATIENCE = 30


@dataclass
class Terminal:
    """A pseudo-terminal with the program in it."""

    process: subprocess.Popen[bytes]
    master: int
    seen: bytes = b""
    modes: list = field(default_factory=list)

    def wait_for(self, text: str) -> None:
        """Read what the program draws until a text is among it."""
        until = time.monotonic() + _PATIENCE
        while text.encode() not in self.seen:
            assert time.monotonic() < until, self.seen[-2000:]
            if select.select([self.master], [], [], 0.1)[0]:
                with suppress(OSError):
                    self.seen += os.read(self.master, 65536)

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def end(self) -> int:
        """Wait for the program's end, read what is left, and return the exit status."""
        until = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, "it did not end"
            if select.select([self.master], [], [], 0.1)[0]:
                with suppress(OSError):
                    self.seen += os.read(self.master, 65536)
        while select.select([self.master], [], [], 0)[0]:
            try:
                read = os.read(self.master, 65536)
            except OSError:
                break
            if not read:
                break
            self.seen += read
        return self.process.returncode


@contextmanager
def terminal(desk, *arguments: str) -> Iterator[Terminal]:
    """Run ``quiz`` in a terminal of 80 by 24."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    modes = termios.tcgetattr(slave)
    environment = {key: value for key, value in os.environ.items() if key not in ("ACCESSIBLE", "NO_COLOR", "COLUMNS", "LINES")}
    command = [sys.executable, "-m", "quiz", "--data", str(desk.where.data), "--learner", "ann", *arguments]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env={**environment, "TERM": "xterm-256color"}, start_new_session=True
    )
    try:
        yield Terminal(process, master, modes=[slave, modes])
    finally:
        process.kill()
        process.wait()
        for end in (master, slave):
            with suppress(OSError):
                os.close(end)


def paused(desk) -> bool:
    """Whether the record says that a sitting was left."""
    study = desk.study()
    try:
        return any(entry.type == "sitting-paused" for entry in study.store.entries())
    finally:
        study.close()


def answer_one(at: Terminal) -> None:
    at.wait_for("Start")
    at.press("\r")
    at.wait_for("Don't know")
    at.press("d")
    at.wait_for("change it.")


def test_a_terminal_that_is_closed_ends_the_program_and_loses_nothing(desk):
    with terminal(desk) as at:
        answer_one(at)
        os.close(at.master)
        at.process.send_signal(signal.SIGHUP)
        at.process.wait(_PATIENCE)
    assert paused(desk)


def test_q_at_home_leaves_the_terminal_as_it_was(desk):
    with terminal(desk) as at:
        at.wait_for("Start")
        at.press("q")
        status = at.end()
        slave, modes = at.modes
        restored = termios.tcgetattr(slave) == modes
    assert (status, restored) == (0, True)
