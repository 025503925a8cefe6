"""YAML text to plain data with positions, in one pass over libyaml's events, and the guard that refuses hostile files.

Every scalar arrives as the characters that were typed: YAML 1.1 would turn ``no``, ``012``, ``1:30`` and ``1.10`` into
something else. Anchors, aliases, tags and merge keys have no use in a bank and are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser

MAXIMUM_BYTES = 4_000_000
MAXIMUM_DEPTH = 24

Data = str | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]

# C0 without tab and line ends, DEL, C1, zero-width space, word joiner, byte-order mark, surrogates, line and paragraph
# separators, and everything that overrides the direction of text. Joiners that scripts need (U+200C, U+200D) may stay.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands: line and column from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """One value of the file and where it stands, with the places of what is inside it."""

    data: Data
    mark: Mark
    keys: dict[str, Mark] = field(default_factory=dict)
    children: dict[str | int, Node] = field(default_factory=dict)
    complete: bool = False

    def at(self, path: Path) -> Mark:
        """Return where the value at ``path`` stands, or the nearest value around it that exists."""
        node = self
        for step in path:
            child = node.children.get(step)
            if child is None:
                break
            node = child
        return node.mark

    def key_at(self, path: Path) -> Mark:
        """Return where the key of the value at ``path`` stands; a list item has no key and gives its own place."""
        node = self
        for step in path[:-1]:
            node = node.children.get(step, node)
        last = path[-1]
        return node.keys.get(last, self.at(path)) if isinstance(last, str) else self.at(path)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something the guard or libyaml does not let through."""

    mark: Mark
    code: str
    message: str
    advice: str = ""


Report = Callable[[Refusal], None]


def decode(raw: bytes, report: Report) -> str | None:
    """Return the text of a bank, or None when it cannot be read as UTF-8 text of a bearable size."""
    if len(raw) > MAXIMUM_BYTES:
        report(Refusal(Mark(1, 1), "too-large", f"The file has {len(raw):,} bytes; a bank may have {MAXIMUM_BYTES:,}.", "Split it into several banks."))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        found = "The file is UTF-16" if utf16 else f"Byte 0x{raw[error.start]:02X} is not UTF-8"
        report(Refusal(_place(before), "not-utf-8", f"{found}.", "Save the file with the encoding UTF-8."))
        return None
    hidden = FORBIDDEN.search(text)
    if hidden:
        report(Refusal(_place(text[: hidden.start()]), "control-character", _forbidden_message(hidden.group()), "Delete it."))
        return None
    return text


def _place(before: str) -> Mark:
    lines = re.split("\r\n|\r|\n", before)
    return Mark(len(lines), len(lines[-1]) + 1)


def _forbidden_message(character: str) -> str:
    if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        what = "a character that turns the direction of text round"
    elif character in "\u200b\u2060\ufeff":
        what = "an invisible character"
    else:
        what = "a control character"
    return f"U+{ord(character):04X} is {what}, which a bank may not hold."


def read_nodes(text: str, report: Report) -> Node | None:
    """Return the document as a node, reporting all that is refused; after a syntax error, what was whole before it.

    A node whose ``complete`` is false was still open where reading stopped.
    """
    builder = _Builder(text, report)
    try:
        for event in _events(text):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        report(_syntax_refusal(error, text))
    except yaml.reader.ReaderError as error:
        report(Refusal(_place(text[: error.position]), "control-character", "A character here may not stand in YAML.", "Delete it."))
    return builder.root


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            if event is None:
                return
            yield event
    finally:
        parser.dispose()


class _Builder:
    """Puts events together; holds the containers that are still open."""

    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.report = report
        self.root: Node | None = None
        self._open: list[tuple[Node, str | None]] = []
        self._documents = 0

    def take(self, event: Any) -> bool:
        """Add one event; return False when reading must stop."""
        if isinstance(event, yaml.ScalarEvent):
            self._guard(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._guard(event)
            return self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()[0].complete = True
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "alias", f"`*{event.anchor}` is a YAML alias, which a bank may not use.", "Write the text again, or put it in quotes if the * belongs to it.")
            self._place_value(f"*{event.anchor}", _mark(event.start_mark))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._refuse(event, "second-document", "A second `---` begins another document; a bank is one document.", "Delete the line, or make two files.")
        return True

    def _refuse(self, event: Any, code: str, message: str, advice: str = "") -> bool:
        self.report(Refusal(_mark(event.start_mark), code, message, advice))
        return False

    def _guard(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "anchor", f"`&{event.anchor}` is a YAML anchor, which a bank may not use.", "Delete it, or put the text in quotes if the & belongs to it.")
        if event.tag is not None:
            tag = event.tag.removeprefix("tag:yaml.org,2002:")
            self._refuse(event, "tag", f"`!{tag}` is a YAML tag, which a bank may not use.", "Delete it, or put the text in quotes if the ! belongs to it.")

    def _scalar(self, event: Any) -> None:
        mark = _mark(event.start_mark)
        value = event.value
        hidden = FORBIDDEN.search(value)
        if hidden:
            self.report(Refusal(self._escape_place(event, hidden.group(), mark), "control-character", _forbidden_message(hidden.group()), "Delete it."))
            value = FORBIDDEN.sub("", value)
        if value == "<<" and event.implicit[0] and self._expects_key():
            self._refuse(event, "merge-key", "`<<` is a YAML merge key, which a bank may not use.", "Write the keys out.")
        self._place_value(value, mark)

    def _place_value(self, value: str, mark: Mark) -> None:
        if self._expects_key():
            self._key(value, mark)
        else:
            self._attach(Node(value, mark, complete=True))

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0].data, dict) and self._open[-1][1] is None

    def _escape_place(self, event: Any, character: str, start: Mark) -> Mark:
        source = self.text[event.start_mark.index : event.end_mark.index]
        for escape in _ESCAPE.finditer(source):
            digits = escape[1] or escape[2] or escape[3]
            meant = chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(escape[4])
            if meant == character:
                return _place(self.text[: event.start_mark.index + escape.start()])
        return start

    def _key(self, key: str, mark: Mark) -> None:
        node, _ = self._open[-1]
        first = node.keys.get(key)
        if first is not None:
            self.report(Refusal(mark, "duplicate-key", f"`{key}` stands here a second time; the first is on line {first.line}.", "Keep one of the two."))
        else:
            node.keys[key] = mark
        self._open[-1] = (node, key)

    def _start(self, event: Any) -> bool:
        if len(self._open) >= MAXIMUM_DEPTH:
            return self._refuse(event, "too-deep", f"Lists and mappings are nested more than {MAXIMUM_DEPTH} deep.", "A bank needs no more than six levels.")
        if self._expects_key():
            return self._refuse(event, "key-not-text", "A key must be text, but a list or mapping begins here.", "If the text begins with `{` or `[`, put it in quotes.")
        mapping = isinstance(event, yaml.MappingStartEvent)
        node = Node({} if mapping else [], _mark(event.start_mark))
        self._attach(node)
        self._open.append((node, None))
        return True

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1]
        if isinstance(parent.data, list):
            parent.children[len(parent.data)] = node
            parent.data.append(node.data)
        elif isinstance(parent.data, dict) and key is not None:
            if key not in parent.data and key != "<<":
                parent.children[key] = node
                parent.data[key] = node.data
            self._open[-1] = (parent, None)


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


_SYNTAX = (
    ("found character that cannot start any token", "unreadable-start", "Text may not begin with this character.", "Put the text in quotes; a tab before it must become spaces."),
    ("mapping values are not allowed", "colon-in-text", "A colon followed by a space stands where only text may be.", "Put the whole text in quotes, or check the indentation."),
    ("found unexpected end of stream", "unclosed-quote", "A quoted text begins here and is never closed.", "Add the closing quote."),
    ("found unknown escape character", "unknown-escape", "In double quotes a backslash begins an escape, and this is not one.", "Write two backslashes, or use single quotes."),
    ("did not find expected ',' or ']'", "unclosed-list", "A list in [ ] is not closed, or a comma is missing.", "Add the comma or the `]`, or put text that holds a bracket in quotes."),
    ("did not find expected ',' or '}'", "unclosed-mapping", "A mapping in { } is not closed, or a comma is missing.", "Add the comma or the `}`, or put text that begins with a brace in quotes."),
    ("could not find expected ':'", "missing-colon", "A key is expected here, but no colon follows it.", "Write `key: value`, or indent the line if it continues the text above."),
    ("did not find expected key", "unexpected-text", "This does not fit what stands before it.", "Check the indentation, and the quotes of the text above."),
    ("did not find expected '-' indicator", "wrong-indent", "This line stands where the next list item, beginning with `-`, is expected.", "Align it with the lines around it."),
    ("found undefined tag handle", "tag", "A text that begins with `!` is read as a YAML tag, which a bank may not use.", "Put the text in quotes."),
    ("block sequence entries are not allowed", "dash-in-text", "A list item begins where a value is expected.", "Put the `-` on a line of its own, indented, or quote the text."),
    ("found a tab character", "tab", "A tab stands where spaces must indent.", "Replace the tab by spaces."),
)


def _syntax_refusal(error: Any, text: str) -> Refusal:
    place = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} {error.context or ''}"
    if "unexpected end of stream" in said and error.context_mark is not None:
        place = error.context_mark
    mark = _mark(place) if place is not None else Mark(1, 1)
    lines = text.splitlines()
    if mark.line <= len(lines) and lines[mark.line - 1].lstrip(" ").startswith("\t"):
        return Refusal(mark, "tab", "A tab stands where spaces must indent.", "Replace the tab by spaces.")
    for fragment, code, message, advice in _SYNTAX:
        if fragment in said:
            return Refusal(mark, code, message, advice)
    return Refusal(mark, "not-yaml", "The file cannot be read as YAML from here on.", "Check the indentation, colons and quotes of this line and the one above.")
