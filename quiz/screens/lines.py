"""Lines to be read, over the screen that told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.display import display
from quiz.screens.base import QuizScreen
from quiz.widgets.keybar import KeyBar


class LinesScreen(QuizScreen[None]):
    """Lines of less than eighty columns, the first of them above the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="lines.back", tooltip="Back to where you came from"),
        Binding("enter,q", "dismiss", "Back", id="lines.back-too", show=False),
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield Static(display(self._lines[0]), id="heading")
        with VerticalScroll(id="lines"):
            yield Static(Content("\n").join([display(line) for line in self._lines[1:]]))
        yield KeyBar()
