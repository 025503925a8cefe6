"""Every question: search as you type, flag, set aside, and look at one with all its answers."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Input, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import cell, display, one_line
from quiz.filters.finding import Finder, Hits
from quiz.filters.language import Filter, Wrong, parse
from quiz.filters.matching import Span, spans
from quiz.screens.base import QuizScreen
from quiz.told import prompt_text
from quiz.undoing import Step
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, Rows, RowTable

if TYPE_CHECKING:
    from progress.records import Standing, Tally
    from questions.kinds import AnyQuestion

_MOST_ROWS = 300
_A_MOMENT = 0.01
"""Seconds for which no key has to wait."""
_LONGEST_SEARCH = 200
_WIDE = (Column("", 3), Column("Question"), Column("Kind", 12), Column("Back", 13))
_NARROW = (Column("", 3), Column("Question"), Column("Back", 13))
_WIDE_FROM = 74


class QuestionTable(RowTable):
    """The questions found; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="browse.open", tooltip="The question with its answer, and all of yours")
    ]


class BrowseScreen(QuizScreen[None]):
    """The search above, the questions below; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="browse.back", tooltip="From the search to the list; from the list home"),
        Binding("slash", "search", "Search", id="browse.search", key_display="/", tooltip="Type what to look for"),
        Binding("down", "list", "To the list", id="browse.list", tooltip="From the search to the list", show=False),
        Binding("f", "mark('flagged')", "Flag", id="browse.flag", tooltip="Flag the question, or take the flag away"),
        Binding("s", "mark('suspended')", "Set aside", id="browse.suspend", tooltip="Ask it no more, or ask it again"),
        Binding("e", "edit", "Edit", id="browse.edit", tooltip="The question in your editor; what you save is here at once"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="browse.undo", tooltip="Take back the last thing you did"),
    ]

    def __init__(self, topics: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.topics = topics
        self.standing: Standing | None = None
        self.found: list[str] = []
        """The ids of the first questions that were found."""
        self._number = 0
        self._finder: Finder | None = None
        self._tallies: dict[Span, dict[str, Tally]] = {}

    def compose(self) -> ComposeResult:
        wanted = f"topic:{self.topics[0]} " if self.topics else ""
        placeholder = "Search every text; or topic: kind: is:due is:missed wrong>2 since:2026-09"
        yield Input(wanted, placeholder=placeholder, max_length=_LONGEST_SEARCH, id="search")
        yield Static("", id="count")
        yield QuestionTable("questions", _WIDE)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self.show_found()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read where the questions stand, and show them."""
        try:
            self._tallies = {}
            self.standing = await self.off_thread(self._read)
        except Failed as failure:
            self.query_one("#count", Static).update(display(str(failure)))
            return
        self.show_found()

    def _read(self) -> Standing:
        standing = self.study.as_asked()
        # What takes longest is read now, in another thread, and not when the first key is pressed.
        if self._finder is None or self._finder.library is not self.study.library:
            self._finder = Finder(self.study.library, self._finder)
        return standing

    @work(exclusive=True, group="tally", description="past answers")
    async def _tally(self, wanted: Filter) -> None:
        """Read what a filter needs to know of past answers, and show what it finds."""
        try:
            for span in spans(wanted) - self._tallies.keys():
                self._tallies[span] = await self.off_thread(partial(self.study.tallies, span))
        except Failed as failure:
            self.query_one("#count", Static).update(display(str(failure)))
            return
        self.show_found()

    def on_input_changed(self, _message: Input.Changed) -> None:
        self.show_found()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        self.action_list()

    def show_found(self) -> None:
        """Show what the search finds; while it means nothing, why, and what was found before."""
        if self.standing is None or self._finder is None:
            return
        self.workers.cancel_group(self, "find")
        wanted = parse(self.query_one(Input).value)
        told = str(wanted)
        if not isinstance(wanted, Wrong):
            if not spans(wanted) <= self._tallies.keys():
                self._tally(wanted)
                return
            self.found, self._number = [], 0
            coming = self._finder.find(wanted, self.standing, self.study.clock(), self._tallies.__getitem__)
            if not self._take(coming):
                self._find_the_rest(coming)
                return
            told = self._count()
        self._tell(told)

    def _tell(self, told: str) -> None:
        self.query_one("#count", Static).update(display(told))
        if self.standing is not None:
            self._fill_table(self.standing)

    def _take(self, coming: Iterator[Hits]) -> bool:
        """Take what is found within a moment too short to be felt; return whether that was all."""
        until = monotonic() + _A_MOMENT
        for hits in coming:
            self._number += len(hits)
            self.found += islice(hits.ids, _MOST_ROWS - len(self.found))
            if monotonic() > until:
                return False
        return True

    @work(exclusive=True, group="find", description="what is found")
    async def _find_the_rest(self, coming: Iterator[Hits]) -> None:
        """Show the first of very many at once, and go on between one key and the next; what is typed meanwhile ends it."""
        shown = 0
        while True:
            if not shown and self.found:
                shown = len(self.found)
                self._tell("Searching …")
            await sleep(_A_MOMENT)
            if self._take(coming):
                break
        self.query_one("#count", Static).update(display(self._count()))
        if self.standing is not None and (shown < len(self.found) or not shown):
            self._fill_table(self.standing)

    def _count(self) -> str:
        more = f"; the first {_MOST_ROWS} are shown" if self._number > _MOST_ROWS else ""
        nothing = "; fewer words find more" if not self._number else ""
        return f"{phrases.count(self._number, 'question')}{more}{nothing}"

    def _fill_table(self, standing: Standing) -> None:
        columns = _WIDE if self.size.width >= _WIDE_FROM else _NARROW
        table = self.query_one(QuestionTable)
        table.lay_out(columns)
        table.fill_as_seen(self.found, lambda names: self._rows(names, standing, columns))

    def _rows(self, names: Sequence[str], standing: Standing, columns: tuple[Column, ...]) -> Rows:
        questions = (self.study.library.by_id.get(name) for name in names)
        return [(question.id, self._cells(question, standing, columns)) for question in questions if question is not None]

    def _cells(self, question: AnyQuestion, standing: Standing, columns: tuple[Column, ...]) -> tuple[Text, ...]:
        aside, card = question.id in standing.suspended, standing.cards.get(question.id)
        back = phrases.when(card.due, self.study.clock()).partition(" (")[0] if card else "new"
        cells = {
            "": ("⚑" if question.id in standing.flagged else " ") + ("–" if aside else " "),
            "Question": one_line(prompt_text(question)),
            "Kind": question.kind.replace("-", " "),
            "Back": "set aside" if aside else back,
        }
        return tuple(cell(cells[column.label]) for column in columns)

    def _current(self) -> AnyQuestion | None:
        key = self.query_one(QuestionTable).current
        return self.study.library.by_id.get(key) if key else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return isinstance(self.focused, Input) if action == "list" else True

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_list(self) -> None:
        self.query_one(QuestionTable).focus()

    def action_edit(self) -> None:
        question = self._current()
        if question is not None:
            self.edit(question.id)

    def action_back(self) -> None:
        if isinstance(self.focused, Input):
            self.action_list()
        else:
            self.dismiss()

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        from quiz.screens.card import CardScreen

        message.stop()
        question = self._current()
        if question is not None:
            self.program.open(lambda: CardScreen(question))

    @work
    async def action_mark(self, mark: str) -> None:
        question = self._current()
        if question is None or self.standing is None:
            return
        marked = self.standing.flagged if mark == "flagged" else self.standing.suspended
        on = question.id not in marked
        try:
            written = await self.off_thread(lambda: self.study.mark_question(question.id, mark, on=on))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self.program.steps.add(Step(written, "the flag" if mark == "flagged" else "setting aside"))
        self.fill()
