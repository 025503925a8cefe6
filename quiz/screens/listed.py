"""Some questions in a list, as those that come back on a day; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import cell, display, one_line
from quiz.screens.base import QuizScreen
from quiz.told import prompt_text
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from progress.records import Standing
    from questions.kinds import AnyQuestion

_COLUMNS = (Column("Question"), Column("Back", 13))


class ListedTable(RowTable):
    """The questions; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="listed.open", tooltip="The question with its answer, and all of yours")
    ]


class ListedScreen(QuizScreen[None]):
    """The questions that stand behind a figure where there are no answers yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="listed.back", tooltip="Back to where you came from"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="listed.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self, questions: Sequence[str], told: str) -> None:
        super().__init__()
        self.questions = questions
        self.told = told

    def compose(self) -> ComposeResult:
        yield Static(display(one_line(self.told)), id="heading")
        yield ListedTable("questions", _COLUMNS)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read when the questions come back, and show them."""
        try:
            standing = await self.off_thread(self.study.standing)
        except Failed as failure:
            self.query_one("#heading", Static).update(display(str(failure)))
            return
        by_id = self.study.library.by_id
        rows = [(id_, self._cells(by_id[id_], standing)) for id_ in self.questions if id_ in by_id]
        self.query_one(ListedTable).fill(rows)

    def _cells(self, question: AnyQuestion, standing: Standing) -> tuple[Text, ...]:
        card = standing.cards.get(question.id)
        back = phrases.when(card.due, self.study.clock()).partition(" (")[0] if card else "new"
        return cell(one_line(prompt_text(question))), cell("set aside" if question.id in standing.suspended else back)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        from quiz.screens.card import CardScreen

        message.stop()
        question = self.study.library.by_id.get(str(message.row_key.value))
        if question is not None:
            self.program.open(lambda: CardScreen(question))
