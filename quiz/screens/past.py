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
    from progress.records import EntryId
    from quiz.reopening import Reopened

_ANSWER_WIDTHS = {110: 44, 74: 27, 50: 16, 0: 6}
"""From which width on: how wide the column with the answers is."""


class AnswersScreen(QuizScreen[None]):
    """Answers in a list; the one highlighted in full below."""

    own: ClassVar[bool] = True
    """Whether the learner herself reads them."""
    table: ClassVar[type[RowTable]] = RowTable
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="past.back", tooltip="Back to where you came from"),
        Binding("tab", "app.focus_next", "Scroll", id="past.scroll", tooltip="Go between the list and the answer below, to scroll it"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._answers: Sequence[Reopened] = ()
        self._at: EntryId | None = None

    def read(self) -> tuple[str, Sequence[Reopened]]:
        """Return what stands above the answers, and the answers; it may block."""
        raise NotImplementedError

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list, for the width there is."""
        return _columns(self.size.width, own=self.own)

    def cells(self, reopened: Reopened) -> tuple[Text, ...]:
        """Return an answer as a row of the list."""
        return _row(reopened)

    @property
    def current(self) -> Reopened | None:
        """The answer under the cursor."""
        row = self.query_one(RowTable).cursor_row
        return self._answers[row] if 0 <= row < len(self._answers) else None

    def compose(self) -> ComposeResult:
        yield Static("", id="heading")
        yield self.table("answers", self.columns())
        with VerticalScroll(id="detail"):
            yield Static("", id="answer")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self._list()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the answers, and show them."""
        try:
            said, self._answers = await self.off_thread(self.read)
        except Failed as failure:
            self.query_one("#heading", Static).update(display(str(failure)))
            return
        self.query_one("#heading", Static).update(display(said))
        self._list()
        self._show_answer()

    def _list(self) -> None:
        table = self.query_one(RowTable)
        table.lay_out(self.columns())
        table.fill([(str(number), self.cells(reopened)) for number, reopened in enumerate(self._answers)])
        if self._answers and self._at is not None:
            table.move_cursor(row=next((number for number, each in enumerate(self._answers) if each.answer.id == self._at), 0))
            self._at = None

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self._show_answer()

    def _show_answer(self) -> None:
        current = self.current
        if current is not None:
            lines = detail(current, self.study.clock(), own=self.own)
            self.query_one("#answer", Static).update(Content("\n").join(lines))
            self.query_one("#detail").scroll_home(animate=False)


class OwnAnswersScreen(AnswersScreen):
    """Answers of the learner before the screen, who may take back what she did last, and look at their questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "card", "Question", id="past.card", tooltip="The question as it is now, its schedule, and all your answers to it"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="past.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def action_card(self) -> None:
        from quiz.screens.card import CardScreen

        current = self.current
        if current is None:
            return
        library, id_ = self.study.library, current.answer.question
        question = library.by_id.get(library.renamed.get(id_, id_)) or current.question
        if question is None:
            self.say("This question is in no bank any more, and its wording was not kept.")
        else:
            self.program.open(lambda: CardScreen(question))


class PastScreen(OwnAnswersScreen):
    """The answers of one sitting; ``at`` is the one on which the cursor stands first."""

    def __init__(self, sitting: str, at: EntryId | None = None) -> None:
        super().__init__()
        self.sitting = sitting
        self._at = at

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
