"""A timed exam: no feedback until it is handed in, and free movement between its questions."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, ProgressBar, Static
from textual.worker import Worker

from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Response
from quiz import phrases
from quiz.background import Failed
from quiz.display import display
from quiz.screens.base import QuizScreen
from quiz.screens.confirm import ConfirmDialog
from quiz.sitting import Exam, ExamAnswer, move, put
from quiz.told import prompt_text
from quiz.widgets.answering import AnswerControl
from quiz.widgets.controls import control_for

_TICK = 1.0
_LITTLE_TIME = 60_000


class ExamScreen(QuizScreen[None]):
    """Responses are written down as drafts when the learner moves on; handing in marks them all at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "go(1)", "Next", id="exam.next", key_display="PgDn", priority=True),
        Binding("pageup", "go(-1)", "Back", id="exam.previous", key_display="PgUp", priority=True),
        Binding("f4,f", "later", "For later", id="exam.later", key_display="f4", tooltip="Flag this question to come back to it"),
        Binding("f6", "next_later", "Next open", id="exam.open", tooltip="Go to the next question flagged or unanswered"),
        Binding("f8,ctrl+s", "hand_in", "Hand in", id="exam.hand-in", key_display="f8"),
        Binding("escape", "leave", "Leave", id="exam.leave", tooltip="The clock stops; the exam can be gone on with"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self.exam = exam
        self.over = False
        self._since = 0.0
        self._shown_at = 0.0
        self._drafted: dict[str, ExamAnswer] = dict(exam.answers)
        self._writing: list[Worker[None]] = []

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Static("", id="topic")
            yield Static("", id="time")
        yield ProgressBar(id="progress", show_percentage=False, show_eta=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="prompt")
            yield Static("", id="said")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._since = self.program.seconds()
        self.set_interval(_TICK, self._tick)
        self.present()

    # -- time

    @property
    def spent(self) -> int:
        """The exam's time used so far, in milliseconds."""
        return self.exam.spent + round((self.program.seconds() - self._since) * 1000)

    def _tick(self) -> None:
        left = max(0, self.exam.limit - self.spent)
        clock = self.query_one("#time", Static)
        clock.set_class(left <= _LITTLE_TIME, "-short")
        clock.update(display(f"{phrases.clock(left)} left"))
        if left == 0 and not self.over:
            self._keep_current()
            self._hand_in("time-up")

    # -- showing

    @property
    def question(self) -> AnyQuestion:
        """The question before the learner."""
        return self.study.library.by_id[self.exam.question]

    def present(self) -> None:
        """Show the question at the exam's position."""
        from quiz.sitting import shown_order

        question = self.question
        self.query_one("#prompt", Static).update(display(prompt_text(question)))
        self._say("")
        self.query(AnswerControl).remove()
        control = control_for(question, shown_order(question, self.exam.seed, 0), at_once=False)
        self.query_one("#body").mount(control, before="#said")
        control.call_after_refresh(self._put_back, control)
        self.query_one("#body").scroll_home(animate=False)
        self._shown_at = self.program.seconds()
        self._show_position()
        self._tick()

    def _put_back(self, control: AnswerControl) -> None:
        standing = self.exam.answer_to(control.question.id)
        if standing.given:
            control.restore(standing.response)
        control.take_focus()

    def _show_position(self) -> None:
        exam = self.exam
        flag = " ⚑ for later" if exam.answer_to(exam.question).later else ""
        done = len(exam.planned) - len(exam.unanswered)
        later = f" · {len(exam.for_later)} for later" if exam.for_later else ""
        self.query_one("#topic", Static).update(display(f"Exam · question {exam.position + 1} of {len(exam.planned)} · {done} answered{later}{flag}"))
        self.query_one(ProgressBar).update(total=len(exam.planned), progress=done)

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
        if self._take(message.response):
            self.action_go(1)

    def _take(self, response: Response) -> bool:
        """Let a response stand for this question; say so if it can't be one."""
        question = self.question
        if response is not None:
            try:
                question.mark(response)
            except NotAResponse as refusal:
                self._say(str(refusal))
                return False
        before = self.exam.answer_to(question.id)
        took = before.took + round((self.program.seconds() - self._shown_at) * 1000)
        self._shown_at = self.program.seconds()
        self.exam = put(self.exam, question.id, replace(before, response=response, given=response is not None, took=took))
        self._write(question.id)
        return True

    def _keep_current(self) -> bool:
        return self._take(self.query_one(AnswerControl).current())

    def _write(self, question: str) -> None:
        standing = self.exam.answer_to(question)
        earlier = self._drafted.get(question, ExamAnswer())
        if (standing.response, standing.later) != (earlier.response, earlier.later):
            self._drafted[question] = standing
            self._writing = [worker for worker in self._writing if not worker.is_finished]
            self._writing.append(self._draft(self.exam, question, self.spent))

    @work
    async def _draft(self, exam: Exam, question: str, spent: int) -> None:
        try:
            await self.off_thread(lambda: self.study.draft(exam, question, spent))
        except Failed as failure:
            self._drafted.pop(question, None)
            self.notify(f"Not saved yet. {failure} It is kept here and written when you move on.", severity="error", markup=False)

    # -- commands

    def action_go(self, step: int) -> None:
        if self._keep_current():
            last = self.exam.position + step >= len(self.exam.planned)
            self.exam = move(self.exam, self.exam.position + step)
            self.present()
            if last:
                self._say("This is the last question. F8 hands the exam in, F6 goes to what is still open.")

    def action_later(self) -> None:
        if self._keep_current():
            standing = self.exam.answer_to(self.exam.question)
            self.exam = put(self.exam, self.exam.question, replace(standing, later=not standing.later))
            self._write(self.exam.question)
            self._show_position()

    def action_next_later(self) -> None:
        if not self._keep_current():
            return
        count, here = len(self.exam.planned), self.exam.position
        open_ = set(self.exam.unanswered) | set(self.exam.for_later)
        for step in range(1, count + 1):
            place = (here + step) % count
            if self.exam.planned[place] in open_:
                self.exam = move(self.exam, place)
                self.present()
                return
        self._say("Every question is answered and none is flagged. F8 hands the exam in.")

    def action_hand_in(self) -> None:
        if not self._keep_current():
            return
        missing = len(self.exam.unanswered)
        asked = "Hand the exam in?" if not missing else f"Hand the exam in with {phrases.count(missing, 'question')} unanswered?"
        self.app.push_screen(ConfirmDialog(asked, "Hand in"), self._handed)

    def _handed(self, yes: bool | None) -> None:
        if yes and not self.over:
            self._hand_in("finished")

    @work
    async def _hand_in(self, how: str) -> None:
        self.over = True
        exam, spent = self.exam, min(self.spent, self.exam.limit)
        try:
            await self.off_thread(lambda: self.study.hand_in(exam, spent, how))
            sitting = await self.off_thread(lambda: self.study.results(exam.id))
        except Failed as failure:
            self.over = False
            self.notify(f"Not handed in. {failure} F8 tries again.", severity="error", markup=False)
            return
        from quiz.screens.results import ResultsScreen

        if how == "time-up":
            self.notify("Time is up: the exam was handed in.", markup=False)
        self.app.switch_screen(ResultsScreen(sitting))

    def action_leave(self) -> None:
        self._leave()

    @work
    async def _leave(self) -> None:
        self.over = True
        await self.pause()
        self.dismiss()

    async def pause(self) -> None:
        """Write down what stands and the time used, so that the exam can be gone on with."""
        self._keep_current()
        await self.workers.wait_for_complete(self._writing)
        exam, spent = self.exam, self.spent
        try:
            await self.off_thread(lambda: self.study.pause_exam(exam, spent))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
