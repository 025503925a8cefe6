"""Every past sitting with its score; Enter opens one."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Footer, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.widgets.table import RowTable


class SittingTable(RowTable):
    """The sittings; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Open", id="history.open")]


class HistoryScreen(QuizScreen[None]):
    """The sittings, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Home", id="history.home"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="history.undo", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Static("History", id="heading")
        yield Static("", id="empty")
        yield SittingTable("sittings", (("When", 18), ("What", 10), ("Topics", 22), ("Answers", 7), ("Right", 5), ("Score", 6)))
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        self.fill()

    @work(exclusive=True)
    async def fill(self) -> None:
        """Read the sittings, and show them."""
        try:
            sittings = await self.off_thread(self.study.history)
        except Failed as failure:
            self.query_one("#empty", Static).update(display(str(failure)))
            return
        rows = []
        for sitting in sittings:
            topics = ", ".join(self._title(topic) for topic in sitting.topics) or "All topics"
            cells = (
                phrases.moment(sitting.started),
                sitting.mode + ("" if sitting.over else " …"),
                topics if len(topics) <= 22 else topics[:21] + "…",
                str(sitting.answers),
                str(sitting.rights),
                phrases.percent(sitting.score),
            )
            rows.append((sitting.id, tuple(Text(cell, justify="right" if index > 2 else "left") for index, cell in enumerate(cells))))
        table = self.query_one(SittingTable)
        table.fill(rows)
        table.display = bool(sittings)
        empty = self.query_one("#empty", Static)
        empty.update("Every sitting will be listed here, with its score, once you have answered a question.")
        empty.display = not sittings

    def _title(self, topic: str) -> str:
        bank = self.study.library.bank(topic)
        return one_line(bank.title if bank else topic)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        from quiz.screens.past import PastScreen

        message.stop()
        sitting = str(message.row_key.value)
        self.program.open(lambda: PastScreen(sitting))
