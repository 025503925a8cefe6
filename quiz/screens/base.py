"""What every screen has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from quiz.app import QuizApp
    from quiz.study import Study

Result = TypeVar("Result")
Outcome = TypeVar("Outcome")


class Served:
    """Access to the program and to work off the UI thread."""

    @property
    def program(self) -> QuizApp:
        """The running program."""
        return self.app  # type: ignore[attr-defined,no-any-return]

    @property
    def study(self) -> Study:
        """The learner at work; there once the home screen has filled."""
        assert self.program.study is not None
        return self.program.study

    async def off_thread(self, work: Callable[[], Outcome]) -> Outcome:
        """Return what ``work`` returns, run where it may block. Raises ``Failed``."""
        return await self.program.background(work)


class QuizScreen(Screen[Result], Served, Generic[Result]):
    """A full screen."""


class Dialog(ModalScreen[Result], Served, Generic[Result]):
    """A box over the screen below; Escape closes it."""

    BINDINGS = [("escape", "dismiss(None)", "Close")]
