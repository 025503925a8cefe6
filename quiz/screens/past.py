"""A past sitting as it was: every question as asked, every answer as given, the verdict and the rule that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Footer, Static

from progress.moment import Moment
from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.told import asked_text, given_text, heading, record_text
from quiz.widgets.table import RowTable

if TYPE_CHECKING:
    from quiz.study import Past, Reopened


class PastScreen(QuizScreen[None]):
    """The answers in a list; the one highlighted in full below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="past.back"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="past.undo", show=False),
    ]

    def __init__(self, sitting: str) -> None:
        super().__init__()
        self.sitting = sitting
        self.past: Past | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="heading")
        yield RowTable("answers", (("", 2), ("Question", 42), ("Your answer", 27)))
        with VerticalScroll(id="detail"):
            yield Static("", id="answer")
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        self.fill()

    @work(exclusive=True)
    async def fill(self) -> None:
        """Read the sitting, and show it."""
        try:
            self.past = await self.off_thread(lambda: self.study.past(self.sitting))
        except Failed as failure:
            self.query_one("#heading", Static).update(display(str(failure)))
            return
        self.query_one("#heading", Static).update(display(heading(self.past)))
        self.query_one(RowTable).fill([(str(number), _row(reopened)) for number, reopened in enumerate(self.past.answers)])

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        if self.past is not None and message.cursor_row < len(self.past.answers):
            reopened = self.past.answers[message.cursor_row]
            self.query_one("#answer", Static).update(Content("\n").join(detail(reopened, self.study.clock())))
            self.query_one("#detail").scroll_home(animate=False)


def _row(reopened: Reopened) -> tuple[Text, ...]:
    sign = "–" if reopened.answer.undone else phrases.OUTCOMES[reopened.answer.outcome][0]
    return Text(sign), Text(_short(asked_text(reopened), 42)), Text(_short(given_text(reopened), 27))


def _short(text: str, width: int) -> str:
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def detail(reopened: Reopened, now: Moment) -> list[Content]:
    """Return an answer in full, line by line."""
    answer, question = reopened.answer, reopened.question
    sign, word = phrases.OUTCOMES[answer.outcome]
    lines = [display(asked_text(reopened), "bold")]
    right = question.right_response() if question else None
    for option in answer.shown:
        chosen = option == answer.response or (isinstance(answer.response, (list, dict)) and option in _parts(answer.response))
        key = option == right or (isinstance(right, list) and option in right and question is not None and question.kind == "select")
        lines.append(display(f"  {'●' if chosen else '○'} {option}{'  ✓' if key else ''}"))
    lines.append(Content.assemble(("Your answer: ", "bold"), display(given_text(reopened))))
    if question is not None and answer.outcome != "right":
        lines.append(Content.assemble(("Answer: ", "bold"), display(question.answer_text())))
    score = "" if answer.outcome in ("right", "wrong") else f" ({phrases.percent(answer.score)})"
    lines.append(Content.assemble((f"{sign} {word}{score}", "bold"), "  ", display(answer.rule)))
    lines.append(display(record_text(reopened, now)))
    if question is not None and question.explanation:
        lines.append(display(question.explanation, "dim"))
    return lines


def _parts(response: list[str] | dict[str, str]) -> list[str]:
    return list(response.values()) if isinstance(response, dict) else response
