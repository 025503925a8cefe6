"""An exam in lines: no marks until it is handed in, by the learner or when its time is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from progress.errors import ProgressError
from questions.verdict import NotAResponse, Response
from quiz import phrases
from quiz.plain import helps
from quiz.plain.commands import Commands, Leave, is_command, leave, name_of
from quiz.plain.interruptions import Ended, TimeUp
from quiz.plain.lines import NoMoreLines
from quiz.plain.timed import Timed
from quiz.plain.words import exam_begun, exam_lines, exam_state, hand_in_question, question_lines
from quiz.sitting import Exam

if TYPE_CHECKING:
    from quiz.plain.session import Session


class ExamInLines:
    """Asks until it is handed in, left, or its time is up."""

    def __init__(self, session: Session, exam: Exam) -> None:
        self._session = session
        self._lines = session.lines
        self._timed = Timed(session, exam)
        self._over = False
        self._began = 0.0
        self._commands = Commands(
            session.lines,
            {
                "next": lambda: self._go(self._timed.exam.position + 1),
                "previous": lambda: self._go(self._timed.exam.position - 1),
                "open": self._go_to_open,
                "flag": self._flag,
                "clear": self._clear,
                "time": lambda: self._say(f"{phrases.clock(self._timed.left)} left."),
                "done": self._done,
                "quit": leave,
            },
            helps.FOR_EXAM,
        )

    def hold(self) -> None:
        """Hold the exam to its end, or until the learner leaves it."""
        alarm = self._session.interruptions
        self._lines.say(exam_begun(self._timed.exam, self._timed.left))
        alarm.ring_after(self._timed.left)
        try:
            while not self._over:
                self._ask()
        except TimeUp:
            alarm.ring_no_more()
            self._lines.forget_typed()
            self._lines.say("Time is up: the exam is handed in.")
            self._hand_in("time-up")
        except Leave:
            alarm.ring_no_more()
            self._pause()
            return
        except (Ended, NoMoreLines):
            alarm.ring_no_more()
            self._pause()
            raise
        finally:
            alarm.ring_no_more()
        self._session.offer_again()

    def _say(self, *lines: str) -> bool:
        """Say something, by which the question is not done with."""
        self._lines.say(*lines)
        return False

    # -- asking

    def _ask(self) -> None:
        timed = self._timed
        question, standing = timed.question, timed.standing
        self._lines.say("", exam_state(timed.exam, timed.left), *question_lines(question, timed.shown))
        if standing.given:
            self._lines.say(f"Your response so far: {question.response_text(standing.response)}")
        self._began = self._session.seconds()
        while True:
            line = self._read()
            if self._obey(line) if is_command(line) else self._respond(line):
                return

    def _read(self, prompt: str = "> ") -> str:
        line = self._lines.read(prompt)
        if self._timed.left <= 0:  # where there is no alarm, or a line came at the very end
            raise TimeUp
        return line

    def _respond(self, line: str) -> bool:
        question = self._timed.question
        if not line:
            return self._say(f"Nothing was given. {question.how()} (:n goes on without a response)")
        try:
            response = question.parse(line, self._timed.shown)
            question.mark(response)
        except NotAResponse as refusal:
            return self._say(str(refusal))
        was_open = bool(self._timed.exam.unanswered)
        self._put(response)
        if not self._timed.exam.unanswered and (was_open or self._timed.at_last):
            self._done()
        elif self._timed.at_last:
            self._lines.say("That was the last question; now the next that is open. :done hands in.")
            self._timed.go(self._timed.open[0])
        else:
            self._timed.go(self._timed.exam.position + 1)
        return True

    def _put(self, response: Response) -> None:
        now = self._session.seconds()
        took, self._began = round((now - self._began) * 1000), now
        try:
            self._timed.respond(response, took)
        except ProgressError as failure:
            if not self._lines.interactive:
                raise
            self._lines.say(f"Not saved yet. {failure} It is kept here, and written with your next response.")

    # -- commands

    def _obey(self, line: str) -> bool:
        command, _, place = line.removeprefix(":").strip().partition(" ")
        if command.casefold() == "go":
            return self._go(int(place) - 1) if place.isdecimal() and len(place) < 6 else self._say("Say which, as in :go 7.")
        return self._commands.obey(line)

    def _go(self, place: int) -> bool:
        whole = len(self._timed.exam.planned)
        if place == whole and self._timed.at_last:
            return self._say("This is the last question. :done hands in, :o goes to what is open.")
        if not 0 <= place < whole:
            return self._say("This is the first question." if place == -1 else f"The questions are numbered 1 to {whole}.")
        self._timed.go(place)
        return True

    def _go_to_open(self) -> bool:
        if not self._timed.open:
            return self._say("Every question is answered and none is flagged. :done hands in.")
        return self._go(self._timed.open[0])

    def _flag(self) -> bool:
        return self._say("Flagged for later; :o comes back to it." if self._timed.flag() else "Flag taken away.")

    def _clear(self) -> bool:
        if not self._timed.standing.given:
            return self._say("There is no response to take away.")
        self._put(None)
        return self._say("Taken away.")

    def _done(self) -> bool:
        """Ask whether to hand in; the end of a pipe is a yes, the end of a terminal is not."""
        try:
            line = self._read(f"{hand_in_question(self._timed.exam)} (y/n) ")
        except NoMoreLines:
            if self._lines.interactive:
                raise
            line = "y"
        if line.casefold() in ("y", "yes") or name_of(line) == "done":
            self._hand_in("finished")
        elif is_command(line):
            self._lines.give_back(line)
        else:
            self._lines.say("Not handed in.")
        return True

    # -- its end

    def keep(self) -> str:
        """Write down how the exam stands; return a sentence on what is kept."""
        return self._timed.pause() or "All that stands in this exam is kept, with the time that was left."

    def _pause(self) -> None:
        failure = self._timed.pause()
        left = phrases.clock(self._timed.left)
        self._lines.say(failure or f"The clock is stopped with {left} left; continue, or quiz exam, goes on with it.")

    def _hand_in(self, how: str) -> None:
        self._session.interruptions.ring_no_more()
        while True:
            try:
                past = self._timed.hand_in(how)
                break
            except ProgressError as failure:
                if not self._lines.interactive:
                    raise
                self._lines.say(f"Not handed in yet. {failure} Press Enter to try again.")
                self._lines.read()
        self._over = True
        study = self._session.study
        results = study.results(past.sitting.id)
        self._session.missed = results.missed
        self._lines.say(*exam_lines(past, results, study.library, study.clock()))
