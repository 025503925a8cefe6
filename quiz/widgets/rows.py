"""Rows to choose from by digit, arrow or mouse: the ground of the controls for choosing, ordering and matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.display import display
from quiz.widgets.answering import AnswerControl


class Row(Static):
    """One row; a click on it counts as choosing it."""

    @dataclass
    class Chosen(Message):
        """The row was clicked."""

        index: int

    def __init__(self, index: int) -> None:
        super().__init__(classes="row")
        self.index = index

    def on_click(self) -> None:
        self.post_message(self.Chosen(self.index))


class Rows(AnswerControl, can_focus=True):
    """Numbered rows with a cursor. Digits and clicks choose; arrows move, Space or Enter choose at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("enter", "confirm", "Answer", show=False),
        Binding("space", "choose", "Choose", show=False),
    ]

    cursor: reactive[int | None] = reactive(None)

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.locked = False

    def labels(self) -> list[str]:
        """Return the text of each row."""
        return list(self.shown)

    def sign(self, index: int) -> str:
        """Return what stands before the text of a row: whether it is chosen."""
        raise NotImplementedError

    def pick(self, index: int) -> None:
        """Choose a row."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Post the response, or say what is missing."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        for index in range(len(self.labels())):
            yield Row(index)

    def on_mount(self) -> None:
        self.draw()

    def watch_cursor(self) -> None:
        if self.is_mounted:
            self.draw()

    def draw(self) -> None:
        """Show every row as it stands."""
        for row in self.query(Row):
            row.set_class(row.index == self.cursor and not self.locked, "-cursor")
            row.update(Content.assemble(f" {row.index + 1} ", self.sign(row.index), " ", display(self.labels()[row.index])))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isdecimal() and 1 <= int(event.character) <= len(self.labels()):
            event.stop()
            self._pick(int(event.character) - 1)

    def on_row_chosen(self, message: Row.Chosen) -> None:
        message.stop()
        self.focus()
        self._pick(message.index)

    def _pick(self, index: int) -> None:
        if not self.locked:
            self.cursor = index
            self.pick(index)

    def action_move(self, step: int) -> None:
        if not self.locked:
            last = len(self.labels()) - 1
            self.cursor = (0 if step > 0 else last) if self.cursor is None else min(max(self.cursor + step, 0), last)

    def action_choose(self) -> None:
        if self.cursor is not None:
            self._pick(self.cursor)

    def action_confirm(self) -> None:
        if not self.locked:
            self.confirm()

    def settle(self, right: set[int], wrong: set[int]) -> None:
        """Take no more input; mark rows as right or wrong, by sign and by colour."""
        self.locked = True
        self.can_focus = False
        for row in self.query(Row):
            row.set_class(row.index in right, "-right")
            row.set_class(row.index in wrong, "-wrong")
        self.draw()


class ChoiceControl(Rows):
    """One of several: a digit or a click answers at once."""

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...], *, at_once: bool = True) -> None:
        super().__init__(question, shown)
        self.at_once = at_once
        self.chosen: int | None = None
        self.right: set[int] = set()

    def sign(self, index: int) -> str:
        if self.locked:
            return "✓" if index in self.right else "✗" if index == self.chosen else " "
        return "●" if index == self.chosen else "○"

    def pick(self, index: int) -> None:
        self.chosen = index
        self.draw()
        self.post_message(self.Changed())
        if self.at_once:
            self.post_message(self.Responded(self.shown[index]))

    def confirm(self) -> None:
        if self.chosen is None and self.cursor is not None:
            self.pick(self.cursor)
            if self.at_once:
                return
        if self.chosen is None:
            self.post_message(self.Unready(f"Choose first: press a number from 1 to {len(self.shown)}, or move with ↑ ↓."))
        elif not self.at_once or self.cursor is None or self.cursor == self.chosen:
            self.post_message(self.Responded(self.shown[self.chosen]))
        else:
            self.pick(self.cursor)

    def current(self) -> Response:
        return None if self.chosen is None else self.shown[self.chosen]

    def restore(self, response: Response) -> None:
        if response in self.shown:
            self.chosen = self.cursor = self.shown.index(str(response))
            self.draw()

    def reveal(self, response: Response) -> None:
        self.chosen = self.shown.index(response) if isinstance(response, str) and response in self.shown else None
        self.right = {self.shown.index(str(self.question.right_response()))}
        self.settle(self.right, {self.chosen} - self.right if self.chosen is not None else set())


class SelectControl(Rows):
    """Several of more: digits and clicks tick and untick; Enter answers."""

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.ticked: set[int] = set()

    def sign(self, index: int) -> str:
        box = "■" if index in self.ticked else "□"
        if not self.locked:
            return box
        return f"{box} ✓" if self._is_right(index) else f"{box} ✗" if index in self.ticked else f"{box}  "

    def labels(self) -> list[str]:
        if not self.locked:
            return list(self.shown)
        return [text + self._remark(index) for index, text in enumerate(self.shown)]

    def _is_right(self, index: int) -> bool:
        right = self.question.right_response()
        return isinstance(right, list) and self.shown[index] in right

    def _remark(self, index: int) -> str:
        return "  (you left it out)" if self._is_right(index) and index not in self.ticked else ""

    def pick(self, index: int) -> None:
        self.ticked ^= {index}
        self.draw()
        self.post_message(self.Changed())

    def confirm(self) -> None:
        if not self.ticked:
            self.post_message(self.Unready(f"Tick all that are right with the numbers 1 to {len(self.shown)}, then press Enter."))
        else:
            self.post_message(self.Responded(self.current()))

    def current(self) -> Response:
        return [self.shown[index] for index in sorted(self.ticked)] or None

    def restore(self, response: Response) -> None:
        if isinstance(response, list):
            self.ticked = {self.shown.index(text) for text in response if text in self.shown}
            self.draw()

    def reveal(self, response: Response) -> None:
        self.restore(response or [])
        places = set(range(len(self.shown)))
        right = {index for index in places if self._is_right(index)}
        self.settle(right, self.ticked - right)


class OrderControl(Rows):
    """Put in order: each digit or click gives the next rank to an item, or takes it away; Enter answers."""

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.ranked: list[int] = []

    def sign(self, index: int) -> str:
        rank = f"#{self.ranked.index(index) + 1}" if index in self.ranked else "  "
        if not self.locked:
            return rank
        return f"{rank} ✓" if index in self._in_place() else f"{rank} ✗"

    def labels(self) -> list[str]:
        if not self.locked:
            return list(self.shown)
        right = self._right()
        return [text + ("" if index in self._in_place() else f"  (rightly #{right.index(text) + 1})") for index, text in enumerate(self.shown)]

    def _right(self) -> list[str]:
        right = self.question.right_response()
        return right if isinstance(right, list) else []

    def _in_place(self) -> set[int]:
        return {index for rank, index in enumerate(self.ranked) if self._right()[rank] == self.shown[index]}

    def pick(self, index: int) -> None:
        if index in self.ranked:
            self.ranked.remove(index)
        else:
            self.ranked.append(index)
            missing = set(range(len(self.shown))) - set(self.ranked)
            if len(missing) == 1:
                self.ranked += missing
        self.draw()
        self.post_message(self.Changed())

    def confirm(self) -> None:
        if len(self.ranked) < len(self.shown):
            self.post_message(self.Unready("Press the numbers of the items in the right order; the same number again takes it back."))
        else:
            self.post_message(self.Responded(self.current()))

    def current(self) -> Response:
        return [self.shown[index] for index in self.ranked] or None

    def restore(self, response: Response) -> None:
        if isinstance(response, list):
            self.ranked = [self.shown.index(text) for text in response if text in self.shown]
            self.draw()

    def reveal(self, response: Response) -> None:
        self.restore(response or [])
        if not isinstance(response, list):
            self.ranked = []
        right = self._in_place()
        self.settle(right, set(range(len(self.shown))) - right)


class MatchControl(Rows):
    """Pairs: the cursor stands on a left side, a digit gives it a right side and goes on; Enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "Next match", show=False),
        Binding("left", "turn(-1)", "Previous match", show=False),
    ]

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.lefts = question.lefts() if question.kind == "match" else ()
        self.matched: dict[int, int] = {}

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(classes="rights")

    def on_mount(self) -> None:
        self.cursor = 0
        self.draw()

    def labels(self) -> list[str]:
        width = max(map(len, self.lefts), default=0)
        return [f"{left:<{width}} → {self._right_text(index)}" for index, left in enumerate(self.lefts)]

    def _right_text(self, index: int) -> str:
        given = self.shown[self.matched[index]] if index in self.matched else "…"
        right = self._pairs()[self.lefts[index]]
        return f"{given}  (rightly: {right})" if self.locked and given != right else given

    def _pairs(self) -> dict[str, str]:
        pairs = self.question.right_response()
        return pairs if isinstance(pairs, dict) else {}

    def sign(self, index: int) -> str:
        if self.locked:
            return "✓" if self._is_right(index) else "✗"
        return "▸" if index == self.cursor else " "

    def _is_right(self, index: int) -> bool:
        return index in self.matched and self._pairs()[self.lefts[index]] == self.shown[self.matched[index]]

    def draw(self) -> None:
        for row in self.query(Row):
            row.set_class(row.index == self.cursor and not self.locked, "-cursor")
            row.update(Content.assemble(" ", self.sign(row.index), " ", display(self.labels()[row.index])))
        taken = set(self.matched.values())
        lines = [display(f" {n + 1} {'·' if n in taken else ' '} {text}") for n, text in enumerate(self.shown)]
        rights = self.query_one(".rights", Static)
        rights.update(Content("\n").join(lines))
        rights.display = not self.locked

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isdecimal() and 1 <= int(event.character) <= len(self.shown):
            event.stop()
            if not self.locked and self.cursor is not None:
                self._match(self.cursor, int(event.character) - 1)
                self.cursor = min(self.cursor + 1, len(self.lefts) - 1)
                self.draw()

    def _match(self, left: int, right: int) -> None:
        # A right side belongs to one left side; given to another it leaves the first.
        self.matched = {l: r for l, r in self.matched.items() if r != right} | {left: right}
        self.draw()
        self.post_message(self.Changed())

    def pick(self, index: int) -> None:
        self.cursor = index
        self.draw()

    def action_choose(self) -> None:
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        if not self.locked and self.cursor is not None:
            at = self.matched.get(self.cursor)
            self._match(self.cursor, (0 if step > 0 else -1) % len(self.shown) if at is None else (at + step) % len(self.shown))

    def confirm(self) -> None:
        missing = len(self.lefts) - len(self.matched)
        if missing:
            self.post_message(self.Unready(f"{missing} still to match: press the number of what belongs to the marked line."))
        else:
            self.post_message(self.Responded(self.current()))

    def current(self) -> Response:
        return {self.lefts[left]: self.shown[right] for left, right in sorted(self.matched.items())} or None

    def restore(self, response: Response) -> None:
        if isinstance(response, dict):
            self.matched = {
                self.lefts.index(left): self.shown.index(right)
                for left, right in response.items()
                if left in self.lefts and right in self.shown
            }
            self.draw()

    def reveal(self, response: Response) -> None:
        self.restore(response or {})
        right = {index for index in range(len(self.lefts)) if self._is_right(index)}
        self.settle(right, set(range(len(self.lefts))) - right)
