"""A question to the learner that is answered yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from quiz.display import display
from quiz.screens.base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Yes, or no by Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("n", "dismiss(False)", "No"),
    ]

    def __init__(self, asked: str, yes: str) -> None:
        super().__init__()
        self.asked = asked
        self.yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(display(self.asked))
            with Horizontal(classes="buttons"):
                yield Button(display(f"{self.yes} (y)"), id="yes", variant="primary")
                yield Button("Cancel (n)", id="no")

    def on_button_pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")
