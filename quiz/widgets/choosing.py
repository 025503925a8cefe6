"""Controls for choosing among options: one of them, or several."""

from __future__ import annotations

from questions.kinds import AnyQuestion
from questions.verdict import Response
from quiz.widgets.rows import Rows, numbers


class ChoiceControl(Rows):
    """One of several: a digit or a click answers at once, or with ``at_once`` off waits for Enter."""

    def __init__(self, question: AnyQuestion, shown: tuple[str, ...], *, at_once: bool = True) -> None:
        super().__init__(question, shown)
        self.at_once = at_once
        self.chosen: int | None = None
        self.right: set[int] = set()

    def how(self) -> str:
        return f"Press {numbers(self.shown)}{'' if self.at_once else ', then Enter'}."

    def sign(self, index: int) -> str:
        if self.locked:
            return "✓" if index in self.right else "✗" if index == self.chosen else " "
        return "●" if index == self.chosen else "○"

    def pick(self, index: int, /) -> None:
        self.chosen = index
        self.draw()
        self.post_message(self.Changed())
        if self.at_once:
            self.post_message(self.Responded(self.shown[index], confirmed=False))

    def confirm(self) -> None:
        if self.cursor is None:
            self.post_message(self.Unready(f"Choose first: press a number from 1 to {len(self.shown)}, or move with ↑ ↓."))
        else:
            self.chosen = self.cursor
            self.draw()
            self.post_message(self.Responded(self.shown[self.chosen]))

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

    def how(self) -> str:
        return f"Tick all that are right with {numbers(self.shown)}, then Enter."

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

    def pick(self, index: int, /) -> None:
        self.ticked ^= {index}
        self.draw()
        self.post_message(self.Changed())

    def confirm(self) -> None:
        if not self.ticked:
            self.post_message(self.Unready(f"Nothing is ticked yet: tick all that are right with {numbers(self.shown)}, then press Enter."))
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
