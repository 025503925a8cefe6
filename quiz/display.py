"""The one way by which text from a bank, a learner or a file reaches the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]|[\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """Return ``text`` without anything that a terminal would obey or hide; tabs become spaces, line ends ``\\n``."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))


def one_line(text: str) -> str:
    """Return clean text with every run of white space as one space."""
    return " ".join(clean(text).split())


def fitted(text: str, width: int) -> str:
    """Return text as one line of exactly this many columns, ending in … if there is more of it."""
    from rich.cells import cell_len, set_cell_size

    line = one_line(text)
    return set_cell_size(line, width) if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"


def display(text: str, style: str = "") -> Content:
    """Return clean text for a widget, letter for letter: markup in it is not obeyed but shown."""
    from textual.content import Content

    return Content.styled(clean(text), style) if style else Content(clean(text))


def cell(text: str, *, right: bool = False) -> Text:
    """Return text for a cell of a table, on one line that ends in … if the column is too narrow."""
    from rich.text import Text

    return Text(clean(text).replace("\n", " "), no_wrap=True, overflow="ellipsis", justify="right" if right else "left")
