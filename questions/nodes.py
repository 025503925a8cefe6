"""YAML text to plain data with positions, in one pass over libyaml's events, and the guard that refuses hostile files.

Every scalar arrives as the characters that were typed: YAML 1.1 would turn ``no``, ``012``, ``1:30`` and ``1.10`` into
something else. Anchors, aliases, tags and merge keys have no use in a bank and are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

import yaml
from yaml import AliasEvent, DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from yaml._yaml import CParser

from questions.guard import FORBIDDEN, MOST_FOUND, STAND_IN, Mark, Refusal, Report, forbidden, place_after, without_hidden
from questions.syntax import Found, question_around, swallowed, syntax_error

MAXIMUM_DEPTH = 24
LONGEST_TEXT = 4_000
MOST_ENTRIES = 100
"""How much a list or mapping of a question may hold."""

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
    inside it, ``blanked`` true if questions with a syntax error were left out. ``odd`` is true if in it or in one of its children
    there may be a text with nothing in it, one that is too long, or too many entries.
    """

    data: Data
    start: Any
    """Libyaml's mark of where it begins."""
    marks: dict[str | int, tuple[Any, Any]] = field(default_factory=dict)
    children: dict[str | int, Node] = field(default_factory=dict)
    complete: bool = False
    refused: bool = False
    blanked: bool = False
    odd: bool = False

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
    text, encoded = without_hidden(text, report)
    blanked = False
    events = MOST_EVENTS
    for _ in range(max(1, min(_MOST_READINGS, _MOST_REREAD // (len(text) + 1)))):
        builder, before = _Builder(text, encoded, events), events
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
        encoded = text.encode()
        blanked = True
    if builder.root is not None:
        builder.root.blanked = blanked
    return builder.root


class _StoppedError(Exception):
    """Nothing is read from here on; ``found`` says why, unless that is told already."""

    def __init__(self, found: Found | None = None) -> None:
        self.found = found


class _Builder:
    """Puts events together to nodes."""

    def __init__(self, text: str, encoded: bytes, events: int) -> None:
        self.text = text
        self.events = events
        self.found: list[Found] = []
        self.root: Node | None = None
        self._get_event: Callable[[], Any] = CParser(encoded).get_event
        self._hidden = STAND_IN in text
        self._remarked = " #" in text and _REMARK.search(text) is not None
        self._suspicious = self._hidden or self._remarked
        self._open: list[Node] = []
        """The lists and mappings that are being read, the innermost last."""
        self._last: Any = None

    def build(self) -> Found | None:
        """Read to the end, or to the syntax error or the end of the allowed events, which is returned, or to where the guard stops."""
        documents = 0
        try:
            while (event := self._get_event()) is not None:
                kind = type(event)
                if kind is MappingStartEvent or kind is SequenceStartEvent:
                    self._nest(event, None, None, None)
                    continue
                if kind is ScalarEvent or kind is AliasEvent:
                    self.root = Node(self._looked_at(event, None, None), event.start_mark, complete=True)
                elif kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        message = "Another document begins here; a bank is one document."
                        advice = "Delete the line `---` or `...`, or make two files."
                        self._refuse(event.start_mark, "second-document", message, advice)
                        return None
                self._last = event
                self.events -= 1
                if self.events <= 0:
                    self._stop(event.start_mark)
        except _StoppedError as stopped:
            return stopped.found
        except yaml.MarkedYAMLError as error:
            last = self._last
            quoted = last if isinstance(last, ScalarEvent) and last.style in ("'", '"') else None
            return syntax_error(error, self.text, quoted)
        return None

    def _nest(self, event: Any, parent: Node | None, key: str | None, key_mark: Any) -> None:
        """Read the list or mapping that begins, which belongs to its parent unless it stands where a key should."""
        start = event.start_mark
        refused = (event.anchor is not None or event.tag is not None) and self._guard(event)
        if len(self._open) >= MAXIMUM_DEPTH:
            message = f"This is nested more than {MAXIMUM_DEPTH} levels deep."
            self._refuse(start, "too-deep", message, "A bank needs no more than six levels.")
            raise _StoppedError
        data: Any = {} if type(event) is MappingStartEvent else []
        node = Node(data, start, {}, {}, False, refused)
        around: Any = parent.data if parent is not None else None
        step: str | int | None = key
        if parent is None:
            self.root = node
        elif type(around) is list:
            step = len(around)
            around.append(data)
        elif key is None:
            self._refuse_key(start)
        elif key != _DROPPED:
            around[key] = data
        if parent is not None and step is not None and step != _DROPPED:
            parent.marks[step] = start, key_mark
            parent.children[step] = node
        self._open.append(node)
        self._fill(node, event)
        self._open.pop()
        if parent is not None and (node.odd or len(data) > MOST_ENTRIES):
            parent.odd = True

    def _fill(self, node: Node, event: Any) -> None:
        """Read the entries of a list or mapping, which an event began, up to its end."""
        data: Any = node.data
        marks, is_list = node.marks, type(data) is list
        get_event, suspicious = self._get_event, self._suspicious
        # To count small numbers up is cheaper than to count a large one down: they need not be made.
        left, taken = self.events - 2, 0
        key: str | None = None
        key_mark: Any = None
        while taken < left:
            try:
                event = get_event()
            except yaml.MarkedYAMLError:
                self.events, self._last = left - taken, event
                raise
            taken += 1
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                # A bank has many texts and few slips: what could be wrong with a text is looked for only where something can be.
                if (
                    suspicious
                    or event.style == '"'
                    or event.anchor is not None
                    or event.tag is not None
                    or ("-" in value and (" -" in value or value[0] == "-"))
                    or len(value) > LONGEST_TEXT
                    or not value
                    or value.isspace()
                ):
                    value = self._looked_at(event, key, node)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node.complete = True
                break
            elif kind is AliasEvent:
                value = self._looked_at(event, key, node)
            else:
                self.events = left - taken + 1
                self._nest(event, node, key, key_mark)
                left, taken = self.events, 0
                key = None if is_list or key is not None else _DROPPED
                continue
            if is_list:
                marks[len(data)] = event.start_mark, None
                data.append(value)
            elif key is None:
                key, key_mark = value, event.start_mark
                if value in data or value == "<<":
                    key = self._key(event, value, node)
            else:
                if key != _DROPPED:
                    marks[key] = event.start_mark, key_mark
                    data[key] = value
                key = None
        self.events = left - taken
        if self.events <= 0:
            self._stop(event.start_mark)

    def _stop(self, start: Any) -> NoReturn:
        """Read no more than what begins at ``start``."""
        message = "Nothing is read from here on: there are too many texts and lists before it, or too many problems."
        advice = "Mend the problems first; if there are no others, split the file into several banks."
        raise _StoppedError(Found(Refusal(Mark(start.line + 1, start.column + 1), "too-large", message, advice), -1))

    def _key(self, event: Any, value: str, node: Node) -> str:
        """Return a key that may not be kept, or what stands for one that is refused."""
        if value in node.marks:
            message = f"`{value[:_LONGEST_QUOTED]}` stands here a second time; the first is on line {node.place(value)[2]}."
            self._refuse(event.start_mark, "duplicate-key", message, "Keep one of the two.")
        elif event.implicit[0]:
            self._refuse(event.start_mark, "merge-key", "`<<` is a YAML merge key, which a bank may not use.", "Write the keys out.")
        else:
            return value
        return _DROPPED

    def _looked_at(self, event: Any, key: str | None, node: Node | None) -> str:
        """Return a text of ``node`` about which something may be wrong, without what is refused in it."""
        kind = type(event)
        if kind is AliasEvent:
            message = f"`*{event.anchor[:_LONGEST_QUOTED]}` is a YAML alias, which a bank may not use."
            self._refuse(event.start_mark, "alias", message, "Write the text again, or put it in quotes if the * belongs to it.")
            value = f"*{event.anchor}"
        elif event.anchor is not None or event.tag is not None or event.style == '"':
            value = self._guarded(event)
        elif self._hidden and STAND_IN in event.value:
            # Outside double quotes there are no escapes, and the text itself has been searched.
            self._taint()
            value = event.value.replace(STAND_IN, "")
        else:
            value = event.value
            if node is not None and (self._remarked or " -" in value or value[:1] == "-"):
                self._look_for_slips(event, key, in_list=type(node.data) is list)
        if node is not None and (not value or len(value) > LONGEST_TEXT or value.isspace()):
            node.odd = True
        return value

    def _look_for_slips(self, event: Any, key: str | None, *, in_list: bool) -> None:
        if event.style == "" and (found := swallowed(event, self.text, key, in_list=in_list)):
            self.found.append(found)
            self._taint()

    def _refuse(self, start: Any, code: str, message: str, advice: str, index: int | None = None) -> None:
        """Keep a refusal that is about what begins at ``start``, or about the character ``index`` behind it."""
        index = start.index if index is None else index
        self.found.append(Found(Refusal(self._mark_of(start, index), code, message, advice), index))
        self._taint()
        if len(self.found) >= MOST_FOUND:
            self._stop(start)

    def _mark_of(self, start: Any, index: int) -> Mark:
        if index < start.index:
            return Mark(start.line + 1, start.column + 1 - (start.index - index))
        inner = place_after(self.text[start.index : index])
        return Mark(start.line + inner.line, inner.column + (start.column if inner.line == 1 else 0))

    def _taint(self) -> None:
        for node in reversed(self._open):
            # What holds a tainted node is tainted already.
            if node.refused:
                break
            node.refused = True

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

    def _refuse_key(self, start: Any) -> None:
        if self.text[start.index - 1 : start.index + 1] == "{{":
            message = "A text that begins with `{{` is not read as a text."
            self._refuse(start, "brace-in-text", message, "Put the whole text in double quotes.", start.index - 1)
        else:
            message = "A key must be text, but a list or another key begins here."
            self._refuse(start, "key-not-text", message, "If the text begins with `{` or `[`, put it in quotes.")


def _meaning(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    return chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(escape[4], "")
