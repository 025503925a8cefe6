"""A real browser, driven over a pipe by its DevTools protocol: Chromium's `--remote-debugging-pipe`, which needs no package.

Messages are JSON, each ended by a NUL; the browser reads them from descriptor 3 and writes to descriptor 4.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_PATIENCE = 60
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = os.environ.get("QUIZ_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), "")
NO_BROWSER = "no browser: neither chromium nor google-chrome is on the path, and QUIZ_BROWSER names none"


class Browser:
    """A browser without a window; ``events`` are what it told by itself since the last page was opened."""

    def __init__(self, profile: Path) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # High numbers first: what the pipes were given may be 3 or 4 already.
        shell = f'exec 18<&{theirs_in} 19>&{theirs_out} 3<&18 4>&19 18<&- 19>&-; exec "$@"'
        switches = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--remote-debugging-pipe")
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = ["bash", "-c", shell, "bash", BROWSER, *switches, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), **quiet)
        os.close(theirs_in)
        os.close(theirs_out)
        self._read = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []
        page = next(each for each in self("Target.getTargets")["targetInfos"] if each["type"] == "page")
        self._session: str | None = self("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self(f"{domain}.enable")

    def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something, and return what it answers."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if getattr(self, "_session", None):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, (method, told["error"])
                return told["result"]
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        ends = time.monotonic() + _PATIENCE
        while b"\0" not in self._read:
            left = ends - time.monotonic()
            assert select.select([self._in], [], [], max(0.0, left))[0], "the browser says nothing"
            chunk = os.read(self._in, 1 << 20)
            assert chunk, "the browser is gone"
            self._read += chunk
        message, _, self._read = self._read.partition(b"\0")
        return json.loads(message)

    def open(self, page: Path) -> None:
        """Open a file, and wait until it is all there."""
        self.events.clear()
        self("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def looks(self, width: int = 1280, height: int = 900, *, dark: bool = False, print_: bool = False) -> None:
        """Have pages seen in a window of a size, by a user who likes it dark, or as they are printed."""
        self("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self("Emulation.setEmulatedMedia", media="print" if print_ else "screen", features=[scheme])

    def tells(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        told = self("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def picture(self, *, whole: bool = False) -> bytes:
        """Return what is seen as PNG: the window, or the whole page."""
        return b64decode(self("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def pdf(self, **settings: Any) -> bytes:
        """Return the page as it is printed."""
        self("Emulation.setEmulatedMedia", media="", features=[])
        return b64decode(self("Page.printToPDF", preferCSSPageSize=False, printBackground=False, **settings)["data"])

    def complaints(self) -> Sequence[Mapping[str, Any]]:
        """Return what the browser objects to in the page: errors of the console, breaches of its policy, and anything else it logs."""
        wanted = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Audits.issueAdded")
        return [event for event in self.events if event.get("method") in wanted]

    def fetched(self) -> list[str]:
        """Return the addresses that the page asked for."""
        return [event["params"]["request"]["url"] for event in self.events if event.get("method") == "Network.requestWillBeSent"]

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
