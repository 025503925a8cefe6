"""Syntax errors in words that a teacher understands, at the place where they can be mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from questions.guard import Mark, Refusal


@dataclass(frozen=True, slots=True)
class Found:
    """A refusal, and which character of the text it is about."""

    refusal: Refusal
    index: int


def question_around(text: str, index: int) -> tuple[int, int] | None:
    """Return where the question that holds a place begins and ends, judged by nothing but the layout of the lines."""
    listed = re.search("^questions:", text, re.MULTILINE)
    first = re.compile("^ *- ", re.MULTILINE).search(text, listed.end()) if listed else None
    if first is None:
        return None
    starts = [item.start() for item in re.compile(f"^{first.group()[:-1]}", re.MULTILINE).finditer(text, first.start())]
    number = bisect_right(starts, index)
    if not number:
        return None
    tail = re.compile(r"^[^\s#-]", re.MULTILINE).search(text, starts[number - 1])
    ends = [*starts[number : number + 1], *([tail.start()] if tail else []), len(text)]
    return (starts[number - 1], min(ends)) if index <= min(ends) else None


_QUOTE = "Put the text in quotes."
_SYNTAX = (
    # A fragment of what libyaml says; whether the place is where the thing began (else where it was noticed); code,
    # message and advice.
    ("found character that cannot start any token", False, "unreadable-start", "Text may not begin with this character.", _QUOTE),
    (
        "mapping values are not allowed",
        False,
        "colon-in-text",
        "A colon followed by a space stands where only text may be.",
        "Put the whole text in quotes, or check the indentation.",
    ),
    ("found unexpected end of stream", True, "unclosed-quote", "A quoted text begins here and is never closed.", "Add the closing quote."),
    (
        "found unexpected document indicator",
        True,
        "unclosed-quote",
        "A quoted text begins here and is not closed before the next `---`.",
        "Add the closing quote.",
    ),
    (
        "found unknown escape character",
        False,
        "unknown-escape",
        "In double quotes a backslash begins an escape, and this is not one.",
        "Write two backslashes, or use single quotes.",
    ),
    (
        "did not find expected hexdecimal number",
        False,
        "unknown-escape",
        "An escape needs exactly two digits after \\x, four after \\u, eight after \\U.",
        "Write the character itself, or two backslashes.",
    ),
    (
        "invalid Unicode character escape code",
        False,
        "unknown-escape",
        "This escape stands for no character.",
        "Write the character itself.",
    ),
    (
        "did not find expected ',' or ']'",
        True,
        "unclosed-list",
        "A `[` opens here; it is not closed, or a comma is missing in it.",
        "Add the comma or the `]`; if the bracket belongs to a text, put the text in quotes.",
    ),
    (
        "did not find expected ',' or '}'",
        True,
        "unclosed-mapping",
        "A `{` opens here; it is not closed, or a comma is missing in it.",
        "Add the comma or the `}`; if the brace belongs to a text, put the text in quotes.",
    ),
    (
        "could not find expected ':'",
        True,
        "missing-colon",
        "A key is expected here, but no colon and space follow it.",
        "Write `key: value`, or indent the line further if it continues the text above.",
    ),
    (
        "did not find expected key",
        False,
        "unexpected-text",
        "This does not fit what stands before it.",
        "Check the indentation; a text with quotes inside it must stand in quotes as a whole.",
    ),
    (
        "did not find expected '-' indicator",
        False,
        "wrong-indent",
        "This line stands where the next list item, beginning with `- `, is expected.",
        "Indent it like the lines it belongs to.",
    ),
    (
        "did not find expected <document start>",
        False,
        "unexpected-text",
        "This does not belong to what stands above it.",
        "Check the indentation; a bank begins with `topic:`, and nothing follows a line `...`.",
    ),
    ("while scanning an alias", True, "unreadable-start", "Text may not begin with `*`.", _QUOTE),
    ("while scanning an anchor", True, "unreadable-start", "Text may not begin with `&`.", _QUOTE),
    ("did not find expected tag", True, "unreadable-start", "Text may not begin with `!`.", _QUOTE),
    ("while scanning a tag", True, "unreadable-start", "Text may not begin with `!`.", _QUOTE),
    ("found undefined tag handle", False, "unreadable-start", "Text may not begin with `!`.", _QUOTE),
    (
        "while scanning a block scalar",
        True,
        "unreadable-start",
        "Text on the same line may not begin with `>` or `|`.",
        "Put the text in quotes, or begin it on the next line, indented.",
    ),
    ("mapping keys are not allowed", False, "unreadable-start", "Text may not begin with `? `.", _QUOTE),
    (
        "block sequence entries are not allowed",
        False,
        "dash-in-text",
        "A list item begins where a value is expected.",
        "Put the `-` on a line of its own, indented, or put the text in quotes.",
    ),
    ("found a tab character", False, "tab", "A tab stands where spaces must indent.", "Replace the tab by spaces."),
    ("did not find expected node content", False, "unreadable-start", "Text may not begin with this character.", _QUOTE),
    ("while scanning a directive", True, "unreadable-start", "A line may not begin with `%`.", _QUOTE),
)
_TAB_INDENT = re.compile(" *\t")
_KEY_LINE = re.compile(r"\n *(?:- +)?[a-z-]+:(?: |\n)")
_DASH_AND_TEXT = re.compile("-[a-z]")


def syntax_error(error: Any, text: str, quoted: Any = None) -> Found:
    """Return a syntax error in words that a teacher understands; ``quoted`` is a text in quotes that ended just before."""
    noticed = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} {error.context or ''}"
    line_start = noticed.index - noticed.column
    tab = _TAB_INDENT.match(text, line_start)
    if tab:
        mark = Mark(noticed.line + 1, tab.end() - line_start)
        return Found(Refusal(mark, "tab", "A tab stands where spaces must indent.", "Replace the tab by spaces."), noticed.index)
    if quoted is not None and _KEY_LINE.search(text, quoted.start_mark.index, quoted.end_mark.index):
        # The quote that should have closed it is missing, and the next one, which opens another text, was taken for it.
        message = f"A quoted text begins here and is not closed before line {quoted.end_mark.line + 1}."
        return Found(Refusal(mark_of(quoted.start_mark), "unclosed-quote", message, "Add the closing quote."), quoted.start_mark.index)
    if _DASH_AND_TEXT.match(text, noticed.index):
        message = "A space is missing after the dash."
        return Found(Refusal(mark_of(noticed), "missing-space", message, "Write `- id:`, with a space."), noticed.index)
    if not text[noticed.index :].strip() and "node content" in said:
        message = "The file ends before a `[` or `{` is closed."
        return Found(Refusal(mark_of(noticed), "unclosed-list", message, "Add the `]` or `}`."), noticed.index)
    for fragment, at_beginning, code, message, advice in _SYNTAX:
        if fragment in said:
            place = error.context_mark if at_beginning and error.context_mark else noticed
            return Found(Refusal(mark_of(place), code, message, advice), place.index)
    advice = "Check the indentation, colons and quotes of this line and the one above."
    return Found(Refusal(mark_of(noticed), "not-yaml", "This cannot be read as YAML.", advice), noticed.index)


def mark_of(mark: Any) -> Mark:
    """Return a mark of libyaml as ours, which count from 1."""
    return Mark(mark.line + 1, mark.column + 1)
