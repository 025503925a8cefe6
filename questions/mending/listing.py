"""Lists that are written as texts, and brackets that stay open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.mending.page import Fix, Fixes, Page
from questions.mending.quoting import quoted
from questions.problems import Problem

_ITEMS = re.compile(r"(?:(?:\r\n|\r|\n)(?: *- .*| *))+")
_UNSAFE = re.compile(r"^[-\s?:,\[\]{}#&*!|>'\"%@`]|[,\[\]{}]|:(?:\s|$)|\s#")
_JOINED = re.compile(r"\b(?:and|or|et|ou|und|oder|y|o)\b|&")


def make_list(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Make a list of a text with commas, of round brackets, or of items that a sign made a text of."""
    start = page.index(problem.line, problem.column)
    if page.value_on(problem.line) != problem.column:
        return
    end = page.value_end(problem.line, problem.column)
    text = page.text[start:end]
    sign = re.compile("[|>][-+]?[ \t]*").match(page.text, start)
    if sign:
        if _ITEMS.match(page.text, sign.end()):
            yield (Fix(len(page.text[:start].rstrip(" ")), sign.end(), ""),)
        return
    if "\n" in text or "\r" in text or text[:1] in {'"', "'"}:
        return
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    items = _items(inner)
    if items:
        yield (Fix(start, end, f"[{', '.join(items)}]"),)


def _items(text: str) -> list[str] | None:
    """Return the items that commas or semicolons set apart, each as it stands in a list; None if it isn't clear."""
    separator = ";" if ";" in text else ", " if ", " in text else ","
    parts = [part.strip() for part in text.split(separator)]
    if not all(parts) or any(sign in text for sign in "\"'()") or (len(parts) > 1 and _JOINED.match(parts[-1].split(" ")[0])):
        return None
    if len(parts) > 1 and (re.search(r"\d,\d", text) if separator == "," else _JOINED.search(parts[-1])):
        return None
    return [quoted(part) if _UNSAFE.search(part) else part for part in parts]


def close_bracket(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Close a list that stays open at the end of its line."""
    if page.value_on(problem.line) == problem.column and page.text[page.index(problem.line, problem.column)] == "[":
        end = page.value_end(problem.line, problem.column)
        yield (Fix(end, end, "]"),)


def drop_line(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Drop a line that begins another document, so that what follows belongs to this one."""
    if page.line(problem.line).strip() == "---" and problem.line < len(page):
        yield (Fix(page.index(problem.line), page.index(problem.line + 1), ""),)


def drop_invisible(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Drop a character that nobody sees and that means nothing."""
    start = page.index(problem.line, problem.column)
    if page.text[start : start + 1] in {"\u200b", "\u2060", "\ufeff"}:
        yield (Fix(start, start + 1, ""),)
