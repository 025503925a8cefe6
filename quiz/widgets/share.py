"""A bar that shows which share is done."""

from __future__ import annotations

from rich.style import Style
from textual.reactive import reactive
from textual.renderables.bar import Bar
from textual.widget import Widget


class ShareBar(Widget, can_focus=False):
    """A line, of which the share that is done is drawn in a colour; Textual's bar is four widgets, and reckons when it will be done."""

    share: reactive[float] = reactive(0.0)

    def render(self) -> Bar:
        colours = self.app.theme_variables
        done = Style(color=colours["success" if self.share >= 1 else "primary"])
        end = int(self.share * self.size.width * 2) / 2
        return Bar(highlight_range=(0, end), highlight_style=done, background_style=Style(color=colours["surface"]))
