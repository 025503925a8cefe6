"""Who learns here: switch, or add someone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import Dialog

if TYPE_CHECKING:
    from progress.records import Learner

LONGEST_NAME = 40


class LearnersDialog(Dialog[None]):
    """Enter on a name switches; a new name typed below is added."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self.learners: tuple[Learner, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static("Who is learning?", classes="heading")
            yield OptionList()
            yield Input(placeholder="A new learner's name, then Enter", max_length=LONGEST_NAME)

    def on_mount(self) -> None:
        self.fill()

    @work
    async def fill(self) -> None:
        """Read the names, and show them."""
        try:
            self.learners = await self.off_thread(self.study.store.learners)
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        names = self.query_one(OptionList)
        for learner in self.learners:
            here = "● " if learner.id == self.study.learner.id else "  "
            names.add_option(Option(display(here + one_line(learner.name))))
        names.focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self._switch(self.learners[message.option_index].name)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        name = one_line(message.value).strip()
        if name:
            self._switch(name)

    @work
    async def _switch(self, name: str) -> None:
        def switch() -> None:
            self.study.switch_learner(self.study.store.learner_named(name, self.study.clock()))

        try:
            await self.off_thread(switch)
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self.program.forget()
        self.dismiss(None)
