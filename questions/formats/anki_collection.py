"""The notes in a collection of Anki's: an SQLite database, in the older layout (version 11) or the newer (18).

Where neither is published, the layouts were observed in files that Anki writes. The database is a stranger's: it is
opened in memory, nothing but plain tables is read, and nothing that it holds is executed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from questions.formats.archive import NotUnpacked
from questions.formats.protobuf import fields_of

MOST_NOTES = 20_000
"""How many notes may be read of one file; a bank would not hold more of them."""
_MOST_CARDS = 10 * MOST_NOTES
_MOST_STEPS = 2_000
_STEP = 100_000
_LONGEST_VALUE = 20_000_000
_OLDER = {"col": ("models", "decks")}
_NEWER = {
    "notetypes": ("id", "name", "config"),
    "fields": ("ntid", "ord", "name"),
    "templates": ("ntid", "ord", "name", "config"),
    "decks": ("id", "name"),
}
_BOTH = {"notes": ("id", "mid", "tags", "flds"), "cards": ("nid", "did", "odid", "ord", "type", "queue", "reps")}
_Each = TypeVar("_Each")
_NOT_ONE = "The deck’s database is none of Anki’s, or a damaged one: "


@dataclass(frozen=True, slots=True)
class Template:
    """How a note becomes a card: what stands on its sides, in Anki's language of templates."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """What the notes of a type have in common: the names of their fields, and a template for each card made of them."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its type (None if the file has lost it), its fields as HTML, its tags, and the deck of each card by the card's place."""

    type: NoteType | None
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    decks: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """The notes in the order in which they were made, and whether any card was studied or suspended."""

    notes: tuple[Note, ...]
    studied: bool


def read_collection(raw: bytes) -> Collection:
    """Return what a database of Anki's holds.

    Raises:
        NotUnpacked: it is none, is damaged, or holds what Anki never writes.
    """
    if not raw.startswith(b"SQLite format 3\0") or len(raw) < 512:
        raise NotUnpacked(f"{_NOT_ONE}it does not begin as one. Export the deck again.")
    # A journal in a file of its own is announced here; in memory there is none.
    raw = raw[:18] + b"\1\1" + raw[20:]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            connection.deserialize(raw)
            return _read(connection)
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise NotUnpacked(f"{_NOT_ONE}{error}. Export the deck again.") from None
        except (ValidationError, ValueError) as error:
            if isinstance(error, NotUnpacked):
                raise
            raise NotUnpacked(f"{_NOT_ONE}its note types or decks cannot be read. Export the deck again.") from None


def _read(connection: sqlite3.Connection) -> Collection:
    steps = count()
    connection.set_progress_handler(lambda: next(steps) > _MOST_STEPS, _STEP)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    connection.create_collation("unicase", lambda one, other: (one.casefold() > other.casefold()) - (one.casefold() < other.casefold()))
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")
    newer = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'notetypes'").fetchone() is not None
    wanted = _BOTH | (_NEWER if newer else _OLDER)
    for table, columns in wanted.items():
        _refuse_other_tables(connection, table, columns)
    connection.set_authorizer(lambda action, name, *_: _allowed(action, name, wanted))
    types, decks = (_newer_types(connection), _newer_decks(connection)) if newer else _older(connection)
    return _notes(connection, types, decks)


def _refuse_other_tables(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    found = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    # A view or a virtual table would run what its maker wrote, and so would a column that is reckoned out.
    plain = [kind for kind, sql in found if kind == "table" and re.match(r"CREATE\s+TABLE", str(sql), re.IGNORECASE)]
    hidden = {name: hidden for _, name, *_, hidden in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,))} if plain else {}
    if any(hidden.get(column) != 0 for column in columns):
        raise NotUnpacked(f"{_NOT_ONE}it has no table {table} as Anki writes it. Export the deck again.")


def _allowed(action: int, name: str | None, wanted: Mapping[str, object]) -> int:
    reads = action == sqlite3.SQLITE_SELECT or (action == sqlite3.SQLITE_READ and name in wanted)
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


# -- the older layout: note types and decks are JSON


class _Named(BaseModel):
    name: str


class _CardTemplate(_Named):
    qfmt: str = ""
    afmt: str = ""


class _Model(_Named):
    type: int = 0
    flds: list[_Named]
    tmpls: list[_CardTemplate]


_MODELS = TypeAdapter(dict[int, _Model])
_DECKS = TypeAdapter(dict[int, _Named])


def _older(connection: sqlite3.Connection) -> tuple[dict[int, NoteType], dict[int, str]]:
    row = connection.execute("SELECT models, decks FROM col").fetchone() or ("", "")
    models = _MODELS.validate_json(row[0])
    decks = _DECKS.validate_json(row[1])
    return {
        id_: NoteType(
            model.name,
            tuple(field.name for field in model.flds),
            tuple(Template(each.name, each.qfmt, each.afmt) for each in model.tmpls),
            model.type == 1,
        )
        for id_, model in models.items()
    }, {id_: deck.name for id_, deck in decks.items()}


# -- the newer layout: tables, with their settings as Protocol Buffers


def _newer_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    fields: dict[object, dict[object, str]] = {}
    for type_, place, name in connection.execute("SELECT ntid, ord, name FROM fields"):
        fields.setdefault(type_, {})[place] = str(name)
    templates: dict[object, dict[object, Template]] = {}
    for type_, place, name, config in connection.execute("SELECT ntid, ord, name, config FROM templates"):
        sides = fields_of(_bytes(config))
        templates.setdefault(type_, {})[place] = Template(str(name), _text(sides.get(1)), _text(sides.get(2)))
    return {
        id_: NoteType(
            str(name),
            tuple(_in_order(fields.get(id_, {}))),
            tuple(_in_order(templates.get(id_, {}))),
            fields_of(_bytes(config)).get(1) == 1,
        )
        for id_, name, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def _newer_decks(connection: sqlite3.Connection) -> dict[int, str]:
    return {id_: str(name).replace("\x1f", "::") for id_, name in connection.execute("SELECT id, name FROM decks")}


def _in_order(by_place: Mapping[object, _Each]) -> Iterator[_Each]:
    for place in range(len(by_place)):
        if place not in by_place:
            raise ValueError("a place is left out")
        yield by_place[place]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _text(value: int | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


# -- notes and cards


def _notes(connection: sqlite3.Connection, types: Mapping[int, NoteType], decks: Mapping[int, str]) -> Collection:
    cards: dict[object, dict[int, str]] = {}
    studied = False
    for number, card in enumerate(connection.execute("SELECT nid, did, odid, ord, type, queue, reps FROM cards")):
        if number >= _MOST_CARDS:
            raise NotUnpacked(f"The file holds more than {_MOST_CARDS:,} cards. Export its decks one by one.")
        note, deck, home, place, type_, queue, reps = card
        studied = studied or bool(type_ or queue or reps)
        if isinstance(place, int):
            # A card that was moved into a deck made by a search has its own deck beside it.
            cards.setdefault(note, {})[place] = decks.get(home or deck, "")
    notes: list[Note] = []
    for id_, type_, tags, fields in connection.execute("SELECT id, mid, tags, flds FROM notes"):
        if len(notes) >= MOST_NOTES:
            raise NotUnpacked(f"The file holds more than {MOST_NOTES:,} notes. Export its decks one by one.")
        texts = tuple(fields.split("\x1f")) if isinstance(fields, str) else ()
        notes.append(Note(types.get(type_), texts, tuple(str(tags).split()), cards.get(id_, {})))
    return Collection(tuple(notes), studied)
