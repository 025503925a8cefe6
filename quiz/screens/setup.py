"""What a practice or an exam shall be: topics, number of questions, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from quiz.display import display, one_line
from quiz.screens.base import Dialog

_COUNT = {"practice": 10, "exam": 20}


@dataclass(frozen=True)
class Setup:
    """What the learner chose; no topics are all of them, no minutes the usual time."""

    mode: str
    topics: tuple[str, ...]
    count: int
    minutes: int | None


class SetupDialog(Dialog[Setup]):
    """Space ticks topics, Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "begin", "Begin", priority=True)]

    def __init__(self, mode: str, topics: tuple[str, ...]) -> None:
        super().__init__()
        self.mode = mode
        self.topics = topics

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="setup"):
            yield Static(f"{self.mode.capitalize()}: tick topics with Space (none: all), Enter begins", classes="heading")
            yield SelectionList[str](
                *(Selection(display(one_line(bank.title)), bank.topic, bank.topic in self.topics) for bank in self.study.library.banks)
            )
            with Horizontal(classes="fields"):
                yield Static("Questions ")
                yield Input(str(_COUNT[self.mode]), type="integer", id="count", max_length=4)
                if self.mode == "exam":
                    yield Static(" Minutes ")
                    yield Input("", type="integer", id="minutes", placeholder="1 a question", max_length=3)
            with Horizontal(classes="buttons"):
                yield Button("Begin", id="begin", variant="primary")
                yield Button("Cancel", id="cancel")

    def on_button_pressed(self, message: Button.Pressed) -> None:
        if message.button.id == "begin":
            self.action_begin()
        else:
            self.dismiss(None)

    def action_begin(self) -> None:
        if isinstance(self.focused, Button) and self.focused.id == "cancel":
            self.dismiss(None)
            return
        count = self._number("#count") or _COUNT[self.mode]
        minutes = self._number("#minutes") if self.mode == "exam" else None
        self.dismiss(Setup(self.mode, tuple(self.query_one(SelectionList).selected), count, minutes))

    def _number(self, field: str) -> int | None:
        value = self.query_one(field, Input).value
        return int(value) if value.isdecimal() and int(value) > 0 else None
