"""The first screen: what is due today, what comes, and every topic at a glance."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.compose import compose
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.screens.sureness import switch_how_sure
from quiz.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from textual.widgets import DataTable

    from quiz.study import Home

TITLE = "Canada–US relations"
_HIGH_FROM = 28
_LEARNER = 20


class HomeScreen(QuizScreen[None]):
    """Enter starts the topic that is highlighted; the first row is all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "go_on", "Go on", id="home.continue", tooltip="Go on with the sitting that was left"),
        Binding("n", "more", "More new", id="home.more", tooltip="Meet ten more new questions today"),
        Binding("p", "practice", "Practice", id="home.practice", tooltip="Questions drawn at random, due or not"),
        Binding("e", "exam", "Exam", id="home.exam", tooltip="A timed exam without feedback until the end"),
        Binding("h", "history", "History", id="home.history", tooltip="Every past sitting, and six pages of figures"),
        Binding("b", "browse", "Browse", id="home.browse", tooltip="Search, flag and set aside questions"),
        Binding("i", "items", "Which questions don’t work?", id="home.items", tooltip="Those that most need a look first", show=False),
        Binding("m", "mixed_up", "Mixed up", id="home.mixed-up", tooltip="Which options you take for which, and a drill", show=False),
        Binding("w", "how_sure", "How sure", id="home.how-sure", tooltip="Be asked how sure you are, or no more", show=False),
        Binding("x", "plan", "Exam plan", id="home.plan", tooltip="When your exam is, and whether you are on track", show=False),
        Binding("a", "everything", "All due", id="home.everything", tooltip="Review all that is due, with what was set aside", show=False),
        # Not in the footer, which is full; a click on the learner's name does the same.
        Binding("s", "my_schedule", "My schedule", id="home.schedule", tooltip="How much to recall; parameters of your own", show=False),
        Binding("l", "learners", "Learners", id="home.learners", tooltip="Add or switch learners", show=False),
        Binding("K", "classroom", "Class", id="home.class", tooltip="How a class stands, from handed-in logs", show=False),
        Binding("u,ctrl+z", "app.undo", "Undo", id="home.undo", tooltip="Take back the last thing you did", show=False),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave; nothing is lost", show=False),
    ]

    wears = "home"

    def __init__(self, *, later: bool = False) -> None:
        super().__init__()
        self.home: Home | None = None
        self.is_built = not later
        """Whether it is laid out: below a sitting that was begun from the command line it is only when it is seen."""
        self._building = asyncio.Lock()
        self._wants_to_start = False

    def compose(self) -> ComposeResult:
        if self.is_built:
            yield from self._content()

    async def build(self) -> None:
        """Lay it out, if it isn't yet."""
        async with self._building:
            if not self.is_built:
                self.program.dress(self.wears)
                await self.mount_all(compose(self, self._content()))
                self.is_built = True

    def _content(self) -> ComposeResult:
        from quiz.widgets.topics import TopicTable, Who, layout

        with Horizontal(id="title"):
            yield Static(TITLE, id="name")
            yield Who("", id="who")
        with Horizontal(id="panels"):
            with Vertical(id="today", classes="panel") as today:
                today.border_title = "Today"
                yield Static("Reading the banks …", id="counts")
                yield Static("", id="start")
                yield Static("", id="done")
            with Vertical(id="forecast", classes="panel") as forecast:
                forecast.border_title = "Next 14 days"
                yield Static("", id="bars")
                yield Static("", id="numbers")
        yield Static("", id="plan")
        yield Static("", id="notice")
        yield TopicTable("topics", layout(80)[1])
        yield KeyBar()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.on_resize())

    def on_resize(self) -> None:
        if self.home is not None:
            self._show(self.home)
        elif self.is_built:
            from quiz.widgets.topics import TopicTable, layout

            self.query_one(TopicTable).lay_out(layout(self.size.width)[1])

    def on_screen_suspend(self) -> None:
        self._wants_to_start = False

    def on_screen_resume(self) -> None:
        if self.program.study is None:
            return
        if self.home is not None and self.home.learner.id != self.study.learner.id:
            self.home = None  # what someone else left is not gone on with
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read where things stand, and show it."""
        await self.build()
        try:
            self.home = await self.off_thread(self.study.home)
        except Failed as failure:
            self.complain(str(failure))
            return
        self._show(self.home)
        if self._wants_to_start:
            self._wants_to_start = False
            self.action_start()

    def reading(self, bank: str) -> None:
        """Tell which bank is being read, as long as nothing else is known."""
        if self.home is None and self.is_built:
            self.query_one("#start", Static).update(display(one_line(bank)))

    def complain(self, said: str) -> None:
        """Say what is wrong where the learner looks first."""
        self.query_one("#counts", Static).update("The record cannot be used.")
        self.query_one("#start", Static).update("q leaves." if self.home is None else "")
        self._tell([said])

    def _tell(self, notes: list[str]) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(display("\n".join(notes)))
        notice.display = bool(notes)

    def _show(self, home: Home) -> None:
        from quiz import glance
        from quiz.widgets.topics import TopicTable, Who, cells_of, layout, wide_enough

        overview, now = home.overview, self.study.clock()
        days = f" · {overview.streak}-day streak" if overview.streak else ""
        learner = one_line(home.learner.name)
        name = learner if len(learner) <= _LEARNER else learner[: _LEARNER - 1] + "…"
        self.query_one(Who).update(display(f"{name} · {now.local:%a} {now.local.day} {now.local:%b}{days}"))
        self.query_one("#counts", Static).update(display(glance.counts_text(home)))
        self.query_one("#start", Static).update(display(glance.start_text(home)))
        self.query_one("#done", Static).update(display(glance.done_text(home)))
        high = self.size.height >= _HIGH_FROM
        forecast = overview.forecast
        self.query_one("#bars", Static).update(Content("\n".join(glance.bars(forecast, 4 if high else 1))))
        below = [glance.numbers(forecast), *([glance.weekdays(now.day, len(forecast))] if high else [])]
        self.query_one("#numbers", Static).update(Content("\n".join(below)))
        self._tell(self._notes(home))
        plan = self.query_one("#plan", Static)
        plan.update(display("\n".join(told := glance.plan_lines(home))))
        plan.display = bool(told)
        bar, columns = layout(self.size.width)
        every = [glance.total(overview.topics), *overview.topics]
        colour = self.app.theme_variables["success"]
        rows = [(topic.topic, cells_of(topic, bar, columns, colour)) for topic in every]
        table = self.query_one(TopicTable)
        table.lay_out(wide_enough(columns, rows))
        table.fill(rows)
        self.refresh_bindings()

    def _notes(self, home: Home) -> list[str]:
        notes = [home.warning] if home.warning else []
        from quiz import phrases

        problems = len(self.study.library.problems)
        if problems:
            verb = "has" if problems == 1 else "have"
            notes.append(f"{phrases.count(problems, 'problem')} in the banks {verb} been found: quiz check says where.")
        return notes

    def on_key(self, event: events.Key) -> None:
        # As long as the table is empty it has no row that Enter could choose.
        if event.key == "enter" and self.home is None and self.is_built:
            self.action_start()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "go_on":
            return self.home is not None and (self.home.unfinished is not None or self.home.exam is not None)
        if action == "more":
            from quiz.glance import more_new

            return self.home is not None and more_new(self.home)
        if action == "everything":
            return self.home is not None and self.home.overview.aside > 0
        return True

    # -- what the learner asks for

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self.action_start()

    def on_who_clicked(self) -> None:
        self.action_learners()

    def _topics(self) -> tuple[str, ...]:
        if not self.is_built:
            return ()
        from quiz.glance import ALL
        from quiz.widgets.topics import TopicTable

        key = self.query_one(TopicTable).current
        return () if key in (None, ALL) else (str(key),)

    def action_start(self) -> None:
        if self.home is None:
            self._wants_to_start = True  # as soon as the banks are read
            return
        topics = self._topics()
        left = self.home.unfinished
        if left is not None and left.mode == "review" and left.topics == topics:
            self.program.go_on(left)
        else:
            self.program.begin_review(topics)

    def action_more(self) -> None:
        self.program.begin_review(self._topics(), new=10)

    def action_everything(self) -> None:
        self.program.begin_review(self._topics(), everything=True)

    def action_plan(self) -> None:
        from quiz.screens.plan import PlanScreen

        self.program.open(PlanScreen)

    def action_go_on(self) -> None:
        left = (self.home.exam or self.home.unfinished) if self.home is not None else None
        if left is not None:
            self.program.go_on(left)

    def action_practice(self) -> None:
        self.program.set_up("practice", self._topics())

    def action_exam(self) -> None:
        self.program.set_up("exam", self._topics())

    def action_history(self) -> None:
        from quiz.screens.history import HistoryScreen

        self.program.open(HistoryScreen)

    def action_browse(self) -> None:
        from quiz.screens.browse import BrowseScreen

        topics = self._topics()
        self.program.open(lambda: BrowseScreen(topics))

    def action_items(self) -> None:
        from quiz.screens.items import ItemsScreen

        self.program.open(ItemsScreen)

    def action_mixed_up(self) -> None:
        from quiz.screens.confusions import ConfusionsScreen

        self.program.open(ConfusionsScreen)

    @work
    async def action_how_sure(self) -> None:
        if self.program.study is not None:
            await switch_how_sure(self)

    def action_my_schedule(self) -> None:
        from quiz.screens.schedule import ScheduleScreen

        self.program.open(ScheduleScreen)

    def action_learners(self) -> None:
        from quiz.screens.learners import LearnersDialog

        self.program.open(LearnersDialog)

    def action_classroom(self) -> None:
        from quiz.screens.class_ import ClassScreen

        self.program.open(ClassScreen)
