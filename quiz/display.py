"""The one way by which text from a bank, a learner or a file reaches the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questions.folding import clean, one_line

__all__ = ["cell", "clean", "display", "fitted", "one_line"]

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content


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
