"""One question after another: the prompt, the control for its kind, and after the answer what became of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from questions.verdict import NotAResponse
from quiz.background import Failed
from quiz.mishap import kept_text
from quiz.screens.base import QuizScreen, keys
from quiz.screens.sureness import switch_how_sure
from quiz.sitting import Sitting
from quiz.undoing import Step
from quiz.widgets.answering import AnswerControl
from quiz.widgets.keybar import KeyBar
from quiz.widgets.position import Position
from quiz.widgets.sheet import Sheet

if TYPE_CHECKING:
    from quiz.paging import Done, Page, Paging
    from quiz.rereading import News
    from quiz.widgets.how_sure import HowSure

DOUBLE_PRESS = 0.3
"""Seconds after an answer by Enter within which another Enter is taken for the same press."""
_PATIENCE = 0.5
"""Seconds after which the learner is told that her answer is still being written."""


class QuestionScreen(QuizScreen[None]):
    """A sitting of review or practice. An answer is on disk before its feedback is on the screen."""

    holds_sitting = True
    wears = "sitting"
    AUTO_FOCUS = ""  # each control takes it by itself
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next", id="question.next", tooltip="Go on to the next question"),
        *keys("h", "f2", "hint", "Hint", id="question.hint", tooltip="Show the hint; a right answer then comes back sooner"),
        *keys("d", "f3", "dont_know", "Don't know", id="question.dont-know", tooltip="See the answer; the question comes back soon"),
        Binding("r", "claim('right')", "I was right", id="question.right", tooltip="Dispute the marking; the teacher sees it"),
        Binding("g", "claim('guess')", "A guess", id="question.guess", tooltip="Say that a right answer was a guess"),
        Binding("1", "rate(1)", "Again", show=False, id="question.again", tooltip="Rate the answer as not known"),
        Binding("2", "rate(2)", "Hard", show=False, id="question.hard", tooltip="Rate the answer as known with effort"),
        Binding("3", "rate(3)", "Good", show=False, id="question.good", tooltip="Rate the answer as known"),
        Binding("4", "rate(4)", "Easy", show=False, id="question.easy", tooltip="Rate the answer as known at once"),
        *keys("u", "ctrl+z", "undo", "Undo", id="question.undo", tooltip="Take back the last thing you did in this sitting"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="question.redo", tooltip="Bring back what was undone"),
        *keys("f", "f4", "flag", "Flag", id="question.flag", tooltip="Flag the question, or take the flag away"),
        *keys("s", "f5", "suspend", "Aside", id="question.suspend", tooltip="Don't ask this question any more", show_other=False),
        *keys(
            "e", "f6", "edit", "Edit", id="question.edit", tooltip="The question in your editor; what you save is here at once", show=False
        ),
        *keys("w", "f7", "how_sure", "How sure", id="question.how-sure", tooltip="Be asked how sure you are, or no more", show=False),
        *keys("y", "f9", "why", "Why now", id="question.why", tooltip="Why this question is due now", show=False),
        Binding("escape", "leave", "Leave", id="question.leave", tooltip="Nothing is lost; the sitting can be gone on with"),
    ]

    def __init__(self, sitting: Sitting, usual: dict[str, int], flagged: frozenset[str], *, asks_how_sure: bool = False) -> None:
        super().__init__()
        self.sitting = sitting
        self.paging: Paging
        self.page: Page | None = None
        self.busy = False
        self.unsaved: AnswerControl.Responded | None = None
        """A response that could not be written yet."""
        self.asks_how_sure = asks_how_sure
        self.pondered: AnswerControl.Responded | AnswerControl.Recalled | None = None
        """What the learner did, as long as she has still to say how sure she is."""
        self._usual = usual
        self._flagged = flagged
        self._began = 0.0
        self._took = 0
        self._asked_how_sure = 0.0
        self._deaf_until = 0.0

    def compose(self) -> ComposeResult:
        yield Position()
        yield Sheet()
        yield KeyBar()

    async def on_mount(self) -> None:
        from quiz.paging import Paging

        self.paging = Paging(self.study, self._usual)
        await self.turn_to(self.paging.page(self.sitting, self._flagged))

    # -- showing

    async def turn_to(self, page: Page | Sitting) -> None:
        """Show a page, or the results if nothing is left to ask."""
        if isinstance(page, Sitting):
            self.sitting = page
            self.finish()
            return
        before, self.page, self.sitting = self.page, page, page.sitting
        sheet = self.query_one(Sheet)
        if page.told:
            self.pondered = None
        if before is None or not page.asks_as(before):
            self.pondered = None
            await sheet.ask(page.question, page.shown, asks_first=self.asks_how_sure)
            self._began = self.program.seconds()
            if self.is_closed:
                return  # it was left meanwhile
        if page.feedback is not None:
            sheet.tell(page.feedback, self.study.clock())
            self.call_after_refresh(self._prepare, page)
        self._show_around(page)

    @work(description="what comes next")
    async def _prepare(self, page: Page) -> None:
        """Make ready what comes next while the feedback is read."""
        with suppress(Failed):  # whoever goes on to it is told
            coming = await self.off_thread(lambda: self.paging.coming(page))
            if self.page is page and not self.busy and not isinstance(coming, Sitting):
                await self.query_one(Sheet).prepare(coming.question, coming.shown)

    async def banks_changed(self, _news: News) -> None:
        if not self.busy and self.unsaved is None and self.pondered is None:
            await self._ask_as_it_is_now()

    async def _ask_as_it_is_now(self) -> None:
        """Ask the question as it is in the bank now, if it was changed since it was shown."""
        before = self.page
        page = self.paging.of_now(before) if before is not None else None
        if before is None or page is None or page is before:
            return
        sheet = self.query_one(Sheet)
        response = sheet.control.current() if sheet.control is not None and before.question.kind == page.question.kind else None
        self.page = page = replace(page, confidence="")
        await sheet.ask(page.question, page.shown, response=response, asks_first=self.asks_how_sure)
        self._show_around(page)

    def _show_around(self, page: Page) -> None:
        if page.hinted and page.question.hint:
            self.query_one(Sheet).hint(page.question.hint)
        self.query_one(Position).show_page(page, self.study.library)
        self.refresh_bindings()

    def say(self, said: str) -> None:
        """Tell the learner something below the question."""
        self.query_one(Sheet).say(said)

    # -- answering

    def on_answer_control_unready(self, message: AnswerControl.Unready) -> None:
        self.say(message.said)

    def on_answer_control_changed(self, _message: AnswerControl.Changed) -> None:
        if self.unsaved is None:
            self.say("")

    def on_answer_control_responded(self, message: AnswerControl.Responded) -> None:
        self.respond(message)

    def respond(self, responded: AnswerControl.Responded) -> None:
        """Have a response marked and written down, once it is said how sure she is of it if she wants to say that."""
        if self.busy or self.page is None or self.page.told or self.pondered is not None:
            return
        self.busy = True
        if self.unsaved is None:
            self._took = round((self.program.seconds() - self._began) * 1000)
            if self.asks_how_sure and responded.response is not None and not self.page.confidence:
                self.query_one(Sheet).close_control()  # a key that comes before she is asked changes nothing
                self._ask_how_sure(self.page, responded)
                return
        self._record(self.page, responded)

    def on_answer_control_recalled(self, message: AnswerControl.Recalled) -> None:
        if not self.busy and self.page is not None and self.pondered is None:
            self.busy = True
            self._ask_how_sure(self.page, message)

    # Without a description Textual writes one, of all arguments: of a page that is the whole sitting.
    @work(description="how sure she is")
    async def _ask_how_sure(self, page: Page, pondered: AnswerControl.Responded | AnswerControl.Recalled) -> None:
        try:
            if isinstance(pondered, AnswerControl.Responded):
                response = pondered.response
                await self.off_thread(lambda: page.question.mark(response))
            self.pondered, self._asked_how_sure = pondered, self.program.seconds()
            await self.query_one(Sheet).ask_how_sure()
        except NotAResponse as refusal:
            self.query_one(Sheet).release()
            self.say(str(refusal))
        finally:
            self.busy = False
            self.refresh_bindings()

    def on_how_sure_said(self, message: HowSure.Said) -> None:
        page, pondered = self.page, self.pondered
        if self.busy or page is None or pondered is None:
            return
        self.pondered = None
        self.page = page = replace(page, confidence=message.confidence)
        sheet = self.query_one(Sheet)
        if isinstance(pondered, AnswerControl.Responded):
            self.busy = True
            sheet.hold()
            self._record(page, AnswerControl.Responded(pondered.response, confirmed=message.confirmed))
        elif sheet.control is not None:
            self._began += self.program.seconds() - self._asked_how_sure
            sheet.release()
            sheet.control.turn()
            self.refresh_bindings()

    async def on_how_sure_back(self, _message: HowSure.Back) -> None:
        if not self.busy and self.pondered is not None:
            self.pondered = None
            self._began += self.program.seconds() - self._asked_how_sure  # saying how sure she is is not answering
            self.query_one(Sheet).release()
            self.say("")
            await self._ask_as_it_is_now()
            self.refresh_bindings()

    @work(description="an answer")
    async def _record(self, page: Page, responded: AnswerControl.Responded) -> None:
        self.unsaved = None  # it is on its way now
        waiting = self.set_timer(_PATIENCE, lambda: self.say("Saving …"))
        try:
            after = await self.off_thread(lambda: self.paging.answer(page, responded.response, self._took))
        except NotAResponse as refusal:
            self.say(str(refusal))
        except Failed as failure:
            self.unsaved = responded
            self.query_one(Sheet).hold()
            self.say(f"Not saved yet. {failure} Your answer is kept here; Enter tries again.")
        else:
            self._deaf_until = self.program.seconds() + (DOUBLE_PRESS if responded.confirmed else 0)
            self.program.steps.add(Step(after.sitting.given[-1].id, "the answer", self, replace(page, confidence=""), after))
            await self.turn_to(after)
            self.program.settle()
        finally:
            waiting.stop()
            self.busy = False
            self.refresh_bindings()

    @work(description="a change")
    async def _change(self, change: Callable[[Page], Done], what: str, said: str = "") -> None:
        """Do something else that can be undone."""
        page = self.page
        if self.busy or page is None:
            return
        self.busy = True
        try:
            entry, after = await self.off_thread(lambda: change(page))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
        else:
            self.program.steps.add(Step(entry, what, self, page, after))
            await self.turn_to(after)
            if said and self.page is after:
                self.say(said)
        finally:
            self.busy = False

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.page is None:
            return action == "leave"
        if action == "next" and self.unsaved is not None:
            return True
        if action == "undo" and self.program.steps.next("undo", self) is not None:
            return True
        if self.pondered is not None and action in ("hint", "dont_know", "how_sure"):
            return False
        return self.page.allows(action, *parameters)

    def action_next(self) -> None:
        if self.unsaved is not None:
            self.respond(self.unsaved)
        elif self.program.seconds() >= self._deaf_until:
            self._next()

    @work
    async def _next(self) -> None:
        page = self.page
        if page is None or self.busy:
            return
        self.busy = True
        try:
            await self.turn_to(await self.off_thread(lambda: self.paging.next(page)))
        except Failed as failure:
            self.say(f"{failure} Enter tries again.")
        finally:
            self.busy = False

    async def action_hint(self) -> None:
        if self.page is not None and not self.busy:
            await self.turn_to(replace(self.page, hinted=True))

    def action_dont_know(self) -> None:
        self.respond(AnswerControl.Responded(None, confirmed=False))

    def action_rate(self, rating: int) -> None:
        feedback = self.page.feedback if self.page is not None else None
        if feedback is not None and feedback.rated.rating != rating:
            self._change(lambda page: self.paging.rate(page, feedback, rating), "the rating")

    def action_claim(self, claim: str) -> None:
        feedback = self.page.feedback if self.page is not None else None
        if feedback is not None:
            said = "Noted: your teacher will see it." if claim == "right" else "Noted: a guess."
            self._change(lambda page: self.paging.claim(page, feedback, claim), "what you said of the answer", said)

    @work
    async def action_why(self) -> None:
        page = self.page
        if page is None or self.busy:
            return
        from quiz.schedule.why import why_asked

        practised = page.sitting.mode == "practice"
        try:
            said = await self.off_thread(lambda: why_asked(self.study, page.question.id, practised=practised))
        except Failed as failure:
            said = (str(failure),)
        if self.page is page:
            self.say(" ".join(said))

    def action_edit(self) -> None:
        if self.page is not None and not self.busy:
            before = self.program.seconds()
            self.edit(self.page.question.id)
            spent = self.program.seconds() - before
            self._began += spent  # writing is not answering,
            self._asked_how_sure += spent  # and is not taken off twice

    @work
    async def action_how_sure(self) -> None:
        on = await switch_how_sure(self)
        if on is None:
            return
        self.asks_how_sure = on
        control = self.query_one(Sheet).control
        if control is not None:
            control.asks_first = on

    def action_flag(self) -> None:
        self._change(self.paging.flag, "the flag")

    def action_suspend(self) -> None:
        said = "Set aside: the question will not be asked any more. u takes that back; so does s in browse."
        self._change(self.paging.set_aside, "setting the question aside", said)

    def action_undo(self) -> None:
        page = self.page
        if page is None or self.busy:
            return
        if self.program.steps.next("undo", self) is None and page.sitting.given:
            # The sitting was gone on with: its earlier answers can be taken back too.
            last = page.sitting.given[-1].id
            self.program.steps.add(Step(last, "the answer", self, self.paging.before_last(page), page))
        self.program.action_undo()

    async def restore(self, page: Page | Sitting) -> None:
        if self.unsaved is not None:
            self.unsaved = None
            self.query_one(Sheet).release()
        await self.turn_to(page if isinstance(page, Sitting) else self._as_said(self.paging.of_now(page)))

    def _as_said(self, page: Page) -> Page:
        """Return a page with how sure she said she is, if that is what is asked still."""
        same = self.page is not None and not page.told and page.asks_as(self.page)
        return replace(page, confidence=self.page.confidence) if same and self.page is not None else page

    # -- leaving

    @work
    async def action_leave(self) -> None:
        if self.busy:
            return
        self.busy = True
        try:
            await self.pause()
        except Failed as failure:
            from quiz.screens.confirm import ConfirmDialog

            asked = f"{failure} Your last answer is not saved. Leave without it?" if self.unsaved else f"{failure} Leave all the same?"
            self.app.push_screen(ConfirmDialog(asked, "Leave"), lambda yes: self.finish() if yes else None)
        else:
            self.finish()
        finally:
            self.busy = False

    async def pause(self) -> None:
        """Write down the answer that is not saved yet, and that the sitting was left."""
        # An answer that is on its way goes first: only then is known whether it could be saved.
        await self.off_thread(lambda: None)
        await self.off_thread(self.writing_down())

    def writing_down(self) -> Callable[[], str]:
        study, page, unsaved = self.study, self.page, self.unsaved

        def write() -> str:
            if page is not None and unsaved is not None:
                after = self.paging.answer(page, unsaved.response, self._took)
                self.sitting, self.unsaved = after.sitting, None
            return kept_text(study.leave(self.sitting))

        return write

    def finish(self) -> None:
        """Show the results in place of the questions; home if nothing was answered."""
        from quiz.screens.results import ResultsScreen

        self.give_way(ResultsScreen(self.sitting) if self.sitting.given else None)
