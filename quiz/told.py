"""Past answers in words, the same on screens and in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from progress.moment import Moment
from progress.rating import Rating
from questions.kinds import AnyQuestion
from quiz import phrases

if TYPE_CHECKING:
    from quiz.reopening import Past, Reopened
    from quiz.study import Feedback


LEFT_BLANK = "Left blank."
"""The rule by which a question of an exam is marked that has no response."""


def prompt_text(question: AnyQuestion) -> str:
    """Return what a question asks, with gaps for the blanks of a cloze."""
    return question.gapped() if question.kind == "cloze" else question.prompt


def heading(past: Past) -> str:
    """Return what a sitting was, in a line."""
    sitting = past.sitting
    right = f"{sitting.rights} of {sitting.answers} right · score {phrases.percent(sitting.score)}"
    state = "" if sitting.over else " · not finished"
    late = " · time was up" if sitting.how == "time-up" else ""
    return f"{sitting.mode.capitalize()} of {phrases.moment(sitting.started)} · {right}{late}{state}"


def asked_text(reopened: Reopened) -> str:
    """Return what was asked."""
    return prompt_text(reopened.question) if reopened.question else reopened.answer.question


def given_text(reopened: Reopened) -> str:
    """Return what was given, in words."""
    if reopened.answer.response is None and reopened.answer.rule == LEFT_BLANK:
        return "nothing"
    if reopened.question is None:
        return str(reopened.answer.response)
    return reopened.question.response_text(reopened.answer.response)


def answer_texts(reopened: Reopened) -> list[tuple[str, str]]:
    """Return the right answer by which an answer was marked, if it was not all right, and today's if that is another."""
    told = []
    if reopened.marked_by is not None and (reopened.answer.outcome != "right" or reopened.today is not None):
        told.append(("Answer", reopened.marked_by.answer_text()))
    if reopened.today is not None:
        told.append(("The answer is now", f"{reopened.today.answer_text()} (quiz regrade marks what was asked under the earlier key)"))
    return told


def record_text(reopened: Reopened, now: Moment, *, own: bool = True) -> str:
    """Return when, how long, the rating and why, and what the learner said of it afterwards; ``own`` if that is who reads it."""
    answer, says = reopened.answer, "you say" if own else "the learner says"
    parts = [
        phrases.moment(answer.when),
        f"{answer.took / 1000:.0f} s",
        "with hint" if answer.hinted else "",
        f"{Rating(answer.rating).word}: {answer.reason}",
        f"then due {phrases.date(Moment.of(answer.due, now.offset).day)}" if answer.due else "",
        {"right": f"{says} that it was right", "guess": f"{says} that it was a guess"}.get(answer.claim, ""),
        "marked anew by a corrected key" if answer.marked_by else "",
        "asked under an earlier key" if reopened.today is not None else "",
        "taken back, doesn't count" if answer.undone else "",
    ]
    return " · ".join(part for part in parts if part)


def source_text(feedback: Feedback) -> str:
    """Return the section and the source of a question in one line."""
    question = feedback.question
    parts = [question.section and f"§ {question.section}"]
    if question.source:
        parts.append(f"{question.source.title}, {question.source.publisher}")
    return " · ".join(part for part in parts if part)


def returns_text(feedback: Feedback, now: Moment) -> str:
    """Return when the question comes back, the rating, and why."""
    back = f"Back {phrases.when(feedback.card.due, now)}" if feedback.card else "Not scheduled"
    return f"{back}: {feedback.rated.rating.word}, because {feedback.rated.reason}."
