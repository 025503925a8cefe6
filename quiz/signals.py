"""The program is ended from outside: the terminal was closed, the system wants it gone, or someone interrupts it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
"""The signals that end a program, as far as the system has them."""


def heed_signals(end: Callable[[], object]) -> None:
    """Have ``end`` called instead of dying at once, as long as this loop runs; what the shell has ignored stays ignored."""
    import asyncio  # not for every command

    loop = asyncio.get_running_loop()
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            try:
                loop.add_signal_handler(number, end)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not the main thread, or Windows


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C raise ``KeyboardInterrupt`` within, where it would end the program at once before and after."""
    waits = signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    if waits:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if waits:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
