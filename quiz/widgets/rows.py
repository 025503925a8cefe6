"""Rows to choose from by digit, arrow or mouse: the ground of the controls for choosing and arranging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from questions.kinds import AnyQuestion
from quiz.display import display
from quiz.widgets.answering import AnswerControl

_FIRST_COLUMN = 45
"""How many hundredths of a row the first of two columns may take."""


class Row(Widget):
    """A sign, and beside it a text that wraps, or two in columns; a click anywhere on the row counts as choosing it.

    It is drawn as one: a widget for each of its parts would be most of the work of asking a question.
    """

    @dataclass
    class Chosen(Message):
        """The row was clicked."""

        index: int

    def __init__(self, index: int, *, first: int = 0) -> None:
        """``first`` is how many cells the first of two columns takes, if there is room for it."""
        super().__init__(classes="row")
        self.index = index
        self.first = first
        self._shown: tuple[str, ...] = "", ""
        self._lines: tuple[int, list[Content]] = 0, []

    def show(self, sign: str, *texts: str) -> None:
        """Show a sign and, column by column, texts."""
        if (sign, *texts) != self._shown:
            self._shown = sign, *texts
            was, self._lines = self._lines, (0, [])
            self.refresh(layout=was[0] == 0 or len(self.lines(was[0])) != len(was[1]))

    def lines(self, width: int) -> list[Content]:
        """Return the row as lines of so many cells."""
        if self._lines[0] != width:
            self._lines = width, _beside(*self._shown, width=width, first=self.first)
        return self._lines[1]

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.content_size.width))

    def chosen(self) -> Message:
        """Return what a click on the row means."""
        return self.Chosen(self.index)

    def on_click(self) -> None:
        self.post_message(self.chosen())


def _beside(sign: str, *texts: str, width: int, first: int) -> list[Content]:
    """Return a sign and columns of texts as lines of so many cells; the first of several takes no more than it may."""
    room = max(width - cell_len(sign), 1)
    widths = [room] if len(texts) < 2 else [min(first, width * _FIRST_COLUMN // 100), 0]
    widths[-1] = max(room - sum(widths[:-1]), 1)
    columns = [display(text).wrap(each) for text, each in zip(texts, widths, strict=True)]
    padded = cell_len(sign), *widths[:-1]
    return [
        Content("").join([*(part.pad_right(max(each - part.cell_length, 0)) for part, each in zip(parts, padded, strict=False)), parts[-1]])
        for parts in zip_longest([display(sign)], *columns, fillvalue=Content(""))
    ]


class Rows(AnswerControl, can_focus=True):
    """Numbered rows with a cursor. Digits and clicks choose; arrows move, Space or Enter choose at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("enter", "confirm", "Answer", tooltip="Give this answer"),
        Binding("space", "choose", "Choose", show=False),
    ]

    cursor: reactive[int | None] = reactive(None, init=False)

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.locked = False

    def labels(self) -> list[str]:
        """Return the text of each row."""
        return list(self.shown)

    def sign(self, index: int) -> str:
        """Return what stands before the text of a row: whether it is chosen."""
        raise NotImplementedError

    def pick(self, index: int, /) -> None:
        """Choose a row."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Post the response, or say what is missing."""
        raise NotImplementedError

    @property
    def rows(self) -> list[Row]:
        """The rows, from the top."""
        return list(self.query(Row))

    def compose(self) -> ComposeResult:
        for index in range(len(self.labels())):
            yield Row(index)

    def on_mount(self) -> None:
        self.draw()

    def watch_cursor(self, cursor: int | None) -> None:
        self.draw()
        if cursor is not None and not self.locked:
            for row in self.rows[cursor : cursor + 1]:  # it may not be built yet, or be taken away
                row.scroll_visible(animate=False)

    def draw(self) -> None:
        """Show every row as it stands, as far as there are any: a key may come while they are built or taken away."""
        for row, label in zip(self.rows, self.labels(), strict=False):
            self.draw_cursor(row)
            row.show(f"{row.index + 1} {self.sign(row.index)} ", label)

    def draw_cursor(self, row: Row) -> None:
        """Show whether the cursor stands on a row."""
        row.set_class(row.index == self.cursor and not self.locked, "-cursor")

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isdecimal() and 1 <= int(event.character) <= self.digits:
            event.stop()
            self.take_digit(int(event.character) - 1)

    @property
    def digits(self) -> int:
        """How many digits mean something."""
        return len(self.labels())

    def take_digit(self, index: int) -> None:
        """Do what a digit means, the first being 0."""
        self._pick(index)

    def on_row_chosen(self, message: Row.Chosen) -> None:
        message.stop()
        if not self.locked:
            self.focus()
            self._pick(message.index)

    def _pick(self, index: int) -> None:
        if not self.locked:
            self.cursor = index
            self.pick(index)

    def action_move(self, step: int) -> None:
        if not self.locked:
            last = len(self.labels()) - 1
            self.cursor = (0 if step > 0 else last) if self.cursor is None else min(max(self.cursor + step, 0), last)

    def action_choose(self) -> None:
        if self.cursor is not None:
            self._pick(self.cursor)

    def action_confirm(self) -> None:
        if not self.locked:
            self.confirm()

    def settle(self, right: set[int], wrong: set[int]) -> None:
        """Take no more input; mark rows as right or wrong, by sign and by colour."""
        self.locked = True
        self.can_focus = False
        for row in self.rows:
            row.set_class(row.index in right, "-right")
            row.set_class(row.index in wrong, "-wrong")
        self.draw()


def numbers(options: Sequence[str]) -> str:
    """Return which digits choose among options; those beyond the ninth are reached by the arrows."""
    return f"1–{min(len(options), 9)}"
