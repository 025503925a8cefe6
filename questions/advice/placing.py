"""Where advice belongs in a bank's file."""

from __future__ import annotations

from collections.abc import Iterable

from questions.advice.hint import Hint
from questions.bank import Bank
from questions.guard import decode, lines_of
from questions.nodes import Document, Node, read_nodes
from questions.problems import Problem, short_path


def placed(hints: Iterable[Hint], bank: Bank, raw: bytes) -> list[Problem]:
    """Return advice as problems at their places in the bank's file, the bytes of which are ``raw``."""
    text = decode(raw, lambda _: None) or ""
    return placed_in(hints, bank, Document(text, read_nodes(text, lambda _: None)))


def placed_in(hints: Iterable[Hint], bank: Bank, document: Document) -> list[Problem]:
    """Return advice as problems at their places in the bank's file, ``document`` being what was read of it."""
    root, path, lines = document.root, short_path(bank.path), lines_of(document.text)
    listed = root.children.get("questions") if root else None
    nodes: dict[str, Node | None] = {}
    for each in listed.children.values() if listed else ():
        if isinstance(each.data, dict):
            nodes.setdefault(f"{bank.topic}/{each.data.get('id')}", each)
    result = []
    for hint in hints:
        node = nodes.get(hint.question, root)
        mark = node.at(hint.path) if node else None
        line, column = (mark.line, mark.column) if mark else (1, 1)
        shown = lines[line - 1] if line <= len(lines) else ""
        result.append(Problem(path, line, column, hint.code, hint.message, hint.advice, shown, "advice"))
    return sorted(result)
