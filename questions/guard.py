"""What a bank may not hold, and the words for it: too many bytes, other encodings, characters that hide something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from questions.reading import MAXIMUM_BYTES

# C0 without tab and line ends, DEL, C1, zero-width space, word joiner, invisible operators, byte-order mark, surrogates, line
# and paragraph separators, everything that overrides the direction or the shape of text, signs around annotations, what is
# left of a lost character, and what is no character.
# Joiners that scripts need (U+200C, U+200D) may stay.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\ufffd-\uffff]"
)
FALSE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""What looks like a space but is none to YAML, as a part of a pattern."""
_UNUSUAL = re.compile(f"{FORBIDDEN.pattern}|[{FALSE_SPACES}]")
_USUAL = bytes(range(0x20, 0x7F)) + b"\t\n"
_FALSE_INDENT = re.compile(f"^ *[{FALSE_SPACES}]", re.MULTILINE)
_TAG_DIRECTIVE = re.compile("^%TAG.*", re.MULTILINE)
STAND_IN = "\ufffd"
"""What forbidden characters are replaced by for reading on; itself forbidden, so that no text is mistaken for it."""
LINE_END = re.compile("\r\n|\r|\n")
_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\0]\0){2}|(?:\0[^\0]){2}|\0\0\xfe\xff")
# libyaml wipes its memory of a run of blanks at each line that follows in the same text: of a long run, that takes minutes.
# A run of twice this length covers one of the parts that are looked at.
_BLANKS = 500
MOST_FOUND = 1_000
"""How many refusals of one sort are kept: a hostile file can hold a million."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands: line and column from 1."""

    line: int
    column: int


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
        message = f"The file has more than the {MAXIMUM_BYTES:,} bytes that a bank may have."
        report(Refusal(Mark(1, 1), "too-large", message, "Split it into several banks."))
        return None
    if _UTF_16.match(raw):
        report(Refusal(Mark(1, 1), "not-utf-8", "The file is UTF-16 or UTF-32.", "Save the file with the encoding UTF-8."))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error's place counts from after the byte-order mark, if there is one.
        before = error.object[: error.start].decode()
        byte = error.object[error.start : error.start + 1]
        message = f"Byte 0x{byte.hex().upper()} is not UTF-8."
        if meant := byte.decode("cp1252", "ignore"):
            message = f"Byte 0x{byte.hex().upper()} is not UTF-8; in the older encoding of Windows, cp1252, it is “{meant}”."
        report(Refusal(place_after(before), "not-utf-8", message, "Save the file with the encoding UTF-8."))
        return None
    if "\0" in text:
        mark = place_after(text[: text.index("\0")])
        report(Refusal(mark, "control-character", _forbidden_message("\0"), "The file is damaged, or is no text file."))
        return None
    for index in range(0, len(text) - _BLANKS, _BLANKS):
        if text[index : index + _BLANKS].isspace():
            message = f"Here stand {_BLANKS} spaces or empty lines in a row, or more."
            report(Refusal(place_after(text[:index]), "blanks", message, "Delete them."))
            return None
    return text


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without their ends."""
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def place_after(before: str) -> Mark:
    """Return the place that follows a text."""
    lines = lines_of(before)
    return Mark(len(lines), len(lines[-1]) + 1)


def _forbidden_message(character: str) -> str:
    if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        what = "a character that turns the direction of text round"
    elif character in "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff":
        what = "an invisible character"
    elif character == "\ufffd":
        what = "what is left where a character was lost"
    else:
        what = "a control character"
    return f"U+{ord(character):04X} is {what}, which a bank may not hold."


def forbidden(mark: Mark, character: str) -> Refusal:
    """Return the refusal of a character that a bank may not hold."""
    advice = "Write the character again." if character == "\ufffd" else "Delete it."
    return Refusal(mark, "control-character", _forbidden_message(character), advice)


def without_hidden(text: str, report: Report) -> tuple[str, bytes]:
    """Return a text that libyaml can read, also as UTF-8, each line of which ends in ``\\n``, having reported what is replaced in it."""
    if "\r" in text:
        text = "\n".join(lines_of(text))
    encoded = text.encode("utf-8", "surrogatepass")
    if "%TAG" not in text and not _has_unusual(encoded):
        return text, encoded
    if FORBIDDEN.search(text):
        for mark, character in _each(FORBIDDEN, text):
            report(forbidden(mark, character))
        text = FORBIDDEN.sub(STAND_IN, text)
    if not text.isascii() and _FALSE_INDENT.search(text):
        for mark, character in _each(_FALSE_INDENT, text):
            message = f"U+{ord(character[-1]):04X} looks like a space, but cannot indent a line."
            report(Refusal(mark, "false-space", message, "Put a space in its place."))
        text = _FALSE_INDENT.sub(lambda found: " " * len(found.group()), text)
    if "%TAG" in text and (directive := _TAG_DIRECTIVE.search(text)):
        # One is told of. The more there are, the longer libyaml takes over each.
        mark = place_after(text[: directive.start()])
        report(Refusal(mark, "tag", "A line `%TAG` prepares YAML tags, which a bank may not use.", "Delete all such lines."))
        text = _TAG_DIRECTIVE.sub(lambda found: "#" * len(found.group()), text)
    return text, text.encode()


def _has_unusual(encoded: bytes) -> bool:
    """Whether a text has a character that is forbidden, or looks like a space."""
    # To leave out the usual bytes takes a fraction of looking for the others among them.
    rest = encoded.translate(None, _USUAL)
    return _UNUSUAL.search(rest.decode("utf-8", "surrogatepass")) is not None


def _each(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Mark, str]]:
    lines = enumerate(lines_of(text), 1)
    return islice(((Mark(number, found.end()), found.group()) for number, line in lines for found in pattern.finditer(line)), MOST_FOUND)
