"""The keys of a question in the order in which they are read: what is asked, what is right, what helps, where it is from."""

from __future__ import annotations

from dataclasses import dataclass

from questions.mending.page import Fix, Fixes, Page
from questions.nodes import Node
from questions.writing import KEYS

_ORDER = {key: place for place, key in enumerate(("id", *KEYS, "advice-off"))}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value: the remarks right above it, its own lines, and the lines that follow without belonging to either."""

    key: str
    above: list[str]
    own: list[str]
    after: list[str]


def in_order(page: Page, node: Node) -> Fixes:
    """Return the change that puts the keys of a question in order, nothing if they are or if it can't be told whose a line is.

    The remarks right above a key go with it; those above the question's dash, and empty lines, stay where they are.
    """
    data = node.data
    if not isinstance(data, dict) or page.text[page.index(node.line, node.column)] in "{\"'" or not set(data) <= _ORDER.keys():
        return ()
    wanted = sorted(data, key=_ORDER.__getitem__)
    starts = [node.place(key)[2:] for key in data]
    if wanted == list(data) or {column for _, column in starts} != {node.column} or len({line for line, _ in starts}) < len(starts):
        return ()
    last = _last_line(page, starts[-1][0], node.column - 1)
    entries = _entries(page, list(data), [line for line, _ in starts], last, node.column)
    before = page.line(node.line)[: node.column - 1]
    indent = " " * (node.column - 1)
    by_key = {entry.key: entry for entry in entries}
    lines: list[str] = []
    head: list[str] = []
    for place, key in enumerate(wanted):
        entry = by_key[key]
        if place:
            lines += [*entry.above, indent + entry.own[0], *entry.own[1:]]
        else:
            # Remarks above what is now the first key stand above the dash.
            head = [before[: len(before) - len(before.lstrip())] + remark.lstrip() for remark in entry.above]
            lines += [before + entry.own[0], *entry.own[1:]]
        lines += entries[place].after
    return (Fix(page.index(node.line), page.end(last), page.line_end.join([*head, *lines])),)


def _last_line(page: Page, line: int, column: int) -> int:
    """Return the last line of the entry that begins on a line: all that follow it and are indented further."""
    last = line
    for number in range(line + 1, len(page) + 1):
        if page.line(number).strip() and page.indent(number) <= column and not _is_item(page, number, column):
            break
        if page.line(number).strip():
            last = number
    return last


def _is_item(page: Page, number: int, column: int) -> bool:
    """Whether a line is an item of a list that is indented no further than its key."""
    return page.indent(number) == column and page.line(number)[column : column + 2].strip() == "-"


def _entries(page: Page, keys: list[str], starts: list[int], last: int, column: int) -> list[_Entry]:
    entries: list[_Entry] = []
    above: list[str] = []
    for key, start, end in zip(keys, starts, [*(line - 1 for line in starts[1:]), last], strict=True):
        lines = [page.line(start)[column - 1 :], *(page.line(number) for number in range(start + 1, end + 1))]
        own = len(lines)
        while own > 1 and _is_loose(lines[own - 1], column):
            own -= 1
        below = len(lines)
        while end != last and below > own and lines[below - 1].strip():
            below -= 1
        entries.append(_Entry(key, above, lines[:own], lines[own:below]))
        above = lines[below:]
    return entries


def _is_loose(line: str, column: int) -> bool:
    """Whether a line is empty, or a remark that can't be a part of a text: one that is indented no further than the keys."""
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) < column)
