"""Problems in a bank, as a teacher is told them: where, what, and what to write instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple


class Problem(NamedTuple):
    """One mistake in one file, or advice on its style.

    ``line`` and ``column`` count from 1, in characters; ``advice`` says what to write instead; ``shown`` is the
    source line, for the caret. ``severity`` is "error" for what must be mended, "advice" for what may be.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    advice: str = ""
    shown: str = ""
    severity: Literal["error", "advice"] = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.told} [{self.code}]"

    @property
    def told(self) -> str:
        """The message, marked as advice if it is no more than that."""
        return f"advice: {self.message}" if self.severity == "advice" else self.message


def visible(text: str) -> str:
    """Return ``text`` with every character that is not for printing shown by its code point, as in ``<U+001B>``."""
    # Of each line that is shown only very few have anything to look for.
    if text.isprintable():
        return text
    return "".join(f"<U+{ord(character):04X}>" if _unprintable(character) else character for character in text)


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


Style = Literal["", "place", "error", "advice", "faint", "added"]
Piece = tuple[Style, str]
"""A part of a text, and what it is, for those who colour it."""


def as_text(problems: Iterable[Problem]) -> str:
    """Return the problems one under another, each with its source line and a caret below the place."""
    return "\n".join("".join(text for _, text in line) for line in as_lines(problems))


def as_lines(problems: Iterable[Problem]) -> Iterator[list[Piece]]:
    """Yield the lines of ``as_text`` in pieces that say what they are."""
    for problem in sorted(problems):
        yield from _with_caret(problem)


_WIDEST_SHOWN = 100


def _with_caret(problem: Problem) -> Iterator[list[Piece]]:
    # A line of megabytes would drown the message, so only the part around the place is shown.
    start = max(0, problem.column - 1 - _WIDEST_SHOWN // 2) if len(problem.shown) > _WIDEST_SHOWN else 0
    before = visible(problem.shown[start : problem.column - 1].replace("\t", " "))
    after = visible(problem.shown[problem.column - 1 : start + _WIDEST_SHOWN].replace("\t", " "))
    number, bar = f"{problem.line:>5} ", "| "
    place = visible(f"{problem.path}:{problem.line}:{problem.column}: ")
    yield [("place", place), (problem.severity, visible(problem.told)), ("faint", visible(f" [{problem.code}]"))]
    if (before + after).strip():
        yield [("faint", number + bar), ("", before + after)]
        yield [("faint", " " * len(number) + bar), (problem.severity, " " * _cells(before) + "^")]
    if problem.advice:
        yield [("faint", " " * len(number) + "= "), ("", visible(problem.advice))]


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None when none is like it."""
    import difflib

    close = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def short_path(path: Path) -> str:
    """Return ``path`` as seen from the working directory where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
