"""One question after another: the prompt, the control for its kind, and after the answer what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, ProgressBar, Static

from progress.rating import Rating
from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Response
from quiz import phrases
from quiz.background import Failed
from quiz.display import display, one_line
from quiz.screens.base import QuizScreen
from quiz.sitting import Mode, Sitting, drop, position_text
from quiz.told import prompt_text
from quiz.widgets.answering import AnswerControl
from quiz.widgets.controls import control_for
from quiz.widgets.feedback import FeedbackPanel

if TYPE_CHECKING:
    from quiz.study import Feedback


@dataclass(frozen=True)
class _TakenBack:
    """An answer that was undone, so that it can be redone."""

    sitting: Sitting
    feedback: Feedback


class QuestionScreen(QuizScreen[None]):
    """A sitting of review or practice. An answer is on disk before its feedback is on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next", id="question.next", tooltip="Go on to the next question"),
        Binding("f2,h", "hint", "Hint", id="question.hint", key_display="h/F2", tooltip="Show the hint; a right answer then comes back sooner"),
        Binding("f3,d", "dont_know", "Don't know", id="question.dont-know", key_display="d/F3", tooltip="See the answer; the question comes back soon"),
        Binding("r", "claim('right')", "I was right", id="question.right", tooltip="Dispute the marking; the teacher sees it"),
        Binding("g", "claim('guess')", "A guess", id="question.guess", tooltip="Say that a right answer was a guess"),
        Binding("1", "rate(1)", "Again", show=False, id="question.again"),
        Binding("2", "rate(2)", "Hard", show=False, id="question.hard"),
        Binding("3", "rate(3)", "Good", show=False, id="question.good"),
        Binding("4", "rate(4)", "Easy", show=False, id="question.easy"),
        Binding("u,ctrl+z", "undo", "Undo", id="question.undo", key_display="u", tooltip="Take the last answer back and answer again"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="question.redo"),
        Binding("f4,f", "flag", "Flag", id="question.flag", key_display="f/F4", tooltip="Flag the question, or take the flag away"),
        Binding("f5,s", "suspend", "Aside", id="question.suspend", key_display="s/F5", tooltip="Don't ask this question any more"),
        Binding("escape", "leave", "Leave", id="question.leave", tooltip="Nothing is lost; the sitting can be gone on with"),
    ]

    def __init__(self, sitting: Sitting, usual: dict[str, int], flagged: frozenset[str]) -> None:
        super().__init__()
        self.sitting = sitting
        self.usual = usual
        self.flagged = set(flagged)
        self.question: AnyQuestion | None = None
        self.feedback: Feedback | None = None
        self.hinted = False
        self.pending: Response = None
        self.unsaved = False
        self.busy = False
        self._began = 0.0
        self._took = 0
        self._taken_back: list[_TakenBack] = []
        self._history: list[Feedback] = []

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Static("", id="topic")
            yield Static("", id="tally")
        yield ProgressBar(id="progress", show_percentage=False, show_eta=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="prompt")
            yield Static("", id="hint")
            yield Static("", id="said")
            yield FeedbackPanel(id="feedback")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.present()

    # -- showing

    def present(self) -> None:
        """Show the question before the learner, or the results if none is left."""
        question = self.study.question(self.sitting)
        if question is None:
            self.finish()
            return
        self.question, self.feedback, self.hinted, self.unsaved, self.busy = question, None, False, False, False
        self.query_one("#prompt", Static).update(display(prompt_text(question)))
        self._say("")
        self.query_one("#hint", Static).display = False
        self.query_one(FeedbackPanel).hide()
        self._put_control(question, self.study.shown(self.sitting, question))
        self._show_position()
        self.query_one("#body").scroll_home(animate=False)
        self._began = self.program.seconds()
        self.refresh_bindings()

    def _put_control(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        self.query(AnswerControl).remove()
        control = control_for(question, shown)
        self.query_one("#body").mount(control, before="#said")
        control.call_after_refresh(control.take_focus)

    def _show_position(self) -> None:
        assert self.question is not None
        bank = self.study.library.bank(self.question.topic)
        title = one_line(bank.title if bank else self.question.topic)
        flag = " ⚑" if self.question.id in self.flagged else ""
        self.query_one("#topic", Static).update(display(f"{title} · {self.question.kind.replace('-', ' ')}{flag}"))
        tries = self.sitting.first_tries
        right = sum(given.outcome == "right" for given in tries)
        tally = f"{position_text(self.sitting, told=self.feedback is not None)} · ✓ {right} ✗ {len(tries) - right}"
        self.query_one("#tally", Static).update(display(tally))
        whole = len(self.sitting.planned) - len(self.sitting.dropped)
        self.query_one(ProgressBar).update(total=max(whole, 1), progress=len(self.sitting.answered))

    def _say(self, said: str) -> None:
        line = self.query_one("#said", Static)
        line.update(display(said))
        line.display = bool(said)

    # -- answering

    def on_answer_control_unready(self, message: AnswerControl.Unready) -> None:
        self._say(message.said)

    def on_answer_control_changed(self, _message: AnswerControl.Changed) -> None:
        self._say("")

    def on_answer_control_responded(self, message: AnswerControl.Responded) -> None:
        self.respond(message.response)

    def respond(self, response: Response) -> None:
        """Have a response marked and written down."""
        if self.busy or self.feedback is not None:
            return
        if not self.unsaved:
            self._took = round((self.program.seconds() - self._began) * 1000)
        self.busy = True
        self.pending = response
        self._record(response)

    @work
    async def _record(self, response: Response) -> None:
        assert self.question is not None
        usual = self.usual.get(self.question.kind)
        try:
            self.sitting, feedback = await self.off_thread(
                lambda: self.study.answer(self.sitting, response, took=self._took, hinted=self.hinted, usual=usual)
            )
        except NotAResponse as refusal:
            self.busy = False
            self._say(str(refusal))
        except Failed as failure:
            self.busy, self.unsaved = False, True
            self._say(f"Not saved yet. {failure} Your answer is kept here; Enter tries again.")
            self.set_focus(None)
            self.refresh_bindings()
        else:
            self._taken_back.clear()
            self._told(feedback)

    def _told(self, feedback: Feedback) -> None:
        self.busy, self.unsaved, self.feedback = False, False, feedback
        self.program.remember(feedback.id, "the answer")
        self._history.append(feedback)
        self._say("")
        self.query_one(AnswerControl).reveal(feedback.response)
        self.set_focus(None)
        self._show_feedback()
        self._show_position()
        self.refresh_bindings()

    def _show_feedback(self) -> None:
        assert self.feedback is not None
        panel = self.query_one(FeedbackPanel)
        panel.show(self.feedback, self.study.clock())
        self.query_one("#body").call_after_refresh(panel.scroll_visible, animate=False)

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        told = self.feedback is not None
        if action in ("next", "rate", "claim"):
            if action == "claim" and told and self.feedback is not None:
                wanted = "guess" if self.feedback.verdict.outcome == "right" else "right"
                return parameters == (wanted,) and self.feedback.response is not None
            return told or (action == "next" and self.unsaved)
        if action == "hint":
            return not told and self.question is not None and bool(self.question.hint) and not self.hinted
        if action == "dont_know":
            return not told
        if action == "undo":
            return bool(self.sitting.given)
        return True

    def action_next(self) -> None:
        if self.unsaved:
            self.respond(self.pending)
        elif self.feedback is not None and not self.busy:
            self.busy = True
            self._next()

    @work
    async def _next(self) -> None:
        if await self._done(lambda: self.study.next(self.sitting)):
            self.present()

    async def _done(self, work: object) -> bool:
        """Run work that gives the sitting after it; say what went wrong if it did."""
        try:
            self.sitting = await self.off_thread(work)  # type: ignore[arg-type]
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return False
        finally:
            self.busy = False
        return True

    def action_hint(self) -> None:
        assert self.question is not None
        self.hinted = True
        hint = self.query_one("#hint", Static)
        hint.update(display(f"Hint: {self.question.hint}"))
        hint.display = True
        self.refresh_bindings()

    def action_dont_know(self) -> None:
        self.respond(None)

    @work
    async def action_rate(self, rating: int) -> None:
        await self._amend(lambda feedback: self.study.rerate(self.sitting, feedback, Rating(rating)))

    @work
    async def action_claim(self, claim: str) -> None:
        await self._amend(lambda feedback: self.study.claim(self.sitting, feedback, claim))
        self._say("Noted: your teacher will see it." if claim == "right" else "Noted: it will come back soon.")

    async def _amend(self, work: object) -> None:
        feedback = self.feedback
        if feedback is None:
            return
        try:
            self.sitting, self.feedback = await self.off_thread(lambda: work(feedback))  # type: ignore[operator]
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self._show_feedback()
        self._show_position()

    @work
    async def action_undo(self) -> None:
        if self.busy or not self.sitting.given:
            return
        self.busy = True
        before, last = self.sitting, self._history[-1] if self._history else None
        if await self._done(lambda: self.study.undo(self.sitting)):
            if last is not None and last.id == before.given[-1].id:
                self._taken_back.append(_TakenBack(before, self._history.pop()))
            self.present()
            self._say("Taken back. Answer again, or ctrl+y brings it back.")

    @work
    async def action_redo(self) -> None:
        if self.busy or not self._taken_back:
            return
        self.busy = True
        back = self._taken_back.pop()
        if await self._done(lambda: self.study.redo(back.sitting, back.feedback)):
            self.question = back.feedback.question
            self._put_control(self.question, back.feedback.shown)
            self.query_one("#prompt", Static).update(display(prompt_text(self.question)))
            self.call_after_refresh(self._told, back.feedback)

    @work
    async def action_flag(self) -> None:
        if self.question is None:
            return
        id_, on = self.question.id, self.question.id not in self.flagged
        try:
            written = await self.off_thread(lambda: self.study.mark_question(id_, "flagged", on=on))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self.program.remember(written, "the flag")
        (self.flagged.add if on else self.flagged.discard)(id_)
        self._show_position()

    @work
    async def action_suspend(self) -> None:
        if self.question is None or self.busy:
            return
        id_ = self.question.id
        try:
            written = await self.off_thread(lambda: self.study.mark_question(id_, "suspended", on=True))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        self.program.remember(written, "setting the question aside")
        self.notify("Set aside: it will not be asked any more. Browse brings it back.", markup=False)
        if self.feedback is None:
            self.sitting = drop(self.sitting, id_)
            self.busy = True
            self._next()
        else:
            self.sitting = drop(self.sitting, id_)
            self._show_position()

    def action_leave(self) -> None:
        self._leave()

    @work
    async def _leave(self) -> None:
        try:
            await self.off_thread(lambda: self.study.leave(self.sitting))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
        if self.sitting.given:
            self.finish()
        else:
            self.dismiss()

    def finish(self) -> None:
        """Show the results in place of the questions."""
        from quiz.screens.results import ResultsScreen

        self.app.switch_screen(ResultsScreen(self.sitting))

    @property
    def sitting_title(self) -> str:
        """What kind of sitting this is, in words."""
        return "Practice" if self.sitting.mode is Mode.PRACTICE else "Review"


def score_text(sitting: Sitting) -> str:
    """Return the score of the first tries in words."""
    tries = sitting.first_tries
    right = sum(given.outcome == "right" for given in tries)
    return f"{right} of {len(tries)} right at the first try · score {phrases.percent(sitting.score)}"
