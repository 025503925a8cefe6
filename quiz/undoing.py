"""What was done in the program and can be taken back, on whatever screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from progress.records import EntryId


How = Literal["undo", "redo"]


class Step(NamedTuple):
    """An entry of the log that can be undone, and what the screen of a sitting showed before and after it."""

    entry: EntryId
    what: str
    screen: object = None
    before: Any = None
    after: Any = None


class Steps:
    """What was done, the latest last, and what of it was undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """Note something done; what was undone before it can't be brought back any more."""
        self._done.append(step)
        self._undone.clear()

    def forget(self) -> None:
        """Let nothing be undone: someone else is learning now."""
        self._done.clear()
        self._undone.clear()

    def next(self, how: How, screen: object = None) -> Step | None:
        """Return what would be undone or redone next: on the screen of a sitting, only what was done on it."""
        steps = self._done if how == "undo" else self._undone
        step = steps[-1] if steps else None
        return None if step is None or (screen is not None and step.screen is not screen) else step

    def swapped(self, how: How, step: Step) -> None:
        """Note that a step was undone or redone; others may have been done while that was written down."""
        taken, given = (self._done, self._undone) if how == "undo" else (self._undone, self._done)
        taken[:] = [each for each in taken if each is not step]
        given.append(step)
