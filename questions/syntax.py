"""Syntax errors in words that a teacher understands, at the place where they can be mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from questions.guard import Mark, Refusal, lines_of
from questions.kinds import KINDS
from questions.problems import nearest


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
_TAB = ("tab", "A tab stands where spaces must indent.", "Replace the tab by spaces.")
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
    ("found a tab character", False, *_TAB),
    ("did not find expected node content", False, "unreadable-start", "Text may not begin with this character.", _QUOTE),
    ("while scanning a directive", True, "unreadable-start", "A line may not begin with `%`.", _QUOTE),
)
_TAB_INDENT = re.compile(" *\t")
_KEY_LINE = re.compile(r"\n *(?:- +)?[a-z-]+:(?: |\n)")
_DASH_AND_TEXT = re.compile("-[a-z]")
_QUESTION_KEYS = {field.name for kind in KINDS.values() for field in fields(kind)}
KEYS = _QUESTION_KEYS | {"topic", "about", "position", "questions", "text", "feedback", "title", "publisher", "url"}
"""Every key that may stand anywhere in a bank, but `advice-off`."""
_KEY_ALONE = re.compile(r"( *)(?:- +)?([A-Za-z-]+)")
_KEY_WITHOUT_SPACE = re.compile(r"( *(?:- +)?)([a-z-]+):\S")
_DASH_WITHOUT_SPACE = re.compile(r"( *)-[^\s-]")
_TYPOGRAPHIC = re.compile(r"(?:: +|- +)(?=[“”„‘’«»])")


def syntax_error(error: Any, text: str, quoted: Any = None) -> Found:
    """Return a syntax error in words that a teacher understands; ``quoted`` is a text in quotes that ended just before."""
    noticed = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} {error.context or ''}"
    line_start = noticed.index - noticed.column
    tab = _TAB_INDENT.match(text, line_start)
    if tab:
        return Found(Refusal(Mark(noticed.line + 1, tab.end() - line_start), *_TAB), noticed.index)
    if quoted is not None and (found := _ill_quoted(said, text, noticed, quoted)):
        return found
    if _DASH_AND_TEXT.match(text, noticed.index):
        message = "A space is missing after the dash."
        return Found(Refusal(mark_of(noticed), "missing-space", message, "Write `- id:`, with a space."), noticed.index)
    if not text[noticed.index :].strip() and "node content" in said:
        message = "The file ends before a `[` or `{` is closed."
        return Found(Refusal(mark_of(noticed), "unclosed-list", message, "Add the `]` or `}`."), noticed.index)
    lines = lines_of(text[: noticed.index] + text[noticed.index :].split("\n", 1)[0])
    slip = _slip_of_layout(said, lines, noticed, error.context_mark)
    if slip:
        return Found(slip, noticed.index)
    for fragment, at_beginning, code, message, advice in _SYNTAX:
        if fragment in said:
            place = error.context_mark if at_beginning and error.context_mark else noticed
            return Found(Refusal(mark_of(place), code, message, advice), place.index)
    advice = "Check the indentation, colons and quotes of this line and the one above."
    return Found(Refusal(mark_of(noticed), "not-yaml", "This cannot be read as YAML.", advice), noticed.index)


def _ill_quoted(said: str, text: str, noticed: Any, quoted: Any) -> Found | None:
    """Return what is wrong where a quoted text has just ended, if it's the quotes."""
    start, end = quoted.start_mark, quoted.end_mark
    if _KEY_LINE.search(text, start.index, end.index):
        # The quote that should have closed it is missing, and the next one, which opens another text, was taken for it.
        message = f"A quoted text begins here and is not closed before line {end.line + 1}."
        return Found(Refusal(mark_of(start), "unclosed-quote", message, "Add the closing quote."), start.index)
    if "expected key" in said and noticed.line == end.line:
        message = "The quotes are closed before this, and nothing may follow them."
        advice = 'Put the whole text in quotes: in double quotes if it holds an apostrophe, with \\" for each double quote inside.'
        return Found(Refusal(mark_of(noticed), "text-after-quote", message, advice), noticed.index)
    return None


def _slip_of_layout(said: str, lines: Sequence[str], noticed: Any, began: Any) -> Refusal | None:
    """Return the slip that is behind an error, if it is in the layout; ``lines`` go down to that where it was noticed."""
    line, above = lines[-1], lines[-2] if len(lines) > 1 else ""
    if "mapping values are not allowed" in said:
        return _misplaced_colon(line, above, noticed)
    if "did not find expected key" in said and line[noticed.column :].startswith("- ") and not line[: noticed.column].strip():
        key = _KEY_ALONE.match(line)
        if key and key[2].casefold() in _QUESTION_KEYS - {"id"}:
            return _dash_before(mark_of(noticed), key[2].casefold())
        message = "This list item does not stand below the others of its list."
        return Refusal(mark_of(noticed), "wrong-indent", message, "Indent it like the items above.")
    if "could not find expected ':'" in said and began and not lines[began.line][: began.column].strip():
        return _keyless(lines[began.line], mark_of(began))
    return None


def _misplaced_colon(line: str, above: str, noticed: Any) -> Refusal | None:
    typographic = _TYPOGRAPHIC.search(line, 0, noticed.column)
    if typographic:
        mark = Mark(noticed.line + 1, typographic.end() + 1)
        message = f"`{line[typographic.end()]}` is a typographic quote, which is a letter like any other here."
        return Refusal(mark, "smart-quote", message, 'Write straight quotes at both ends, as in "Note: why?".')
    if (key := _KEY_WITHOUT_SPACE.match(above)) and key[2] in KEYS:
        return _space_missing(Mark(noticed.line, key.end(1) + 1), f"Write `{key[2]}: ` and then the text.")
    if dash := _DASH_WITHOUT_SPACE.match(above):
        return _no_space_after_dash(Mark(noticed.line, dash.end(1) + 1))
    key = _KEY_ALONE.fullmatch(line, 0, noticed.column)
    if key and key[2] in KEYS:
        message = f"`{key[2]}` is indented further than the keys it belongs to."
        return Refusal(Mark(noticed.line + 1, key.end(1) + 1), "wrong-indent", message, "Indent it like the key above it.")
    return None


def _keyless(line: str, mark: Mark) -> Refusal | None:
    """Return what is wrong with a line that has no key though one is expected, None if it's the colon."""
    if (key := _KEY_WITHOUT_SPACE.match(line)) and key[2] in KEYS:
        return _space_missing(mark, f"Write `{key[2]}: ` and then the text.")
    word = re.match(r"[\s-]*([\w-]+)", line)
    if word and nearest(word[1], KEYS):
        return None
    message = "A key is expected here; a text that goes on from the line above must be indented further than its key."
    return Refusal(mark, "wrong-indent", message, "Indent the line further, or begin it with a key and a colon.")


def _space_missing(mark: Mark, advice: str) -> Refusal:
    return Refusal(mark, "missing-space", "A space is missing after the colon.", advice)


def _no_space_after_dash(mark: Mark) -> Refusal:
    return Refusal(mark, "missing-space", "A space is missing after the dash.", "Write `- ` and then the text.")


def _dash_before(mark: Mark, key: str) -> Refusal:
    message = f"A dash begins a list item, but `{key}` belongs to the question above."
    return Refusal(mark, "dash-before-key", message, f"Write `{key}:`, without the dash.")


_LIKE_AN_ITEM = re.compile(r"\n *(-)(?= )")
_LIKE_A_BARE_ITEM = re.compile(r"\n( *)-(?=[^\s-])")
_KEYS_WITH_REMARKS = {"id", "kind", "position", "tolerance", "url"}
_NOT_LOST = re.compile(r"true|false|[-+]?[\d.,]+", re.IGNORECASE)


def swallowed(event: Any, text: str, key: str | None, *, in_list: bool) -> Found | None:
    """Return the slip by which an unquoted text has lost a part to a remark, or taken in a list item.

    ``key`` is the key that waits for the text, if it is the value of one.
    """
    start, end = event.start_mark, event.end_mark
    if text.startswith(" #", end.index) and key not in _KEYS_WITH_REMARKS and not _NOT_LOST.fullmatch(event.value) and event.value:
        mark = Mark(end.line + 1, end.column + 2)
        advice = "Put the text in quotes if this belongs to it; before a remark, write two spaces."
        return Found(Refusal(mark, "hash-in-text", "What follows a # is left out of the text.", advice), end.index)
    if start.line == end.line:
        return None
    item = _LIKE_AN_ITEM.search(text, start.index, end.index)
    if (in_list or item) and _DASH_WITHOUT_SPACE.match(event.value):
        return Found(_no_space_after_dash(mark_of(start)), start.index)
    bare = next((each for each in _LIKE_A_BARE_ITEM.finditer(text, start.index, end.index) if len(each[1]) == start.column - 2), None)
    if in_list and bare:
        mark = Mark(start.line + 1 + text.count("\n", start.index, bare.end()), len(bare[1]) + 1)
        return Found(_no_space_after_dash(mark), bare.end())
    if item:
        mark = Mark(start.line + 1 + text.count("\n", start.index, item.start(1)), item.start(1) - item.start())
        message = "This looks like a list item, but was read as a part of the text above."
        advice = "Indent it like the other items; if it is text, put the whole text in quotes."
        return Found(Refusal(mark, "wrong-indent", message, advice), item.start(1))
    return None


def mark_of(mark: Any) -> Mark:
    """Return a mark of libyaml as ours, which count from 1."""
    return Mark(mark.line + 1, mark.column + 1)
