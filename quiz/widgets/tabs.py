"""The pages of the history in a line: a digit for each, the one before the learner standing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.display import display

SITTINGS = "sittings"
TABS = {
    SITTINGS: "Sittings",
    "doing": "Doing",
    "work": "Work",
    "coming": "Coming",
    "knowing": "Known",
    "trust": "Trust",
    "changed": "Changed",
}
"""The short names of the pages; their digits are 0 for the sittings, then 1 to 6."""
TOOLTIPS = {
    SITTINGS: "Every past sitting, answer by answer",
    "doing": "How am I doing?",
    "work": "How much do I work?",
    "coming": "What will come?",
    "knowing": "What do I know now?",
    "trust": "Can I trust it?",
    "changed": "What changed since last week?",
}


def digits(action: str) -> Iterator[Binding]:
    """Yield a binding for each page, whose action is called with the page's key."""
    for number, key in enumerate(TABS):
        yield Binding(str(number), f"{action}('{key}')", TOOLTIPS[key], id=f"pages.{key}", show=False, tooltip=TOOLTIPS[key])


class PageTabs(Widget, can_focus=True):
    """Left and right, or a click, turn to another page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Page before", show=False),
        Binding("right", "turn(1)", "Next page", show=False),
        Binding("down,enter", "screen.focus_next", "To the page", show=False),
    ]
    DEFAULT_CSS = "PageTabs { height: 1; }"

    @dataclass
    class Turned(Message):
        """Another page is asked for."""

        key: str

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def show(self, key: str) -> None:
        """Let another page stand out."""
        self.key = key
        self.refresh()

    def _pieces(self) -> list[tuple[str, str]]:
        """Return for each page its key and what stands for it: its digit alone if there is no room for the names."""
        told = [(key, f" {number} {name} ") for number, (key, name) in enumerate(TABS.items())]
        if sum(len(text) for _, text in told) <= self.content_size.width:
            return told
        return [(key, text if key == self.key else text[:3]) for key, text in told]

    def render(self) -> Content:
        here = "bold reverse" if self.has_focus else "bold on $primary 40%"
        return Content("").join([display(text, here if key == self.key else "$foreground 65%") for key, text in self._pieces()])

    def action_turn(self, step: int) -> None:
        keys = list(TABS)
        self.post_message(self.Turned(keys[(keys.index(self.key) + step) % len(keys)]))

    def at(self, x: int) -> str | None:
        """Return the page that stands in a column."""
        end = 0
        for key, text in self._pieces():
            end += len(text)
            if 0 <= x < end:
                return key
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        key = self.at(event.get_content_offset_capture(self).x)
        self.tooltip = display(TOOLTIPS[key]) if key else None

    def on_click(self, event: events.Click) -> None:
        event.stop()
        key = self.at(event.get_content_offset_capture(self).x)
        if key is not None:
            self.post_message(self.Turned(key))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
