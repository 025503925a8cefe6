"""One learner at the line mode: what home, sittings and exams share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from progress.errors import ProgressError
from progress.records import EntryId
from questions.kinds import AnyQuestion
from quiz.plain.commands import is_command, name_of
from quiz.plain.exam import ExamInLines
from quiz.plain.interruptions import Interruptions
from quiz.plain.lines import Lines, NoMoreLines
from quiz.plain.sitting import SittingInLines
from quiz.plain.words import NOTHING_DUE, NOTHING_TO_ASK
from quiz.sitting import Exam, Sitting
from quiz.study import Study
from quiz.undoing import How, Step, Steps
from quiz.wish import Wish

_SAID = {
    ("flagged", True): "Flagged.",
    ("flagged", False): "Flag taken away.",
    ("suspended", True): "Set aside: it will not be asked.",
    ("suspended", False): "It will be asked again.",
}


class Session:
    """One learner's work in lines; ``seconds`` is the clock by which answers are timed."""

    def __init__(
        self,
        study: Study,
        source: TextIO,
        out: TextIO,
        seconds: Callable[[], float] = time.monotonic,
        interruptions: Interruptions | None = None,
    ) -> None:
        self.study = study
        self.seconds = seconds
        self.interruptions = interruptions or Interruptions()
        self.lines = Lines(source, out, self.interruptions)
        self.steps = Steps()
        self._signs: dict[str, object] = {}
        self.at_home = False
        """Whether there is a home to return to, which takes commands of its own."""
        self.missed: tuple[str, ...] = ()
        """What was not right in the last sitting."""
        self.lost = ""
        """A sentence on what could not be written down before the end, if anything could not."""
        self._held: ExamInLines | SittingInLines | None = None

    def sit(self, begin: Callable[[Study], Sitting | Exam | None], nothing: str = NOTHING_TO_ASK) -> None:
        """Begin and hold a sitting or an exam; say ``nothing`` if there is nothing to ask."""
        begun = begin(self.study)
        if begun is None:
            self.lines.say(nothing)
        else:
            self._held = ExamInLines(self, begun) if isinstance(begun, Exam) else SittingInLines(self, begun)
            self._held.hold()
            self._held = None

    def wish(self, wish: Wish) -> None:
        """Hold the sitting or the exam that is wished."""
        self.sit(wish.begin, NOTHING_DUE if wish.mode == "review" else NOTHING_TO_ASK)

    def read_banks_again(self) -> None:
        """Read banks again that were saved, and say so."""
        news = self.study.read_again(at_once=True)
        if news is not None:
            self.lines.say(*news.told)

    def offer_again(self) -> None:
        """Ask whether to practise what was just missed."""
        if not self.missed:
            return
        try:
            line = self.lines.read_aside(":again asks only what you missed; Enter leaves.")
        except NoMoreLines:
            return
        if is_command(line) and name_of(line) == "again":
            self.sit(lambda study: study.again(self.missed))
        elif line and self.at_home:
            self.lines.give_back(line)

    def keep(self) -> str:
        """Write down what is under way when the program fails; return a sentence on what is kept."""
        try:
            return self._held.keep() if self._held is not None else ""
        except ProgressError as failure:
            return f"What is under way could not be written down. {failure}"

    def sign_of(self, sitting: str) -> object:
        """Return by what the steps of a sitting are known, even if it is left and gone on with."""
        return self._signs.setdefault(sitting, object())

    def knows(self, sitting: str) -> bool:
        """Whether a sitting was held here before."""
        return sitting in self._signs

    def mark(self, question: AnyQuestion, mark: str) -> tuple[EntryId, bool]:
        """Flag a question or set it aside, or take that back; say so, and return the entry and whether it stands now."""
        standing = self.study.ways()
        on = question.id not in (standing.flagged if mark == "flagged" else standing.suspended)
        entry = self.study.mark_question(question.id, mark, on=on)
        self.lines.say(_SAID[mark, on])
        return entry, on

    def swap(self, how: How, sign: object = None) -> Step | None:
        """Undo or redo the next step, of a sitting or of all; return it, or None if there is none."""
        step = self.steps.next(how, sign)
        if step is not None:
            change = self.study.store.undo if how == "undo" else self.study.store.redo
            change(self.study.learner.id, step.entry, self.study.clock())
            self.steps.swapped(how, step)
        return step
