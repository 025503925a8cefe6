"""The line of keys at the foot of a screen; a click on one presses it.

Textual's own footer is a widget for each key, all made anew whenever one changes: a third of all the work between two
questions. This is one line of text, and what there is no room for is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from quiz.display import display


class Key(NamedTuple):
    """A key of the bar: what is pressed, what stands for it, and what more there is to say."""

    key: str
    name: str
    label: str
    tooltip: str

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return cell_len(self.name) + (cell_len(self.label) + 3 if self.label else 1)


class KeyBar(Widget, can_focus=False):
    """Shows the bindings that do something now, as many as there is room for."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._read)

    def on_resize(self) -> None:
        self._read(self.screen)

    def _read(self, screen: Screen[Any]) -> None:
        keys = tuple(_fitting(list(self._keys(screen)), self.size.width))
        if keys != self.keys:
            self.keys = keys
            self.refresh()

    def _keys(self, screen: Screen[Any]) -> Iterator[Key]:
        """Yield a key for each command; of a group, only the last has the label."""
        seen = set()
        bindings = [active for active in screen.active_bindings.values() if active.binding.show and active.enabled]
        for active, following in zip(bindings, [*bindings[1:], None], strict=True):
            binding = active.binding
            if binding.action not in seen:
                seen.add(binding.action)
                goes_on = binding.group and following and following.binding.group is binding.group
                label = "" if goes_on else binding.group.description if binding.group else binding.description
                yield Key(binding.key, self.app.get_key_display(binding), label, active.tooltip or binding.description)

    def render(self) -> Content:
        pieces = ((" ", (key.name, "bold $footer-key-foreground"), f" {key.label} " if key.label else "") for key in self.keys)
        return Content.assemble(*(part for piece in pieces for part in piece))

    def at(self, x: int) -> Key | None:
        """Return the key that stands in a column."""
        end = 0
        for key in self.keys:
            end += key.width
            if x < end:
                return key
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        key = self.at(event.x)
        self.tooltip = display(key.tooltip) if key else None

    def on_click(self, event: events.Click) -> None:
        event.stop()
        key = self.at(event.x)
        if key is not None:
            self.app.simulate_key(key.key)


def _fitting(keys: Sequence[Key], width: int) -> Iterator[Key]:
    taken = 0
    for key in keys:
        taken += key.width
        if taken - 1 > width:  # the blank after the last may stick out
            return
        yield key
