"""Decks of Anki's: files that end in .apkg or .colpkg, a zip archive around a database; ``anki_cards`` makes questions of its notes."""

from __future__ import annotations

from questions.formats.anki_cards import NoteTaker
from questions.formats.anki_collection import read_collection
from questions.formats.anki_templates import runs_scripts
from questions.formats.archive import Archive, NotUnpacked
from questions.formats.drafts import Imported, Intake
from questions.formats.extras import zstd
from questions.formats.protobuf import fields_of

_PACKED = "collection.anki21b"
# The newest first: an older one beside it may hold nothing but advice to update Anki.
_COLLECTIONS = (_PACKED, "collection.anki21", "collection.anki2")
_KNOWN_VERSION = 3
_MOST_BYTES = 100_000_000


def holds_anki(archive: Archive) -> bool:
    """Whether an archive holds a collection of Anki's."""
    return any(name in archive for name in _COLLECTIONS)


def read_anki(archive: Archive, name: str) -> Imported:
    """Return the questions in a deck of Anki's; ``name`` is what the file is called.

    Raises:
        NotUnpacked: the file as a whole cannot be read.
        NotInstalled: it is of the newer format, and what unpacks it is not installed.
    """
    collection = read_collection(_database(archive))
    intake = Intake("Anki", name)
    if collection.studied:
        intake.notes.append("When its cards come due, and which were suspended, is not brought along: here they are new.")
    types = {id(note.type): note.type for note in collection.notes if note.type}
    for type_ in types.values():
        if any(runs_scripts(template.front + template.back) for template in type_.templates):
            intake.notes.append(f"The cards of “{type_.name[:60]}” run a script in Anki; it is not run here.")
    taker = NoteTaker(intake)
    for number, note in enumerate(collection.notes, 1):
        taker.take(f"note {number}", note)
    return intake.done()


def _database(archive: Archive) -> bytes:
    try:
        version = fields_of(archive.read("meta", 1_000)).get(1) if "meta" in archive else 1
    except ValueError:
        version = None
    if version not in range(1, _KNOWN_VERSION + 1):
        raise NotUnpacked("The deck was written by a later version of Anki than is known here. Export it for older versions of Anki.")
    name = next(each for each in _COLLECTIONS if each in archive)
    raw = archive.read(name, _MOST_BYTES)
    return _unpacked(raw) if name == _PACKED else raw


def _unpacked(raw: bytes) -> bytes:
    zstandard = zstd()
    unpacking = zstandard.ZstdDecompressor()
    try:
        unpacked: bytes = unpacking.decompress(raw, max_length=_MOST_BYTES)
    except zstandard.ZstdError:
        raise NotUnpacked(f"{_PACKED} in it is damaged. Export the deck again.") from None
    if not unpacking.eof:
        raise NotUnpacked(f"Unpacked, {_PACKED} is cut off, or has more than {_MOST_BYTES:,} bytes, which no file of questions needs.")
    return unpacked
