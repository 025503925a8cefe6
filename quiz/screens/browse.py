"""Every question: search as you type, flag, set aside, and look at one with all its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Footer, Input, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.search import search
from quiz.told import prompt_text, record_text
from quiz.widgets.table import RowTable

if TYPE_CHECKING:
    from progress.records import Standing
    from questions.kinds import AnyQuestion

_MOST_ROWS = 300


class QuestionTable(RowTable):
    """The questions found; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Open", id="browse.open")]


class BrowseScreen(QuizScreen[None]):
    """The search above, the questions below; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="browse.back"),
        Binding("slash", "search", "Search", id="browse.search", key_display="/"),
        Binding("f", "mark('flagged')", "Flag", id="browse.flag"),
        Binding("s", "mark('suspended')", "Set aside", id="browse.suspend", tooltip="Ask it no more, or ask it again"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="browse.undo"),
    ]

    def __init__(self, topics: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.topics = topics
        self.standing: Standing | None = None
        self.found: list[AnyQuestion] = []

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Search prompts, answers, explanations and topics; is:flagged, is:aside, is:new, is:due", id="search")
        yield Static("", id="count")
        yield QuestionTable("questions", (("", 2), ("Question", 46), ("Kind", 12), ("Back", 12)))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        if self.topics:
            self.query_one(Input).value = f"topic:{self.topics[0]} "

    def on_screen_resume(self) -> None:
        self.fill()

    @work(exclusive=True)
    async def fill(self) -> None:
        """Read where the questions stand, and show them."""
        try:
            self.standing = await self.off_thread(self.study.standing)
        except Failed as failure:
            self.query_one("#count", Static).update(display(str(failure)))
            return
        self.show_found()

    def on_input_changed(self, _message: Input.Changed) -> None:
        self.show_found()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        self.query_one(QuestionTable).focus()

    def show_found(self) -> None:
        """Show what the search finds."""
        if self.standing is None:
            return
        self.found = search(self.study.library, self.query_one(Input).value, self.standing, self.study.clock())
        more = f"; the first {_MOST_ROWS} are shown" if len(self.found) > _MOST_ROWS else ""
        self.query_one("#count", Static).update(f"{phrases.count(len(self.found), 'question')}{more}")
        rows = [(question.id, self._row(question, self.standing)) for question in self.found[:_MOST_ROWS]]
        self.query_one(QuestionTable).fill(rows)

    def _row(self, question: AnyQuestion, standing: Standing) -> tuple[Text, ...]:
        marks = ("⚑" if question.id in standing.flagged else " ") + ("⏸" if question.id in standing.suspended else "")
        card = standing.cards.get(question.id)
        back = "aside" if question.id in standing.suspended else phrases.when(card.due, self.study.clock()).partition(" (")[0] if card else "new"
        prompt = one_line(prompt_text(question))
        return Text(marks), Text(prompt if len(prompt) <= 46 else prompt[:45] + "…"), Text(question.kind), Text(back)

    def _current(self) -> AnyQuestion | None:
        key = self.query_one(QuestionTable).current
        return self.study.library.by_id.get(key) if key else None

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_back(self) -> None:
        if self.focused is self.query_one(Input):
            self.query_one(QuestionTable).focus()
        else:
            self.dismiss()

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
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
        self.program.remember(written, "the flag" if mark == "flagged" else "setting aside")
        self.fill()


class CardScreen(QuizScreen[None]):
    """One question with its answer, its schedule, and every answer given to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back", id="card.back")]

    def __init__(self, question: AnyQuestion) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="card"):
            yield Static(Content("\n").join(self._lines()), id="question")
            yield Static("", id="answers-given")
        yield Footer(show_command_palette=False)

    def _lines(self) -> list[Content]:
        question = self.question
        lines = [display(question.id, "dim"), display(prompt_text(question), "bold")]
        lines += [display(f"  ○ {option}") for option in question.options()]
        lines.append(Content.assemble(("Answer: ", "bold"), display(question.answer_text())))
        if question.hint:
            lines.append(Content.assemble(("Hint: ", "bold"), display(question.hint)))
        lines.append(display(question.explanation))
        if question.source:
            lines.append(display(f"§ {question.section} · {question.source.title}, {question.source.publisher}", "dim"))
        return lines

    def on_mount(self) -> None:
        self.fill()

    @work
    async def fill(self) -> None:
        """Read the answers given to the question, and show them."""
        from quiz.study import Reopened

        try:
            answers = await self.off_thread(lambda: self.study.store.answers_to(self.study.learner.id, self.question.id))
        except Failed as failure:
            self.query_one("#answers-given", Static).update(display(str(failure)))
            return
        lines = [Content.styled("Your answers" if answers else "Not answered yet", "bold")]
        for answer in answers:
            sign = phrases.OUTCOMES[answer.outcome][0]
            given = self.question.response_text(answer.response)
            lines.append(display(f"{sign} {given}\n   {record_text(Reopened(answer, self.question), self.study.clock())}"))
        self.query_one("#answers-given", Static).update(Content("\n").join(lines))
