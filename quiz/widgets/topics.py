"""What home is made of beside words: the table of topics, and who is learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from quiz import glance, phrases
from quiz.display import cell, one_line
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from quiz.planning.today import TopicStanding

_TOPIC = Column("Topic")
_LAYOUTS = {
    110: (24, (_TOPIC, Column("Questions", 11, True), Column("Due", 7, True), Column("Learned", 34), Column("Recall", 9, True))),
    92: (20, (_TOPIC, Column("Questions", 10, True), Column("Due", 6, True), Column("Learned", 29), Column("Recall", 8, True))),
    74: (10, (_TOPIC, Column("Questions", 9, True), Column("Due", 5, True), Column("Learned", 18), Column("Recall", 7, True))),
    50: (6, (_TOPIC, Column("Due", 3, True), Column("Learned", 14), Column("Recall", 6, True))),
    0: (0, (_TOPIC, Column("Due", 3, True), Column("Learned", 8))),
}
"""From which width on: how long the bars are, and the columns."""


class TopicTable(RowTable):
    """The topics; Enter starts the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Start", id="home.start", tooltip="Review what is due and new in the highlighted topic")
    ]


class Who(Static):
    """Who is learning, and when; a click leads to the learners."""

    class Clicked(Message):
        """The learner's name was clicked."""

    def on_click(self) -> None:
        self.post_message(self.Clicked())


def layout(width: int) -> tuple[int, tuple[Column, ...]]:
    """Return how long the bars are at a width of the screen, and the columns."""
    return next(layout for least, layout in _LAYOUTS.items() if width >= least)


def cells_of(topic: TopicStanding, bar: int, columns: tuple[Column, ...], colour: str) -> tuple[Text, ...]:
    """Return the cells of a topic's row."""
    cells = {
        "Topic": cell(topic.title if topic.topic == glance.ALL else f"  {one_line(topic.title)}"),
        "Questions": cell(str(topic.questions), right=True),
        "Due": cell(str(topic.due), right=True),
        "Learned": Text.assemble((glance.bar(topic, bar), colour), f" {topic.learned:>3}/{topic.questions}"),
        "Recall": cell(phrases.percent(topic.recall), right=True),
    }
    return tuple(cells[column.label] for column in columns)


def wide_enough(columns: tuple[Column, ...], rows: Sequence[tuple[str, tuple[Text, ...]]]) -> tuple[Column, ...]:
    """Return the columns, none of fixed width narrower than a figure in it: cut off, 5216 would be 521."""
    return tuple(
        column._replace(width=max(column.width, *(cells[number].cell_len for _, cells in rows))) if column.width and rows else column
        for number, column in enumerate(columns)
    )
