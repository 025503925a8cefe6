"""A table of rows of which Enter or a click opens one."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from rich.text import Text
from textual import events, work
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from quiz.display import cell

_LEAST = 8
"""The fewest columns of the terminal that the column which takes the rest is given."""
_A_REST = 0.2
"""Seconds after which rows that are not in view are made."""
_SOME_ROWS = 50
"""How many of them at once, for which no key has to wait."""
T = TypeVar("T")


class Column(NamedTuple):
    """A column and its width; one of width 0 takes what the others leave."""

    label: str
    width: int = 0
    right: bool = False


Rows = Sequence[tuple[str, tuple[Text, ...]]]


class RowTable(DataTable[Text]):
    """Rows under the cursor; its cells are ``Text``, which no markup is read from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]
    takes_focus: ClassVar[bool] = True
    """Whether the keys go to it as soon as it is there."""

    def __init__(self, id: str, columns: tuple[Column, ...]) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, cursor_type="row")
        self._wanted = columns
        self._laid_out: tuple[Column, ...] = ()
        self._filled: list[tuple[str, tuple[Text, ...]]] = []

    def on_mount(self) -> None:
        self.lay_out()
        if self.takes_focus:
            self.focus()

    def on_resize(self) -> None:
        self.lay_out()

    def watch_show_vertical_scrollbar(self) -> None:
        """Give the room the scroll bar takes or leaves to the columns; it comes and goes after the resize is told."""
        self.call_later(self.lay_out)

    def lay_out(self, columns: tuple[Column, ...] | None = None) -> None:
        """Lay out these columns, or those there are, in the room there is now."""
        self._wanted = columns or self._wanted
        taken = sum(column.width + 2 * self.cell_padding for column in self._wanted)
        rest = max(_LEAST, self.scrollable_content_region.width - taken)
        fitting = tuple(column if column.width else column._replace(width=rest) for column in self._wanted)
        if fitting == self._laid_out:
            return
        same_cells = len(fitting) == len(self._laid_out)
        current = self.current
        self._laid_out = fitting
        self.clear(columns=True)
        for column in fitting:
            self.add_column(cell(column.label, right=column.right), width=column.width)
        if same_cells:
            self._add_rows(current)

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def fill(self, rows: Rows) -> None:
        """Show these rows, each with its key; the cursor stays on its row, or where it was."""
        current, row = self.current, self.cursor_row
        self._filled = list(rows)
        self.clear()
        self._add_rows(current, row)

    def fill_as_seen(self, those: Sequence[T], rows: Callable[[Sequence[T]], Rows]) -> None:
        """Show a row for each of very many: those in view at once, the others some at a time as soon as the hand rests."""
        in_view = max(self.screen.size.height, self.cursor_row + 1)
        self.fill(rows(those[:in_view]))
        self._fill_the_rest(those[in_view:], rows)

    # Without a description Textual writes one, of all arguments and so of each of the very many.
    @work(exclusive=True, group="rows", description="the rows that are not in view")
    async def _fill_the_rest(self, those: Sequence[T], rows: Callable[[Sequence[T]], Rows]) -> None:
        if those:
            await sleep(_A_REST)
        for start in range(0, len(those), _SOME_ROWS):
            more = rows(those[start : start + _SOME_ROWS])
            self._filled.extend(more)
            for key, cells in more:
                self._add(key, cells)
            await sleep(0)

    def _add_rows(self, current: str | None, row: int = 0) -> None:
        for key, cells in self._filled:
            self._add(key, cells)
        keys = [key for key, _ in self._filled]
        self.move_cursor(row=keys.index(current) if current in keys else min(row, max(0, len(keys) - 1)))

    def _add(self, key: str, cells: tuple[Text, ...]) -> None:
        self.add_row(*cells, key=key)

    def on_click(self, event: events.Click) -> None:
        """Open the row under the cursor, in whatever column it is clicked."""
        meta = event.style.meta
        if meta.get("row") == self.cursor_row and meta.get("column") != self.cursor_column:
            event.prevent_default()
            self.action_select_cursor()
