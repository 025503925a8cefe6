"""A question to the learner that is answered yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from quiz.display import display
from quiz.screens.base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Yes, or no by Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="confirm.yes"),
        Binding("n", "dismiss(False)", "No", id="confirm.no"),
        Binding("left,right", "app.focus_next", "Other", show=False),
    ]

    def __init__(self, asked: str, yes: str) -> None:
        super().__init__()
        self.asked = asked
        self.yes = yes

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(display(self.asked), classes="heading")
            with Horizontal(classes="buttons"):
                yield Button(display(f"{self.yes} (y)"), id="yes", variant="primary", compact=True)
                yield Button("Cancel (n)", id="no", compact=True)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        message.stop()
        self.dismiss(message.button.id == "yes")
