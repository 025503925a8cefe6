"""Which two periods are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from quiz.display import display
from quiz.screens.base import Dialog

if TYPE_CHECKING:
    from progress.periods import Span

_LONGEST = 40


class Compared(NamedTuple):
    """Two periods, the one that is compared with first, and as they were typed; None are those of every day."""

    spans: tuple[Span, Span] | None = None
    period: str = ""
    beside: str = ""


class PeriodsDialog(Dialog[Compared]):
    """Enter compares; with both fields empty, the last four weeks and the four before."""

    def __init__(self, compared: Compared) -> None:
        super().__init__()
        self.compared = compared

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static("Which periods?", classes="heading")
            yield Static("A year, month or day, or 2026-09-01..2026-09-15.", classes="how")
            yield Input(self.compared.period, placeholder="empty: the last four weeks", max_length=_LONGEST, id="period", compact=True)
            yield Static("beside", classes="how")
            yield Input(self.compared.beside, placeholder="empty: as long, just before", max_length=_LONGEST, id="beside", compact=True)
            yield Static("", classes="wrong")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        from quiz.history.opening import periods

        message.stop()
        period, beside = (self.query_one(f"#{field}", Input).value.strip() for field in ("period", "beside"))
        try:
            spans = periods(period, beside)
        except ValueError as error:
            self.query_one(".wrong", Static).update(display(str(error)))
        else:
            self.dismiss(Compared(spans, period, beside))
