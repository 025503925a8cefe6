"""Anki's templates, by which a note becomes the two sides of a card: https://docs.ankiweb.net/templates/intro.html describes them.

``{{Field}}`` stands for a field, ``{{filter:Field}}`` for one that is shown in another way, ``{{#Field}}…{{/Field}}`` for
what is shown only if the field holds something, and ``{{^Field}}…{{/Field}}`` for the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from questions.formats.drafts import Unfit
from questions.formats.text import without

_TAG = re.compile(r"\{\{([#^/!]?)\s*([^{}]*?)\s*\}\}")
_NOT_SHOWN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_NOTHING = re.compile(r"<(?:br|/?div|/?p)\b[^<>]*>|&nbsp;|\s", re.IGNORECASE)
_ANSWER = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
# Japanese, with how it is read behind it: 今日[きょう].
_READING = re.compile(r" ?([^\s\[\]<>]{1,50})\[(?!sound:)([^\[\]<>]{1,100})\]")
_READINGS = {"kanji": r"\1", "kana": r"\2", "furigana": r"\1(\2)"}
_LONGEST = 500_000
_MOST_TAGS = 1_000


@dataclass(slots=True)
class Side:
    """A side of a card: what it shows, as HTML; the fields that are typed, and those that a learner may uncover."""

    shown: str = ""
    typed: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def side_of(template: str, fields: Mapping[str, str], cloze: Callable[[str], str] = str, *, back: bool = False) -> Side:
    """Return one side of a card; ``cloze`` says how a field with gaps is shown.

    The ``back`` comes without the front that it repeats, and shows what a front only lets be uncovered.

    Raises:
        Unfit: it is larger than any card.
    """
    side = Side()
    pieces: list[str] = []
    length = 0
    around: list[tuple[str, bool]] = []
    for sign, name in _parsed(template):
        shown = all(shows for _, shows in around)
        if sign in ("#", "^"):
            around.append((name, _holds(name, fields) == (sign == "#")))
        elif sign == "/":
            if around and around[-1][0] == name:
                around.pop()
        elif shown:
            piece = name if sign == "text" else _field(name, fields, cloze, side, back=back)
            length += len(piece)
            if length > _LONGEST:
                raise Unfit(f"A side of the card has more than {_LONGEST:,} characters.")
            pieces.append(piece)
    side.shown = "".join(pieces)
    return side


def after_answer(shown: str) -> tuple[str, str]:
    """Return what stands before and after the line that Anki draws above an answer; all is after it, if there is no line."""
    parts = _ANSWER.split(shown, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else ("", shown)


def runs_scripts(template: str) -> bool:
    """Whether a template holds a program for a browser."""
    return "<script" in template.casefold()


def names_in(template: str) -> set[str]:
    """Return the names of the fields that a template shows, or asks after."""
    return {name.rpartition(":")[2].strip() for sign, name in _parsed(template) if sign != "text"}


def cloze_fields(template: str) -> list[str]:
    """Return the names of the fields that a template shows with gaps."""
    found = (name.split(":") for sign, name in _parsed(template) if sign == "")
    return [parts[-1].strip() for parts in found if "cloze" in (part.strip() for part in parts[:-1])]


@lru_cache(maxsize=256)
def _parsed(template: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a template: ("text", HTML), or the sign of a tag and its name."""
    template = template if len(template) <= _LONGEST else ""
    for start, end in _NOT_SHOWN:
        template = without(template, start, end)
    parts: list[tuple[str, str]] = []
    place = 0
    for tag in _TAG.finditer(template):
        parts += [("text", template[place : tag.start()]), (tag[1], tag[2])]
        place = tag.end()
    parts.append(("text", template[place:]))
    kept = tuple(part for part in parts if part[0] != "!" and part[1])
    return kept if len(kept) <= _MOST_TAGS else ()


def _holds(name: str, fields: Mapping[str, str]) -> bool:
    return bool(_NOTHING.sub("", fields.get(name, "")))


def _field(name: str, fields: Mapping[str, str], cloze: Callable[[str], str], side: Side, *, back: bool) -> str:
    *filters, wanted = (part.strip() for part in name.split(":"))
    if wanted == "FrontSide" or any(each.startswith("tts") for each in filters):
        return ""
    text = fields.get(wanted, "")
    if "cloze" in filters:
        return cloze(text)
    if "type" in filters:
        side.typed.append(wanted)
        return ""
    if "hint" in filters and not back:
        side.hints.append(text)
        return ""
    shown = next((_READINGS[each] for each in filters if each in _READINGS), "")
    return _READING.sub(shown, text) if shown else text
