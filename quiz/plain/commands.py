"""Commands that begin with a colon, among lines that are responses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from progress.errors import ProgressError
from quiz.plain.lines import Lines

_SHORT = {
    "h": "hint", "d": "don't know", "dont-know": "don't know", "u": "undo", "r": "right", "g": "guess", "f": "flag", "l": "flag",
    "later": "flag", "s": "aside", "t": "time", "q": "quit", "leave": "quit", "?": "help", "a": "again", "n": "next", "p": "previous",
    "o": "open", "y": "why", "x": "clear", "hand-in": "done",
}  # fmt: skip


class Leave(Exception):  # noqa: N818 - nobody made a mistake
    """The learner leaves what she is at."""


def leave() -> bool:
    """Leave."""
    raise Leave


def is_command(line: str) -> bool:
    """Whether a line is meant for the program and not as a response."""
    return line.startswith(":")


def name_of(line: str) -> str:
    """Return which command a line gives."""
    name = line.removeprefix(":").strip().casefold()
    return _SHORT.get(name, name)


class Commands:
    """What can be commanded here; each returns whether what was before the learner is done with."""

    def __init__(self, lines: Lines, commands: Mapping[str, Callable[[], bool]], help_: str) -> None:
        self._lines = lines
        self._commands = commands
        self._help = help_

    def obey(self, line: str) -> bool:
        """Obey a line, or say what could be commanded. Raises ``ProgressError`` where nobody sits who could try again."""
        command = self._commands.get(name_of(line))
        if command is None:
            if name_of(line) != "help":
                self._lines.say(f"{line[:40]} is no command here.")
            self._lines.say(self._help)
            return False
        try:
            return command()
        except ProgressError as failure:
            if not self._lines.interactive:
                raise
            self._lines.say(str(failure))
            return False
