"""The two sides of a flashcard: the back is shown on demand, then the learner marks herself."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from questions.kinds import SELF_MARKS
from questions.verdict import Response
from quiz.display import display
from quiz.widgets.answering import AnswerControl
from quiz.widgets.rows import Row

_WORDS = ("Again – I didn't know it", "Hard – I knew it with effort", "Good – I knew it", "Easy – I knew it at once")


class FlashcardControl(AnswerControl, can_focus=True):
    """Space, Enter or a click turns the card; then 1 to 4 marks it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Turn the card", show=False)]

    def __init__(self, question: object, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)  # type: ignore[arg-type]
        self.turned = False
        self.locked = False

    def compose(self) -> ComposeResult:
        yield Static(Content("Recall the answer, then press Space to see it."), classes="back")
        for index in range(len(_WORDS)):
            row = Row(index)
            row.display = False
            yield row

    def on_mount(self) -> None:
        for row in self.query(Row):
            row.update(f" {row.index + 1}  {_WORDS[row.index]}")

    def action_turn(self) -> None:
        if self.turned:
            if not self.locked:
                self.post_message(self.Unready("Say how well you knew it: press 1, 2, 3 or 4."))
            return
        self.turned = True
        self.query_one(".back", Static).update(display(self.question.answer_text()))
        self.query_one(".back").add_class("-turned")
        for row in self.query(Row):
            row.display = True

    def on_click(self) -> None:
        if not self.turned:
            self.action_turn()

    def on_key(self, event: events.Key) -> None:
        if self.turned and event.character in ("1", "2", "3", "4"):
            event.stop()
            self._mark(int(event.character) - 1)

    def on_row_chosen(self, message: Row.Chosen) -> None:
        message.stop()
        self._mark(message.index)

    def _mark(self, index: int) -> None:
        if not self.locked:
            self.post_message(self.Responded(SELF_MARKS[index]))

    def current(self) -> Response:
        return None

    def restore(self, response: Response) -> None:
        """A flashcard is never part of an exam, so nothing is ever restored."""

    def reveal(self, response: Response) -> None:
        if not self.turned:
            self.action_turn()
        self.locked = True
        self.can_focus = False
        for row in self.query(Row):
            row.display = isinstance(response, str) and SELF_MARKS[row.index] == response
