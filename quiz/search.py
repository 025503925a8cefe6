"""Finding questions by words and by where they stand."""

from __future__ import annotations

import unicodedata

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Library
from questions.kinds import AnyQuestion
from quiz.display import one_line


def search(library: Library, wanted: str, standing: Standing, now: Moment) -> list[AnyQuestion]:
    """Return the questions that hold every word of ``wanted``, in the order of the library.

    ``topic:water`` and ``kind:choice`` narrow by what begins so; ``is:`` takes flagged, aside, new, due and learned.
    """
    words = plain(wanted).split()
    return [question for question in library if all(_fits(question, word, standing, now) for word in words)]


def _fits(question: AnyQuestion, word: str, standing: Standing, now: Moment) -> bool:
    key, colon, value = word.partition(":")
    if colon and key == "topic":
        return question.topic.startswith(value)
    if colon and key == "kind":
        return question.kind.startswith(value)
    if colon and key == "is":
        return _is(question, value, standing, now)
    return word in _text(question)


def _is(question: AnyQuestion, state: str, standing: Standing, now: Moment) -> bool:
    card = standing.cards.get(question.id)
    states = {
        "flagged": question.id in standing.flagged,
        "aside": question.id in standing.suspended,
        "new": card is None,
        "due": card is not None and card.due_by_day_end(now),
        "learned": card is not None and card.learned,
    }
    return any(holds for name, holds in states.items() if state and name.startswith(state))


def _text(question: AnyQuestion) -> str:
    return plain(" ".join([question.id, question.prompt, question.answer_text(), question.explanation, *question.options()]))


def plain(text: str) -> str:
    """Return text as it is compared: without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", one_line(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
