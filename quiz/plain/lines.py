"""Lines in and lines out."""

from __future__ import annotations

import errno
import shutil
from typing import TextIO

from quiz.display import clean, one_line
from quiz.plain.interruptions import Ended, Interruptions, TimeUp
from quiz.plain.source import Source
from quiz.plain.wrapping import wrapped

_LONGEST_LINE = 4_096
"""No more than a terminal hands over; it is far more than any response may have."""
_NOBODY_THERE = (errno.EPIPE, errno.EIO)


class NoMoreLines(Exception):  # noqa: N818 - nobody made a mistake
    """Input has come to its end."""


class Lines:
    """What is said goes to ``out``, cleaned; what is read comes from ``source``, each line without white space at its ends."""

    def __init__(self, source: TextIO, out: TextIO, interruptions: Interruptions) -> None:
        self._source = Source(source, interruptions)
        self._out = out
        self._interruptions = interruptions
        self._given_back: list[str] = []
        self.interactive = self._source.interactive
        """Whether someone sits there, who can be asked again."""

    def say(self, *lines: str) -> None:
        """Write lines, broken between words to fit a terminal. Raises ``Ended`` if nobody is there to read them."""
        pieces = [piece for line in lines for piece in clean(line).split("\n")]
        if self._out.isatty():
            columns = shutil.get_terminal_size().columns - 1
            pieces = [part for piece in pieces for part in wrapped(piece, columns)]
        self._write("".join(piece + "\n" for piece in pieces))

    def read(self, prompt: str = "> ") -> str:
        """Return the next line; one that nobody can have meant, because it is too long, is told and passed over.

        Raises:
            NoMoreLines: there is none.
            Ended: the program was told to end meanwhile.
            TimeUp: the time of an exam has passed meanwhile.
        """
        if self._given_back:
            return self._given_back.pop()
        while len(line := self._line(prompt)) > _LONGEST_LINE:
            self.say(f"A line of {len(line):,} characters was not taken: {_LONGEST_LINE:,} are the most.")
        return one_line(line)

    def _line(self, prompt: str) -> str:
        self._write(prompt)
        try:
            with self._interruptions.welcome():
                line = self._source.line()
        except OSError as error:
            raise _told(error) from error
        except (Ended, TimeUp):
            self._write("\n")  # what is said next begins a line of its own
            raise
        if prompt and not (line and self.interactive):
            self._write("\n")
        if not line:
            raise NoMoreLines
        return line

    def read_aside(self, offer: str) -> str:
        """Return the next line where there may be none: the offer is for someone who sits there, not for a pipe."""
        if not self.interactive:
            return self.read("")
        self.say(offer)
        return self.read()

    def give_back(self, line: str) -> None:
        """Let a line be read once more."""
        self._given_back.append(line)

    def forget_typed(self) -> None:
        """Forget what was typed without Enter: it was meant for a question that is no longer asked."""
        self._source.forget_typed()

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except OSError as error:
            raise _told(error) from error


def _told(error: OSError) -> Exception:
    """Return ``Ended`` for a pipe or a terminal that was closed."""
    return Ended() if error.errno in _NOBODY_THERE else error
