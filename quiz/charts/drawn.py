"""What a drawing is made of: lines of styled pieces, and the places at which a row of the figure can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Style = Literal["", "axis", "mark", "band", "faint", "chosen"]
"""Axes and labels; what is measured; its interval; what is hardly there; and what the cursor stands on."""


class Piece(NamedTuple):
    """Some text in one style."""

    text: str
    style: Style = ""


Line = tuple[Piece, ...]


class Spot(NamedTuple):
    """The rectangle of cells in which a row of the figure stands."""

    row: int
    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell lies within."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing. ``right`` and ``down`` are how many rows of the figure an arrow key goes; with 0 it leads out of the figure."""

    lines: tuple[Line, ...]
    spots: tuple[Spot, ...] = ()
    right: int = 0
    down: int = 0

    @property
    def text(self) -> str:
        """The drawing without its styles."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)

    def at(self, x: int, y: int) -> int | None:
        """Return the row of the figure that stands in a cell."""
        return next((spot.row for spot in self.spots if spot.holds(x, y)), None)


class Canvas:
    """A grid of cells to draw on, for characters that are one cell wide; what lies outside is not drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[Piece(" ") for _ in range(width)] for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: Style = "") -> None:
        """Write from a cell on to the right."""
        for place, character in enumerate(text, x):
            if 0 <= place < self.width and 0 <= y < self.height:
                self._cells[y][place] = Piece(character, style)

    def blank(self, x: int, y: int) -> bool:
        """Whether nothing was written in a cell; nothing is blank outside."""
        return 0 <= x < self.width and 0 <= y < self.height and self._cells[y][x].text == " "

    def lines(self) -> tuple[Line, ...]:
        """Return what was drawn, without the blanks at the right."""
        return tuple(map(_joined, self._cells))


def _joined(cells: list[Piece]) -> Line:
    pieces: list[Piece] = []
    for cell in cells:
        if pieces and pieces[-1].style == cell.style:
            pieces[-1] = Piece(pieces[-1].text + cell.text, cell.style)
        else:
            pieces.append(cell)
    while pieces and not pieces[-1].style and not pieces[-1].text.strip():
        pieces.pop()
    if pieces and not pieces[-1].style:
        pieces[-1] = Piece(pieces[-1].text.rstrip())
    return tuple(pieces)
