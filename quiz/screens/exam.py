"""A timed exam: no feedback until it is handed in, and free movement between its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Response
from quiz import phrases
from quiz.background import Failed
from quiz.screens.base import QuizScreen, keys
from quiz.screens.confirm import ConfirmDialog
from quiz.sitting import Exam, ExamAnswer, move, put, shown_order
from quiz.widgets.answering import AnswerControl
from quiz.widgets.keybar import KeyBar
from quiz.widgets.position import Position
from quiz.widgets.sheet import Sheet

_MOVE = Binding.Group("Move", compact=True)
_TICK = 1.0
_LITTLE_TIME = 60_000


class ExamScreen(QuizScreen[None]):
    """Responses are written down as drafts when the learner moves on; handing in marks them all at once."""

    holds_sitting = True
    wears = "sitting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "go(-1)", "Back", id="exam.previous", key_display="PgUp", priority=True, group=_MOVE, tooltip="Go back"),
        Binding("pagedown", "go(1)", "Next", id="exam.next", key_display="PgDn", priority=True, group=_MOVE, tooltip="Go on"),
        *keys("f", "f4", "later", "Later", id="exam.later", tooltip="Flag this question to come back to it, or take the flag away"),
        Binding("f6", "next_open", "Next open", id="exam.open", key_display="F6", tooltip="Go to the next question flagged or unanswered"),
        Binding("f8,ctrl+s", "hand_in", "Hand in", id="exam.hand-in", key_display="F8", tooltip="End the exam and have it marked"),
        Binding("enter", "try_again", "Try again", id="exam.try-again", tooltip="Hand in the exam, whose time is up"),
        Binding("escape", "leave", "Leave", id="exam.leave", tooltip="The clock stops; the exam can be gone on with"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self.exam = exam
        self.over = False
        """Whether it is being handed in or left, or its time is up."""
        self._busy = self._writing = False
        self._since = 0.0
        self._shown_at = 0.0
        self._written: dict[str, ExamAnswer] = dict(exam.answers)

    def compose(self) -> ComposeResult:
        yield Position()
        yield Sheet()
        yield KeyBar()

    async def on_mount(self) -> None:
        self._since = self.program.seconds()
        await self.present()
        self._tick()
        self.set_interval(_TICK, self._tick)

    # -- time

    @property
    def spent(self) -> int:
        """The exam's time used so far, in milliseconds."""
        passed = round((self.program.seconds() - self._since) * 1000)
        return min(self.exam.spent + passed, self.exam.limit)

    @property
    def time_is_up(self) -> bool:
        """Whether no time is left."""
        return self.spent >= self.exam.limit

    def _tick(self) -> None:
        left = self.exam.limit - self.spent
        self.query_one(Position).show_tally(f"{phrases.clock(left)} left", alarming=left <= _LITTLE_TIME)
        if self.time_is_up and not self._busy:
            if not self.over:
                self._keep_current()
            self._hand_in("time-up")

    # -- showing

    @property
    def question(self) -> AnyQuestion:
        """The question before the learner."""
        return self.exam.asked

    @property
    def sheet(self) -> Sheet:
        """Where the question stands."""
        return self.query_one(Sheet)

    async def present(self) -> None:
        """Show the question at the exam's position."""
        question = self.question
        self._shown_at = self.program.seconds()
        self._show_position()
        shown = shown_order(question, self.exam.seed, 0)
        await self.sheet.ask(question, shown, response=self.exam.answer_to(question.id).response, at_once=False)

    def _show_position(self) -> None:
        exam = self.exam
        done = len(exam.planned) - len(exam.unanswered)
        parts = [f"Exam · question {exam.position + 1} of {len(exam.planned)}", f"{done} answered"]
        if exam.for_later:
            parts.append(f"{len(exam.for_later)} for later")
        flag = " ⚑ this one" if exam.answer_to(exam.question).later else ""
        self.query_one(Position).show(" · ".join(parts) + flag, done, len(exam.planned))

    # -- answering

    def on_answer_control_unready(self, message: AnswerControl.Unready) -> None:
        self.sheet.say(message.said)

    def on_answer_control_changed(self, _message: AnswerControl.Changed) -> None:
        self.sheet.say("")

    async def on_answer_control_responded(self, message: AnswerControl.Responded) -> None:
        if not self.over and self._take(message.response):
            await self._go_to(self.exam.position + 1)

    def _take(self, response: Response) -> bool:
        """Let a response stand for this question; say so if it can't be one."""
        question = self.question
        if response is not None:
            try:
                question.mark(response)
            except NotAResponse as refusal:
                self.sheet.say(str(refusal))
                return False
        before, now = self.exam.answer_to(question.id), self.program.seconds()
        took = before.took + round((now - self._shown_at) * 1000)
        self._shown_at = now
        self.exam = put(self.exam, question.id, before._replace(response=response, given=response is not None, took=took))
        self._write()
        return True

    def _keep_current(self) -> bool:
        sheet = next(iter(self.query(Sheet)), None)  # there is none while the screen is being built or taken down
        control = sheet.control if sheet is not None else None
        # While another question is put on the sheet, what stands there is no answer to it.
        return control is not None and control.question.id == self.question.id and self._take(control.current())

    def _unwritten(self) -> list[str]:
        def stands(answers: Mapping[str, ExamAnswer], question: str) -> tuple[Response, bool]:
            answer = answers.get(question, ExamAnswer())
            return answer.response, answer.later

        return [q for q in self.exam.answers if stands(self.exam.answers, q) != stands(self._written, q)]

    @work
    async def _write(self) -> None:
        if self._writing:
            return  # it goes on until nothing is left
        self._writing = True
        try:
            await self._write_all()
        except Failed as failure:
            self.notify(f"Not saved yet. {failure} It is kept here and written when you move on.", severity="error", markup=False)
        finally:
            self._writing = False

    async def _write_all(self) -> None:
        while unwritten := self._unwritten():
            question, exam, spent = unwritten[0], self.exam, self.spent
            await self.off_thread(partial(self.study.draft, exam, question, spent))
            self._written[question] = exam.answer_to(question)

    # -- moving

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "try_again":
            return self.over and not self._busy
        return action == "leave" or not self.over

    async def action_go(self, step: int) -> None:
        if self._keep_current():
            await self._go_to(self.exam.position + step)

    async def _go_to(self, position: int) -> None:
        beyond = position >= len(self.exam.planned)
        self.exam = move(self.exam, position)
        await self.present()
        if beyond:
            self.sheet.say("This is the last question. F8 hands the exam in, F6 goes to what is still open.")

    def action_later(self) -> None:
        if self._keep_current():
            standing = self.exam.answer_to(self.exam.question)
            self.exam = put(self.exam, self.exam.question, standing._replace(later=not standing.later))
            self._write()
            self._show_position()

    async def action_next_open(self) -> None:
        if not self._keep_current():
            return
        planned, here = self.exam.planned, self.exam.position
        open_ = {*self.exam.unanswered, *self.exam.for_later}
        following = [*range(here + 1, len(planned)), *range(here + 1)]
        place = next((place for place in following if planned[place] in open_), None)
        if place is None:
            self._show_position()
            self.sheet.say("Every question is answered and none is flagged. F8 hands the exam in.")
        else:
            await self._go_to(place)

    # -- ending

    def action_hand_in(self) -> None:
        if not self._keep_current():
            return
        missing = len(self.exam.unanswered)
        asked = "Hand the exam in?" if not missing else f"Hand the exam in with {phrases.count(missing, 'question')} unanswered?"
        self.app.push_screen(ConfirmDialog(asked, "Hand in"), lambda yes: self._handed(bool(yes)))

    def _handed(self, yes: bool) -> None:
        self._show_position()
        if yes and not self.over:
            self._hand_in("finished")

    def action_try_again(self) -> None:
        self._hand_in("time-up")

    @work
    async def _hand_in(self, how: str) -> None:
        if self._busy:
            return
        self._busy = self.over = True
        self.sheet.hold()
        exam, spent = self.exam, self.spent
        try:
            await self.off_thread(lambda: self.study.hand_in(exam, spent, how))
            sitting = await self.off_thread(lambda: self.study.results(exam.id))
        except Failed as failure:
            self._go_on()
            how_on = "Time is up, and Enter tries again." if self.over else "F8 tries again."
            self.sheet.say(f"Not handed in yet. {failure} {how_on}")
            return
        from quiz.screens.results import ResultsScreen

        if how == "time-up":
            self.notify("Time is up: the exam was handed in.", markup=False)
        self.give_way(ResultsScreen(sitting))

    def _go_on(self) -> None:
        """Let the learner go on with what could not be ended, unless the time is up."""
        self._busy, self.over = False, self.time_is_up
        if not self.over:
            self.sheet.release()
        self.refresh_bindings()

    @work
    async def action_leave(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            await self.pause()
        except Failed as failure:
            self._go_on()
            asked = f"{failure} What you answered last is not saved. Leave without it?"
            self.app.push_screen(ConfirmDialog(asked, "Leave"), lambda yes: self.give_way() if yes else None)
        else:
            self.give_way()

    async def pause(self) -> None:
        """Write down what stands and the time used, so that the exam can be gone on with."""
        if not self.over:
            self._keep_current()
        await self.off_thread(self.writing_down())

    def writing_down(self) -> Callable[[], str]:
        study, exam, spent, unwritten = self.study, self.exam, self.spent, self._unwritten()

        def write() -> str:
            for question in unwritten:
                study.draft(exam, question, spent)
                self._written[question] = exam.answer_to(question)
            study.pause_exam(exam, spent)
            return f"All that stands in this exam is kept, {phrases.count(len(self._written), 'question')}, with the time that was left."

        return write
