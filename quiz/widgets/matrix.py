"""A table of which each cell can be opened: students by topics."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from quiz.widgets.table import Column, Rows, RowTable


class Matrix(RowTable):
    """Cells under the cursor; the first column stays in view. Enter or a click opens a cell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="matrix.open", tooltip="What is behind this figure, down to each answer"),
        Binding("h", "cursor_left", "Left", show=False),
        Binding("l", "cursor_right", "Right", show=False),
    ]

    def __init__(self, id: str, columns: tuple[Column, ...]) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id, columns)
        self.cursor_type = "cell"
        self.cell_padding = 0
        self.fixed_columns = 1

    def lay_out(self, columns: tuple[Column, ...] | None = None) -> None:
        column = self.cursor_column
        super().lay_out(columns)
        self.move_cursor(column=column)

    def fill(self, rows: Rows) -> None:
        column = self.cursor_column
        super().fill(rows)
        self.move_cursor(column=column)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return action != "select_cursor" or self.row_count > 0

    def on_click(self, event: events.Click) -> None:
        # A click on a cell opens that cell, which Textual does by itself.
        del event
