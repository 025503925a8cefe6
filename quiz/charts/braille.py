"""Fine lines: eight dots in each cell, two across and four down."""

from __future__ import annotations

from collections.abc import Iterator

ACROSS, DOWN = 2, 4
_FIRST = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class Dots:
    """Dots that were set, read as characters."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], int] = {}

    def join(self, x: int, y: int, to_x: int, to_y: int) -> None:
        """Draw a straight line from dot to dot."""
        steps = max(abs(to_x - x), abs(to_y - y), 1)
        for step in range(steps + 1):
            self.set(x + round((to_x - x) * step / steps), y + round((to_y - y) * step / steps))

    def set(self, x: int, y: int) -> None:
        """Draw a dot."""
        cell = x // ACROSS, y // DOWN
        self._cells[cell] = self._cells.get(cell, 0) | _BITS[y % DOWN][x % ACROSS]

    def characters(self) -> Iterator[tuple[int, int, str]]:
        """Yield each cell that holds a dot, with its character."""
        for (x, y), bits in self._cells.items():
            yield x, y, chr(_FIRST + bits)
