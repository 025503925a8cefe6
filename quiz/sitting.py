"""One run of review, practice or exam: a frozen value and plain functions, without a screen, a clock or a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from progress.records import EntryId
from progress.schedule import LEARN_AHEAD, Card, State
from questions.kinds import AnyQuestion
from questions.verdict import Response


class Mode(StrEnum):
    """What a sitting is for."""

    REVIEW = "review"
    PRACTICE = "practice"
    EXAM = "exam"


class Given(NamedTuple):
    """An answer given in this sitting."""

    id: EntryId
    question: str
    outcome: str
    score: float
    returns: datetime | None = None
    """When the question is to be asked again within the sitting, if it is."""
    misled: bool = False
    """Whether the learner was sure of it, and it was wrong: it goes before whatever else comes back."""


class Sitting(NamedTuple):
    """A sitting under way: what is planned, what was given, and what is before the learner now."""

    id: str
    mode: Mode
    planned: tuple[str, ...]
    seed: int = 0
    topics: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    asked: str | None = None
    dropped: frozenset[str] = frozenset()
    """Questions set aside during the sitting."""
    until: datetime | None = None
    """When the time that the learner gave herself is over; a question that is before her then may still be answered."""

    @property
    def answered(self) -> frozenset[str]:
        """The questions that have at least one answer."""
        return frozenset(given.question for given in self.given)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The planned questions that have none, in order."""
        done = self.answered | self.dropped
        return tuple([q for q in self.planned if q not in done])

    @property
    def returning(self) -> tuple[Given, ...]:
        """The latest answers whose questions come back within the sitting, the soonest first."""
        latest = {given.question: given for given in self.given}
        back = [(g.returns, g.question, g) for g in latest.values() if g.returns is not None and g.question not in self.dropped]
        return tuple([given for _, _, given in sorted(back)])  # of each question there is one, so that no two are compared further

    @property
    def first_tries(self) -> tuple[Given, ...]:
        """The first answer to each question."""
        first: dict[str, Given] = {}
        for given in self.given:
            first.setdefault(given.question, given)
        return tuple(first.values())

    @property
    def missed(self) -> tuple[str, ...]:
        """The questions that were not right at the first try."""
        return tuple(given.question for given in self.first_tries if given.outcome != "right")

    @property
    def score(self) -> float | None:
        """The mean score of the first tries, 0 to 1; None before the first."""
        tries = self.first_tries
        return sum(given.score for given in tries) / len(tries) if tries else None

    @property
    def left(self) -> int:
        """How many questions are still to be asked, as far as is known."""
        return len(self.waiting) + len(self.returning)


def ask(sitting: Sitting, now: datetime) -> Sitting:
    """Return the sitting with its next question before the learner, or with none if it is done.

    A question whose learning step has ended goes first; then those not asked yet; a step that ends soon is asked early
    when nothing else is left. Of several that come back, one of whose answer she was sure goes first.
    """
    if sitting.asked is not None or (sitting.until is not None and now >= sitting.until):
        return sitting
    back = sitting.returning
    return sitting._replace(
        asked=_first(back, sitting, now) or next(iter(sitting.waiting), None) or _first(back, sitting, now + LEARN_AHEAD)
    )


def _first(returning: Iterable[Given], sitting: Sitting, by: datetime) -> str | None:
    """Return which of the questions that come back by then is asked first, if any does."""
    back = [given for given in returning if given.returns is not None and given.returns <= by]
    # What was put right a moment ago would be read off, not remembered: it goes first among the others only later.
    first = next((given for given in back if given.misled and given is not sitting.given[-1]), None)
    return (first or back[0]).question if back else None


def answer(sitting: Sitting, id_: EntryId, outcome: str, score: float, card: Card | None, confidence: str = "") -> Sitting:
    """Return the sitting with an answer to the question that was asked; ``card`` says whether it comes back in this sitting."""
    if sitting.asked is None:
        raise ValueError("no question is asked, so none can be answered")
    misled = outcome == "wrong" and confidence == "sure"
    given = Given(id_, sitting.asked, outcome, score, _returns(sitting.mode, card), misled)
    return sitting._replace(given=(*sitting.given, given), asked=None)


def amend(sitting: Sitting, id_: EntryId, card: Card | None) -> Sitting:
    """Return the sitting after an answer was rated otherwise."""
    changed = (g._replace(returns=_returns(sitting.mode, card)) if g.id == id_ else g for g in sitting.given)
    return sitting._replace(given=tuple(changed))


def _returns(mode: Mode, card: Card | None) -> datetime | None:
    if mode is not Mode.REVIEW or card is None or card.state is State.REVIEW:
        return None
    return card.due


def undo(sitting: Sitting) -> tuple[Sitting, Given | None]:
    """Return the sitting without its last answer, that question being asked again, and the answer taken back."""
    if not sitting.given:
        return sitting, None
    last = sitting.given[-1]
    return sitting._replace(given=sitting.given[:-1], asked=last.question, dropped=sitting.dropped - {last.question}), last


def drop(sitting: Sitting, question: str) -> Sitting:
    """Return the sitting without a question that was set aside."""
    asked = None if sitting.asked == question else sitting.asked
    return sitting._replace(dropped=sitting.dropped | {question}, asked=asked)


def shown_order(question: AnyQuestion, seed: int, times_asked: int) -> tuple[str, ...]:
    """Return a question's options in the order they are laid out: random, and the same for the same seed."""
    options = list(question.options())
    if question.shuffles:
        random = Random(f"{seed}/{question.id}/{times_asked}")  # noqa: S311 - nothing is to be kept secret
        random.shuffle(options)
        if question.kind == "order" and tuple(options) == question.options() and len(options) > 1:
            # Items that lie there in the right order already would need no answer.
            options = [*options[1:], options[0]]
    return tuple(options)


def times_asked(sitting: Sitting, question: str) -> int:
    """Return how often a question was answered in this sitting."""
    return sum(given.question == question for given in sitting.given)


class ExamAnswer(NamedTuple):
    """What stands in an exam for one question: the response so far, and whether it is flagged for later."""

    response: Response = None
    given: bool = False
    later: bool = False
    took: int = 0


class Exam(NamedTuple):
    """An exam under way: no marks until it is handed in. ``limit`` and ``spent`` are milliseconds."""

    id: str
    planned: tuple[str, ...]
    limit: int
    spent: int = 0
    seed: int = 0
    topics: tuple[str, ...] = ()
    position: int = 0
    answers: Mapping[str, ExamAnswer] = MappingProxyType({})
    questions: Mapping[str, AnyQuestion] = MappingProxyType({})
    """Those planned, as they were when the exam was begun: a bank that is saved meanwhile changes nothing in it."""

    @property
    def question(self) -> str:
        """The question before the learner."""
        return self.planned[self.position]

    @property
    def asked(self) -> AnyQuestion:
        """The question before the learner, in full."""
        return self.questions[self.question]

    def answer_to(self, question: str) -> ExamAnswer:
        """Return what stands for a question."""
        return self.answers.get(question, ExamAnswer())

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions without a response."""
        return tuple(q for q in self.planned if not self.answer_to(q).given)

    @property
    def for_later(self) -> tuple[str, ...]:
        """The questions flagged for later."""
        return tuple(q for q in self.planned if self.answer_to(q).later)

    def left(self, since: int = 0) -> int:
        """Return the milliseconds left, ``since`` being those passed since ``spent`` was counted."""
        return max(0, self.limit - self.spent - since)


def put(exam: Exam, question: str, changed: ExamAnswer) -> Exam:
    """Return the exam with another response to a question."""
    return exam._replace(answers={**exam.answers, question: changed})


def move(exam: Exam, position: int) -> Exam:
    """Return the exam at another question; beyond the ends it stays."""
    return exam._replace(position=min(max(position, 0), len(exam.planned) - 1))


def by_topic(tries: Iterable[Given]) -> list[tuple[str, int, float]]:
    """Return for each topic how many questions were tried, and their mean score, in the order they came up."""
    scores: dict[str, list[float]] = {}
    for given in tries:
        scores.setdefault(given.question.partition("/")[0], []).append(given.score)
    return [(topic, len(values), sum(values) / len(values)) for topic, values in scores.items()]


def position_text(sitting: Sitting, *, told: bool = False) -> str:
    """Return how far a sitting is, in words; ``told`` if the last answer's feedback is still before the learner."""
    done, whole = len(sitting.answered), len([q for q in sitting.planned if q not in sitting.dropped])
    again = len(sitting.returning)
    return f"{min(done + (not told), whole)} of {whole}" + (f" · {again} to see again" if again else "")
