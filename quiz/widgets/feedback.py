"""What is told after an answer: the word, the right answer, why it is so, when it comes back and why then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from progress.moment import Moment
from quiz import phrases
from quiz.display import display
from quiz.told import before_text, returns_text, source_text

if TYPE_CHECKING:  # importing it would bring the database
    from quiz.study import Feedback


_TYPED = ("short-answer", "number", "cloze")


class FeedbackPanel(Vertical, can_focus=True):
    """Empty until an answer is on disk."""

    def compose(self) -> ComposeResult:
        yield Static(classes="verdict")
        yield Static(classes="why")
        yield Static(classes="source")
        yield Static(classes="returns")

    def show(self, feedback: Feedback, now: Moment) -> None:
        """Tell what became of an answer."""
        self.hide()
        self.add_class("-shown", f"-{feedback.verdict.outcome}")
        sign, word = phrases.OUTCOMES[feedback.verdict.outcome]
        score = f" ({phrases.percent(feedback.verdict.score)})" if feedback.verdict.outcome in ("partly", "nearly") else ""
        self.query_one(".verdict", Static).update(Content.assemble((f"{sign} {word}{score}", "bold"), "  ", display(feedback.verdict.rule)))
        why = self.query_one(".why", Static)
        lines = _why(feedback)
        why.update(Content("\n").join(lines))
        why.display = bool(lines)
        source = self.query_one(".source", Static)
        source.update(display(source_text(feedback)))
        source.display = bool(source_text(feedback))
        self.query_one(".returns", Static).update(display(f"{returns_text(feedback, now)} 1–4 change it."))

    def hide(self) -> None:
        """Tell nothing."""
        self.remove_class("-shown", "-right", "-nearly", "-partly", "-wrong")


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
