"""Where lines come from: a terminal, a pipe or a file, waited for together with signals."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO

from quiz.plain.interruptions import Interruptions

_CHUNK = 65_536


class Source:
    """Reads lines by itself rather than by the stream.

    A signal that comes just before Python begins to wait for input would be heeded only once a line has come. So the
    wait is for either, and what was read beyond a line is kept here.
    """

    def __init__(self, stream: TextIO, interruptions: Interruptions) -> None:
        self.interactive = stream.isatty()
        self._stream = stream
        self._interruptions = interruptions
        self._kept = b""
        try:
            self._number: int | None = stream.fileno()
        except (OSError, ValueError):  # made of text, as in a test
            self._number = None

    def line(self) -> str:
        """Return the next line, empty at the end of input."""
        if self._number is None or not self._interruptions.can_wait:
            return self._stream.readline()
        while b"\n" not in self._kept:
            self._interruptions.wait_for(self._number)
            chunk = os.read(self._number, _CHUNK)
            if not chunk:
                line, self._kept = self._kept, b""
                return self._text(line)
            self._kept += chunk
        line, end, self._kept = self._kept.partition(b"\n")
        return self._text(line + end)

    def _text(self, line: bytes) -> str:
        return line.decode(self._stream.encoding or "utf-8", "replace")

    def forget_typed(self) -> None:
        """Forget what was typed without Enter."""
        if self.interactive and self._number is not None:
            try:
                import termios
            except ImportError:
                return
            with suppress(termios.error):  # the terminal was closed
                termios.tcflush(self._number, termios.TCIFLUSH)
