"""A drawn figure with a cursor on one of its rows; Enter, or a click on the row that is chosen, opens what lies behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.display import display

if TYPE_CHECKING:  # importing it would bring the record, and the first paint must not wait for that
    from quiz.charts.drawn import Drawn, Line
    from quiz.history.page import Figure

_STYLES = {
    "": "",
    "axis": "$foreground 65%",
    "mark": "$primary",
    "band": "$primary 55%",
    "faint": "$foreground 25%",
    "chosen": "bold $accent",
}


class Chart(Widget, can_focus=True):
    """Draws a figure anew for each size; holds where the cursor is, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", "Before", show=False),
        Binding("right", "move(1, 0)", "After", show=False),
        Binding("up,k", "move(0, -1)", "Up", show=False),
        Binding("down,j", "move(0, 1)", "Down", show=False),
        Binding("home", "choose(0)", "First", show=False),
        Binding("end", "choose(-1)", "Last", show=False),
        Binding("enter", "open", "Open", id="figure.open", tooltip="The answers behind what is chosen"),
    ]

    @dataclass
    class Chosen(Message):
        """The cursor stands on another row."""

        row: int

    @dataclass
    class Opened(Message):
        """What lies behind a row is asked for."""

        row: int

    def __init__(self) -> None:
        super().__init__()
        self.figure: Figure | None = None
        self.chosen = 0

    def show(self, figure: Figure, chosen: int, room: int, most: int) -> None:
        """Draw a figure with the cursor on a row, in ``room`` lines if it can be of any height, and in ``most`` at most."""
        from quiz.charts.drawing import height_of

        self.figure, self.chosen = figure, chosen
        self.styles.height = height_of(figure, room, most)
        self.refresh(layout=True)

    def drawn(self) -> Drawn:
        """Return the figure as it is drawn now."""
        from quiz.charts.drawing import draw
        from quiz.charts.drawn import Drawn

        return draw(self.figure, *self.content_size, self.chosen) if self.figure is not None else Drawn(())

    def render(self) -> Content:
        return Content("\n").join([_content(line) for line in self.drawn().lines])

    # -- the cursor

    def action_choose(self, row: int) -> None:
        self._choose(row if row >= 0 else self._rows + row)

    @property
    def _rows(self) -> int:
        return len(self.figure.rows) if self.figure is not None else 0

    def action_move(self, right: int, down: int) -> None:
        """Go to the row that lies that way; if none does, up and down lead out of the figure."""
        drawn = self.drawn()
        step = drawn.right * right + drawn.down * down
        to = self.chosen + step
        tops = {spot.row: spot.y for spot in drawn.spots}
        leads_down = not down or to not in tops or (tops[to] - tops.get(self.chosen, 0)) * down > 0
        if step and 0 <= to < self._rows and leads_down:
            self._choose(to)
        elif down > 0:
            self.screen.focus_next()
        elif down < 0:
            self.screen.focus_previous()

    def _choose(self, row: int) -> None:
        if 0 <= row < self._rows:
            self.chosen = row
            self.refresh()
            self.post_message(self.Chosen(row))

    # -- what is opened, and the mouse

    def action_open(self) -> None:
        if self._rows:
            self.post_message(self.Opened(self.chosen))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = self.drawn().at(*event.get_content_offset_capture(self))
        if row is None:
            return
        if row == self.chosen:
            self.action_open()
        else:
            self._choose(row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        from quiz.charts.drawing import told

        row = self.drawn().at(*event.get_content_offset_capture(self))
        self.tooltip = display(told(self.figure, row)) if self.figure is not None and row is not None else None


def _content(line: Line) -> Content:
    return Content("").join([display(piece.text, _STYLES[piece.style]) for piece in line])
