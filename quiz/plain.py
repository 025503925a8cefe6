"""The line mode: the whole program in lines of text, for pipes, screen readers and braille lines.

What is asked is written to standard output and a response is one line of standard input. Commands begin with a colon.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import FrameType
from typing import TextIO

from progress.errors import NotSaved
from progress.log import EntryId
from progress.rating import Rating
from progress.records import SittingRecord
from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse, Response
from quiz import phrases
from quiz.display import clean, one_line
from quiz.places import Places
from quiz.readout import past_lines, question_lines
from quiz.search import search
from quiz.sitting import Exam, ExamAnswer, Sitting, by_topic, chosen_topics, drop, move, position_text, put, shown_order
from quiz.study import Feedback, Study
from quiz.told import prompt_text, returns_text, source_text

_QUESTION_HELP = """\
Type your response and press Enter. An empty line is asked again, never marked.
:h hint   :d I don't know   :u undo the last answer   :redo bring it back
:r I was right   :g that was a guess   :1 :2 :3 :4 rate the last answer again, hard, good, easy
:f flag   :s set aside, ask it no more   :q leave; nothing is lost   :? this help"""

_EXAM_HELP = """\
Type your response and press Enter; you may change it until you hand in.
:n next   :p previous   :go 7 question seven   :l flag for later   :o next open or flagged
:t time left   :done hand in   :q leave; the clock stops   :? this help"""

_HOME_HELP = """\
review [TOPIC]    what is due, with new questions   (r)
more [TOPIC]      ten more new questions            (n)
practice [TOPIC]  ten questions drawn at random     (p)
exam [TOPIC]      a timed exam                      (e)
continue          go on with what you left          (c)
history [NUMBER]  past sittings, or one in full     (h)
browse [WORDS]    search the questions              (b)
show QUESTION     a question with its answer
flag QUESTION, aside QUESTION     mark it, or take the mark back
undo, redo        the last thing you did            (u)
learner [NAME]    who is learning; switch or add    (l)
topics, due, help, quit                             (q)"""

_SHORT = {"r": "review", "n": "more", "p": "practice", "e": "exam", "c": "continue", "h": "history", "b": "browse", "u": "undo", "l": "learner", "q": "quit", "?": "help"}


class Ended(Exception):
    """No more lines come, or the program was told to end."""


class TimeUp(Exception):
    """The time of an exam is over."""


def open_plainly(where: Places, run: Callable[[Session], None]) -> int:
    """Open the study, run a session of lines on standard input and output, and return the exit status."""
    study = Study.open(where)

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ended

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    session = Session(study, sys.stdin, sys.stdout)
    try:
        run(session)
    except (Ended, KeyboardInterrupt):
        session.say("Left. Nothing is lost.")
    finally:
        study.close()
    return 0


class Session:
    """One learner at the line mode."""

    def __init__(self, study: Study, lines: TextIO, out: TextIO, seconds: Callable[[], float] = time.monotonic) -> None:
        self.study = study
        self._lines = lines
        self._out = out
        self._seconds = seconds
        self._done: list[tuple[EntryId, str]] = []
        self._undone: list[tuple[EntryId, str]] = []

    def say(self, *lines: str) -> None:
        """Write lines."""
        for line in lines:
            self._out.write(clean(line) + "\n")
        self._out.flush()

    def read(self, prompt: str = "> ") -> str:
        """Return the next line without its white space; raises ``Ended`` when there is none."""
        self._out.write(prompt)
        self._out.flush()
        line = self._lines.readline()
        if not line:
            self._out.write("\n")
            raise Ended
        if not self._lines.isatty():
            self._out.write("\n")
        return one_line(line).strip()

    # -- home

    def home(self) -> None:
        """Take commands until the learner quits."""
        self._greet()
        while True:
            word, _, rest = self.read("quiz> ").partition(" ")
            command = _SHORT.get(word.casefold(), word.casefold())
            if command == "quit":
                return
            if command == "":
                self.say("Type review to begin, help for all commands, quit to leave.")
                continue
            try:
                self._obey(command, rest.strip())
            except (ValueError, NotSaved) as error:
                self.say(str(error))

    def _greet(self) -> None:
        home = self.study.home()
        overview = home.overview
        self.say(f"Canada–US relations. Learner: {one_line(home.learner.name)}.")
        if home.warning:
            self.say(f"Note: {home.warning}")
        if self.study.library.problems:
            self.say(f"Note: {phrases.count(len(self.study.library.problems), 'problem')} in the banks; quiz check says where.")
        streak = f" {overview.streak}-day streak." if overview.streak else ""
        self.say(f"{overview.due} due, {overview.new} new, about {phrases.count(overview.minutes, 'minute')}.{streak}")
        if home.exam or home.unfinished:
            self.say("Something is unfinished: continue goes on with it.")
        self.say("Type review to begin, help for all commands.")

    def _obey(self, command: str, rest: str) -> None:
        study = self.study
        if command in ("review", "more", "practice", "exam"):
            topics = self._topics(rest)
            begin: dict[str, Callable[[Study], Sitting | Exam | None]] = {
                "review": lambda s: s.review(topics=topics),
                "more": lambda s: s.review(topics=topics, new=10),
                "practice": lambda s: s.practice(topics=topics),
                "exam": lambda s: s.exam(topics=topics),
            }
            self.sit(begin[command])
        elif command == "continue":
            self._go_on()
        elif command == "history":
            self._history(rest)
        elif command == "browse":
            self._browse(rest)
        elif command == "show":
            self._show(self._question(rest))
        elif command in ("flag", "aside"):
            self._mark(self._question(rest), "flagged" if command == "flag" else "suspended")
        elif command == "undo":
            self._swap(self._done, self._undone, study.store.undo, "undo")
        elif command == "redo":
            self._swap(self._undone, self._done, study.store.redo, "redo")
        elif command == "learner":
            self._learner(rest)
        elif command in ("topics", "due"):
            self._standing()
        elif command == "help":
            self.say(_HOME_HELP)
        else:
            self.say(f"{command[:40]} is not a command; help lists them.")

    def _topics(self, rest: str) -> tuple[str, ...]:
        return chosen_topics([bank.topic for bank in self.study.library.banks], rest.replace(",", " ").split())

    def _go_on(self) -> None:
        home = self.study.home()
        left = home.exam or home.unfinished
        if left is None:
            self.say("Nothing is unfinished.")
        else:
            self.sit(lambda study: self._resumed(study, left))

    def _resumed(self, study: Study, left: SittingRecord) -> Sitting | Exam:
        return study.resume_exam(left) if left.mode == "exam" else study.resume(left)

    def _history(self, rest: str) -> None:
        sittings = self.study.history()
        if rest.isdecimal() and 1 <= int(rest) <= len(sittings):
            self.say(*past_lines(self.study.past(sittings[int(rest) - 1].id), self.study.clock()))
            return
        if not sittings:
            self.say("No sittings yet.")
        for number, s in enumerate(sittings[:20], 1):
            state = "" if s.over else ", not finished"
            self.say(f"{number}. {phrases.moment(s.started)}, {s.mode}: {s.rights} of {s.answers} right, score {phrases.percent(s.score)}{state}")
        if sittings:
            self.say("history and a number opens one.")

    def _browse(self, words: str) -> None:
        found = search(self.study.library, words, self.study.standing(), self.study.clock())
        for question in found[:20]:
            self.say(f"{question.id}: {one_line(prompt_text(question))}")
        self.say(phrases.count(len(found), "question") + ("; the first 20 are listed, more words find fewer." if len(found) > 20 else "."))

    def _question(self, name: str) -> AnyQuestion:
        found = self.study.library.by_id.get(name)
        if found is None:
            raise ValueError(f"There is no question {name[:60]!r}; browse lists them by topic/id.")
        return found

    def _show(self, question: AnyQuestion) -> None:
        self.say(*question_lines(question, shown_order(question, 0, 0)), f"Answer: {question.answer_text()}", question.explanation)
        for answer in self.study.store.answers_to(self.study.learner.id, question.id):
            sign, word = phrases.OUTCOMES[answer.outcome]
            self.say(f"{sign} {word}, {phrases.moment(answer.when)}: {question.response_text(answer.response)}{' (taken back)' if answer.undone else ''}")

    def _mark(self, question: AnyQuestion, mark: str) -> None:
        standing = self.study.standing()
        on = question.id not in (standing.flagged if mark == "flagged" else standing.suspended)
        written = self.study.mark_question(question.id, mark, on=on)
        self._remember(written, "the mark")
        words = {("flagged", True): "Flagged.", ("flagged", False): "Flag taken away.", ("suspended", True): "Set aside: it will not be asked.", ("suspended", False): "It will be asked again."}
        self.say(words[mark, on])

    def _learner(self, name: str) -> None:
        if name:
            self.study.switch_learner(self.study.store.learner_named(name[:40], self.study.clock()))
            self._done.clear()
            self._undone.clear()
        for learner in self.study.store.learners():
            self.say(("* " if learner.id == self.study.learner.id else "  ") + one_line(learner.name))

    def _standing(self) -> None:
        for topic in self.study.home().overview.topics:
            self.say(
                f"{topic.topic}: {topic.questions} questions, {topic.due} due, {topic.learned} learned, recall {phrases.percent(topic.recall)}"
            )

    def _remember(self, entry: EntryId, what: str) -> None:
        self._done.append((entry, what))
        self._undone.clear()

    def _swap(self, taken: list[tuple[EntryId, str]], given: list[tuple[EntryId, str]], change: Callable[..., None], how: str) -> None:
        if not taken:
            self.say(f"There is nothing to {how}.")
            return
        entry, what = taken[-1]
        change(self.study.learner.id, entry, self.study.clock())
        given.append(taken.pop())
        self.say(f"{how.capitalize()}ne: {what}.")

    # -- sittings

    def sit(self, start: Callable[[Study], Sitting | Exam | None]) -> None:
        """Begin and hold a sitting."""
        begun = start(self.study)
        if begun is None:
            self.say("Nothing is due and nothing is new here. More new questions: review --new 10. Or practise.")
        elif isinstance(begun, Exam):
            _ExamInLines(self, begun).hold()
        else:
            _SittingInLines(self, begun).hold()

    def tell(self, feedback: Feedback) -> None:
        """Tell what became of an answer."""
        question, verdict = feedback.question, feedback.verdict
        sign, word = phrases.OUTCOMES[verdict.outcome]
        score = f" ({phrases.percent(verdict.score)})" if verdict.outcome in ("partly", "nearly") else ""
        self.say(f"{sign} {word}{score}. {verdict.rule}")
        if verdict.outcome != "right" or question.kind in ("short-answer", "number", "cloze", "flashcard"):
            self.say(f"Answer: {question.answer_text()}")
        for line in (question.feedback(feedback.response), question.explanation, source_text(feedback)):
            if line:
                self.say(line)
        self.say(returns_text(feedback, self.study.clock()))

    def seconds(self) -> float:
        """Return the clock by which answers are timed."""
        return self._seconds()

    def remember(self, entry: EntryId, what: str) -> None:
        """Note something that ``undo`` can take back."""
        self._remember(entry, what)


class _SittingInLines:
    """A review or practice in lines."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self.session = session
        self.study = session.study
        self.sitting = sitting
        self.feedback: Feedback | None = None
        self.taken_back: tuple[Sitting, Feedback] | None = None
        self.hinted = False

    def hold(self) -> None:
        """Ask until nothing is left or the learner leaves; then tell the score."""
        usual = self.study.standing().usual
        self.session.say(_resumed_text(self.sitting) + "Commands begin with a colon; :? lists them.")
        try:
            while self.sitting.asked is not None:
                self._one(usual)
        except (Ended, KeyboardInterrupt):
            self.study.leave(self.sitting)
            self.session.say(*results_lines(self.sitting, self.study))
            raise
        self.session.say(*results_lines(self.sitting, self.study))

    def _one(self, usual: dict[str, int]) -> None:
        question = self.study.question(self.sitting)
        assert question is not None
        shown = self.study.shown(self.sitting, question)
        self.hinted = False
        bank = self.study.library.bank(question.topic)
        self.session.say("", f"{position_text(self.sitting)}. {one_line(bank.title if bank else question.topic)}.", *question_lines(question, shown))
        began, asked = self.session.seconds(), self.sitting
        while self.sitting is asked or self.sitting.asked == question.id:
            line = self.session.read()
            if line.startswith(":"):
                if self._command(line[1:].strip().casefold(), question, usual, began):
                    return
                continue
            response = self._response(line, question, shown)
            if response is not None:
                self._answer(response, usual, began)
                return

    def _response(self, line: str, question: AnyQuestion, shown: Sequence[str]) -> Response:
        """Return the response that a line stands for, or None after saying why it is none."""
        if not line:
            self.session.say(f"Nothing was given. {question.how()} (:d if you don't know)")
            return None
        try:
            response = question.parse(line, shown)
            question.mark(response)
        except NotAResponse as refusal:
            if question.kind == "flashcard":
                return self._recalled(question)
            self.session.say(str(refusal))
            return None
        return response

    def _recalled(self, question: AnyQuestion) -> Response:
        self.session.say(f"The back says: {question.answer_text()}", "How well did you know it? 1 again, 2 hard, 3 good, 4 easy.")
        while True:
            line = self.session.read()
            try:
                return question.parse(line, ())
            except NotAResponse as refusal:
                self.session.say(str(refusal))

    def _answer(self, response: Response, usual: dict[str, int], began: float) -> None:
        took = round((self.session.seconds() - began) * 1000)
        question = self.study.question(self.sitting)
        assert question is not None
        while True:
            try:
                self.sitting, feedback = self.study.answer(
                    self.sitting, response, took=took, hinted=self.hinted, usual=usual.get(question.kind)
                )
                break
            except NotSaved as failure:
                self.session.say(f"Not saved yet. {failure}", "Your answer is kept. Press Enter to try again.")
                self.session.read()
        self.session.remember(feedback.id, "the answer")
        self.feedback, self.taken_back = feedback, None
        self.session.tell(feedback)
        self.sitting = self.study.next(self.sitting)

    def _command(self, command: str, question: AnyQuestion, usual: dict[str, int], began: float) -> bool:
        """Obey a command; return whether another question is to be asked."""
        session, study = self.session, self.study
        if command in ("h", "hint"):
            self.hinted = self.hinted or bool(question.hint)
            session.say(f"Hint: {question.hint}" if question.hint else "This question has no hint.")
        elif command in ("d", "dont-know", "don't know"):
            self._answer(None, usual, began)
            return True
        elif command in ("u", "undo"):
            return self._undo()
        elif command == "redo":
            return self._redo()
        elif command in ("r", "right", "g", "guess"):
            self._amend(lambda f: study.claim(self.sitting, f, "right" if command[0] == "r" else "guess"))
        elif command in ("1", "2", "3", "4"):
            self._amend(lambda f: study.rerate(self.sitting, f, Rating(int(command))))
        elif command in ("f", "flag"):
            session._mark(question, "flagged")
        elif command in ("s", "aside"):
            session._mark(question, "suspended")
            self.sitting = study.next(drop(self.sitting, question.id))
            return True
        elif command in ("q", "quit", "leave"):
            raise Ended
        else:
            session.say(_QUESTION_HELP)
        return False

    def _undo(self) -> bool:
        if not self.sitting.given:
            self.session.say("There is nothing to undo in this sitting.")
            return False
        before, feedback = self.sitting, self.feedback
        self.sitting = self.study.undo(self.sitting)
        self.taken_back = (replace(before, asked=None), feedback) if feedback and feedback.id == before.given[-1].id else None
        self.feedback = None
        self.session.say("Taken back. Answer again; :redo brings it back.")
        return True

    def _redo(self) -> bool:
        if self.taken_back is None:
            self.session.say("There is nothing to redo.")
            return False
        after, self.feedback = self.taken_back
        self.sitting = self.study.next(self.study.redo(after, self.feedback))
        self.taken_back = None
        self.session.say("Back again.")
        return True

    def _amend(self, change: Callable[[Feedback], tuple[Sitting, Feedback]]) -> None:
        if self.feedback is None:
            self.session.say("There is no answer to say that of yet.")
            return
        asked = self.sitting.asked
        amended, self.feedback = change(self.feedback)
        self.sitting = replace(amended, asked=asked)
        self.session.say(returns_text(self.feedback, self.study.clock()))


def _resumed_text(sitting: Sitting) -> str:
    return f"Going on: {len(sitting.answered)} of {len(sitting.planned)} are answered. " if sitting.given else ""


def results_lines(sitting: Sitting, study: Study) -> list[str]:
    """Return how a sitting went, in lines."""
    tries = sitting.first_tries
    if not tries:
        return ["", "Nothing was answered."]
    right = sum(given.outcome == "right" for given in tries)
    lines = ["", f"Score: {phrases.percent(sitting.score)}. {right} of {len(tries)} right at the first try."]
    topics = by_topic(tries)
    if len(topics) > 1:
        lines += [f"{topic}: {phrases.percent(score)} of {tried}" for topic, tried, score in topics]
    for id_ in sitting.missed:
        question = study.library.by_id.get(id_)
        if question is not None:
            lines.append(f"Missed: {one_line(prompt_text(question))} Answer: {one_line(question.answer_text())}")
    if sitting.left:
        lines.append(f"{phrases.count(sitting.left, 'question')} left for later.")
    return lines


class _ExamInLines:
    """An exam in lines; it hands itself in when its time is up."""

    def __init__(self, session: Session, exam: Exam) -> None:
        self.session = session
        self.study = session.study
        self.exam = exam
        self._since = session.seconds()

    @property
    def spent(self) -> int:
        """The exam's time used so far, in milliseconds."""
        return min(self.exam.limit, self.exam.spent + round((self.session.seconds() - self._since) * 1000))

    @property
    def left(self) -> int:
        """The milliseconds left."""
        return self.exam.limit - self.spent

    def hold(self) -> None:
        """Ask until it is handed in, left, or its time is up."""
        self.session.say(f"Exam: {len(self.exam.planned)} questions, {phrases.clock(self.left)} minutes left. No marks until you hand in. :? lists the commands.")
        self._set_alarm()
        try:
            while self._one():
                pass
            self._hand_in("finished")
        except TimeUp:
            self.session.say("", "Time is up: the exam is handed in.")
            self._hand_in("time-up")
        except (Ended, KeyboardInterrupt):
            self._clear_alarm()
            self.study.pause_exam(self.exam, self.spent)
            self.session.say(f"The clock is stopped with {phrases.clock(self.left)} left; quiz exam goes on.")
            raise
        finally:
            self._clear_alarm()

    def _set_alarm(self) -> None:
        def up(_number: int, _frame: FrameType | None) -> None:
            raise TimeUp

        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, up)
            signal.setitimer(signal.ITIMER_REAL, max(self.left / 1000, 0.001))

    def _clear_alarm(self) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _one(self) -> bool:
        """Ask the question at the exam's position; return whether the exam goes on."""
        exam, question = self.exam, self.study.library.by_id[self.exam.question]
        shown = shown_order(question, exam.seed, 0)
        standing = exam.answer_to(question.id)
        flag = ", flagged for later" if standing.later else ""
        self.session.say("", f"Question {exam.position + 1} of {len(exam.planned)}{flag}. {phrases.clock(self.left)} left.", *question_lines(question, shown))
        if standing.given:
            self.session.say(f"Your response so far: {question.response_text(standing.response)}")
        began = self.session.seconds()
        line = self.session.read()
        if self.left <= 0:
            raise TimeUp
        if line.startswith(":"):
            return self._command(line[1:].strip().casefold())
        if not line:
            self.session.say(f"Nothing was given. {question.how()} (:n goes on without a response)")
            return True
        try:
            response = question.parse(line, shown)
            question.mark(response)
        except NotAResponse as refusal:
            self.session.say(str(refusal))
            return True
        took = standing.took + round((self.session.seconds() - began) * 1000)
        self._put(question.id, replace(standing, response=response, given=True, took=took))
        if exam.position + 1 == len(exam.planned):
            self.session.say("That was the last question. :done hands in, :o goes to what is open.")
        self.exam = move(self.exam, exam.position + 1)
        return bool(self.exam.unanswered) or exam.position + 1 < len(exam.planned) or self._more()

    def _more(self) -> bool:
        """All is answered: hand in at the learner's word, or when no more lines come."""
        try:
            answer = self.session.read("Every question is answered. Hand in? (y/n) ")
        except Ended:
            return False
        return not answer.casefold().startswith(("y", ":done"))

    def _put(self, question: str, changed: ExamAnswer) -> None:
        self.exam = put(self.exam, question, changed)
        self.study.draft(self.exam, question, self.spent)

    def _command(self, command: str) -> bool:
        exam, word = self.exam, command.partition(" ")[0]
        if word in ("n", "next"):
            self.exam = move(exam, exam.position + 1)
        elif word in ("p", "previous"):
            self.exam = move(exam, exam.position - 1)
        elif word == "go" and command[3:].strip().isdecimal():
            self.exam = move(exam, int(command[3:]) - 1)
        elif word in ("l", "later"):
            standing = exam.answer_to(exam.question)
            self._put(exam.question, replace(standing, later=not standing.later))
        elif word in ("o", "open"):
            open_ = set(exam.unanswered) | set(exam.for_later)
            places = [p for p in [*range(exam.position + 1, len(exam.planned)), *range(exam.position + 1)] if exam.planned[p] in open_]
            self.exam = move(exam, places[0]) if places else exam
        elif word in ("t", "time"):
            self.session.say(f"{phrases.clock(self.left)} left.")
        elif word == "done":
            return bool(self.exam.unanswered) and not self._sure()
        elif word in ("q", "quit", "leave"):
            raise Ended
        else:
            self.session.say(_EXAM_HELP)
        return True

    def _sure(self) -> bool:
        missing = phrases.count(len(self.exam.unanswered), "question")
        try:
            return self.session.read(f"{missing} unanswered. Hand in all the same? (y/n) ").casefold().startswith("y")
        except Ended:
            return True

    def _hand_in(self, how: str) -> None:
        self._clear_alarm()
        past = self.study.hand_in(self.exam, self.spent, how)
        self.session.say("", *past_lines(past, self.study.clock()), "", f"Score: {phrases.percent(past.sitting.score)}. {past.sitting.rights} of {past.sitting.answers} right.")
