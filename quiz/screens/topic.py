"""Which topic a page of the history is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.display import display, one_line
from quiz.screens.base import Dialog

if TYPE_CHECKING:
    from questions.bank import Bank


class TopicDialog(Dialog[str]):
    """Enter chooses a topic, or all of them; the result is a topic, or empty for all."""

    def __init__(self, topic: str, banks: Sequence[Bank]) -> None:
        super().__init__()
        self.topics = [("", "All topics"), *((bank.topic, one_line(bank.title)) for bank in banks)]
        self.topic = topic

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static("Of which topic?", classes="heading")
            yield Static("Enter narrows every page to it.", classes="how")
            yield OptionList(
                *(Option(display(f" {'●' if key == self.topic else '○'} {title}")) for key, title in self.topics), compact=True
            )

    def on_mount(self) -> None:
        topics = self.query_one(OptionList)
        topics.highlighted = next((index for index, (key, _) in enumerate(self.topics) if key == self.topic), 0)
        topics.focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(self.topics[message.option_index][0])
