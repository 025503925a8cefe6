"""Decks in both of Anki's layouts, made here of their published and observed parts."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from questions.formats.extras import zstd

FORTH = ("{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")
BACK = ("{{Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}")
TYPED = ("{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}")
GAPPED = ("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Extra}}")


@dataclass
class Type:
    """A note type: the names of its fields, and the sides of its cards."""

    fields: tuple[str, ...] = ("Front", "Back")
    templates: tuple[tuple[str, str], ...] = (FORTH,)
    cloze: bool = False
    name: str = "Basic"


CLOZE = Type(("Text", "Extra"), (GAPPED,), cloze=True, name="Cloze")


@dataclass
class Made:
    """A note; with no cards given, one for each template."""

    fields: tuple[Any, ...]
    type: Type = field(default_factory=Type)
    tags: str = ""
    deck: str = "Default"
    cards: tuple[int, ...] | None = None
    studied: int = 0
    home: str = ""


def card(front: str = "Fog", back: str = "Low cloud", **more: Any) -> Made:
    """Return a note of two fields with one card."""
    return Made((front, back), **more)


NOTES = "CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text)"
CARDS = "CREATE TABLE cards (id integer PRIMARY KEY, nid, did, odid, ord, type, queue, reps)"


def database(notes: Iterable[Made], *, newer: bool = False, tables: tuple[str, ...] = (NOTES, CARDS), also: str = "") -> bytes:
    """Return a collection as SQLite keeps it; ``also`` is SQL that is run last."""
    notes = list(notes)
    types = list({id(note.type): note.type for note in notes}.values())
    decks = sorted({name for note in notes for name in (note.deck, note.home) if name})
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        for sql in tables:
            connection.execute(sql)
        (_newer if newer else _older)(connection, types, decks)
        for number, note in enumerate(notes, 1):
            texts = "\x1f".join(note.fields) if all(isinstance(text, str) for text in note.fields) else note.fields[0]
            values = (number, f"g{number}", types.index(note.type) + 1, note.tags, texts)
            connection.execute("INSERT INTO notes (id, guid, mid, tags, flds) VALUES (?, ?, ?, ?, ?)", values)
            for place in range(len(note.type.templates)) if note.cards is None else note.cards:
                home = decks.index(note.home) + 1 if note.home else 0
                values = (number, decks.index(note.deck) + 1, home, place, note.studied)
                connection.execute("INSERT INTO cards (nid, did, odid, ord, type, queue, reps) VALUES (?, ?, ?, ?, 0, 0, ?)", values)
        connection.executescript(also)
        return connection.serialize()


def _older(connection: sqlite3.Connection, types: list[Type], decks: list[str]) -> None:
    models = {
        str(number): {
            "name": type_.name,
            "type": int(type_.cloze),
            "flds": [{"name": name, "ord": place} for place, name in enumerate(type_.fields)],
            "tmpls": [{"name": f"Card {place}", "qfmt": front, "afmt": back} for place, (front, back) in enumerate(type_.templates, 1)],
        }
        for number, type_ in enumerate(types, 1)
    }
    named = {str(number): {"name": name} for number, name in enumerate(decks, 1)}
    connection.execute("CREATE TABLE col (id integer PRIMARY KEY, ver integer, models text, decks text)")
    connection.execute("INSERT INTO col VALUES (1, 11, ?, ?)", (json.dumps(models), json.dumps(named)))


def _newer(connection: sqlite3.Connection, types: list[Type], decks: list[str]) -> None:
    connection.execute("CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase, config blob)")
    connection.execute("CREATE UNIQUE INDEX by_name ON notetypes (name)")
    connection.execute("CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase)")
    for name, more in (("fields", ""), ("templates", "config blob,")):
        sql = f"CREATE TABLE {name} (ntid integer, ord integer, name text COLLATE unicase, {more} PRIMARY KEY (ntid, ord)) without rowid"
        connection.execute(sql)
    for number, type_ in enumerate(types, 1):
        connection.execute("INSERT INTO notetypes VALUES (?, ?, ?)", (number, f"{type_.name}", b"\x08\x01" if type_.cloze else b""))
        connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", [(number, *each) for each in enumerate(type_.fields)])
        rows = [(number, place, f"Card {place + 1}", message(*sides)) for place, sides in enumerate(type_.templates)]
        connection.executemany("INSERT INTO templates VALUES (?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO decks VALUES (?, ?)", [(n, name.replace("::", "\x1f")) for n, name in enumerate(decks, 1)])


def message(*texts: str) -> bytes:
    """Return texts as the first fields of a Protocol Buffers message."""
    out = b""
    for number, text in enumerate(texts, 1):
        raw = text.encode()
        length = bytes([len(raw) & 127 | 128, len(raw) >> 7]) if len(raw) > 127 else bytes([len(raw)])
        out += bytes([number << 3 | 2]) + length + raw
    return out


def packed(**members: bytes) -> BytesIO:
    """Return an archive of collections by how they end, as in ``anki21``, and of a ``meta``."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name if name in ("meta", "media") else f"collection.{name}", content)
    file.seek(0)
    return file


UPDATE = [card("Please update Anki, then import the file again.", "")]


def older(*notes: Made, **more: Any) -> BytesIO:
    """Return a deck in the older layout."""
    return packed(anki2=database(notes, **more), media=b"{}")


def newer(*notes: Made, **more: Any) -> BytesIO:
    """Return a deck in the newer layout, with the one beside it that asks to update Anki."""
    raw = database(notes, newer=True, **more)
    in_journal_mode = raw[:18] + b"\2\2" + raw[20:]
    return packed(meta=b"\x08\x03", anki21b=zstd().compress(in_journal_mode), anki2=database(UPDATE), media=b"")
