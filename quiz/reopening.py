"""Past answers as they were, and whether the key they were marked by still holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from progress.errors import NotFound
from progress.reading import Reader
from progress.records import AnswerRecord, SittingRecord
from questions.bank import Library
from questions.keys import same_key
from questions.kinds import AnyQuestion
from questions.wording import from_json


@dataclass(frozen=True, slots=True)
class Reopened:
    """One answer of a past sitting.

    ``question`` is the question as it was asked, ``marked_by`` that by which the answer is marked: the same unless it was
    marked anew; None if its wording was not kept. ``today`` is the question of now if its key is another, so that the
    answer might be marked anew.
    """

    answer: AnswerRecord
    question: AnyQuestion | None
    marked_by: AnyQuestion | None = None
    today: AnyQuestion | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A past sitting as it was."""

    sitting: SittingRecord
    answers: tuple[Reopened, ...]


def reopened(answer: AnswerRecord, reader: Reader, library: Library) -> Reopened:
    """Return an answer with its question as it was asked."""
    asked = wording_of(reader, answer.wording)
    marked_by = wording_of(reader, answer.marked_by) if answer.marked_by else asked
    return Reopened(answer, asked, marked_by, with_another_key(answer.question, marked_by, library))


def wording_of(reader: Reader, hash_: str) -> AnyQuestion | None:
    """Return a question as it was asked once; None if that was not kept."""
    try:
        return from_json(reader.wording(hash_))
    except (NotFound, ValueError, KeyError, TypeError):
        return None


def with_another_key(id_: str, then: AnyQuestion | None, library: Library) -> AnyQuestion | None:
    """Return the question of now if its key is not the one of ``then``; None if it is, or if there is no such question any more."""
    today = library.by_id.get(library.renamed.get(id_, id_))
    if then is None or today is None or then == replace(today, id=then.id) or same_key(then, today):
        return None
    return today
