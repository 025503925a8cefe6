"""Lines that are indented by the wrong characters, or by the wrong number of spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.guard import FALSE_SPACES
from questions.mending.page import BEFORE_VALUE, Fix, Fixes, Page
from questions.problems import Problem
from questions.syntax import question_around

_TABBED = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_FALSE = re.compile(f"[ {FALSE_SPACES}]*")
_WIDTHS = (2, 4, 8)
_DASHES = re.compile(" *(?:- +)+")
_DASH_WITHOUT_SPACE = re.compile(r" *-(?=[^\s-])")
_DASH = re.compile(r" *-(?: |$)")


def _span(page: Page, line: int) -> tuple[int, int]:
    """Return where the question around a line begins and ends, or the whole text."""
    return question_around(page.text, page.index(line)) or (0, len(page.text))


def untab(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Replace the tabs before lines by spaces: of all lines, of those of one question, or of one line as its neighbours are."""
    spans = {(0, len(page.text)), _span(page, problem.line)}
    for start, end in sorted(spans):
        for width in _WIDTHS:
            yield tuple(
                Fix(at.start(), at.end(), at.group().expandtabs(width)[: len(at.group()) * width])
                for at in _TABBED.finditer(page.text, start, end)
            )
    at = _TABBED.match(page.text, page.index(problem.line))
    if at:
        for indent in sorted(_indents(page, problem.line)):
            yield (Fix(at.start(), at.end(), " " * indent),)


def unfalse(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Replace each character before a line that only looks like a space by one."""
    start = page.index(problem.line)
    found = _FALSE.match(page.text, start)
    if found:
        yield (Fix(start, found.end(), " " * len(found.group())),)


def reindent(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Indent a line, or the one above it, as others of its question are; a line of text as the text above it."""
    line = problem.line
    above = next((number for number in range(line - 1, 0, -1) if page.is_text(number)), 0)
    if not _begins_entry(page, line):
        if above and not _DASH_WITHOUT_SPACE.match(page.line(line)):
            yield _to(page, line, page.indent(above) + (2 if _begins_entry(page, above) else 0))
        return
    for indent in sorted(_indents(page, line) - {page.indent(line)}):
        yield _to(page, line, indent)
    if _DASH.match(page.line(line)) and _DASH.match(page.line(above)):
        yield _to(page, above, page.indent(line))


def space_dash(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Put the space behind a dash by the lack of which a list item was taken for something else."""
    dash = _DASH_WITHOUT_SPACE.match(page.line(problem.line))
    if dash:
        after = page.index(problem.line) + dash.end()
        yield (Fix(after, after, " "),)


def _begins_entry(page: Page, line: int) -> bool:
    return bool(BEFORE_VALUE.match(page.line(line)) or _DASH.match(page.line(line)))


def _to(page: Page, line: int, indent: int) -> Fixes:
    start = page.index(line)
    return (Fix(start, start + page.indent(line), " " * indent),)


def _indents(page: Page, line: int) -> set[int]:
    """Return how the lines of a question are indented that stand near a line."""
    near = range(max(1, line - 30), min(len(page), line + 30) + 1)
    lines = [number for number in near if page.is_text(number) and number != line]
    behind_dashes = {found.end() for number in lines if (found := _DASHES.match(page.line(number)))}
    return {page.indent(number) for number in lines} | behind_dashes
