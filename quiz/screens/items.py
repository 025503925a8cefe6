"""Which questions don't work: those that most need a look first; Enter opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from quiz.background import Failed
from quiz.display import cell, display
from quiz.filters.language import EVERYTHING, Wrong
from quiz.phrases import count
from quiz.screens.base import QuizScreen
from quiz.widgets.filterline import FilterLine
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from quiz.items.analysing import Itemised, Placed

_TITLE = "Which questions don’t work?"
_EMPTY = (
    "For each question it will stand here how many were right, whether those who were are those who know the rest, and what to look at, "
    "once it was answered. Much can be said when ten learners have answered, each several questions. Of logs that were handed in, "
    "quiz items FILE... tells the same."
)
_TRIES, _RIGHT, _APART = Column("Tries", 5, True), Column("Right", 5, True), Column("Apart", 5, True)
_BETWEEN, _TIME = Column("Between", 9, True), Column("Time", 5, True)
_LAYOUTS = {
    110: (Column("Question", 36), _TRIES, _RIGHT, _BETWEEN, _APART, _TIME, Column("Look")),
    74: (Column("Question", 24), _TRIES, _RIGHT, _APART, Column("Look")),
    0: (Column("Question", 16), _RIGHT, Column("Look")),
}
"""From which width on: the columns."""


class ItemTable(RowTable):
    """The questions; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="items.open", tooltip="Its figures, who chose what, and what is disputed")
    ]


class ItemsScreen(QuizScreen[None]):
    """Every version of every question that was answered by a learner of this record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Home", id="items.home", tooltip="Back to the home screen"),
        Binding("slash", "filter", "Filter", id="items.filter", key_display="/", tooltip="List only some of them"),
        Binding("e", "edit", "Edit", id="items.edit", tooltip="The question in your editor; what you save is here at once"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._itemised: Itemised | None = None
        self._found: list[Placed] = []

    def compose(self) -> ComposeResult:
        yield Static(_TITLE, id="heading")
        yield Static("Reading the answers …", id="empty")
        yield FilterLine("questions", "topic: kind:choice wrong>2 or words of the question")
        yield ItemTable("items", _layout(80))
        yield KeyBar()

    def on_mount(self) -> None:
        self._say_instead("Reading the answers …")
        self.fill()

    def on_resize(self) -> None:
        self._show()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the answers of all learners, and show what they say of the questions."""
        from quiz.items.analysing import items_of
        from quiz.items.words import overview_line

        study = self.study
        try:
            self._itemised = await self.off_thread(lambda: items_of(study.store, study.library))
        except Failed as failure:
            self._say_instead(str(failure))
            return
        self._say_instead("" if self._itemised.items else _EMPTY)
        basis = f"  {overview_line(self._itemised, all_tries=False)}" if self._itemised.items else ""
        self.query_one("#heading", Static).update(display(_TITLE + basis))
        self.find()

    @work(exclusive=True, group="find")
    async def find(self) -> None:
        """Show the questions that fit the filter; while it means nothing, why, and what was found before."""
        line, itemised, study = self.query_one(FilterLine), self._itemised, self.study
        wanted = line.meant
        if isinstance(wanted, Wrong):
            line.tell(str(wanted))
            return
        self._found = list(itemised.items) if itemised is not None else []
        if wanted != EVERYTHING:
            try:
                fitting = set(await self.off_thread(lambda: study.names_fitting(wanted)))
            except Failed as failure:
                line.tell(str(failure))
                return
            self._found = [each for each in self._found if each.item.question in fitting]
        line.tell(count(len(self._found), "question") if self._found else "No question that was answered fits; fewer words find more.")
        self._show()

    def _say_instead(self, said: str) -> None:
        empty = self.query_one("#empty", Static)
        empty.update(display(said))
        empty.display = bool(said)
        self.query_one(ItemTable).display = not said

    def _show(self) -> None:
        columns = _layout(self.size.width)
        table = self.query_one(ItemTable)
        table.lay_out(columns)
        table.fill([(_key(each), _cells(each, columns)) for each in self._found])

    def on_filter_line_changed(self) -> None:
        self.find()

    def on_filter_line_left(self) -> None:
        self.query_one(ItemTable).focus()

    def action_filter(self) -> None:
        if self._itemised is not None and self._itemised.items:
            self.query_one(FilterLine).open()

    def _current(self) -> Placed | None:
        key = self.query_one(ItemTable).current
        return next((each for each in self._found if _key(each) == key), None)

    def action_edit(self) -> None:
        if (current := self._current()) is not None:
            self.edit(current.item.question)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        from quiz.screens.item import ItemScreen

        message.stop()
        current = self._current()
        if current is not None and self._itemised is not None:
            self.app.push_screen(ItemScreen(current.item.question, self._itemised), self._seen)

    def _seen(self, changed: bool | None) -> None:
        if changed:
            self.fill()


def _layout(width: int) -> tuple[Column, ...]:
    return next(layout for least, layout in _LAYOUTS.items() if width >= least)


def _key(placed: Placed) -> str:
    return f"{placed.item.question} {placed.item.version}"


def _cells(placed: Placed, columns: tuple[Column, ...]) -> tuple[Text, ...]:
    from quiz.items.table import cells, short_id

    texts = cells(placed)
    texts["question"] = short_id(texts["question"], columns[0].width)
    return tuple(cell(texts[column.label.casefold()], right=column.right) for column in columns)
