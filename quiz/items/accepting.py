"""A response that learners hold for right, accepted from now on: written into the bank, and past answers marked by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from progress.moment import Moment
from progress.records import Learner
from progress.store import Store
from questions.bank import Library
from questions.kinds import AnyQuestion
from questions.mending.accepting import TAKES, CannotAccept, widened
from questions.problems import short_path
from questions.reading import SHIPPED, bank_bytes
from questions.verdict import Response
from quiz.commands.base import WrongUse
from quiz.files import rewrite
from quiz.phrases import count
from quiz.regrading import Anew, corrected

__all__ = ["TAKES", "Accepted", "CannotAccept", "Outdated", "accept", "mark_anew", "outdated", "outdated_text"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written: the question as it is now, the response in words, and where the question stands."""

    question: AnyQuestion
    response: str
    path: Path
    line: int

    @property
    def told(self) -> str:
        """What was done, in a sentence or two."""
        kept = " That bank came with the program: an update of it brings the old one." if self.path.is_relative_to(SHIPPED) else ""
        where = "among its accepted wordings" if self.question.kind == "short-answer" else "in its blank"
        return f"“{self.response}” is right from now on: it stands {where} in {short_path(self.path)}:{self.line}.{kept}"


def accept(library: Library, question: str, response: Response) -> Accepted:
    """Write into a question's bank that a response to it is right, and return what was done.

    Raises:
        CannotAccept: nothing was written; the message says why, where the question stands, and what to do instead.
    """
    known = library.by_id.get(library.renamed.get(question, question))
    bank = library.bank(known.topic) if known is not None else None
    if known is None or bank is None:
        raise CannotAccept(f"{question} is in no bank any more.")
    line = bank.lines.get(known.id, 1)
    try:
        raw = bank_bytes(bank.path)
        after = widened(raw, bank.path, known, response)
        rewrite(bank.path, raw, after.content)
    except WrongUse as error:
        raise CannotAccept(error.format_message()) from None
    except OSError as error:
        raise CannotAccept(f"{short_path(bank.path)} cannot be written: {error.strerror or error}.") from None
    except CannotAccept as error:
        raise CannotAccept(f"{error} It is in {short_path(bank.path)}:{line}.") from None
    return Accepted(after.question, known.response_text(response), bank.path, line)


@dataclass(frozen=True, slots=True)
class Outdated:
    """Answers of a learner that were marked by an earlier key, as they would be marked now."""

    learner: Learner
    answers: tuple[Anew, ...]


def outdated(store: Store, library: Library, question: str, learners: Iterable[Learner]) -> tuple[Outdated, ...]:
    """Return the past answers to a question that can be marked anew by the key of now."""
    found = []
    for learner in learners:
        given = [each for one in corrected(store, learner.id, library, [question]) for each in one.answers]
        if answers := tuple(each for each in given if each.verdict is not None):
            found.append(Outdated(learner, answers))
    return tuple(found)


def outdated_text(found: Sequence[Outdated]) -> str:
    """Return how many answers those are, and how many of them would be worth something else."""
    answers = [each for one in found for each in one.answers]
    differ = sum(each.differs for each in answers)
    were = count(len(answers), "past answer was", "past answers were")
    return f"{were} marked by the earlier key; {differ} would be worth more or less."


def mark_anew(store: Store, found: Iterable[Outdated], now: Moment) -> int:
    """Mark past answers by the key of now, each learner's all or none; return how many."""
    return sum(len(store.regrade(one.learner.id, [each.entry() for each in one.answers], now)) for one in found)
