"""What every answer control has in common: it says what the learner gave, and shows afterwards how it was marked."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from questions.kinds import AnyQuestion
from questions.verdict import Response


class AnswerControl(Widget):
    """Takes a response to one question. It never marks; it posts ``Responded``, or ``Unready`` with what is missing."""

    @dataclass
    class Responded(Message):
        """The learner gave a response and wants it marked; ``confirmed`` if it was Enter that gave it."""

        response: Response
        confirmed: bool = True

    @dataclass
    class Recalled(Message):
        """The learner has recalled what is on the other side, and would see it now."""

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
        self.asks_first = False
        """Whether something is asked of the learner before she sees the other side, where there is one: ``turn`` shows it then."""

    def turn(self) -> None:
        """Show the other side, if there is one."""

    def how(self) -> str:
        """Return a short line that says how to answer, if the control doesn't say so by itself."""
        return ""

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
