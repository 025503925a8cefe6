"""The sheet on which a question stands: prompt, hint, answer control, what is said, and what became of the answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from progress.moment import Moment
from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.display import display
from quiz.told import prompt_text
from quiz.widgets.answering import AnswerControl
from quiz.widgets.controls import control_for
from quiz.widgets.feedback import FeedbackPanel

if TYPE_CHECKING:  # importing it would bring the database
    from quiz.study import Feedback
    from quiz.widgets.how_sure import HowSure


class Sheet(VerticalScroll, can_focus=False):
    """Holds one question at a time. It can be scrolled by the keyboard once the answer is given."""

    def __init__(self) -> None:
        super().__init__(id="sheet")
        self.control: AnswerControl | None = None
        self.how_sure: HowSure | None = None
        self._coming: AnswerControl | None = None
        """The control for what is likely to be asked next, hidden."""
        self._asking = asyncio.Lock()

    def compose(self) -> ComposeResult:
        yield Static("", id="prompt")
        yield Static("", id="hint")
        yield Static("", id="said")
        yield FeedbackPanel()

    async def ask(
        self, question: AnyQuestion, shown: tuple[str, ...], *, response: Response = None, at_once: bool = True, asks_first: bool = False
    ) -> None:
        """Put a question in place of the one before, with what was answered to it so far."""
        # The next may be asked before this one is built.
        async with self._asking:
            coming, self._coming = self._coming, None
            if coming is None or not at_once or (coming.question, coming.shown) != (question, shown):
                self._take_away(coming)
                coming = control_for(question, shown, at_once=at_once)
            coming.asks_first = asks_first
            await self._ask(question, coming, response)

    async def prepare(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        """Build the control for what is likely to be asked next while there is time, so that it need only be shown."""
        async with self._asking:
            if self._coming is not None and (self._coming.question, self._coming.shown) == (question, shown):
                return
            self._take_away(self._coming)
            self._coming = control_for(question, shown)
            self._coming.display = False
            await self.mount(self._coming, before="#said")

    def _take_away(self, control: AnswerControl | None) -> None:
        if control is not None:
            control.display = False
            control.remove()

    async def _ask(self, question: AnyQuestion, control: AnswerControl, response: Response) -> None:
        with self.app.batch_update():
            self.can_focus = False
            self._done_with_how_sure()
            self._take_away(self.control)
            self.control = None  # until it is built, and what was answered stands in it
            self.query_one("#prompt", Static).update(display(prompt_text(question)))
            self.query_one("#hint").display = False
            self.query_one(FeedbackPanel).hide()
            if control.is_attached:
                control.display = True
            else:
                await self.mount(control, before="#said")
            if response is not None:
                control.restore(response)
            self.control = control
            self.say("")
            control.take_focus()
            self.scroll_home(animate=False)

    def hint(self, hint: str) -> None:
        """Show the hint."""
        line = self.query_one("#hint", Static)
        line.update(display(f"Hint: {hint}"))
        line.display = True

    def say(self, said: str) -> None:
        """Tell the learner something below the control; by default, how to answer."""
        control = self.how_sure or self.control
        how = control.how() if control is not None and not self.can_focus else ""
        line = self.query_one("#said", Static)
        line.set_class(bool(said), "-warning")
        line.update(display(said or how))
        line.display = bool(said or how)
        if said:
            line.call_after_refresh(line.scroll_visible, animate=False)

    def hold(self) -> None:
        """Take no more input into the control; the keys go to the screen, and scroll."""
        self._take_no_more()
        self.focus(scroll_visible=False)

    def _take_no_more(self) -> None:
        self._done_with_how_sure()
        if self.control is not None:
            self.control.disabled = True
        self.can_focus = True

    def close_control(self) -> None:
        """Take nothing more into the control, for now."""
        if self.control is not None:
            self.control.disabled = True

    async def ask_how_sure(self) -> None:
        """Ask how sure the learner is of what stands in the control, which takes no input meanwhile."""
        if self.control is None or self.how_sure is not None:
            return
        from quiz.widgets.how_sure import HowSure

        self.close_control()
        self.how_sure = asked = HowSure(self.control.question)
        await self.mount(asked, before="#said")
        if self.how_sure is not asked:
            return  # what she is asked about was taken back or told while it was mounted
        asked.take_focus()
        self.say("")
        asked.call_after_refresh(asked.scroll_visible, animate=False)

    def _done_with_how_sure(self) -> None:
        if self.how_sure is not None:
            self.how_sure.remove()
            self.how_sure = None

    def release(self) -> None:
        """Take input into the control again."""
        self._done_with_how_sure()
        self.can_focus = False
        if self.control is not None:
            self.control.disabled = False
            self.control.take_focus()

    def tell(self, feedback: Feedback, now: Moment) -> None:
        """Show what became of the answer."""
        self._take_no_more()
        self.say("")
        if self.control is not None:
            self.control.reveal(feedback.response)
        panel = self.query_one(FeedbackPanel)
        panel.show(feedback, now)
        # Keys bubble from it to the sheet, which scrolls; to focus the sheet itself would style anew all that stands on it.
        panel.focus(scroll_visible=False)
        # With the next frame, and not with the one after it: that a widget of it has another size now, the screen would learn too late.
        self.screen.refresh(layout=True)
        panel.call_after_refresh(self._show_whole, panel)

    def _show_whole(self, panel: FeedbackPanel) -> None:
        # As much of it as there is room for, from its top.
        self.scroll_to_widget(panel, animate=False, top=panel.size.height > self.size.height)
