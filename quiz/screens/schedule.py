"""My schedule: how much is to be recalled, by which parameters of memory, and whether one's own would predict better."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from quiz.background import Failed
from quiz.display import display
from quiz.screens.base import Dialog, QuizScreen
from quiz.screens.confirm import ConfirmDialog
from quiz.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from progress.schedule import Schedule
    from quiz.schedule.personal import Mine

_FITTING = "Fitting parameters to your answers, and comparing … You may leave; it goes on."


class ScheduleScreen(QuizScreen[None]):
    """Enter fits; r asks how much is to be recalled; d goes back to everyone's parameters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "fit", "Fit", id="schedule.fit", tooltip="Fit the parameters of memory to your own answers, and compare"),
        Binding("r", "retention", "Retention", id="schedule.retention", tooltip="How much you want to recall when a question comes back"),
        Binding("d", "default", "Default", id="schedule.default", tooltip="Back to everyone's parameters, and to 90 %"),
        Binding("escape", "dismiss", "Back", id="schedule.back", tooltip="Back to where you came from"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.mine: Mine | None = None
        self.busy = False

    def compose(self) -> ComposeResult:
        yield Static("My schedule", id="heading")
        with VerticalScroll(id="my-schedule"):
            yield Static("", id="mine")
            yield Static("", id="told")
        yield KeyBar()

    def on_mount(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Read how the schedule stands, and show it."""
        from quiz.schedule.personal import look
        from quiz.schedule.words import REVIEW, mine_lines

        try:
            self.mine = await self.off_thread(lambda: look(self.study))
        except Failed as failure:
            self.tell(str(failure))
            return
        lines = [display(line) for line in mine_lines(self.mine, self.study.clock())]
        self.query_one("#mine", Static).update(Content("\n").join([*lines, display(REVIEW, "dim")]))
        self.refresh_bindings()

    def tell(self, *lines: str, warning: bool = True) -> None:
        """Say what became of something, below how the schedule stands."""
        told = self.query_one("#told", Static)
        told.set_class(warning, "-warning")
        told.update(Content("\n").join(map(display, lines)))
        told.call_after_refresh(told.scroll_visible, animate=False)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "fit":
            return self.mine is not None and self.mine.enough and not self.busy
        return not self.busy or action == "dismiss"

    @work(exclusive=True, group="work")
    async def action_fit(self) -> None:
        from quiz.schedule.personal import fit
        from quiz.schedule.words import fitted_lines

        self._works(_FITTING)
        try:
            fitted = await self.off_thread(lambda: fit(self.study))
        except Failed as failure:
            self.tell(str(failure))
        else:
            self.tell(*fitted_lines(fitted), warning=False)
            self.fill()
        finally:
            self._works("")

    def _works(self, said: str) -> None:
        self.busy = bool(said)
        if said:
            self.tell(said, warning=False)
        self.refresh_bindings()

    def action_retention(self) -> None:
        def chosen(retention: float | None) -> None:
            if retention is not None:
                self._change(retention)

        self.app.push_screen(RetentionDialog(), chosen)

    def action_default(self) -> None:
        self._change(None)

    @work(exclusive=True, group="work")
    async def _change(self, retention: float | None) -> None:
        """Say what another retention, or everyone's parameters, would bring, and ask whether it shall be."""
        from quiz.schedule.personal import changed
        from quiz.schedule.words import HAVE_IT, changed_lines

        self._works("Reckoning what that would bring …")
        try:
            found = await self.off_thread(lambda: changed(self.study, retention, default=retention is None))
        except Failed as failure:
            self.tell(str(failure))
            return
        finally:
            self._works("")
        if found.before == found.after:
            self.tell(HAVE_IT, warning=False)
            return
        self.tell("")

        def agreed(yes: bool | None) -> None:
            if yes:
                self._keep(found.after)

        self.app.push_screen(ConfirmDialog("\n".join(changed_lines(found)), "Change"), agreed)

    @work(exclusive=True, group="work", description="the schedule")
    async def _keep(self, schedule: Schedule) -> None:
        from quiz.schedule.personal import change
        from quiz.schedule.words import HOLDS

        try:
            await self.off_thread(lambda: change(self.study, schedule))
        except Failed as failure:
            self.tell(str(failure))
        else:
            self.tell(HOLDS, warning=False)
            self.fill()


class RetentionDialog(Dialog[float]):
    """How much is to be recalled."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Choose", priority=True, id="retention.choose")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static("How much do you want to recall?", classes="heading")
            yield Static("A question comes back when the chance that you still know it has fallen to this: 70 to 97 %.", classes="how")
            with Horizontal(classes="fields"):
                yield Static("Recall, in % ")
                yield Input("", id="retention", placeholder="90", max_length=6, compact=True)
            yield Static("", classes="wrong")
            with Horizontal(classes="buttons"):
                yield Button("Choose", id="choose", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        message.stop()
        if message.button.id == "choose":
            self._choose()
        else:
            self.dismiss(None)

    def action_choose(self) -> None:
        if isinstance(self.focused, Button):
            self.focused.press()
        else:
            self._choose()

    def _choose(self) -> None:
        from quiz.schedule.personal import read_retention

        try:
            self.dismiss(read_retention(self.query_one("#retention", Input).value))
        except ValueError as error:
            self.query_one(".wrong", Static).update(display(str(error)))
