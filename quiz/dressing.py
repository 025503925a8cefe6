"""How screens come by their styles: read for the first screen that wears them, and fitted to the terminal from the start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

_STYLES = Path(__file__).with_name("styles")


class Dressed(App[int]):
    """A program whose styles lie in files: ``base`` for all screens, and for each screen that which its ``wears`` names.

    The first screen waits for no other's styles.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-sliver"), (12, "-narrow"), (74, "-usual"), (110, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (14, "-low"), (28, "-high")]  # noqa: RUF012

    def __init__(self, first: str) -> None:
        super().__init__(css_path=[_STYLES / "base.tcss", _STYLES / f"{first}.tcss"])

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        self._make_ready(screen)
        return super().push_screen(screen, *given, **named)

    def switch_screen(self, screen: Any) -> Any:
        self._make_ready(screen)
        return super().switch_screen(screen)

    def _make_ready(self, screen: Any) -> None:
        self.dress(getattr(screen, "wears", "pages"))
        self.fit(screen)

    def dress(self, *names: str) -> None:
        """Read the styles of these names, if they aren't yet."""
        files = [_STYLES / f"{name}.tcss" for name in names]
        if new := [file for file in files if not self.stylesheet.has_source(str(file))]:
            self.stylesheet.read_all(new)
            self.stylesheet.parse()

    def fit(self, screen: Screen[Any]) -> None:
        """Give a screen the classes of the terminal's size at once: it is built and then styled anew otherwise."""
        both = zip((self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), self.size, strict=True)
        # It is styled when it is mounted.
        screen.add_class(*([name for least, name in breakpoints if least <= cells][-1] for breakpoints, cells in both), update=False)
