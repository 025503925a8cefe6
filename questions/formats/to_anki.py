"""A bank as a deck of Anki's (.apkg), made with genanki. A note keeps its identity, so that a deck brought in again updates the cards."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any

from questions.bank import Bank
from questions.formats.anki_collection import NoteType
from questions.formats.anki_own import CARD, GAPPED, TYPED, note_fields, type_of
from questions.formats.extras import needed
from questions.formats.text import as_id
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion

_STYLE = ".card { font-family: sans-serif; font-size: 20px; }"
# The number of a note type is its identity in Anki, and must stay.
_NUMBERS = {CARD: 1_710_400_101, TYPED: 1_710_400_102, GAPPED: 1_710_400_103}
_LONG_AGO = 946_684_800
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def _note(question: AnyQuestion) -> Any:
    genanki = needed("genanki", "A deck for Anki")
    topic, _, name = question.id.partition("/")
    # A question that was renamed stays the same card.
    guid = genanki.guid_for("quiz", topic, question.was[0] if question.was else name)
    tags = [as_id(question.section)] if question.section.strip() else []
    return genanki.Note(model=_model(type_of(question)), fields=list(note_fields(question)), guid=guid, tags=tags)


@cache
def _model(type_: NoteType) -> Any:
    genanki = needed("genanki", "A deck for Anki")
    return genanki.Model(
        _NUMBERS[type_],
        type_.name,
        fields=[{"name": field} for field in type_.fields],
        templates=[{"name": each.name, "qfmt": each.front, "afmt": each.back} for each in type_.templates],
        css=_STYLE,
        model_type=genanki.Model.CLOZE if type_.cloze else genanki.Model.FRONT_BACK,
    )


def _file(bank: Bank, notes: list[Any]) -> bytes:
    genanki = needed("genanki", "A deck for Anki")
    deck = genanki.Deck(_number(bank.topic), bank.title.replace("::", ": "))
    for note in notes:
        deck.add_note(note)
    saved = _saved(bank)
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(deck).write_to_db(connection.cursor(), saved, count(saved * 1000))
        connection.commit()
        database = connection.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (("collection.anki2", database), ("media", b"{}")):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(topic: str) -> int:
    """Return the number that is a deck's identity in Anki: the same for a topic each time."""
    return 1 << 40 | int.from_bytes(sha256(topic.encode()).digest()[:4], "big")


def _saved(bank: Bank) -> int:
    """Return when a bank was last saved, in seconds: Anki takes a note anew only if it is younger than its own."""
    try:
        return max(int(bank.path.stat().st_mtime), _LONG_AGO)
    except OSError:
        return _LONG_AGO


ANKI = Writer(_note, _file)
