"""Keys in their turn: what comes in one burst, over a slow line or while the program was busy, does what it would do one by one.

Textual gives a key to the widget that has the focus, and looks for a command only when the key has come back from there. A letter
that arrives meanwhile would overtake Enter or Backspace, and stand in an answer that was given already, or in the wrong field.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from textual import events
from textual.app import App
from textual.dom import DOMNode

_LONGEST = 1.0
"""Seconds after which the next key goes on, whatever became of the one before."""
_ROUNDS = 2
"""How often a way is gone: once behind the key, once behind what was posted because of it."""


class Turns:
    """Lets a key go on when the one before, and what it posted, has gone all its way from the widget up to the program."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._waiting: deque[events.InputEvent] = deque()
        self._called: list[events.InputEvent] = []
        self._way: tuple[DOMNode, ...] = ()
        self._following: asyncio.Task[None] | None = None

    def must_wait(self, event: events.InputEvent) -> bool:
        """Whether something typed has to wait; it comes again then."""
        if event in self._called:
            self._called.remove(event)
        elif self._following is not None:
            self._waiting.append(event)
            return True
        return False

    def goes_on(self) -> None:
        """Something typed goes to the widget that has the focus now."""
        self._way = tuple((self._app.focused or self._app.screen).ancestors_with_self)
        if self._following is None:
            self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        try:
            await self._has_gone(self._way)
            while self._waiting:
                event = self._waiting.popleft()
                self._called.append(event)
                self._app.post_message(event)
                await self._has_gone((self._app,))
                await self._has_gone(self._way)
        finally:
            self._following = None

    async def _has_gone(self, way: tuple[DOMNode, ...]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST):
                for node in way * _ROUNDS:
                    here = asyncio.Event()
                    if node.call_later(here.set):
                        await here.wait()
