"""Questions of other programs: each format in a module of its own, ``import_bank`` the door to all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from questions.bank import Bank
from questions.checking import topic_of
from questions.formats.aiken import read_aiken
from questions.formats.anki import holds_anki, read_anki
from questions.formats.anki_text import looks_like_anki_text, read_anki_text
from questions.formats.archive import Archive, NotUnpacked
from questions.formats.drafts import Imported, Item
from questions.formats.elements import NotXml
from questions.formats.extras import NotInstalled
from questions.formats.gift import read_gift
from questions.formats.moodle import read_moodle_xml
from questions.formats.qti import holds_qti, is_qti, read_qti, read_qti_xml
from questions.formats.spreadsheet import holds_spreadsheet, read_spreadsheet
from questions.formats.table import custom_separator, read_table

__all__ = ["FORMATS", "MAXIMUM_BYTES", "Format", "Imported", "Item", "NotRead", "Packed", "bank_of", "guess_format", "import_bank"]

MAXIMUM_BYTES = 20_000_000
"""How large a file of text may be that is imported; a bank made of it may have no more than ``questions.reading.MAXIMUM_BYTES``."""


class NotRead(ValueError):  # noqa: N818 - the name says what is the matter
    """A file that is in no format known here, or that must not be read; the message says why, in sentences."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of text that can be imported: its name for people, how its files end, and how it is read."""

    called: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Imported]


@dataclass(frozen=True, slots=True)
class Packed:
    """A format that is a zip file: ``holds`` tells by what is in an archive whether it has this format.

    ``read_alone`` reads a file by itself of those that are in such an archive, where that is of use.
    """

    called: str
    suffixes: tuple[str, ...]
    read: Callable[[Archive, str], Imported]
    holds: Callable[[Archive], bool]
    read_alone: Callable[[bytes, str], Imported] | None = None


FORMATS: dict[str, Format | Packed] = {
    "gift": Format("GIFT", (".gift",), read_gift),
    "aiken": Format("Aiken", (".aiken",), read_aiken),
    "moodle": Format("Moodle XML", (".xml",), read_moodle_xml),
    "qti": Packed("QTI", (".zip", ".imscc"), read_qti, holds_qti, read_qti_xml),
    "qti2": Packed("QTI 2.1", (), read_qti, holds_qti, read_qti_xml),
    "csv": Format("a table", (".csv", ".tsv", ".tab"), read_table),
    "anki-text": Format("Anki’s notes in text", (), read_anki_text),
    # A .colpkg is read too, but none is written: it replaces all that a learner has in Anki.
    "anki": Packed("a deck of Anki’s", (".apkg",), read_anki, holds_anki),
    "xlsx": Packed("a spreadsheet", (".xlsx",), read_spreadsheet, holds_spreadsheet),
}
"""The formats by the names they have on the command line."""


def import_bank(file: BinaryIO, name: str, format_name: str = "") -> Imported:
    """Return the questions in a file of another program's, and an account of every item; ``name`` is the file's.

    Raises:
        NotRead: the format cannot be told, or the file as a whole must not be read.
    """
    packed = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    try:
        if packed:
            return _import_packed(Archive(file), name, format_name)
        raw = file.read(MAXIMUM_BYTES + 1)  # one byte more than is allowed tells that it is too large
        if len(raw) > MAXIMUM_BYTES:
            raise NotRead(f"The file has more than {MAXIMUM_BYTES:,} bytes. Split it into several.")
        format_ = FORMATS[format_name or guess_format(raw, name)]
        if isinstance(format_, Packed):
            if format_.read_alone:
                return format_.read_alone(raw, name)
            raise NotRead(f"It is no zip file, as {format_.called} is. Export it again, and import the file as it comes.")
        return format_.read(raw, name)
    except (NotXml, NotUnpacked, NotInstalled) as error:
        raise NotRead(str(error)) from None


def _import_packed(archive: Archive, name: str, format_name: str) -> Imported:
    known = [FORMATS[format_name]] if format_name else FORMATS.values()
    for format_ in known:
        if isinstance(format_, Packed) and format_.holds(archive):
            imported = format_.read(archive, name)
            outside = [f"“{path[:100]}” in the archive leads out of its folder, and was not read." for path in archive.outside]
            return replace(imported, notes=(*imported.notes, *outside))
    packed = ", ".join(format_.called for format_ in FORMATS.values() if isinstance(format_, Packed))
    if format_name:
        raise NotRead(f"The file is an archive that holds no {FORMATS[format_name].called}. The archives known here are: {packed}.")
    raise NotRead(f"The file is an archive that holds nothing known here. What is known: {packed}.")


_GIFT = re.compile(r"(?<!\\)\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[#}])")


def guess_format(raw: bytes, name: str) -> str:
    """Return the name of the format of a file of text, judged by how the file is called and what is in it.

    Raises:
        NotRead: it cannot be told.
    """
    start = raw[:100_000].decode("utf-8", "replace")
    if looks_like_anki_text(start):
        return "anki-text"
    if is_qti(raw):
        return "qti"
    suffix = PurePath(name).suffix.casefold()
    for format_name, format_ in FORMATS.items():
        if suffix in format_.suffixes:
            return format_name
    if re.match(r"\s*(<\?xml|<quiz)", start.lstrip("\ufeff")):
        return "moodle"
    # A question about code has braces in Aiken too.
    if re.search(r"^\s*(?:CORRECT\s+)?ANS(?:WER)?\s*:\s*[A-Z][.)]?\s*$", start, re.MULTILINE | re.IGNORECASE) and not _GIFT.search(start):
        return "aiken"
    if re.search(r"(?<!\\)\{[^}]*\}", start) or start.lstrip().startswith(("::", "$CATEGORY:")):
        return "gift"
    if "\t" in start.strip().partition("\n")[0] or custom_separator(start):
        return "csv"
    raise NotRead(f"What format the file has cannot be told. Say it with --format: {', '.join(FORMATS)}.")


def bank_of(imported: Imported, path: Path) -> Bank:
    """Return what was imported as the bank that a file of this name will hold, with the imported file as its source."""
    topic = topic_of(path)
    questions = tuple(replace(question, id=f"{topic}/{question.id.partition('/')[2]}") for question in imported.questions)
    title = " ".join(path.stem.replace("-", " ").replace("_", " ").split()) or topic
    return Bank(topic=topic, title=title[:1].upper() + title[1:], path=path, source=imported.source, questions=questions)
