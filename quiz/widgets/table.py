"""A table of rows of which Enter or a click opens one."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable


class RowTable(DataTable[Text]):
    """Rows under the cursor; its cells are ``Text``, which no markup is read from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def __init__(self, id: str, columns: tuple[tuple[str, int], ...]) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, cursor_type="row")
        self._columns_wanted = columns

    def on_mount(self) -> None:
        self.set_columns(self._columns_wanted)
        self.focus()

    def set_columns(self, columns: tuple[tuple[str, int], ...]) -> None:
        """Lay out these columns, which empties the table, unless it has them already."""
        if columns == self._columns_wanted and self.columns:
            return
        self._columns_wanted = columns
        self.clear(columns=True)
        for label, width in columns:
            self.add_column(Text(label), width=width)

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def fill(self, rows: list[tuple[str, tuple[Text, ...]]]) -> None:
        """Show these rows, each with its key; the cursor stays where it was as far as it can."""
        row = self.cursor_row
        self.clear()
        for key, cells in rows:
            self.add_row(*cells, key=key)
        self.move_cursor(row=min(row, max(0, len(rows) - 1)))
