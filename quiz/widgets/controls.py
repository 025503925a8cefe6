"""Which control answers which kind of question."""

from __future__ import annotations

from questions.kinds import AnyQuestion
from quiz.widgets.answering import AnswerControl
from quiz.widgets.arranging import MatchControl, OrderControl
from quiz.widgets.choosing import ChoiceControl, SelectControl
from quiz.widgets.filling import ClozeControl, TypedControl
from quiz.widgets.flashcard import FlashcardControl

_CONTROLS: dict[str, type[AnswerControl]] = {
    "flashcard": FlashcardControl,
    "choice": ChoiceControl,
    "select": SelectControl,
    "true-false": ChoiceControl,
    "short-answer": TypedControl,
    "number": TypedControl,
    "cloze": ClozeControl,
    "match": MatchControl,
    "order": OrderControl,
}


def control_for(question: AnyQuestion, shown: tuple[str, ...], *, at_once: bool = True) -> AnswerControl:
    """Return the control for a question; with ``at_once`` a single choice is an answer, without it a draft."""
    kind = _CONTROLS[question.kind]
    if issubclass(kind, ChoiceControl):
        return kind(question, shown, at_once=at_once)
    return kind(question, shown)
