"""What every answer control has in common: it says what the learner gave, and shows afterwards how it was marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from questions.kinds import AnyQuestion
from questions.verdict import Response


class AnswerControl(Widget):
    """Takes a response to one question. It never marks; it posts ``Responded``, or ``Unready`` with what is missing."""

    takes_text: ClassVar[bool] = False
    """Whether letters and digits are typed into it, so that commands need other keys."""

    @dataclass
    class Responded(Message):
        """The learner gave a response and wants it marked."""

        response: Response

    @dataclass
    class Changed(Message):
        """What stands in the control is another response now."""

    @dataclass
    class Unready(Message):
        """The learner pressed Enter before there was anything to mark."""

        said: str

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(classes="answer")
        self.question = question
        self.shown = shown

    def current(self) -> Response:
        """Return what stands in the control; None if nothing does."""
        raise NotImplementedError

    def restore(self, response: Response) -> None:
        """Show a response that was given before."""
        raise NotImplementedError

    def reveal(self, response: Response) -> None:
        """Take no more input, and show which parts of the response are right."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where the learner answers."""
        self.focus()
