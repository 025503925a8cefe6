"""Asks how sure the learner is of an answer, before she sees what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from questions.kinds import AnyQuestion
from quiz.display import display
from quiz.told import HOW_SURE, SURENESS
from quiz.widgets.rows import Rows

_CHOOSE = "Say first how sure you are: press 1, 2 or 3. Esc goes back."


class HowSure(Rows):
    """Three rows below the answer control; Enter chooses only where the cursor was put."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Change", id="how-sure.back", tooltip="Go back and change the answer"),
    ]

    @dataclass
    class Said(Message):
        """The learner said how sure she is, in a word of the log; ``confirmed`` if it was by Enter."""

        confidence: str
        confirmed: bool = False

    @dataclass
    class Back(Message):
        """The learner wants to change her answer."""

    def __init__(self, question: AnyQuestion) -> None:
        super().__init__(question, tuple(SURENESS.values()))

    def compose(self) -> ComposeResult:
        yield Static(display(HOW_SURE), classes="how-sure")
        yield from super().compose()

    def how(self) -> str:
        return "Press 1, 2 or 3. Esc goes back to your answer."

    def sign(self, index: int) -> str:
        return "●" if index == self.cursor else "○"

    def pick(self, index: int, /) -> None:
        self.post_message(self.Said(tuple(SURENESS)[index]))

    def confirm(self) -> None:
        if self.cursor is None:
            self.post_message(self.Unready(_CHOOSE))
        else:
            self.post_message(self.Said(tuple(SURENESS)[self.cursor], confirmed=True))

    def action_back(self) -> None:
        self.post_message(self.Back())
