"""What every screen has in common."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable, Iterator
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.app import SuspendNotSupported
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widget import MountError, Widget

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from quiz.app import QuizApp
    from quiz.rereading import News
    from quiz.study import Study

Result = TypeVar("Result")
Outcome = TypeVar("Outcome")


class Served:
    """Access to the program and to work off the UI thread, for a screen."""

    _program: QuizApp | None = None

    @property
    def program(self) -> QuizApp:
        """The running program."""
        # Work that was asked for may be done when its screen is closed, which Textual then knows no program for.
        if self._program is None:
            self._program = self.app  # type: ignore[attr-defined]
        return self._program

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
        if self.is_closed:
            raise asyncio.CancelledError
        return outcome

    @property
    def is_closed(self) -> bool:
        """Whether the screen is not there any more."""
        screen: Any = self
        # One that is being taken away is not displayed any more.
        return not (screen.is_attached and screen.display)


def met_what_goes(error: Exception) -> bool:
    """Whether an error is that something was sought in a widget that is being taken away: it is nobody's mistake."""
    return any(widget._pruning or widget._closing or not widget.is_attached for widget in _met(error, NoMatches, MountError))


_TEXTUALS_OWN = {(AttributeError, "_forward_event"), (KeyError, "_move_page")}
"""It begins to select text in what is only drawn still and has no parent any more; it turns pages that are not laid out yet."""


def met_half_a_screen(error: Exception) -> bool:
    """Whether an error is that a key or a click met a widget that is not built yet, or is being taken away."""
    last = list(walk_tb(error.__traceback__))[-1][0]
    textuals_own = (type(error), last.f_code.co_name) in _TEXTUALS_OWN
    return textuals_own or met_what_goes(error) or any(not widget.is_mounted for widget in _met(error, NoMatches, MountError))


def _met(error: Exception, *kinds: type[Exception]) -> Iterator[Widget]:
    """Yield the widgets in whose methods an error of these kinds arose."""
    if isinstance(error, kinds):
        found = (frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__))
        yield from (each for each in found if isinstance(each, Widget))


class ClosesOnce:
    """A screen that can be told to close when it is closed already, as a second click that was on its way does.

    Textual's screens would close whatever lies on top then.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close this screen with a result, if it is the one before the learner."""
        screen: Any = self
        if screen.app.screen is not self:
            return AwaitComplete()
        above: Any = super()
        closed: AwaitComplete = above.dismiss(result)
        return closed


class QuizScreen(ClosesOnce, Screen[Result], Served, Generic[Result]):
    """A full screen."""

    holds_sitting: ClassVar[bool] = False
    """Whether a sitting is under way on it, so that nothing else may be begun from here."""
    wears: ClassVar[str] = "pages"
    """Which styles it wears."""

    def fill(self) -> object:
        """Read again what is shown; after an undo, or when the screen is seen again."""

    async def banks_changed(self, _news: News, /) -> None:
        """Show what is new in banks that were saved while this screen is before the learner."""
        self.fill()

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

    def edit(self, question: str) -> None:
        """Open the bank of a question in the editor, at its line; what is saved there is read again by itself."""
        from quiz.editing import NoEditor, editor_command

        bank = self.study.library.bank(question.partition("/")[0])
        if bank is None:
            self.say("Its bank is not loaded any more.")
            return
        line = bank.lines.get(question, 1)
        try:
            command = editor_command(os.environ, bank.path, line)
            with self.app.suspend():
                status = subprocess.run(command, check=False).returncode  # noqa: S603 - it is the learner's own editor
        except NoEditor as error:
            self.say(str(error))
        except SuspendNotSupported:
            self.say(f"No editor can be opened here. The question is in {bank.path}, line {line}.")
        except OSError as error:
            self.say(f"{command[0]} could not be started: {error.strerror}.")
        else:
            self.app.refresh()
            if status:
                self.say(f"The editor {command[0]} ended with status {status}.")

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


class Dialog(ClosesOnce, ModalScreen[Result], Served, Generic[Result]):
    """A box over the screen below; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close", id="dialog.close")]


def keys(
    letter: str,
    other: str,
    action: str,
    label: str,
    id: str,  # noqa: A002 - Textual's own word
    tooltip: str,
    *,
    show: bool = True,
    show_other: bool = True,
) -> list[BindingType]:
    """Return the two keys of a command: a letter, and a key that works while text is being typed, which the footer shows then."""
    name = "^z" if other == "ctrl+z" else other.upper()
    return [
        Binding(letter, action, label, id=id, tooltip=tooltip, show=show),
        Binding(other, action, label, id=f"{id}-typing", key_display=name, tooltip=tooltip, show=show and show_other),
    ]
