"""A figure: its title, the drawing or the table of its numbers, the chosen row in words, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import DataTable, Static

from quiz.display import display
from quiz.widgets.chart import Chart
from quiz.widgets.number_table import NumbersTable

if TYPE_CHECKING:
    from quiz.history.page import Figure, Row


class FigureView(Vertical):
    """One figure of a page."""

    @dataclass
    class Opened(Message):
        """What lies behind a row is asked for; ``told`` says which row it is."""

        row: Row
        told: str

    def __init__(self) -> None:
        super().__init__()
        self.figure: Figure | None = None
        self.chosen = 0
        self._as_table = self._stays = False

    def compose(self) -> ComposeResult:
        yield Static("", classes="title")
        yield Chart()
        yield NumbersTable()
        yield Static("", classes="told")
        yield Static("", classes="note")

    def show(self, figure: Figure, room: int, most: int, *, numbers: bool) -> None:
        """Show a figure, drawn or as its numbers, in ``most`` lines at most; the cursor stays if it is the figure that was there."""
        if self.figure is None or (figure.title, len(figure.rows)) != (self.figure.title, len(self.figure.rows)):
            self.chosen = first_chosen(figure)
        had_focus = self.target is not None and self.target.has_focus
        self.figure, self._as_table = figure, numbers or figure.draw is None
        chart, table = self.query_one(Chart), self.query_one(NumbersTable)
        chart.display = bool(figure.rows) and not self._as_table
        table.display = bool(figure.rows) and self._as_table
        if table.display:
            table.show(figure, self.chosen, most)
        elif chart.display:
            chart.show(figure, self.chosen, room, most)
        note = self.query_one(".note", Static)
        note.update(display(figure.note))
        note.display = bool(figure.note)
        self._entitle()
        self._tell()
        if had_focus and self.target is not None:
            self.target.focus()

    @property
    def target(self) -> Widget | None:
        """What the keys go to; None if there is nothing to choose from."""
        if self.figure is None or not self.figure.rows:
            return None
        return self.query_one(NumbersTable) if self._as_table else self.query_one(Chart)

    def take_keys(self) -> None:
        """Let the keys go here, but leave the page where it is."""
        if self.target is not None:
            self._stays = True
            self.target.focus(scroll_visible=False)

    def _entitle(self) -> None:
        has_keys = self.target is not None and self.target.has_focus
        title = self.figure.title if self.figure is not None else ""
        self.query_one(".title", Static).update(display(f"▸ {title}" if has_keys else title))

    def _tell(self) -> None:
        from quiz.charts.drawing import told

        line = self.query_one(".told", Static)
        line.display = self.figure is not None and bool(self.figure.rows)
        if self.figure is not None and self.figure.rows:
            line.update(display(told(self.figure, self.chosen)))

    def on_chart_chosen(self, message: Chart.Chosen) -> None:
        message.stop()
        self._choose(message.row)

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        if self._as_table:
            self._choose(message.cursor_row)

    def _choose(self, row: int) -> None:
        if self.figure is not None and row < len(self.figure.rows):
            self.chosen = row
            self._tell()
            if self.target is not None and self.target.has_focus:
                self.scroll_visible(animate=False)

    def on_chart_opened(self, message: Chart.Opened) -> None:
        message.stop()
        self._open(message.row)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self._open(message.cursor_row)

    def _open(self, row: int) -> None:
        from quiz.charts.drawing import told

        if self.figure is not None and row < len(self.figure.rows):
            self.post_message(self.Opened(self.figure.rows[row], f"{self.figure.title}: {told(self.figure, row)}"))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        self._entitle()
        if not self._stays:
            self.scroll_visible(animate=False)
        self._stays = False

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        self._entitle()


def first_chosen(figure: Figure) -> int:
    """Return on which row the cursor stands first: of what was, on the newest that has something; of what comes, on the next."""
    from quiz.charts.drawing import is_along_time

    if not is_along_time(figure) or figure.draw is None:
        return 0
    measured = figure.column(figure.draw.measured[0])
    known = [number for number, cell in enumerate(measured) if cell or (cell is not None and figure.draw.kind == "line")]
    coming = [number for number in known if figure.rows[number].questions]
    return coming[0] if coming else known[-1] if known else 0
