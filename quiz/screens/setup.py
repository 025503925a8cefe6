"""What a practice or an exam shall be: topics, number of questions, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Static

from quiz.display import display
from quiz.screens.base import Dialog
from quiz.widgets.ticks import Tick, TickList

_COUNT = {"practice": 10, "exam": 20}
_MOST = {"count": 1000, "minutes": 600}


@dataclass(frozen=True)
class Setup:
    """What the learner chose; no topics are all of them, no minutes the usual time."""

    mode: str
    topics: tuple[str, ...]
    count: int
    minutes: int | None


class SetupDialog(Dialog[Setup]):
    """Space ticks topics, Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "begin", "Begin", priority=True, id="setup.begin")]

    def __init__(self, mode: str, topics: tuple[str, ...]) -> None:
        super().__init__()
        self.mode = mode
        self.topics = topics

    def compose(self) -> ComposeResult:
        banks = self.study.library.banks
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(display(self.mode.capitalize()), classes="heading")
            yield Static("Tick topics with Space, or none for all; Enter begins.", classes="how")
            yield TickList([Tick(bank.topic, bank.title) for bank in banks], self.topics)
            with Horizontal(classes="fields"):
                yield Static("Questions ")
                yield Input(str(_COUNT[self.mode]), type="integer", id="count", max_length=4, compact=True)
                if self.mode == "exam":
                    yield Static("  Minutes ")
                    yield Input("", type="integer", id="minutes", placeholder="1 a question", max_length=3, compact=True)
            yield Static("", classes="wrong")
            with Horizontal(classes="buttons"):
                yield Button("Begin", id="begin", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        message.stop()
        if message.button.id == "begin":
            self._begin()
        else:
            self.dismiss(None)

    def action_begin(self) -> None:
        if isinstance(self.focused, Button):
            self.focused.press()
        else:
            self._begin()

    def _begin(self) -> None:
        try:
            count = self._number("count") or _COUNT[self.mode]
            minutes = self._number("minutes") if self.mode == "exam" else None
        except ValueError as error:
            self.query_one(".wrong", Static).update(display(str(error)))
            return
        self.dismiss(Setup(self.mode, self.query_one(TickList).ticked, count, minutes))

    def _number(self, field: str) -> int | None:
        """Return the number in a field, None if it is empty; raises ``ValueError`` with what to type instead."""
        typed, most = self.query_one(f"#{field}", Input), _MOST[field]
        if not typed.value.strip():
            return None
        if not typed.value.isdecimal() or not 1 <= int(typed.value) <= most:
            typed.focus()
            raise ValueError(f"{'Questions' if field == 'count' else 'Minutes'}: a number from 1 to {most}.")
        return int(typed.value)
