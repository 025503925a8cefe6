"""The terminal under the screens: bytes that are no text, and a terminal that was closed, are no reason for a traceback."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from textual.driver import Driver


class Outlet:
    """What is drawn goes to the terminal; once that is closed it goes nowhere, and ``gone`` hears of it."""

    def __init__(self, file: IO[str], gone: Callable[[], object]) -> None:
        self._file = file
        self._gone = gone

    def write(self, text: str) -> None:
        """Write text."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send on what was written."""
        self._try(self._file.flush)

    def _try(self, work: Callable[[], object]) -> None:
        # Textual's thread for output would die of an error, and whatever is drawn then would wait for it for ever.
        try:
            work()
        except OSError:
            self._gone()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def heeding(driver: type[Driver], gone: Callable[[], object], failed: Callable[[Exception], object]) -> type[Driver]:
    """Return a driver like this one that calls ``gone`` when the terminal was closed, and ``failed`` when reading it goes wrong.

    Both are called on threads of the driver's own.
    """

    class Heeding(driver):  # type: ignore[misc,valid-type]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            file: Any = getattr(self, "_file", None)  # none is there when a browser is the terminal
            if file is not None:
                self._file = Outlet(file, gone)

        def run_input_thread(self) -> None:
            try:
                super().run_input_thread()
            except OSError:
                gone()
            except Exception as error:  # noqa: BLE001 - Textual would draw it with all that it holds
                failed(error)

    return Heeding


def forgive_bytes() -> None:
    """Have Textual read bytes that are no text as question marks: it would end at the first of them."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        setattr(linux_driver, "getincrementaldecoder", _forgiving)  # noqa: B010 - the name is not Textual's to give away


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), "replace")
