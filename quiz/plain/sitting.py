"""A review or practice in lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progress.errors import ProgressError
from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Response
from quiz.mishap import kept_text
from quiz.plain import helps, sureness
from quiz.plain.commands import Commands, Leave, is_command, leave, name_of
from quiz.plain.held import Held
from quiz.plain.interruptions import Ended
from quiz.plain.lines import NoMoreLines
from quiz.plain.words import TURNED, past_lines, question_lines, tally, title
from quiz.schedule.why import why_asked
from quiz.sitting import Mode, Sitting, position_text

if TYPE_CHECKING:
    from quiz.plain.session import Session


class SittingInLines:
    """Asks until nothing is left or the learner leaves; then tells the score."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self._session = session
        self._lines = session.lines
        self._held = Held(session, sitting)

    def hold(self) -> None:
        """Hold the sitting to its end, or until the learner leaves it."""
        sitting = self._held.sitting
        answered = len(sitting.answered)
        going_on = f"Going on: {answered} of {answered + len(sitting.waiting)} are answered. " if sitting.given else ""
        self._lines.say(f"{going_on}Commands begin with a colon; :? lists them.")
        more = True
        while more:
            try:
                while (question := self._held.next()) is not None:
                    _Asking(self._held, question).until_answered()
            except Leave:
                self._held.leave()
                return
            except (Ended, NoMoreLines):
                self._held.leave()
                raise
            more = self._afterwards()

    def keep(self) -> str:
        """Write down that the sitting was left; return a sentence on what is kept. Raises ``ProgressError``."""
        return kept_text(self._session.study.leave(self._held.sitting))

    def _afterwards(self) -> bool:
        """Tell the results and take commands on them; return whether there is more to ask after all."""
        self._held.tell_results()
        more = False
        try:
            more = bool(self._held.sitting.given) and self._heard()
        finally:
            if not more:
                self._held.end()
        return more

    def _heard(self) -> bool:
        commands = Commands(self._lines, {**self._held.commands, "again": self._again, "open": self._open}, helps.FOR_RESULTS)
        again = ":again asks only what you missed, " if self._held.sitting.missed else ""
        while True:
            try:
                line = self._lines.read_aside(f"{again}:? lists what else; Enter leaves.")
            except NoMoreLines:
                return False
            if is_command(line) and name_of(line) != "quit":
                if commands.obey(line):
                    return True
            elif line and not is_command(line) and self._session.at_home:
                self._lines.give_back(line)
                return False
            elif line and not is_command(line) and self._lines.interactive:
                self._lines.say(helps.FOR_RESULTS)
            else:
                return False

    def _again(self) -> bool:
        begun = self._session.study.again(self._held.sitting.missed)
        if begun is None:
            return self._held.say("You missed nothing.")
        self._held.end()
        self._held = Held(self._session, begun)
        return True

    def _open(self) -> bool:
        study = self._session.study
        return self._held.say(*past_lines(study.past(self._held.sitting.id), study.clock()))


class _Asking:
    """One question before the learner."""

    def __init__(self, held: Held, question: AnyQuestion) -> None:
        self.held = held
        self.lines = held.lines
        self.question = question
        self.shown = held.study.shown(held.sitting, question)
        self.hinted = self.turned = False
        self.confidence: str | None = None
        """How sure she said she is; None as long as she was not asked."""
        self.began = 0.0
        always = {
            **held.commands,
            "flag": lambda: held.flag(question),
            "aside": lambda: held.set_aside(question),
            "time": lambda: held.say(tally(held.sitting)),
            "quit": leave,
            **sureness.commands(held.study, held.say, held.ask_how_sure),
        }
        asking = {"hint": self._hint, "why": self._why, "don't know": lambda: self._answer(None, self._took())}
        self.asking = Commands(self.lines, {**always, **asking}, helps.FOR_QUESTION)
        self.told = Commands(self.lines, always, helps.FOR_FEEDBACK)

    def until_answered(self) -> None:
        """Ask until there is an answer, or another question is to be asked."""
        question, sitting = self.question, self.held.sitting
        flag = ", flagged" if question.id in self.held.flagged else ""
        # At a terminal a card has two sides; from a pipe the mark alone will do.
        how = "Recall the back, then press Enter to see it." if question.kind == "flashcard" and self.lines.interactive else ""
        where = f"{position_text(sitting)}. {title(self.held.study.library, question.topic)}{flag}."
        self.lines.say("", where, *question_lines(question, self.shown, how))
        self.began = self.held.session.seconds()
        while True:
            line = self.lines.read()
            if self.asking.obey(line) if is_command(line) else self._respond(line):
                return

    def _read_on(self) -> None:
        """Wait until the feedback is read: the time that this takes is not the next answer's."""
        while line := self.lines.read("Enter goes on. > "):
            if not is_command(line):
                self.lines.say("Your answer is marked already. Enter goes on to what comes next; :? lists commands.")
            elif self.told.obey(line):
                return

    def _respond(self, line: str) -> bool:
        """Take a line as the response, or say why it is none; return whether it was marked."""
        question = self.question
        if question.kind == "flashcard" and not self.turned and (self.lines.interactive or self._parsed(line) is None):
            if not self._asked_how_sure():
                return False
            self.turned = True
            return self.held.say(f"The back says: {question.answer_text()}", TURNED)
        if not line:
            return self.held.say(f"Nothing was given. {TURNED if self.turned else question.how()} (:d if you don't know)")
        try:
            response = question.parse(line, self.shown)
            question.mark(response)
        except NotAResponse as refusal:
            return self.held.say(str(refusal))
        took = self._took()
        return self._asked_how_sure() and self._answer(response, took)

    def _asked_how_sure(self) -> bool:
        """Ask how sure she is, once, if she wants to say that; return False if she wants to change her response first."""
        if self.held.asks_how_sure and self.confidence is None:
            before = self.held.session.seconds()
            self.confidence = sureness.read_how_sure(self.lines)
            self.began += self.held.session.seconds() - before  # saying that is not answering
            return self.confidence is not None
        return True

    def _parsed(self, line: str) -> Response:
        try:
            return self.question.parse(line, self.shown)
        except NotAResponse:
            return None

    def _took(self) -> int:
        return round((self.held.session.seconds() - self.began) * 1000)

    def _answer(self, response: Response, took: int) -> bool:
        confidence = (self.confidence or "") if response is not None else ""
        write = partial(self.held.answer, self.question, response, took=took, hinted=self.hinted, confidence=confidence)
        while True:
            try:
                write()
            except ProgressError as failure:
                if not self.lines.interactive:
                    raise
                self.lines.say(f"Not saved yet. {failure}", "Your answer is kept here. Press Enter to try again.")
                try:
                    line = self.lines.read()
                except (Ended, NoMoreLines):
                    self._write_at_last(write)
                    raise
                if name_of(line) == "quit":
                    raise Leave from None
            else:
                if self.lines.interactive:
                    self._read_on()
                return True

    def _write_at_last(self, write: Callable[[], None]) -> None:
        """Try once more to write what could not be written, since the program ends now."""
        try:
            write()
        except ProgressError as failure:
            self.held.session.lost = f"Your last answer is not saved. {failure}"

    def _why(self) -> bool:
        practised = self.held.sitting.mode is Mode.PRACTICE
        return self.held.say(*why_asked(self.held.study, self.question.id, practised=practised))

    def _hint(self) -> bool:
        self.hinted = self.hinted or bool(self.question.hint)
        return self.held.say(f"Hint: {self.question.hint}" if self.question.hint else "This question has no hint.")
