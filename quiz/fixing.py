"""``quiz check --fix``: what would be mended is shown, and written only then."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questions.guard import FALSE_SPACES, lines_of
from questions.mending import mended
from questions.problems import visible
from questions.reading import bank_bytes, bank_files
from quiz.commands.base import WrongUse
from quiz.files import rewrite
from quiz.phrases import count
from quiz.readout import complain, say, say_pieces, wants_colour

if TYPE_CHECKING:
    from questions.mending import Mended
    from questions.problems import Piece

_FALSE_SPACE = re.compile(f"[{FALSE_SPACES}]")
_QUESTIONS = re.compile(rb"^questions[ \t]*:", re.MULTILINE)
_STYLES = {"-": "error", "+": "added", "@": "faint"}


def fix_banks(paths: Iterable[Path], *, yes: bool) -> bool:
    """Show for each bank what can be mended, and write it if ``yes`` or the user, asked at a terminal, says so.

    Returns whether all that was to be written could be.
    """
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    done, shown_only = True, False
    for path in _each_once(bank_files(paths, [])):
        try:
            raw = bank_bytes(path)
        except OSError:
            continue  # a problem that is told with the others
        after = mended(raw, path)
        # What is no bank at all, such as a letter or a picture, is not to be touched, whatever could be mended in it.
        if after.content == raw or not _QUESTIONS.search(after.content):
            continue
        say_pieces(_shown(path, raw, after), coloured=wants_colour(sys.stdout, os.environ))
        if yes or (asks and click.confirm("Write this?")):
            done = _write(path, raw, after) and done
        else:
            shown_only = True
        say("")
    if shown_only and not asks:
        complain("Nothing was written: say --yes to write what is shown.")
    return done


def _each_once(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


def _write(path: Path, raw: bytes, after: Mended) -> bool:
    try:
        rewrite(path, raw, after.content)
    except WrongUse as refused:
        complain(refused.format_message())
    except OSError as error:
        complain(f"{path} cannot be written: {error.strerror or error}.")
    else:
        sorts = Counter(each.code for each in after.mendings)
        told = ", ".join(f"{code} {number}×" if number > 1 else code for code, number in sorts.items())
        say(f"Mended {count(len(after.mendings), 'place')} in {path}: {told}.")
        return True
    return False


def _shown(path: Path, raw: bytes, after: Mended) -> Iterator[list[Piece]]:
    """Yield the differences as lines of a unified diff, in which what would not be seen is shown by its code point."""
    before = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    name = visible(str(path))
    lines = unified_diff(_lines(before), _lines(after.content.decode()), name, f"{name} (mended)", lineterm="", n=2)
    for number, line in enumerate(lines):
        style = "place" if number < 2 else _STYLES.get(line[:1], "")
        yield [(style, line if number < 2 else _seen(line))]  # type: ignore[list-item]
    if any(each.code == "not-utf-8" for each in after.mendings):
        yield [("faint", "The file is saved as UTF-8.")]


def _lines(text: str) -> list[str]:
    lines = lines_of(text)
    return lines if lines[-1] else lines[:-1]


def _seen(line: str) -> str:
    if line.startswith(" "):
        return visible(line.replace("\t", " "))
    return _FALSE_SPACE.sub(lambda found: f"<U+{ord(found.group()):04X}>", visible(line))
