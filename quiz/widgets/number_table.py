"""The numbers of a figure as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from quiz.display import cell, one_line
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from quiz.history.page import Figure

_NAMES = 24
"""The fewest cells that a column of names is given, before others are left out."""


class NumbersTable(RowTable):
    """A row for each of the figure's; Enter opens what lies behind it. Up and down lead out of it at its ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="figure.open-row", tooltip="The answers behind what is chosen")
    ]
    takes_focus = False

    def __init__(self) -> None:
        super().__init__("numbers", (Column(""),))
        self._figure: Figure | None = None
        self._chosen = 0

    def show(self, figure: Figure, chosen: int, most: int) -> None:
        """Show a figure's numbers with the cursor on a row, in at most so many lines."""
        self._figure, self._chosen = figure, chosen
        self.styles.height = min(len(figure.rows), max(1, most - 1)) + 1
        self._fill(figure)

    def on_resize(self) -> None:
        if self._figure is not None:
            self._fill(self._figure)

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        if message.cursor_row == self.cursor_row:
            self._chosen = message.cursor_row
        else:
            message.stop()  # it was filled anew meanwhile

    def _fill(self, figure: Figure) -> None:
        chosen = self._chosen
        kept, columns = fitting(figure, self.size.width - 2, self.cell_padding)
        rows = _words(figure)
        self.lay_out(columns)
        self.fill(
            [
                (str(number), tuple(cell(words[each], right=column.right) for each, column in zip(kept, columns, strict=True)))
                for number, words in enumerate(rows)
            ]
        )
        self.move_cursor(row=chosen)

    def action_cursor_up(self) -> None:
        if self.cursor_row:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()

    def action_cursor_down(self) -> None:
        if self.cursor_row < self.row_count - 1:
            super().action_cursor_down()
        else:
            self.screen.focus_next()


def _words(figure: Figure) -> list[list[str]]:
    from quiz.history.cells import in_words

    units = [column.unit for column in figure.columns]
    return [[one_line(in_words(each, unit)) for each, unit in zip(row.cells, units, strict=True)] for row in figure.rows]


def fitting(figure: Figure, width: int, padding: int = 1) -> tuple[list[int], tuple[Column, ...]]:
    """Return which columns of a figure are shown in a width, and as what.

    If there is no room for all, first the ends of intervals are left out, which the line beneath tells, then the last columns; what
    is left is the first one's.
    """
    words = _words(figure)
    wide = [max([cell_len(column.name), *(cell_len(row[number]) for row in words)]) for number, column in enumerate(figure.columns)]
    kept = list(range(len(wide)))

    def is_too_wide() -> bool:
        return sum(wide[each] + 2 * padding for each in kept[1:]) + min(wide[0], _NAMES) + 2 * padding > width

    if is_too_wide():
        kept = [each for each in kept if figure.columns[each].name not in ("Low", "High")]
    while len(kept) > 1 and is_too_wide():
        kept.pop()
    rest = width - 2 * padding - sum(wide[each] + 2 * padding for each in kept[1:])
    columns = [Column(figure.columns[each].name, wide[each], figure.columns[each].unit != "text") for each in kept[1:]]
    return kept, (Column(figure.columns[0].name, max(1, min(wide[0], rest))), *columns)
