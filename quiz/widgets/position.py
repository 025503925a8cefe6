"""Where the learner is in a sitting: a line of words above a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from questions.bank import Library
from quiz.display import display, one_line
from quiz.sitting import position_text
from quiz.widgets.share import ShareBar

if TYPE_CHECKING:  # importing it would bring the database
    from quiz.paging import Page


class Position(Vertical):
    """What is asked on the left, how far it is or how long on the right, and the share that is done."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Static("", id="topic")
            yield Static("", id="tally")
        yield ShareBar(id="progress")

    def show_page(self, page: Page, library: Library) -> None:
        """Show where a review or practice is."""
        sitting, question = page.sitting, page.question
        bank = library.bank(question.topic)
        flag = " ⚑ flagged" if question.id in page.flagged else ""
        right = sum(given.outcome == "right" for given in sitting.first_tries)
        whole = sum(planned not in sitting.dropped for planned in sitting.planned)
        self.show(f"{bank.title if bank else question.topic} · {question.kind.replace('-', ' ')}{flag}", len(sitting.answered), whole)
        self.show_tally(f"{position_text(sitting, told=page.told)} · ✓ {right} ✗ {len(sitting.first_tries) - right}")

    def show(self, left: str, done: int, whole: int) -> None:
        """Show what is asked, and how much of the sitting is done."""
        self.query_one("#topic", Static).update(display(one_line(left)))
        self.query_one(ShareBar).share = min(done, whole) / max(whole, 1)

    def show_tally(self, tally: str, *, alarming: bool = False) -> None:
        """Show the line on the right."""
        line = self.query_one("#tally", Static)
        line.set_class(alarming, "-alarming")
        line.update(display(tally))
