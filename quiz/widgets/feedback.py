"""What is told after an answer: the word, the right answer, why it is so, when it comes back and why then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from progress.moment import Moment
from quiz import phrases
from quiz.display import display
from quiz.told import before_text, returns_text, source_text

if TYPE_CHECKING:  # importing it would bring the database
    from quiz.study import Feedback


_TYPED = ("short-answer", "number", "cloze")
_COLOURS = {"right": "$text-success", "nearly": "$text-warning", "partly": "$text-warning", "wrong": "$text-error"}
_MUTED = "$foreground 70%"
"""Textual's own ``$text-muted`` means nothing to a text: how strong it is depends on what lies under a widget."""


class FeedbackPanel(Widget, can_focus=True):
    """Empty until an answer is on disk. It is drawn as one, since it comes and goes with every question."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, Content] = {}
        """Its parts by their names, from the top."""

    def show(self, feedback: Feedback, now: Moment) -> None:
        """Tell what became of an answer."""
        outcome = feedback.verdict.outcome
        for each in _COLOURS:
            self.set_class(each == outcome, f"-{each}")
        self.told = {
            "verdict": _verdict(feedback),
            "why": Content("\n").join(_why(feedback)),
            "source": display(source_text(feedback), _MUTED),
            "returns": display(f"{returns_text(feedback, now)} 1–4 change it.", _MUTED),
        }
        self.display = True
        self.refresh(layout=True)

    def hide(self) -> None:
        """Tell nothing."""
        self.display = False

    def on_resize(self) -> None:
        self.refresh(layout=True)  # it has gaps where there is room for them

    def render(self) -> Content:
        return Content("\n\n" if self.screen.has_class("-high") else "\n").join(filter(None, self.told.values()))


def _verdict(feedback: Feedback) -> Content:
    verdict = feedback.verdict
    sign, word = phrases.OUTCOMES[verdict.outcome]
    score = f" ({phrases.percent(verdict.score)})" if verdict.outcome in ("partly", "nearly") else ""
    colour = _COLOURS[verdict.outcome]
    return Content.assemble((f"{sign} {word}{score}", f"bold {colour}"), "  ", display(verdict.rule, colour))


def _why(feedback: Feedback) -> list[Content]:
    question = feedback.question
    before = before_text(feedback)
    lines = [display(before)] if before else []
    shown_above = question.kind == "flashcard" or (feedback.verdict.outcome == "right" and question.kind not in _TYPED)
    if not shown_above:
        lines.append(Content.assemble(("Answer: ", "bold"), display(question.answer_text())))
    said = question.feedback(feedback.response)
    if said:
        lines.append(display(said, "italic"))
    if question.explanation:
        lines.append(display(question.explanation))
    return lines
