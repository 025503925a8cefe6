"""Past answers as they were, such as those of a sitting: every question as asked, every answer as given, and the rule that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from progress.moment import Moment
from questions.kinds import AnyQuestion
from quiz import phrases
from quiz.background import Failed
from quiz.display import cell, display, one_line
from quiz.screens.base import QuizScreen
from quiz.told import answer_texts, asked_text, given_text, heading, record_text
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from quiz.reopening import Reopened

_ANSWER_WIDTHS = {110: 44, 74: 27, 50: 16, 0: 6}
"""From which width on: how wide the column with the answers is."""


class AnswersScreen(QuizScreen[None]):
    """Answers in a list; the one highlighted in full below."""

    own: ClassVar[bool] = True
    """Whether the learner herself reads them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="past.back", tooltip="Back to where you came from"),
        Binding("tab", "app.focus_next", "Scroll", id="past.scroll", tooltip="Go between the list and the answer below, to scroll it"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._answers: Sequence[Reopened] = ()

    def read(self) -> tuple[str, Sequence[Reopened]]:
        """Return what stands above the answers, and the answers; it may block."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Static("", id="heading")
        yield RowTable("answers", _columns(80, own=self.own))
        with VerticalScroll(id="detail"):
            yield Static("", id="answer")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self.query_one(RowTable).lay_out(_columns(self.size.width, own=self.own))

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the answers, and show them."""
        try:
            said, self._answers = await self.off_thread(self.read)
        except Failed as failure:
            self.query_one("#heading", Static).update(display(str(failure)))
            return
        self.query_one("#heading", Static).update(display(said))
        self.query_one(RowTable).fill([(str(number), _row(reopened)) for number, reopened in enumerate(self._answers)])
        self._show_answer()

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self._show_answer()

    def _show_answer(self) -> None:
        row = self.query_one(RowTable).cursor_row
        if 0 <= row < len(self._answers):
            lines = detail(self._answers[row], self.study.clock(), own=self.own)
            self.query_one("#answer", Static).update(Content("\n").join(lines))
            self.query_one("#detail").scroll_home(animate=False)


class PastScreen(AnswersScreen):
    """The answers of one sitting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "app.undo", "Undo", id="past.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self, sitting: str) -> None:
        super().__init__()
        self.sitting = sitting

    def read(self) -> tuple[str, Sequence[Reopened]]:
        past = self.study.past(self.sitting)
        return heading(past), past.answers


def _columns(width: int, *, own: bool) -> tuple[Column, ...]:
    answer = next(answer for least, answer in _ANSWER_WIDTHS.items() if width >= least)
    return Column("", 2), Column("Question"), Column("Your answer" if own else "Answer", answer)


def _row(reopened: Reopened) -> tuple[Text, ...]:
    sign = "–" if reopened.answer.undone else phrases.OUTCOMES[reopened.answer.outcome][0]
    return cell(sign), cell(one_line(asked_text(reopened))), cell(one_line(given_text(reopened)))


def detail(reopened: Reopened, now: Moment, *, own: bool = True) -> list[Content]:
    """Return an answer in full, line by line; ``own`` if it is its learner who reads it."""
    answer, question = reopened.answer, reopened.question
    sign, word = phrases.OUTCOMES[answer.outcome]
    lines = [display(asked_text(reopened), "bold"), *_options(reopened)]
    lines.append(Content.assemble(("Your answer: " if own else "Given: ", "bold"), display(given_text(reopened))))
    lines += [Content.assemble((f"{what}: ", "bold"), display(text)) for what, text in answer_texts(reopened)]
    score = "" if answer.outcome in ("right", "wrong") else f" ({phrases.percent(answer.score)})"
    lines.append(Content.assemble((f"{sign} {word}{score}", "bold"), "  ", display(answer.rule)))
    lines.append(display(record_text(reopened, now, own=own)))
    if question is not None and question.explanation:
        lines.append(display(question.explanation, "dim"))
    return lines


def _options(reopened: Reopened) -> list[Content]:
    """Return the options in the order in which they were laid out, with what was chosen and what was right."""
    answer = reopened.answer
    right = _right_options(reopened.marked_by)
    lines = []
    for number, option in enumerate(answer.shown, 1):
        chosen = "●" if option in _parts(answer.response) else "○"
        lines.append(display(f"  {number} {chosen} {option}{'  ✓' if option in right else ''}"))
    return lines


def _right_options(question: AnyQuestion | None) -> list[str]:
    if question is None or question.kind not in ("choice", "true-false", "select"):
        return []
    right = question.right_response()
    return right if isinstance(right, list) else [str(right)]


def _parts(response: object) -> list[str]:
    if isinstance(response, dict):
        return [str(part) for part in response.values()]
    return [str(part) for part in response] if isinstance(response, list) else [str(response)]
