"""How the program ends: by the learner, from outside, or by a mistake of its own. What was under way is written down in each case."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.worker import WorkerFailed

from quiz.background import Background, Failed
from quiz.dressing import Dressed
from quiz.mishap import threads_watched
from quiz.screens.base import QuizScreen, met_what_goes
from quiz.signals import heed_signals
from quiz.terminal import forgive_bytes, heeding

_LOOK_AT_TERMINAL = 2.0
"""Seconds between two looks whether the terminal is still there."""


class Ending(Dressed):
    """A program that pauses what is under way before it ends, and puts the terminal back as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, id="quit", priority=True)]

    def __init__(self, first: str) -> None:
        super().__init__(first)
        self.background = Background()
        self.mistake: BaseException | None = None
        """What made the program end that nobody had foreseen."""
        self._quitting = self._ending = False
        self._under_way: list[Callable[[], str]] = []
        self._watching = ExitStack()

    def on_load(self) -> None:
        # Before the terminal is touched: from here on it is always put back as it was.
        heed_signals(self.end_from_outside)
        asyncio.get_running_loop().set_exception_handler(self._failed_in_loop)
        self._watching.enter_context(threads_watched(self._failed_in_thread))

    def get_driver_class(self) -> type[Driver]:
        forgive_bytes()
        return heeding(super().get_driver_class(), lambda: self.call_later(self.end_from_outside), self._failed_in_thread)

    async def on_mount(self) -> None:
        if not self.is_headless:
            self.set_interval(_LOOK_AT_TERMINAL, self._look_at_terminal)

    async def action_quit(self) -> None:
        self._quit()

    @work
    async def _quit(self) -> None:
        if self._quitting:
            return
        self._quitting = True
        said = await self._paused()
        if said:
            from quiz.screens.confirm import ConfirmDialog

            self._quitting = False
            self.push_screen(ConfirmDialog(f"{said} What is not saved would be lost. Quit all the same?", "Quit"), self._quit_if)
        else:
            self.exit(0)

    def _quit_if(self, yes: bool | None) -> None:
        if yes:
            self.exit(0)

    async def _paused(self) -> str:
        """Write down what is under way; return what went wrong, if anything did."""
        for screen in self.screen_stack:
            if isinstance(screen, QuizScreen):
                try:
                    await screen.pause()
                except Failed as failure:
                    return str(failure)
        return ""

    @work
    async def end_from_outside(self) -> None:
        """End without asking: nobody may be there to answer."""
        if self._ending:
            return  # a terminal that is closed is heard of in several ways
        self._ending = True
        try:
            await self._paused()
        finally:
            self.exit(0)

    def _look_at_terminal(self) -> None:
        # Whoever started the program may have it ignore the signal that says so.
        if sys.__stdin__ is not None and not os.isatty(sys.__stdin__.fileno()):
            self.end_from_outside()

    # -- mistakes of the program itself

    def _failed_in_thread(self, error: BaseException) -> None:
        self.call_later(self._handle_exception, error)

    def _failed_in_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        cause = getattr(error, "error", error) if isinstance(error, WorkerFailed) else error
        if met_what_goes(cause):
            return
        if self.mistake is None:
            self.mistake = cause
            self._under_way = [screen.writing_down() for screen in self.screen_stack if isinstance(screen, QuizScreen)]
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the local variables, which hold answer keys.
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        self._close_messages_no_wait()

    def close(self) -> str:
        """Let go of the record once the program has ended; if by a mistake of its own, return what is kept of what was under way."""
        kept = ""
        while self._under_way:
            try:
                kept = self.background.last(self._under_way.pop()) or kept
            except Failed as failure:
                kept = f"What you did last could not be written down. {failure}"
        self.background.close()
        self._watching.close()
        return kept
