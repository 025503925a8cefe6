"""Questions of other programs: each format in a module of its own, ``import_bank`` the door to all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from questions.bank import Bank
from questions.checking import topic_of
from questions.formats.aiken import read_aiken
from questions.formats.drafts import Imported, Item
from questions.formats.elements import NotXml
from questions.formats.gift import read_gift
from questions.formats.moodle import read_moodle_xml
from questions.formats.table import read_table

__all__ = ["FORMATS", "MAXIMUM_BYTES", "Format", "Imported", "Item", "NotRead", "bank_of", "guess_format", "import_bank"]

MAXIMUM_BYTES = 20_000_000
"""How large a file may be that is imported; a bank made of it may have no more than ``questions.guard.MAXIMUM_BYTES``."""


class NotRead(ValueError):  # noqa: N818 - the name says what is the matter
    """A file that is in no format known here, or that must not be read; the message says why, in sentences."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported: its name for people, how its files end, and how it is read."""

    called: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Imported]


FORMATS = {
    "gift": Format("GIFT", (".gift",), read_gift),
    "aiken": Format("Aiken", (".aiken",), read_aiken),
    "moodle": Format("Moodle XML", (".xml",), read_moodle_xml),
    "csv": Format("a table", (".csv", ".tsv", ".tab"), read_table),
}
"""The formats by the names they have on the command line."""


def import_bank(raw: bytes, name: str, format_name: str = "") -> Imported:
    """Return the questions in a file of another program's, and an account of every item; ``name`` is the file's.

    Raises:
        NotRead: the format cannot be told, or the file as a whole must not be read.
    """
    if len(raw) > MAXIMUM_BYTES:
        raise NotRead(f"The file has more than {MAXIMUM_BYTES:,} bytes. Split it into several.")
    try:
        return FORMATS[format_name or guess_format(raw, name)].read(raw, name)
    except NotXml as error:
        raise NotRead(str(error)) from None


def guess_format(raw: bytes, name: str) -> str:
    """Return the name of a file's format, judged by how the file is called and what is in it.

    Raises:
        NotRead: it cannot be told.
    """
    suffix = PurePath(name).suffix.casefold()
    for format_name, format_ in FORMATS.items():
        if suffix in format_.suffixes:
            return format_name
    start = raw[:100_000].decode("utf-8", "replace")
    if re.match(r"\s*(<\?xml|<quiz)", start.lstrip("\ufeff")):
        return "moodle"
    if re.search(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", start, re.MULTILINE | re.IGNORECASE) and "{" not in start:
        return "aiken"
    if re.search(r"(?<!\\)\{[^}]*\}", start) or start.lstrip().startswith(("::", "$CATEGORY:")):
        return "gift"
    if start.splitlines() and "\t" in start.splitlines()[0]:
        return "csv"
    raise NotRead(f"What format the file has cannot be told. Say it with --format: {', '.join(FORMATS)}.")


def bank_of(imported: Imported, path: Path) -> Bank:
    """Return what was imported as the bank that a file of this name will hold, with the imported file as its source."""
    topic = topic_of(path)
    questions = tuple(replace(question, id=f"{topic}/{question.id.partition('/')[2]}") for question in imported.questions)
    title = " ".join(path.stem.replace("-", " ").replace("_", " ").split()) or topic
    return Bank(topic=topic, title=title[:1].upper() + title[1:], path=path, source=imported.source, questions=questions)
