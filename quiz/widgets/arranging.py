"""Controls for putting things in order and for putting pairs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.widgets.rows import Row, Rows, numbers


class OrderControl(Rows):
    """Put in order: each digit or click gives the next rank to an item, or takes it away; Enter answers."""

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.ranked: list[int] = []
        self._completed: int | None = None
        """The last item, which found its place by itself."""

    def how(self) -> str:
        return f"Press {numbers(self.shown)} in the right order, then Enter."

    def sign(self, index: int) -> str:
        rank = f"#{self.ranked.index(index) + 1}" if index in self.ranked else " ·"
        if not self.locked:
            return rank
        return f"{rank} ✓" if index in self._in_place() else f"{rank} ✗"

    def labels(self) -> list[str]:
        if not self.locked:
            return list(self.shown)
        right, in_place = self._right(), self._in_place()
        return [text if index in in_place else f"{text}  (rightly #{right.index(text) + 1})" for index, text in enumerate(self.shown)]

    def _right(self) -> list[str]:
        right = self.question.right_response()
        return right if isinstance(right, list) else []

    def _in_place(self) -> set[int]:
        return {index for rank, index in enumerate(self.ranked) if self._right()[rank] == self.shown[index]}

    def pick(self, index: int, /) -> None:
        if index in self.ranked and index == self._completed:
            self._completed = None  # she placed it herself, where it stands already
        elif index in self.ranked:
            self.ranked.remove(index)
            self._completed = None
        else:
            self.ranked.append(index)
            missing = set(range(len(self.shown))) - set(self.ranked)
            if len(missing) == 1:
                self._completed = missing.pop()
                self.ranked.append(self._completed)
        self.draw()
        self.post_message(self.Changed())

    def confirm(self) -> None:
        missing = len(self.shown) - len(self.ranked)
        if missing:
            said = f"{missing} still to place: press the numbers in the right order; the same one again takes it back."
            self.post_message(self.Unready(said))
        else:
            self.post_message(self.Responded(self.current()))

    def current(self) -> Response:
        return [self.shown[index] for index in self.ranked] or None

    def restore(self, response: Response) -> None:
        if isinstance(response, list):
            self.ranked = [self.shown.index(text) for text in response if text in self.shown]
            self.draw()

    def reveal(self, response: Response) -> None:
        self.restore(response if isinstance(response, list) else [])
        right = self._in_place()
        self.settle(right, set(range(len(self.shown))) - right)


class RightSide(Row):
    """What may belong to a line; a click gives it to the line under the cursor."""

    @dataclass
    class Given(Message):
        """The right side was clicked."""

        index: int

    def chosen(self) -> Message:
        return self.Given(self.index)


class MatchControl(Rows):
    """Pairs: the cursor stands on a left side, a digit or a click gives it a right side and goes on; Enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "Next match", show=False),
        Binding("left", "turn(-1)", "Previous match", show=False),
    ]

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...]) -> None:
        super().__init__(question, shown)
        self.lefts = question.lefts() if question.kind == "match" else ()
        self.matched: dict[int, int] = {}

    def how(self) -> str:
        return f"Press for each line the number of what belongs to it, {numbers(self.shown)}; then Enter."

    def compose(self) -> ComposeResult:
        # As wide as the longest left side, so that the arrows stand one under the other.
        first = max(map(cell_len, self.lefts), default=0) + 1
        for index in range(len(self.lefts)):
            yield Row(index, first=first)
        with Vertical(classes="rights"):
            for index in range(len(self.shown)):
                yield RightSide(index)

    @property
    def rows(self) -> list[Row]:
        return [row for row in self.query(Row) if not isinstance(row, RightSide)]

    def on_mount(self) -> None:
        self.cursor = 0

    def labels(self) -> list[str]:
        return list(self.lefts)

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
        for row in self.rows:
            self.draw_cursor(row)
            row.show(f"{self.sign(row.index)} ", self.lefts[row.index], f"→ {self._right_text(row.index)}")
        taken = set(self.matched.values())
        for right in self.query(RightSide):
            right.show(f"{right.index + 1} {'·' if right.index in taken else ' '} ", self.shown[right.index])
        self.query_one(".rights").display = not self.locked

    @property
    def digits(self) -> int:
        return len(self.shown)

    def take_digit(self, index: int) -> None:
        self._give(index)

    def on_right_side_given(self, message: RightSide.Given) -> None:
        message.stop()
        self._give(message.index)

    def _give(self, right: int) -> None:
        if not self.locked and self.cursor is not None:
            self._match(self.cursor, right)
            self.cursor = min(self.cursor + 1, len(self.lefts) - 1)

    def _match(self, left: int, right: int) -> None:
        # A right side belongs to one left side; given to another it leaves the first.
        self.matched = {one: other for one, other in self.matched.items() if other != right} | {left: right}
        self.draw()
        self.post_message(self.Changed())

    def pick(self, _index: int, /) -> None:
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
        self.restore(response if isinstance(response, dict) else {})
        right = {index for index in range(len(self.lefts)) if self._is_right(index)}
        self.settle(right, set(range(len(self.lefts))) - right)
