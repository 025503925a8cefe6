"""The line in which a filter of a list is typed, and what it finds below it. It is there once it was asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from quiz.display import display
from quiz.filters.language import About, Filter, Wrong, parse

_LONGEST = 200


class FilterLine(Vertical):
    """Takes the keyboard when it is opened, and gives it back by Escape, Enter or ↓; with nothing typed it goes away then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,down", "leave", "To the list", id="filter.list", tooltip="From the filter to the list")
    ]

    class Changed(Message):
        """Another filter is meant."""

    class Left(Message):
        """The keyboard is for the list."""

    def __init__(self, about: About, placeholder: str) -> None:
        super().__init__()
        self._about: About = about
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Input(placeholder=self._placeholder, max_length=_LONGEST, id="filter")
        yield Static("", id="count")

    @property
    def meant(self) -> Filter | Wrong:
        """The filter that is typed, or what is wrong with it."""
        return parse(self.query_one(Input).value, self._about)

    def open(self) -> None:
        """Take the keyboard."""
        self.add_class("-open")
        self.query_one(Input).focus()

    def tell(self, said: str) -> None:
        """Say what it finds, or why nothing."""
        self.query_one("#count", Static).update(display(said))

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        if not self.query_one(Input).value.strip():
            self.remove_class("-open")
        self.post_message(self.Left())
