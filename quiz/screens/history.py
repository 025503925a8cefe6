"""Every past sitting with its score; Enter opens one, digits turn to the pages of the history."""

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
from quiz.filters.language import Wrong
from quiz.filters.matching import fitting_sittings
from quiz.screens.base import QuizScreen
from quiz.widgets.filterline import FilterLine
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable
from quiz.widgets.tabs import SITTINGS, PageTabs, digits

if TYPE_CHECKING:
    from progress.records import SittingRecord

_EMPTY = "Every sitting will be listed here, with its score, once you have answered a question."
_WIDE = (
    Column("When", 17), Column("What", 10), Column("Topics"),
    Column("Answers", 7, True), Column("Right", 5, True), Column("Score", 6, True),
)  # fmt: skip
_NARROW = (Column("When", 17), Column("What"), Column("Right", 7, True), Column("Score", 6, True))
_WIDE_FROM = 74


class SittingTable(RowTable):
    """The sittings; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="history.open", tooltip="Read every answer as it was given")
    ]


class HistoryScreen(QuizScreen[None]):
    """The sittings, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Home", id="history.home", tooltip="Back to the home screen"),
        *digits("turn"),
        Binding("slash", "filter", "Filter", id="history.filter", key_display="/", tooltip="List only some of them"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="history.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sittings: tuple[SittingRecord, ...] = ()
        self._found: Sequence[SittingRecord] = ()

    def compose(self) -> ComposeResult:
        yield Static("History", id="heading")
        yield PageTabs(SITTINGS)
        yield Static("", id="empty")
        yield FilterLine("sittings", "topic: mode:exam score<50% answers>5 since:2026-09")
        yield SittingTable("sittings", _WIDE)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self._show()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the sittings, and show them."""
        try:
            self._sittings = await self.off_thread(self.study.history)
        except Failed as failure:
            self._say_instead(str(failure))
            return
        self._say_instead("" if self._sittings else _EMPTY)
        self.find()

    def find(self) -> None:
        """Show the sittings that fit the filter; while it means nothing, why, and what was found before."""
        line = self.query_one(FilterLine)
        wanted = line.meant
        if isinstance(wanted, Wrong):
            line.tell(str(wanted))
            return
        self._found = fitting_sittings(wanted, self._sittings)
        line.tell(phrases.count(len(self._found), "sitting") if self._found else "No sitting fits; fewer words find more.")
        self._show()

    def on_filter_line_changed(self) -> None:
        self.find()

    def on_filter_line_left(self) -> None:
        self.query_one(SittingTable).focus()

    def action_filter(self) -> None:
        if self._sittings:
            self.query_one(FilterLine).open()

    def _say_instead(self, said: str) -> None:
        empty = self.query_one("#empty", Static)
        empty.update(display(said))
        empty.display = bool(said)
        self.query_one(SittingTable).display = not said

    def _show(self) -> None:
        columns = _WIDE if self.size.width >= _WIDE_FROM else _NARROW
        table = self.query_one(SittingTable)
        table.lay_out(columns)
        table.fill_as_seen(self._found, lambda some: [(sitting.id, self._cells(sitting, columns)) for sitting in some])

    def _cells(self, sitting: SittingRecord, columns: tuple[Column, ...]) -> tuple[Text, ...]:
        cells = {
            "When": phrases.moment(sitting.started),
            "What": sitting.mode + ("" if sitting.over else " …"),
            "Topics": ", ".join(self._title(topic) for topic in sitting.topics) or "All topics",
            "Answers": str(sitting.answers),
            "Right": str(sitting.rights) if columns is _WIDE else f"{sitting.rights}/{sitting.answers}",
            "Score": phrases.percent(sitting.score),
        }
        return tuple(cell(cells[column.label], right=column.right) for column in columns)

    def _title(self, topic: str) -> str:
        bank = self.study.library.bank(topic)
        return one_line(bank.title if bank else topic)

    def on_page_tabs_turned(self, message: PageTabs.Turned) -> None:
        message.stop()
        self.action_turn(message.key)

    def action_turn(self, key: str) -> None:
        """Turn to one of the pages, which lies over this one."""
        from quiz.screens.pages import PagesScreen

        def home_if(wanted: bool | None) -> None:
            if wanted:
                self.dismiss()

        if key != SITTINGS:
            self.app.push_screen(PagesScreen(key), home_if)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        from quiz.screens.past import PastScreen

        message.stop()
        sitting = str(message.row_key.value)
        self.program.open(lambda: PastScreen(sitting))
