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
from quiz.told import returns_text, source_text

if TYPE_CHECKING:  # importing it would bring the database
    from quiz.study import Feedback


class FeedbackPanel(Vertical):
    """Empty until an answer is on disk."""

    def compose(self) -> ComposeResult:
        yield Static(classes="verdict")
        yield Static(classes="why")
        yield Static(classes="source")
        yield Static(classes="returns")

    def show(self, feedback: Feedback, now: Moment) -> None:
        """Tell what became of an answer."""
        self.remove_class("-right", "-nearly", "-partly", "-wrong")
        self.add_class("-shown", f"-{feedback.verdict.outcome}")
        sign, word = phrases.OUTCOMES[feedback.verdict.outcome]
        self.query_one(".verdict", Static).update(Content.assemble((f"{sign} {word}", "bold"), "  ", display(feedback.verdict.rule)))
        self.query_one(".why", Static).update(Content("\n").join(_why(feedback)))
        source = self.query_one(".source", Static)
        source.update(display(source_text(feedback)))
        source.display = bool(source_text(feedback))
        self.query_one(".returns", Static).update(display(f"{returns_text(feedback, now)} 1–4 change it."))

    def hide(self) -> None:
        """Tell nothing."""
        self.remove_class("-shown")


def _why(feedback: Feedback) -> list[Content]:
    question = feedback.question
    lines = []
    if feedback.verdict.outcome != "right" or question.kind in ("short-answer", "number", "cloze"):
        lines.append(Content.assemble(("Answer: ", "bold"), display(question.answer_text())))
    said = question.feedback(feedback.response)
    if said:
        lines.append(display(said, "italic"))
    if question.explanation:
        lines.append(display(question.explanation))
    return lines
