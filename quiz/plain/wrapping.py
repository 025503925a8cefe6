"""Text in the columns of a terminal."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return how many columns a text takes: two for each wide character, none for an accent of its own."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(line: str, columns: int) -> list[str]:
    """Return a line in as many as it needs, broken between words; those after the first stand as far in as it does."""
    if width(line) <= columns:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    lines, current = [], indent
    for word in line.split():
        longer = f"{current} {word}" if current.strip() else current + word
        if width(longer) > columns and current.strip():
            lines.append(current)
            longer = indent + word
        current = longer
    return [*lines, current]
