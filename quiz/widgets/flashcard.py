"""The two sides of a flashcard: the back is shown on demand, then the learner marks herself."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from questions.kinds import SELF_MARKS, AnyQuestion
from questions.verdict import Response
from quiz.display import display
from quiz.widgets.answering import AnswerControl
from quiz.widgets.rows import Row

_WORDS = ("Again – I didn't know it", "Hard – I knew it with effort", "Good – I knew it", "Easy – I knew it at once")


class FlashcardControl(AnswerControl, can_focus=True):
    """Space, Enter or a click turns the card; then 1 to 4 marks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "turn", "Turn", tooltip="See the other side of the card"),
        Binding("space", "turn", "Turn", show=False),
    ]

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
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
            row.show(f"{row.index + 1}  ", _WORDS[row.index])

    def action_turn(self) -> None:
        if not self.turned:
            self._wish_to_turn()
        elif not self.locked:
            self.post_message(self.Unready("Say how well you knew it: press 1, 2, 3 or 4."))

    def _wish_to_turn(self) -> None:
        if self.asks_first:
            self.post_message(self.Recalled())
        else:
            self.turn()

    def turn(self) -> None:
        self.turned = True
        back = self.query_one(".back", Static)
        back.update(display(self.question.answer_text()))
        back.add_class("-turned")
        for row in self.query(Row):
            row.display = True
        self.post_message(self.Changed())

    def on_click(self) -> None:
        if not self.turned:
            self._wish_to_turn()

    def on_key(self, event: events.Key) -> None:
        if event.character in ("1", "2", "3", "4") and not self.locked:
            event.stop()
            if self.turned:
                self._mark(int(event.character) - 1)
            else:
                self.post_message(self.Unready("First recall the answer, and press Space to see it."))

    def on_row_chosen(self, message: Row.Chosen) -> None:
        message.stop()
        self._mark(message.index)

    def _mark(self, index: int) -> None:
        if not self.locked:
            self.post_message(self.Responded(SELF_MARKS[index], confirmed=False))

    def current(self) -> Response:
        return None

    def restore(self, response: Response) -> None:
        """A flashcard is never part of an exam, so nothing is ever restored."""

    def reveal(self, response: Response) -> None:
        if not self.turned:
            self.turn()
        self.locked = True
        self.can_focus = False
        for row in self.query(Row):
            row.display = isinstance(response, str) and SELF_MARKS[row.index] == response
