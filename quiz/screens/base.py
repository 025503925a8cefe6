"""What every screen has in common."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from quiz.app import QuizApp
    from quiz.study import Study

Result = TypeVar("Result")
Outcome = TypeVar("Outcome")


class Served:
    """Access to the program and to work off the UI thread, for a screen."""

    @property
    def program(self) -> QuizApp:
        """The running program."""
        return self.app  # type: ignore[attr-defined,no-any-return]

    @property
    def study(self) -> Study:
        """The learner at work; there once the home screen has filled."""
        study = self.program.study
        if study is None:
            raise RuntimeError("no screen that needs the record may be shown before it is open")
        return study

    async def off_thread(self, work: Callable[[], Outcome]) -> Outcome:
        """Return what ``work`` returns, run where it may block. Raises ``Failed``.

        Whoever waits for it on a screen that is closed meanwhile is cancelled: there is nothing left to show it on.
        """
        outcome = await self.program.background(work)
        if _is_closed(self):
            raise asyncio.CancelledError
        return outcome


def _is_closed(screen: Any) -> bool:
    # A screen that is being taken away is not displayed any more.
    return not (screen.is_attached and screen.display)


class QuizScreen(Screen[Result], Served, Generic[Result]):
    """A full screen."""

    holds_sitting: ClassVar[bool] = False
    """Whether a sitting is under way on it, so that nothing else may be begun from here."""

    def fill(self) -> object:
        """Read again what is shown; after an undo, or when the screen is seen again."""

    async def pause(self) -> None:
        """Write down what is under way, before the program ends. Raises ``Failed``."""

    def writing_down(self) -> Callable[[], str]:
        """Return what writes down what is under way, and returns a sentence on what is kept. It is for another thread."""
        return str

    async def restore(self, _page: Any, /) -> None:
        """Show how things stand after an undo or redo; a screen that holds a sitting is given the page to show."""
        self.fill()

    def say(self, said: str) -> None:
        """Tell the learner something."""
        self.notify(said, markup=False, timeout=3)

    def give_way(self, successor: Screen[Any] | None = None) -> None:
        """Close this screen, with whatever lies over it, for another or for the one below."""
        if self not in self.app.screen_stack:
            return
        while self.app.screen is not self:
            self.app.pop_screen()
        if successor is None:
            self.dismiss()
        else:
            self.app.switch_screen(successor)


class Dialog(ModalScreen[Result], Served, Generic[Result]):
    """A box over the screen below; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close", id="dialog.close")]


def keys(letter: str, other: str, action: str, label: str, id: str, tooltip: str, *, show_other: bool = True) -> list[BindingType]:  # noqa: A002 - Textual's own word
    """Return the two keys of a command: a letter, and a key that works while text is being typed, which the footer shows then."""
    name = "^z" if other == "ctrl+z" else other.upper()
    return [
        Binding(letter, action, label, id=id, tooltip=tooltip),
        Binding(other, action, label, id=f"{id}-typing", key_display=name, tooltip=tooltip, show=show_other),
    ]
