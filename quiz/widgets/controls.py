"""Which control answers which kind of question; it is loaded when such a question is asked."""

from __future__ import annotations

from questions.kinds import AnyQuestion
from quiz.widgets.answering import AnswerControl


def control_for(question: AnyQuestion, shown: tuple[str, ...], *, at_once: bool = True) -> AnswerControl:
    """Return the control for a question; with ``at_once`` a single choice is an answer, without it a draft."""
    if question.kind in ("choice", "true-false"):
        from quiz.widgets.choosing import ChoiceControl

        return ChoiceControl(question, shown, at_once=at_once)
    return _control(question.kind)(question, shown)


def _control(kind: str) -> type[AnswerControl]:
    if kind == "select":
        from quiz.widgets.choosing import SelectControl

        return SelectControl
    if kind in ("match", "order"):
        from quiz.widgets.arranging import MatchControl, OrderControl

        return MatchControl if kind == "match" else OrderControl
    if kind == "flashcard":
        from quiz.widgets.flashcard import FlashcardControl

        return FlashcardControl
    from quiz.widgets.filling import ClozeControl, TypedControl

    return ClozeControl if kind == "cloze" else TypedControl
