"""Anki's "Notes in plain text": rows like those of a table, under lines such as ``#separator:tab`` that say what they hold.

https://docs.ankiweb.net/importing/text-files.html describes it. The templates of the notes are not in it, so those of the
types that come with Anki are known by name; of other types the first field is asked, and the second is the answer.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence

from questions.formats.anki_cards import NoteTaker
from questions.formats.anki_cloze import numbers_in
from questions.formats.anki_collection import MOST_NOTES, Note, NoteType, Template
from questions.formats.anki_own import CARD, GAPPED, TYPED
from questions.formats.drafts import Imported, Intake
from questions.formats.table import rows_of
from questions.formats.text import decoded

_HEAD = re.compile(r"#\s*([a-z][a-z ]*?)\s*:(.*)", re.IGNORECASE)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_BEGINS = re.compile(
    r"\ufeff?#\s*(?:separator|html|tags|columns|notetype|deck|guid|(?:notetype|deck|tags|guid) column|if matches)\s*:", re.IGNORECASE
)
_OURS = {type_.name: type_ for type_ in (CARD, TYPED, GAPPED)}
_FORTH = Template("Card 1", "{{1}}", "{{FrontSide}}<hr id=answer>{{2}}")
# The third field of a type with an optional reverse says whether there is one.
_BACK = Template("Card 2", "{{2}}{{#3}}{{/3}}", "{{FrontSide}}<hr id=answer>{{1}}")
_TYPED_IN = Template("Card 1", "{{1}}{{type:2}}", "{{1}}<hr id=answer>{{type:2}}")
_WITH_GAPS = Template("Cloze", "{{cloze:1}}", "{{cloze:1}}<br>{{2}}")
_MOST_GAPS = 999


def looks_like_anki_text(start: str) -> bool:
    """Whether a text begins as Anki begins one."""
    return _BEGINS.match(start) is not None


def read_anki_text(raw: bytes, name: str) -> Imported:
    """Return the questions in notes that Anki wrote as text; ``name`` is what the file is called."""
    intake = Intake("Anki’s notes in text", name)
    head, text, begins = _head(decoded(raw, intake.notes.append))
    named = head.get("separator", "tab").strip().casefold()
    separator = _SEPARATORS.get(named, named if len(named) == 1 and named != '"' else "\t")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    taker = NoteTaker(intake)
    for taken, (number, cells) in enumerate(rows_of(reader, intake.notes, begins)):
        if taken >= MOST_NOTES:
            intake.notes.append(f"From line {number} on nothing was read: it holds more than {MOST_NOTES:,} notes. Split the file.")
            break
        taker.take(f"line {number}", _note(cells, head))
    return intake.done()


def _head(text: str) -> tuple[dict[str, str], str, int]:
    """Return what the first lines say, by name, and the rest of a text with the line on which it begins."""
    head: dict[str, str] = {}
    line, place = 1, 0
    while text.startswith("#", place):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if found := _HEAD.match(text, place, end):
            head[found[1].casefold()] = found[2]
        line, place = line + 1, end + 1
    return head, text[place:], line


def _note(cells: Sequence[str], head: Mapping[str, str]) -> Note:
    def column(name: str) -> int:
        told = head.get(f"{name} column", "").strip()
        return int(told) - 1 if told.isdecimal() and len(told) < 4 else -1

    def said(name: str) -> str:
        place = column(name)
        return cells[place] if 0 <= place < len(cells) else head.get(name, "")

    told = {column(name) for name in ("guid", "notetype", "deck", "tags")}
    fields = [cell for place, cell in enumerate(cells) if place not in told]
    if head.get("html", "").strip().casefold() != "true":
        fields = [html.escape(cell, quote=False).replace("\n", "<br>") for cell in fields]
    type_ = _type(said("notetype").strip(), fields)
    deck = said("deck").strip()
    places = range(_MOST_GAPS if type_.cloze else len(type_.templates))
    fields = fields[: len(type_.fields)]
    return Note(type_, tuple(fields), tuple(said("tags").split()), dict.fromkeys(places, deck) if deck else None)


def _type(name: str, fields: Sequence[str]) -> NoteType:
    """Return the type of a note by its name and by what is in it."""
    if name in _OURS and len(fields) >= len(_OURS[name].fields):
        return _OURS[name]
    names = tuple(str(number) for number in range(1, len(fields) + 1))
    if fields and numbers_in(fields[0]):
        return NoteType(name, names, (_WITH_GAPS,), cloze=True)
    known = name.casefold()
    reversed_ = "and reversed" in known or ("optional reversed" in known and any(field.strip() for field in fields[2:3]))
    front = _TYPED_IN if "type in the answer" in known else _FORTH
    return NoteType(name, names, (front, _BACK) if reversed_ else (front,))
