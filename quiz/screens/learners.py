"""Who learns here: switch, or add someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz.background import Failed
from quiz.display import display, one_line
from quiz.places import LONGEST_NAME, learner_name
from quiz.screens.base import Dialog

if TYPE_CHECKING:
    from progress.records import Learner


class LearnersDialog(Dialog[None]):
    """Enter on a name switches; a new name typed below is added."""

    def __init__(self) -> None:
        super().__init__()
        self.learners: tuple[Learner, ...] = ()

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static("Who is learning?", classes="heading")
            yield Static("Enter switches; Tab goes to the field for a new name.", classes="how")
            yield OptionList(compact=True)
            yield Input(placeholder="A new learner's name, then Enter", max_length=LONGEST_NAME, compact=True)
            yield Static("", classes="wrong")

    def on_mount(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read the names, and show them."""
        try:
            self.learners = await self.off_thread(self.study.store.learners)
        except Failed as failure:
            self._refuse(str(failure))
            return
        names = self.query_one(OptionList)
        here = self.study.learner.id
        names.add_options([Option(display(f" {'●' if one.id == here else '○'} {one_line(one.name)}")) for one in self.learners])
        names.highlighted = next((index for index, one in enumerate(self.learners) if one.id == here), 0)
        names.focus()

    def _refuse(self, said: str) -> None:
        self.query_one(".wrong", Static).update(display(said))

    def _take_no_more(self, *, closed: bool) -> None:
        """Take no more keys while it is being switched, or take them again."""
        for each in self.query(f"{OptionList.__name__}, {Input.__name__}"):
            each.disabled = closed

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self._switch(self.learners[message.option_index].name)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        try:
            self._switch(learner_name(message.value))
        except ValueError as error:
            self._refuse(str(error))

    @work(exclusive=True, group="switch")
    async def _switch(self, name: str) -> None:
        def switch() -> None:
            self.study.switch_learner(self.study.store.learner_named(name, self.study.clock()))

        here = self.focused
        self._take_no_more(closed=True)
        try:
            await self.off_thread(switch)
            await self.program.take_theme(self.study)
        except Failed as failure:
            self._take_no_more(closed=False)
            self.set_focus(here)
            self._refuse(str(failure))
            return
        self.program.steps.forget()
        self.dismiss(None)
