"""The program is ended from outside: the terminal was closed, or the system wants it gone."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable


def heed_signals(end: Callable[[], object]) -> None:
    """Have ``end`` called instead of dying at once, where there are such signals."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, end)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not the main thread, or Windows
