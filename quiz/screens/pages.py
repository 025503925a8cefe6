"""The pages of the history: a question each, answered in sentences above and figures below."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.screens.periods import Compared, PeriodsDialog
from quiz.widgets.figure import FigureView
from quiz.widgets.keybar import KeyBar
from quiz.widgets.tabs import SITTINGS, PageTabs, digits

if TYPE_CHECKING:
    from quiz.history.page import Page

_COMPARES = "doing"
"""The page on which two periods are compared."""
_LEAST, _MOST = 9, 14
"""How many lines a drawing has that can be of any height."""
_AROUND = 7
"""How many lines there are beside the sentences and the drawing of the first figure: so both are seen at once, if there is room."""


class PagesScreen(QuizScreen[bool]):
    """Its result is whether the learner wants to go home, rather than back to the sittings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(True)", "Home", id="pages.home", tooltip="Back to the home screen"),
        *digits("turn"),
        Binding("v", "numbers", "Numbers", id="pages.numbers", tooltip="The numbers instead of the drawings, and back"),
        Binding("n", "narrow", "Topic", id="pages.topic", tooltip="Only one topic, or all of them again"),
        Binding("p", "compare", "Periods", id="pages.periods", tooltip="Which two periods are compared"),
        Binding("tab", "app.focus_next", "Next figure", id="pages.next", tooltip="From the pages' names to each of the figures"),
        Binding("pagedown", "scroll(1)", "Scroll down", id="pages.down", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", id="pages.up", show=False),
        Binding("u,ctrl+z", "app.undo", "Undo", id="pages.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.topic = ""
        self.compared = Compared()
        self.page: Page | None = None
        self._as_numbers = False
        self._to_figure = True

    def compose(self) -> ComposeResult:
        yield Static("History", id="heading")
        yield PageTabs(self.key)
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Reading …", id="question")
            yield Static("", id="sentences")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self._show_figures()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read what the page rests on, and show it."""
        from quiz.history.seeing import page_for

        key, topic, spans = self.key, self.topic, self.compared.spans
        try:
            self.page = await self.off_thread(lambda: page_for(self.study, key, topic, spans))
        except Failed as failure:
            self.query_one("#sentences", Static).update(display(str(failure)))
            return
        missing = len(self.page.figures) - len(self.query(FigureView))
        if missing > 0:
            await self.query_one("#page").mount(*(FigureView() for _ in range(missing)))
        self._show(self.page)

    def _show(self, page: Page) -> None:
        bank = self.study.library.bank(self.topic)
        only = f" · {one_line(bank.title if bank else self.topic)}" if self.topic else ""
        self.query_one("#heading", Static).update(display(f"History{only}"))
        self.query_one("#question", Static).update(display(page.question))
        self.query_one("#sentences", Static).update(display(page.empty or "\n".join(page.sentences)))
        self._show_figures()
        if self._to_figure:
            self._to_figure = False
            first = next((view for view in self.query(FigureView) if view.display and view.target is not None), None)
            if first is None:
                self.query_one(PageTabs).focus()
            else:
                first.take_keys()

    def _show_figures(self) -> None:
        if self.page is None:
            return
        told = sum(len(wrap(one_line(sentence), max(1, self.size.width - 3))) for sentence in self.page.sentences)
        room = min(_MOST, max(_LEAST, self.size.height - _AROUND - told))
        most = max(_LEAST, self.size.height - _AROUND)
        views = list(self.query(FigureView))
        for view in views[len(self.page.figures) :]:
            view.display = False
        for view, figure in zip(views, self.page.figures, strict=False):
            view.display = True
            view.show(figure, room, most, numbers=self._as_numbers)

    # -- what the learner asks for

    def action_turn(self, key: str) -> None:
        self._to_figure = True
        self._turn(key)

    def on_page_tabs_turned(self, message: PageTabs.Turned) -> None:
        message.stop()
        self._turn(message.key)

    def _turn(self, key: str) -> None:
        if key == SITTINGS:
            self.dismiss(result=False)
        elif key != self.key:
            self.key = key
            self.refresh_bindings()
            self.query_one(PageTabs).show(key)
            self.query_one("#page").scroll_home(animate=False)
            self.fill()

    def action_numbers(self) -> None:
        self._as_numbers = not self._as_numbers
        self._show_figures()

    def action_scroll(self, pages: int) -> None:
        page = self.query_one("#page")
        page.scroll_relative(y=pages * (page.size.height - 1), animate=False)

    def action_narrow(self) -> None:
        from quiz.screens.topic import TopicDialog

        def narrow(topic: str | None) -> None:
            if topic is not None:
                self.topic = topic
                self.fill()

        self.app.push_screen(TopicDialog(self.topic, self.study.library.banks), narrow)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return self.key == _COMPARES if action == "compare" else True

    def action_compare(self) -> None:
        def compare(compared: Compared | None) -> None:
            if compared is not None:
                self.compared = compared
                self.fill()

        self.app.push_screen(PeriodsDialog(self.compared), compare)

    def on_figure_view_opened(self, message: FigureView.Opened) -> None:
        from quiz.screens.behind import BehindScreen
        from quiz.screens.listed import ListedScreen
        from quiz.screens.past import PastScreen

        message.stop()
        row, told, behind = message.row, message.told, message.row.behind
        if row.sitting:
            self.program.open(lambda: PastScreen(row.sitting))
        elif behind is not None:
            self.program.open(lambda: BehindScreen(behind, told))
        elif row.questions:
            self.program.open(lambda: ListedScreen(row.questions, told))
        else:
            self.say("There are no answers behind this.")
