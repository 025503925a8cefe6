"""Which banks are loaded: those that came with the program, those the learner added, and those of the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from questions.bank import Library
from questions.cache import Cache
from questions.reading import SHIPPED, read_library
from quiz.places import Places, keep_json


def shelf(where: Places) -> list[Path]:
    """Return the files and folders of all banks that are loaded."""
    return [SHIPPED, *added(where), *where.banks]


def all_banks(where: Places) -> Library:
    """Return the banks that are loaded; those that have not changed since they were last read are not read again."""
    return read_library(shelf(where), cache=Cache(where.banks_read))


def added(where: Places) -> tuple[Path, ...]:
    """Return the files and folders that the learner added; none if what was kept of them cannot be read."""
    try:
        kept = json.loads(_file(where).read_text("utf-8"))["banks"]
        return tuple(Path(path) for path in kept if isinstance(path, str))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep(where: Places, paths: Sequence[Path]) -> None:
    """Keep what ``added`` returns. Raises ``UnusableFolder`` if it can't be kept."""
    keep_json(where, _file(where), {"banks": [str(path) for path in paths]})


def _file(where: Places) -> Path:
    return where.data / "banks.json"


def origin(where: Places, bank: Path) -> str:
    """Return where a bank comes from: ``shipped``, ``added`` by the learner, or ``named`` on the command line."""
    if bank.is_relative_to(SHIPPED):
        return "shipped"
    return "added" if any(bank.is_relative_to(path) for path in added(where)) else "named"
