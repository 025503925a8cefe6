"""Signals, kept until a line is waited for: nothing is broken off while an answer is being written down."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from quiz.signals import ENDING


class Ended(Exception):  # noqa: N818 - nobody made a mistake
    """The program was told to end, or nobody is left who reads what it writes."""


class TimeUp(Exception):  # noqa: N818 - nobody made a mistake
    """The time of an exam is over."""


class Interruptions:
    """Turns signals into exceptions, which are raised only where they are welcome."""

    def __init__(self) -> None:
        self._heeded = False
        self._woken = -1
        self._welcome = False
        self._pending: type[Ended | TimeUp] | None = None

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Heed the signals that end a program; what was heard is as it was before afterwards."""
        heard: dict[str, Any] = dict.fromkeys(ENDING, self._end)
        heard |= {"SIGALRM": self._time_up, "SIGPIPE": signal.SIG_IGN}
        before = {}
        for name, handler in heard.items():
            number = getattr(signal, name, None)
            # What the shell has the program ignore, as nohup does, it goes on ignoring.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, handler)
        self._heeded = True
        try:
            with self._waking():
                yield
        finally:
            self._heeded = False
            for number, earlier in before.items():
                signal.signal(number, signal.SIG_DFL if earlier is None else earlier)

    @contextmanager
    def _waking(self) -> Iterator[None]:
        """Have every signal write to a pipe, so that a wait for input and for signals is one wait. Windows can't wait so."""
        if sys.platform == "win32":
            yield
            return
        self._woken, wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(wake, False)
        before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            os.close(wake)
            os.close(self._woken)
            self._woken = -1

    @property
    def can_wait(self) -> bool:
        """Whether a file can be waited for here."""
        return self._woken != -1

    def wait_for(self, number: int) -> None:
        """Wait until a file can be read; signals are heeded meanwhile."""
        while True:
            ready, _, _ = select.select([number, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
            if number in ready:
                return

    @contextmanager
    def welcome(self) -> Iterator[None]:
        """Let what came meanwhile, and what comes within, be raised."""
        self._welcome = True
        try:
            if self._pending is not None:
                pending, self._pending = self._pending, None
                raise pending
            yield
        finally:
            self._welcome = False

    def ring_after(self, milliseconds: int) -> None:
        """Raise ``TimeUp`` once so much time has passed, where the system has such an alarm."""
        if self._heeded and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, max(milliseconds / 1000, 0.001))

    def ring_no_more(self) -> None:
        """Take the alarm back, even if it has rung meanwhile."""
        if self._heeded and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self._pending is TimeUp:
            self._pending = None

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if self._pending is Ended and number == signal.SIGINT:
            raise KeyboardInterrupt  # the second time: she will not wait for what hangs
        self._interrupt(Ended)

    def _time_up(self, _number: int, _frame: FrameType | None) -> None:
        if self._pending is not Ended:
            self._interrupt(TimeUp)

    def _interrupt(self, what: type[Ended | TimeUp]) -> None:
        if self._welcome:
            self._welcome = False
            raise what
        self._pending = what
