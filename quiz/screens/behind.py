"""The answers behind a figure, the newest first; from each of them to its sitting and to its question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from quiz import phrases
from quiz.display import cell, one_line
from quiz.screens.past import OwnAnswersScreen, PastScreen
from quiz.told import asked_text, given_text
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from progress.records import Behind
    from quiz.reopening import Reopened

MOST = 200
"""How many answers are opened at once, the newest."""
_WIDE = (Column("", 2), Column("When", 17), Column("Question"), Column("Your answer", 34), Column("Sure", 8), Column("Recall", 6, True))
_USUAL = (Column("", 2), Column("When", 12), Column("Question"), Column("Your answer", 20), Column("Recall", 6, True))
_NARROW = (Column("", 2), Column("When", 12), Column("Question"))
_LAYOUTS = {110: _WIDE, 74: _USUAL, 0: _NARROW}
_SURE = {"sure": "sure", "think": "think so", "guess": "guess", "": "–"}


class BehindTable(RowTable):
    """The answers; Enter opens the sitting in which the one under the cursor was given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Its sitting", id="behind.sitting", tooltip="The whole sitting in which it was given")
    ]


class BehindScreen(OwnAnswersScreen):
    """Recall is how likely the schedule held it, just before, that the learner would know."""

    table = BehindTable

    def __init__(self, behind: Behind, told: str) -> None:
        super().__init__()
        self.behind = behind
        self.told = told

    def read(self) -> tuple[str, Sequence[Reopened]]:
        from quiz.history.seeing import answers_behind

        answers = answers_behind(self.study, self.behind, MOST + 1)
        many = f"The newest {MOST} answers" if len(answers) > MOST else phrases.count(len(answers), "answer") if answers else "No answers"
        return f"{many} · {one_line(self.told)}", answers[:MOST]

    def columns(self) -> tuple[Column, ...]:
        return next(layout for least, layout in _LAYOUTS.items() if self.size.width >= least)

    def cells(self, reopened: Reopened) -> tuple[Text, ...]:
        answer, columns = reopened.answer, self.columns()
        local = answer.when.local
        told = {
            "": phrases.OUTCOMES[answer.outcome][0],
            "When": phrases.moment(answer.when) if columns is _WIDE else f"{local.day:>2} {local:%b %H:%M}",
            "Question": one_line(asked_text(reopened)),
            "Your answer": one_line(given_text(reopened)),
            "Sure": _SURE.get(answer.confidence, answer.confidence),
            "Recall": phrases.percent(answer.recall),
        }
        return tuple(cell(told[column.label], right=column.right) for column in columns)

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        current = self.current
        if current is not None:
            answer = current.answer
            self.program.open(lambda: PastScreen(answer.sitting, at=answer.id))
