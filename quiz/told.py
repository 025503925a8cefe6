"""Past answers in words, the same on screens and in lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from progress.moment import Moment
from progress.rating import Rating
from questions.kinds import AnyQuestion
from quiz import phrases
from quiz.display import one_line

if TYPE_CHECKING:
    from quiz.confusions import Taken
    from quiz.reopening import Past, Reopened
    from quiz.study import Feedback


LEFT_BLANK = "Left blank."
"""The rule by which a question of an exam is marked that has no response."""


SURENESS = {"sure": "sure", "think": "think so", "guess": "guess"}
"""What a learner says of how sure she is of an answer, in the order of the digits that say it."""
HOW_SURE = "How sure are you?"
ASKS_HOW_SURE = {
    True: "From now on you say how sure you are before you see the answer. An exam doesn't ask.",
    False: "You are no longer asked how sure you are.",
}
"""What is told when the learner wants to be asked, or no more."""
_WAS_SURE = {"sure": "you were sure", "think": "you thought so", "guess": "you were guessing"}
_SURE_BUT_WRONG = "You were sure: a mistake like that stays in mind best once put right."


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
        _WAS_SURE.get(answer.confidence, ""),
        f"{Rating(answer.rating).word}: {answer.reason}",
        f"then due {phrases.date(Moment.of(answer.due, now.offset).day)}" if answer.due else "",
        {"right": f"{says} that it was right", "guess": f"{says} that it was a guess"}.get(answer.claim, ""),
        "marked anew by a corrected key" if answer.marked_by else "",
        "asked under an earlier key" if reopened.today is not None else "",
        "taken back, doesn't count" if answer.undone else "",
    ]
    return " · ".join(part for part in parts if part)


def before_text(feedback: Feedback) -> str:
    """Return how often a wrong option was chosen before, and that a mistake of which the learner was sure is worth a look."""
    times = feedback.chosen_before
    again = f"You chose “{one_line(str(feedback.response))}” here before ({times_text(times)})." if times else ""
    sure = _SURE_BUT_WRONG if feedback.confidence == "sure" and feedback.verdict.outcome == "wrong" else ""
    return " ".join(part for part in (again, sure) if part)


def times_text(times: int) -> str:
    """Return how often, in words."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def chosen_text(chosen: Mapping[str, int]) -> str:
    """Return which wrong options were chosen and how often; empty if none was."""
    told = ", ".join(f"“{one_line(option)}” {times_text(times)}" for option, times in chosen.items())
    return f"Chosen wrongly: {told}." if told else ""


NOTHING_MIXED_UP = (
    "Nothing mixed up so far. Once you choose a wrong option of a choice question, it will stand here beside the right one: "
    "the pairs that you take for each other, the most often first, each with a drill."
)


def taken_text(taken: Taken) -> str:
    """Return what was taken for what, and how often."""
    return f"You took “{one_line(taken.chosen)}” for “{one_line(taken.right)}” {times_text(taken.times)}."


def source_text(feedback: Feedback) -> str:
    """Return the section and the source of a question in one line."""
    question = feedback.question
    parts = [question.section and f"§ {question.section}"]
    if question.source:
        parts.append(f"{question.source.title}, {question.source.publisher}")
    return " · ".join(part for part in parts if part)


def returns_text(feedback: Feedback, now: Moment) -> str:
    """Return when the question comes back, the rating, and why."""
    return f"{_back(feedback, now)}: {feedback.rated.rating.word}, because {feedback.rated.reason}."


def _back(feedback: Feedback, now: Moment) -> str:
    card = feedback.card
    if card is None:
        return "Not scheduled"
    due = feedback.laid.due(card, now)
    return f"Back {phrases.when(due, now)}{', for the last pass before your exam' if due < card.due else ''}"
