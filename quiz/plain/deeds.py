"""What the learner did here that can be taken back and brought back."""

from __future__ import annotations

from dataclasses import dataclass, field

from progress.log import EntryId
from quiz.study import Study


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: its entry in the log, and in words; ``sitting`` and ``question`` if it belongs to some."""

    entry: EntryId
    what: str
    sitting: str = ""
    question: str = ""
    mark: str = ""


@dataclass(slots=True)
class Deeds:
    """The latest last. What is done anew leaves nothing to bring back."""

    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)

    def remember(self, deed: Deed) -> None:
        """Note what was done."""
        self.done.append(deed)
        self.undone.clear()

    def found(self, deed: Deed) -> None:
        """Take up something that was done before the program was started, so that it can be taken back too."""
        self.done.append(deed)

    def forget(self) -> None:
        """Let nothing be taken back: someone else is learning now."""
        self.done.clear()
        self.undone.clear()

    def undo(self, study: Study) -> Deed:
        """Take the last deed back, and return it; there must be one."""
        study.store.undo(study.learner.id, self.done[-1].entry, study.clock())
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def redo(self, study: Study) -> Deed:
        """Bring back what was taken back last, and return it; there must be something."""
        study.store.redo(study.learner.id, self.undone[-1].entry, study.clock())
        self.done.append(self.undone.pop())
        return self.done[-1]
