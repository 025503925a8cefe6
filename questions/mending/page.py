"""A text with the places of its lines, and changes to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from questions.guard import LINE_END
from questions.nodes import Node, read_nodes
from questions.syntax import KEYS

_INDENT = re.compile(" *")
# A value on one line and what stands before it: a key, behind dashes or not, or nothing but dashes.
BEFORE_VALUE = re.compile(r"(?P<indent> *(?:- +)*)(?:[^\s:#'\"-][^:#\n]*:|(?<=- ))(?: +|$)")
_OWN_ENTRY = re.compile(rf" *(?:-(?: |$)|(?:{'|'.join(sorted(KEYS))}):(?: |$))", re.IGNORECASE)
_REMARK = re.compile(r"(?:\s{2,}#.*|\s+)$")


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement for the characters of a text from ``start`` to before ``end``."""

    start: int
    end: int
    replacement: str


Fixes = tuple[Fix, ...]
"""Changes that together mend one mistake."""


def applied(text: str, fixes: Iterable[Fix]) -> str:
    """Return a text with changes made, none of which overlaps another."""
    pieces, done = [], 0
    for fix in sorted(fixes, key=lambda fix: (fix.start, fix.end)):
        pieces += [text[done : fix.start], fix.replacement]
        done = fix.end
    return "".join([*pieces, text[done:]])


def overlap(fixes: Iterable[Fix]) -> bool:
    """Return whether any two changes touch the same characters, or the same place."""
    ordered = sorted((fix.start, fix.end) for fix in fixes)
    return any(after[0] < before[1] or after[0] == before[0] for before, after in pairwise(ordered))


class Page:
    """A text, addressed as problems address it: by lines and columns that count from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = list(LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        self.line_end = ends[0].group() if ends else "\n"
        self.given: dict[str, int] = {}
        """The ids that were thought of for this text, and the lines of their questions, so that no two get the same."""

    def __len__(self) -> int:
        return len(self._starts)

    def index(self, line: int, column: int = 1) -> int:
        """Return which character of the text stands at a place."""
        return self._starts[line - 1] + column - 1

    def end(self, line: int) -> int:
        """Return where a line ends, its line end left out."""
        return self._ends[line - 1]

    def line(self, number: int) -> str:
        """Return a line without its line end; nothing for a line that is not there."""
        return self.text[self._starts[number - 1] : self._ends[number - 1]] if 1 <= number <= len(self) else ""

    def indent(self, number: int) -> int:
        """Return by how many spaces a line is indented."""
        found = _INDENT.match(self.line(number))
        return found.end() if found else 0

    def is_text(self, number: int) -> bool:
        """Return whether a line has something on it that is no remark."""
        line = self.line(number).strip()
        return bool(line) and not line.startswith("#")

    @cached_property
    def root(self) -> Node | None:
        """The document as far as it can be read."""
        return read_nodes(self.text, lambda _: None)

    def questions(self) -> list[Node]:
        """Return the questions that can be read."""
        listed = self.root.children.get("questions") if self.root else None
        return [node for node in listed.children.values() if isinstance(node.data, dict)] if listed else []

    def question_at(self, line: int, column: int) -> Node | None:
        """Return the question that begins at a place."""
        return next((node for node in self.questions() if (node.line, node.column) == (line, column)), None)

    def keys_beside(self, line: int, column: int) -> list[str]:
        """Return all keys of the mapping that has a key at a place."""
        waiting = [self.root] if self.root else []
        while waiting:
            node = waiting.pop()
            if isinstance(node.data, dict) and any(node.place(step)[2:] == (line, column) for step in node.marks):
                return list(node.data)
            waiting += node.children.values()
        return []

    def value_on(self, number: int) -> int:
        """Return where on a line a value begins, behind its key or dash; 0 if there is none."""
        found = BEFORE_VALUE.match(self.line(number))
        return found.end() + 1 if found else 0

    def value_around(self, line: int, column: int) -> tuple[int, int] | None:
        """Return where the text begins that a place is in, on the same line or on one above: line and column."""
        while line and self.is_text(line):
            begin = self.value_on(line)
            if begin and begin <= column:
                return line, begin
            line, column = line - 1, len(self.line(line - 1)) + 1
        return None

    def value_end(self, line: int, column: int) -> int:
        """Return where the text that begins at a place ends, judged by the layout; a remark behind it is left out."""
        found = BEFORE_VALUE.match(self.line(line))
        own = len(found["indent"]) if found else self.indent(line)
        last = line
        while self.is_text(last + 1) and self.indent(last + 1) > own and not _OWN_ENTRY.match(self.line(last + 1)):
            last += 1
        remark = _REMARK.search(self.text, self.index(last, column if last == line else 1), self.end(last))
        return remark.start() if remark else self.end(last)
