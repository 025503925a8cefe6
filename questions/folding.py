"""Text without what is not seen, and as it is compared in a search: without capitals and accents."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.kinds import AnyQuestion

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]|[\U000e0000-\U000e007f]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def clean(text: str) -> str:
    """Return ``text`` without anything that a terminal would obey or hide; tabs become spaces, line ends ``\\n``."""
    # Of the texts there are only very few have anything to look for.
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))


def one_line(text: str) -> str:
    """Return clean text with every run of white space as one space."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """Return text as it is compared: without capitals and accents."""
    # Whatever is for printing as it is needs no cleaning, and most characters no second look: this is done to every text there is.
    line = " ".join(text.split()) if text.replace("\n", " ").isprintable() else one_line(text)
    if line.isascii():
        return line.casefold()
    return _NOT_ASCII.sub(_without_mark, unicodedata.normalize("NFKD", line)).casefold()


def _without_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def folded(question: AnyQuestion) -> str:
    """Return every text of a question as it is compared, on one line."""
    texts = (question.id, question.prompt, question.answer_text(), question.explanation, question.hint, question.section)
    return plain(" ".join([*texts, *question.options()]))
