"""What do I mix up? The pairs of options that are taken for each other; Enter drills one, or opens a question of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from quiz import phrases
from quiz.background import Failed
from quiz.display import cell, display, one_line
from quiz.screens.base import QuizScreen
from quiz.told import NOTHING_MIXED_UP, prompt_text
from quiz.widgets.keybar import KeyBar
from quiz.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from progress.records import Standing
    from quiz.confusions import Pair, Taken

_PAIRS = (Column("You take for each other"), Column("Times", 5, True), Column("Questions", 9, True))
_WIDTHS = {110: 40, 74: 24, 50: 14, 0: 6}
"""From which width on: how wide the column is with what was chosen."""


class PairTable(RowTable):
    """The pairs; Enter drills the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Drill", id="confusions.drill", tooltip="Practise questions that tell the two apart")
    ]


class MixedUpIn(RowTable):
    """The questions in which a pair was mixed up; Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", id="confusions.open", tooltip="The question, and all your answers to it")
    ]


class ConfusionsScreen(QuizScreen[None]):
    """The pairs above, the most often mixed up first; below, the questions of the one that is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="confusions.back", tooltip="Back to where you came from"),
        Binding("tab", "app.focus_next", "Questions", id="confusions.questions", tooltip="Go between the pairs and their questions"),
        Binding("u,ctrl+z", "app.undo", "Undo", id="confusions.undo", show=False, tooltip="Take back the last thing you did"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Sequence[Pair] = ()
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        yield Static("What do I mix up?", id="heading")
        yield Static("", id="empty")
        yield PairTable("pairs", _PAIRS)
        yield Static("", id="both")
        yield Static("", id="count")
        yield MixedUpIn("mixed-up-in", _columns(80))
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(PairTable).focus()

    def on_screen_resume(self) -> None:
        self.fill()

    def on_resize(self) -> None:
        self.query_one(MixedUpIn).lay_out(_columns(self.size.width))

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read what is mixed up, and show it."""
        study = self.study
        try:
            self._pairs, self._standing = await self.off_thread(lambda: (study.mixed_up(), study.standing()))
        except Failed as failure:
            self._say_instead(str(failure))
            return
        self._say_instead("" if self._pairs else NOTHING_MIXED_UP)
        self.query_one(PairTable).fill([(str(index), _pair_cells(pair)) for index, pair in enumerate(self._pairs)])
        self._show_questions()

    def _say_instead(self, said: str) -> None:
        empty = self.query_one("#empty", Static)
        empty.update(display(said))
        empty.display = bool(said)
        for each in ("#pairs", "#both", "#count", "#mixed-up-in"):
            self.query_one(each).display = not said

    @property
    def _pair(self) -> Pair | None:
        """The pair under the cursor."""
        row = self.query_one(PairTable).cursor_row
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def _show_questions(self) -> None:
        from quiz.confusions import plan_drill

        pair = self._pair
        if pair is None or self._standing is None:
            return
        drilled = len(plan_drill(pair, self.study.library, self._standing))
        asks = f"Enter asks {phrases.count(drilled, 'question')} that {'tells' if drilled == 1 else 'tell'} them apart."
        said = asks if drilled else "No question that may be asked has both among its options: no drill."
        # In full: the table cuts long options short.
        self.query_one("#both", Static).update(display(_both(pair)))
        self.query_one("#count", Static).update(display(said))
        self.query_one(MixedUpIn).fill([(f"{index}", self._cells(each)) for index, each in enumerate(pair.taken)])

    def _cells(self, taken: Taken) -> tuple[Text, ...]:
        question = self.study.library.by_id.get(taken.question)
        asked = one_line(prompt_text(question)) if question is not None else f"{taken.question} (in no bank any more)"
        return cell(asked), cell(one_line(taken.chosen)), cell(str(taken.times), right=True)

    def on_data_table_row_highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        if isinstance(message.data_table, PairTable):
            self._show_questions()

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        message.stop()
        pair = self._pair
        if pair is None:
            return
        if isinstance(message.data_table, PairTable):
            self.program.drill(pair)
        else:
            self._open(pair.taken[message.cursor_row].question)

    def _open(self, id_: str) -> None:
        from quiz.screens.card import CardScreen

        question = self.study.library.by_id.get(id_)
        if question is None:
            self.say("The question is in no bank any more. The history has your answers to it.")
        else:
            self.program.open(lambda: CardScreen(question))


def _columns(width: int) -> tuple[Column, ...]:
    chosen = next(chosen for least, chosen in _WIDTHS.items() if width >= least)
    return Column("Question"), Column("You chose", chosen), Column("Times", 5, True)


def _pair_cells(pair: Pair) -> tuple[Text, ...]:
    questions = len({each.question for each in pair.taken})
    return cell(_both(pair)), cell(str(pair.times), right=True), cell(str(questions), right=True)


def _both(pair: Pair) -> str:
    return f"{one_line(pair.one)} ↔ {one_line(pair.other)}"
