"""The first screen: what is due today, what comes, and every topic at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import DataTable, Footer, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.widgets.table import RowTable

if TYPE_CHECKING:
    from quiz.planning import TopicStanding
    from quiz.study import Home

TITLE = "Canada–US relations"
_ALL = "all"
_BAR, _LONG_BAR = 10, 24
_NARROW = (("Topic", 24), ("Questions", 9), ("Due", 5), ("Learned", _BAR + 8), ("Recall", 7))
_WIDE = (("Topic", 36), ("Questions", 11), ("Due", 7), ("Learned", _LONG_BAR + 10), ("Recall", 9))
_WIDE_FROM, _HIGH_FROM = 110, 32
_BLOCKS = " ▁▂▃▄▅▆▇█"


class TopicTable(RowTable):
    """The topics; Enter starts the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Start", id="home.start", tooltip="Review what is due, with new questions, in the highlighted topic")
    ]


class HomeScreen(QuizScreen[None]):
    """Enter starts the topic that is highlighted; the first row is all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "go_on", "Go on", id="home.continue", tooltip="Go on with the sitting that was left"),
        Binding("n", "more", "More new", id="home.more", tooltip="Meet ten more new questions today"),
        Binding("p", "practice", "Practice", id="home.practice", tooltip="Questions drawn at random, due or not"),
        Binding("e", "exam", "Exam", id="home.exam", tooltip="A timed exam without feedback until the end"),
        Binding("h", "history", "History", id="home.history", tooltip="Every past sitting, answer by answer"),
        Binding("b", "browse", "Browse", id="home.browse", tooltip="Search, flag and set aside questions"),
        Binding("l", "learners", "Learners", id="home.learners", tooltip="Add or switch learners"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="home.undo", show=False),
        Binding("q", "app.quit", "Quit", id="home.quit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.home: Home | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="title"):
            yield Static(TITLE, id="name")
            yield Static("", id="day")
        with Horizontal(id="panels"):
            with Vertical(id="today", classes="panel"):
                yield Static("Reading the banks …", id="counts")
                yield Static("", id="start")
                yield Static("", id="done")
            with Vertical(id="forecast", classes="panel"):
                yield Static("", id="bars")
                yield Static("", id="numbers")
        yield Static("", id="notice")
        yield TopicTable("topics", _NARROW)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#today").border_title = "Today"
        self.query_one("#forecast").border_title = "Next 14 days"

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= _WIDE_FROM

    def on_resize(self) -> None:
        self.query_one(TopicTable).set_columns(_WIDE if self._is_wide else _NARROW)
        if self.home is not None:
            self._show(self.home)

    def on_screen_resume(self) -> None:
        if self.program.study is not None:
            self.fill()

    @work(exclusive=True)
    async def fill(self) -> None:
        """Read where things stand, and show it."""
        try:
            self.home = await self.off_thread(self.study.home)
        except Failed as failure:
            self.complain(str(failure))
            return
        self._show(self.home)

    def complain(self, said: str) -> None:
        """Say what is wrong where the learner looks first."""
        self.query_one("#counts", Static).update(display(said))
        self.query_one("#start", Static).update(Content("Press q to leave."))

    def _show(self, home: Home) -> None:
        overview, now = home.overview, self.study.clock()
        learner = f"{one_line(home.learner.name)[:20]} · "
        days = f" · {overview.streak}-day streak" if overview.streak else ""
        self.query_one("#day", Static).update(display(f"{learner}{now.local:%a} {now.local.day} {now.local:%b}{days}"))
        self.query_one("#counts", Static).update(display(counts_text(home)))
        self.query_one("#start", Static).update(display(start_text(home)))
        self.query_one("#done", Static).update(display(done_text(home)))
        high = self.size.height >= _HIGH_FROM
        self.query_one("#bars", Static).update(Content("\n".join(bars(overview.forecast, 4 if high else 1))))
        self.query_one("#numbers", Static).update(Content(numbers(overview.forecast)))
        self._notice(home)
        self._table(home)
        self.refresh_bindings()

    def _notice(self, home: Home) -> None:
        notes = [home.warning] if home.warning else []
        problems = len(self.study.library.problems)
        if problems:
            verb = "has" if problems == 1 else "have"
            notes.append(f"{phrases.count(problems, 'problem')} in the banks {verb} been found: quiz check says where.")
        notice = self.query_one("#notice", Static)
        notice.update(display("\n".join(notes)))
        notice.display = bool(notes)

    def _table(self, home: Home) -> None:
        topics = home.overview.topics
        bar = _LONG_BAR if self._is_wide else _BAR
        rows = [(topic.topic, _cells("  " + one_line(topic.title), topic, bar)) for topic in topics]
        self.query_one(TopicTable).fill([(_ALL, _cells("All topics", total(topics), bar)), *rows])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go_on":
            return self.home is not None and (self.home.unfinished is not None or self.home.exam is not None)
        if action == "more":
            return self.home is not None and not self.home.overview.new
        return True

    # -- what the learner asks for

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self.action_start()

    def _topics(self) -> tuple[str, ...]:
        key = self.query_one(TopicTable).current
        return () if key in (None, _ALL) else (str(key),)

    def action_start(self) -> None:
        if self.home is None:
            return
        topics = self._topics()
        left = self.home.unfinished
        if left is not None and left.mode == "review" and left.topics == topics:
            self.program.go_on(left)
        else:
            self.program.begin_review(topics)

    def action_more(self) -> None:
        self.program.begin_review(self._topics(), new=10)

    def action_go_on(self) -> None:
        if self.home is None:
            return
        left = self.home.exam or self.home.unfinished
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

    def action_learners(self) -> None:
        from quiz.screens.learners import LearnersDialog

        self.program.open(LearnersDialog)


def counts_text(home: Home) -> str:
    """Return what there is to do today."""
    overview = home.overview
    if not overview.due and not overview.new:
        done = home.overview.today
        return "All done for today." if done else "Nothing is due."
    return f"{overview.due} due   {overview.new} new   about {overview.minutes} min"


def start_text(home: Home) -> str:
    """Return what Enter does."""
    if home.exam is not None:
        return "c goes on with your exam"
    if home.unfinished is not None:
        key = "Enter" if home.unfinished.mode == "review" and not home.unfinished.topics else "c"
        return f"{key} goes on ({home.unfinished.answers} answered)"
    if not home.overview.due and not home.overview.new:
        return "n ten more new · p practice"
    return "Enter starts"


def done_text(home: Home) -> str:
    """Return what was done today."""
    today = home.overview.today
    if today is None:
        return "Nothing answered yet today."
    minutes = max(1, round(today.took / 60_000))
    return f"Today so far: {phrases.count(today.answers, 'answer')}, score {phrases.percent(today.score)}, {minutes} min."


def bars(counts: tuple[int, ...], rows: int = 1) -> list[str]:
    """Return a bar for each count, two columns wide and ``rows`` lines high, from the top line down."""
    most = max(counts, default=0)
    steps = rows * (len(_BLOCKS) - 1)
    heights = [0 if not count else 1 + round((count - 1) / max(most - 1, 1) * (steps - 1)) for count in counts]
    lines = []
    for row in reversed(range(rows)):
        filled = [min(max(height - row * (len(_BLOCKS) - 1), 0), len(_BLOCKS) - 1) for height in heights]
        empty = "··" if row == 0 else "  "
        lines.append(" ".join(_BLOCKS[level] * 2 if level else empty for level in filled))
    return lines


def numbers(counts: tuple[int, ...]) -> str:
    """Return the counts below their bars; what has more than two digits is shown as 99."""
    return " ".join(f"{min(count, 99):>2}" for count in counts)


def _bar(topic: TopicStanding, length: int) -> str:
    share = topic.questions or 1
    learned = round(topic.learned / share * length)
    started = max(learned, round(topic.started / share * length))
    return "█" * learned + "▒" * (started - learned) + "░" * (length - started)


def _cells(title: str, topic: TopicStanding, bar: int) -> tuple[Text, ...]:
    return (
        Text(title, overflow="ellipsis", no_wrap=True),
        Text(str(topic.questions), justify="right"),
        Text(str(topic.due), justify="right"),
        Text.assemble((_bar(topic, bar), "green"), f" {topic.learned:>3}/{topic.questions}"),
        Text(phrases.percent(topic.recall), justify="right"),
    )


def total(topics: tuple[TopicStanding, ...]) -> TopicStanding:
    """Return all topics as one; recall is the mean over the topics that have any."""
    from quiz.planning import TopicStanding

    recalls = [topic.recall for topic in topics if topic.recall is not None]
    return TopicStanding(
        topic=_ALL,
        title="All topics",
        questions=sum(topic.questions for topic in topics),
        due=sum(topic.due for topic in topics),
        learned=sum(topic.learned for topic in topics),
        started=sum(topic.started for topic in topics),
        recall=sum(recalls) / len(recalls) if recalls else None,
    )
