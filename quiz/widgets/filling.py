"""Controls into which the learner types: one text or number, the blanks of a cloze."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from questions.typed import MAXIMUM_TYPED
from questions.verdict import Response
from quiz.display import display
from quiz.widgets.answering import AnswerControl


class AnswerInput(Input):
    """A field whose Enter stands in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer", tooltip="Give this answer")]


class TypedControl(AnswerControl):
    """One line to type: a short answer or a number."""

    def compose(self) -> ComposeResult:
        yield AnswerInput(placeholder="Type the answer, then Enter", max_length=MAXIMUM_TYPED, select_on_focus=False)
        if self.question.kind == "number" and self.question.unit:
            yield Static(display(f"in {self.question.unit}"), classes="unit")

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if message.value.strip():
            self.post_message(self.Responded(message.value.strip()))
        else:
            self.post_message(self.Unready("Type the answer first, then press Enter."))

    def current(self) -> Response:
        return self._input.value.strip() or None

    def restore(self, response: Response) -> None:
        if isinstance(response, str):
            self._input.value = response
            self._input.cursor_position = len(response)

    def reveal(self, response: Response) -> None:
        with self.prevent(Input.Changed):
            self._input.value = response if isinstance(response, str) else ""
        self._input.placeholder = ""
        self._input.disabled = True

    def take_focus(self) -> None:
        self._input.focus()


class ClozeControl(AnswerControl):
    """The blanks of a text, one line each; Enter goes to the next, and after the last it answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Previous blank", show=False),
        Binding("down", "app.focus_next", "Next blank", show=False),
    ]

    _warned = False

    def compose(self) -> ComposeResult:
        blanks = self.question.blanks() if self.question.kind == "cloze" else []
        for number in range(1, len(blanks) + 1):
            with Horizontal(classes="blank"):
                yield Static(display(f"[{number}]"), classes="number")
                yield AnswerInput(placeholder="Missing words", max_length=MAXIMUM_TYPED, compact=True, select_on_focus=False)

    @property
    def _inputs(self) -> list[Input]:
        return list(self.query(Input))

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._warned = False
        self.post_message(self.Changed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        inputs = self._inputs
        empty = [each for each in inputs if not each.value.strip()]
        if not empty or (self._warned and message.input in empty):
            self.post_message(self.Responded(self._texts()))
        elif message.input not in empty:
            after = inputs[inputs.index(message.input) + 1 :] + inputs
            next(each for each in after if each in empty).focus()
        elif len(empty) == len(inputs):
            self.post_message(self.Unready("Fill in a blank first, then press Enter."))
        else:
            self._warned = True
            self.post_message(self.Unready("This blank is empty: fill it in, or press Enter again to leave it so."))

    def _texts(self) -> list[str]:
        return [each.value.strip() for each in self._inputs]

    def current(self) -> Response:
        texts = self._texts()
        return texts if any(texts) else None

    def restore(self, response: Response) -> None:
        if isinstance(response, list):
            for each, text in zip(self._inputs, response, strict=False):
                each.value = text
                each.cursor_position = len(text)

    def reveal(self, response: Response) -> None:
        with self.prevent(Input.Changed):
            self.restore(response if isinstance(response, list) else [""] * len(self._inputs))
        for each in self._inputs:
            each.placeholder = ""
            each.disabled = True

    def take_focus(self) -> None:
        for first in self._inputs[:1]:  # it may not be built yet, or be taken away
            first.focus()
