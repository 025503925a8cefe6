"""YAML text to plain data with positions, in one pass over libyaml's events, and the guard that refuses hostile files.

Every scalar arrives as the characters that were typed: YAML 1.1 would turn ``no``, ``012``, ``1:30`` and ``1.10`` into
something else. Anchors, aliases, tags and merge keys have no use in a bank and are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from yaml._yaml import CParser

from questions.guard import FORBIDDEN, MOST_FOUND, STAND_IN, Mark, Refusal, Report, forbidden, place_after, without_hidden
from questions.syntax import Found, question_around, swallowed, syntax_error

MAXIMUM_DEPTH = 24

Data = str | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"}
_REMARK = re.compile(r" #(?<=\S #)")
_DROPPED = "\0"  # stands for a key whose value is not kept; no key of a file can hold it
_LONGEST_QUOTED = 40
# Bounds on the work that a hostile file can cause: readings of one file, characters read again, and events in all of them.
# The shipped banks have 28 bytes to an event, so that a bank of the largest size has half of these. A list or mapping
# is two events and counts as three, for it costs more than texts.
_MOST_READINGS = 50
_MOST_REREAD = 12_000_000
MOST_EVENTS = 300_000


@dataclass(slots=True, eq=False)
class Node:
    """A list or mapping of the file and where it stands; a text, if the file holds nothing else.

    ``marks`` has for each entry libyaml's marks of its value and of its key (of which a list item has none); the methods count
    lines and columns from 1. ``children`` are the entries that are lists and mappings themselves. Texts have no node, for a bank
    has many of them. ``complete`` is false if reading stopped inside the node, ``refused`` true if the guard refused something
    inside it, ``blanked`` true if questions with a syntax error were left out.
    """

    data: Data
    start: Any
    """Libyaml's mark of where it begins."""
    marks: dict[str | int, tuple[Any, Any]] = field(default_factory=dict)
    children: dict[str | int, Node] = field(default_factory=dict)
    complete: bool = False
    refused: bool = False
    blanked: bool = False

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return int(self.start.line) + 1

    @property
    def column(self) -> int:
        """The column in which it begins."""
        return int(self.start.column) + 1

    def at(self, path: Path = ()) -> Mark:
        """Return where the value at ``path`` stands, or the nearest value around it that exists."""
        line, column, _, _ = self._place(path)
        return Mark(line, column)

    def key_at(self, path: Path) -> Mark:
        """Return where the key of the value at ``path`` stands; a list item has no key and gives its own place."""
        line, column, key_line, key_column = self._place(path)
        return Mark(key_line, key_column) if key_line else Mark(line, column)

    def place(self, step: str | int) -> tuple[int, int, int, int]:
        """Return line and column of an entry and of its key; 0 if it has no key. Raises ``KeyError`` if there is no such entry."""
        value, key = self.marks[step]
        return value.line + 1, value.column + 1, *((key.line + 1, key.column + 1) if key is not None else (0, 0))

    def _place(self, path: Path) -> tuple[int, int, int, int]:
        node: Node | None = self
        place = (self.line, self.column, 0, 0)
        for step in path:
            if node is None or step not in node.marks:
                break
            place, node = node.place(step), node.children.get(step)
        return place


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, and the nodes that were made of it."""

    text: str
    root: Node | None


def read_nodes(text: str, report: Report) -> Node | None:
    """Return the document as a node, reporting all that is refused.

    A question with a syntax error is reported and blanked out, and the rest read again, so that one slip neither hides
    the others nor takes good questions along. Where that is no help, what was whole before the error is returned.
    """
    text = without_hidden(text, report)
    blanked = False
    events = MOST_EVENTS
    for _ in range(max(1, min(_MOST_READINGS, _MOST_REREAD // (len(text) + 1)))):
        builder, before = _Builder(text, events), events
        error = builder.build()
        events = builder.events
        span = question_around(text, error.index) if error and error.index >= 0 else None
        # What stands outside the span is met again when the rest is read.
        told = [found for found in builder.found if span is None or span[0] <= found.index < span[1]]
        if error and not any(found.refusal.mark.line == error.refusal.mark.line for found in told):
            told.append(error)
        for found in told:
            report(found.refusal)
        # With fewer events left than this reading took, the next would not come as far.
        if span is None or events < before - events:
            break
        text = text[: span[0]] + "\n" * text.count("\n", *span) + text[span[1] :]
        blanked = True
    if builder.root is not None:
        builder.root.blanked = blanked
    return builder.root


class _Builder:
    """Puts events together to nodes."""

    def __init__(self, text: str, events: int) -> None:
        self.text = text
        self.events = events
        self.found: list[Found] = []
        self.root: Node | None = None
        self._hidden = STAND_IN in text
        self._remarked = _REMARK.search(text) is not None
        self._suspicious = self._hidden or self._remarked
        self._documents = 0
        # The innermost open container, the key in it that waits for its value, and for each container around it what
        # becomes its waiting key once the inner one is closed.
        self._node: Node | None = None
        self._key: str | None = None
        self._key_start: Any = None
        self._outer: list[tuple[Node | None, str | None]] = []
        self._last: Any = None

    def build(self) -> Found | None:
        """Read to the end, or to the syntax error or the end of the allowed events, which is returned, or to where the guard stops."""
        get_event = CParser(self.text).get_event
        try:
            while (event := self._take_plain(get_event)) is not None:
                if type(event) is ScalarEvent:
                    self._scalar(event)
                elif not self._take(event):
                    return None
                self.events -= 1
                if self.events <= 0:
                    return self._stop(event)
                self._last = event
        except yaml.MarkedYAMLError as error:
            last = self._last
            quoted = last if isinstance(last, ScalarEvent) and last.style in ("'", '"') else None
            return syntax_error(error, self.text, quoted)
        return None

    def _take_plain(self, get_event: Callable[[], Any]) -> Any:
        """Take the texts about which nothing can be wrong, as is true of nearly all; return the first event that is something else."""
        node, key, key_mark, last, left = self._node, self._key, self._key_start, self._last, self.events
        if node is None or self._suspicious or key == _DROPPED:
            return get_event()
        data: Any = node.data
        marks, is_list = node.marks, type(data) is list
        try:
            while left > 1:
                event = get_event()
                if type(event) is not ScalarEvent or event.style == '"' or event.anchor is not None or event.tag is not None:
                    return event
                value = event.value
                if "-" in value and (" -" in value or value[0] == "-"):
                    return event
                if is_list:
                    marks[len(data)] = event.start_mark, None
                    data.append(value)
                elif key is not None:
                    marks[key] = event.start_mark, key_mark
                    data[key], key = value, None
                elif value in data or value == "<<":
                    return event
                else:
                    key, key_mark = value, event.start_mark
                last = event
                left -= 1
            return get_event()
        finally:
            self._key, self._key_start, self._last, self.events = key, key_mark, last, left

    def _stop(self, event: Any) -> Found:
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        message = "Nothing is read from here on: there are too many texts and lists before it, or too many problems."
        advice = "Mend the problems first; if there are no others, split the file into several banks."
        return Found(Refusal(mark, "too-large", message, advice), -1)

    def _take(self, event: Any) -> bool:
        kind = type(event)
        if kind is MappingStartEvent:
            return self._start(event, {})
        if kind is SequenceStartEvent:
            return self._start(event, [])
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            if self._node is not None:
                self._node.complete = True
            self._node, self._key = self._outer.pop()
        elif kind is yaml.AliasEvent:
            message = f"`*{event.anchor[:_LONGEST_QUOTED]}` is a YAML alias, which a bank may not use."
            self._refuse(event.start_mark, "alias", message, "Write the text again, or put it in quotes if the * belongs to it.")
            self._text(f"*{event.anchor}", event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                message = "Another document begins here; a bank is one document."
                return self._refuse(event.start_mark, "second-document", message, "Delete the line `---` or `...`, or make two files.")
        return True

    def _scalar(self, event: Any) -> None:
        # Outside double quotes there are no escapes, and the text itself has been searched.
        if event.anchor is not None or event.tag is not None or event.style == '"':
            self._text(self._guarded(event), event)
        elif self._hidden and STAND_IN in event.value:
            self._taint()
            self._text(event.value.replace(STAND_IN, ""), event)
        else:
            value = event.value
            # A bank has many texts and few slips: the marks of an event are looked at only where one can be.
            if self._remarked or ("-" in value and (" -" in value or value[0] == "-")):
                self._look_for_slips(event)
            self._text(value, event)

    def _look_for_slips(self, event: Any) -> None:
        found = None
        if event.style == "" and self._node is not None:
            found = swallowed(event, self.text, self._key, in_list=isinstance(self._node.data, list))
        if found:
            self.found.append(found)
            self._taint()

    def _text(self, value: str, event: Any) -> None:
        """Take a text as a key if one is expected, else as a value."""
        parent, start = self._node, event.start_mark
        if parent is None:
            self.root = Node(value, start, complete=True)
        elif type(parent.data) is dict and self._key is None:
            if value in parent.data:
                message = f"`{value[:_LONGEST_QUOTED]}` stands here a second time; the first is on line {parent.place(value)[2]}."
                self._refuse(start, "duplicate-key", message, "Keep one of the two.")
                value = _DROPPED
            elif value == "<<" and event.implicit[0]:
                self._refuse(start, "merge-key", "`<<` is a YAML merge key, which a bank may not use.", "Write the keys out.")
                value = _DROPPED
            self._key, self._key_start = value, start
        else:
            self._attach(parent, value, start)

    def _refuse(self, start: Any, code: str, message: str, advice: str, index: int | None = None) -> bool:
        """Keep a refusal that is about what begins at ``start``, or about the character ``index`` behind it."""
        index = start.index if index is None else index
        self.found.append(Found(Refusal(self._mark_of(start, index), code, message, advice), index))
        if len(self.found) >= MOST_FOUND:
            self.events = 0
        self._taint()
        return False

    def _mark_of(self, start: Any, index: int) -> Mark:
        if index < start.index:
            return Mark(start.line + 1, start.column + 1 - (start.index - index))
        inner = place_after(self.text[start.index : index])
        return Mark(start.line + inner.line, inner.column + (start.column if inner.line == 1 else 0))

    def _taint(self) -> None:
        node, depth = self._node, len(self._outer)
        # What holds a tainted node is tainted already.
        while node is not None and not node.refused:
            node.refused = True
            depth -= 1
            node = self._outer[depth][0]

    def _guard(self, event: Any) -> bool:
        """Refuse the anchor and the tag of a value; return whether there was one."""
        start = event.start_mark
        if event.anchor is not None:
            message = f"`&{event.anchor[:_LONGEST_QUOTED]}` is a YAML anchor, which a bank may not use."
            advice = "Delete it, or put the text in quotes if the & belongs to it."
            self._refuse(start, "anchor", message, advice, self.text.index("&", start.index))
        if event.tag is not None:
            index = self.text.index("!", start.index)
            typed = self.text[index : index + _LONGEST_QUOTED].split()[0]
            advice = "Delete it, or put the text in quotes if the ! belongs to it."
            self._refuse(start, "tag", f"`{typed}` is a YAML tag, which a bank may not use.", advice, index)
        return event.anchor is not None or event.tag is not None

    def _guarded(self, event: Any) -> str:
        """Return the text of an event without what is forbidden in it, having refused that."""
        self._guard(event)
        value: str = event.value
        allowed = FORBIDDEN.sub("", value)
        if len(allowed) < len(value):
            self._taint()
            if event.style == '"':
                self._report_escapes(event.start_mark, event.end_mark.index)
        return allowed

    def _report_escapes(self, start: Any, end: int) -> None:
        escapes = ((escape.start(), _meaning(escape)) for escape in _ESCAPE.finditer(self.text, start.index, end))
        hidden = ((index, character) for index, character in escapes if FORBIDDEN.match(character))
        for index, character in islice(hidden, _LONGEST_QUOTED):
            refusal = forbidden(Mark(1, 1), character)
            self._refuse(start, refusal.code, refusal.message, refusal.advice, index)

    def _start(self, event: Any, empty: Data) -> bool:
        self.events -= 1
        start = event.start_mark
        refused = (event.anchor is not None or event.tag is not None) and self._guard(event)
        if len(self._outer) >= MAXIMUM_DEPTH:
            message = f"This is nested more than {MAXIMUM_DEPTH} levels deep."
            return self._refuse(start, "too-deep", message, "A bank needs no more than six levels.")
        parent, node = self._node, Node(empty, start, {}, {}, False, refused)
        waiting = None
        if parent is None:
            self.root = node
        elif self._key is None and isinstance(parent.data, dict):
            self._refuse_key(start)
            waiting = _DROPPED
        else:
            step = self._attach(parent, empty, start)
            if step is not None:
                parent.children[step] = node
        self._outer.append((parent, waiting))
        self._node = node
        return True

    def _refuse_key(self, start: Any) -> None:
        if self.text[start.index - 1 : start.index + 1] == "{{":
            message = "A text that begins with `{{` is not read as a text."
            self._refuse(start, "brace-in-text", message, "Put the whole text in double quotes.", start.index - 1)
        else:
            message = "A key must be text, but a list or another key begins here."
            self._refuse(start, "key-not-text", message, "If the text begins with `{` or `[`, put it in quotes.")

    def _attach(self, parent: Node, value: Data, start: Any) -> str | int | None:
        """Put a value where it belongs in its parent; return under which key or index, or None if it is not kept."""
        data, key = parent.data, self._key
        if type(data) is list:
            parent.marks[len(data)] = start, None
            data.append(value)
            return len(data) - 1
        self._key = None
        if key is None or key == _DROPPED or not isinstance(data, dict):
            return None
        parent.marks[key] = start, self._key_start
        data[key] = value
        return key


def _meaning(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    return chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(escape[4], "")
