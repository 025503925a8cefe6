"""Text as it is compared in a search: without capitals and accents."""

from __future__ import annotations

import unicodedata

from quiz.display import one_line


def plain(text: str) -> str:
    """Return text as it is compared: without capitals and accents."""
    line = one_line(text)
    if line.isascii():
        return line.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", line) if not unicodedata.combining(c)).casefold()
