"""A bank as the YAML text that a teacher would have written: the inverse of ``reading``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from textwrap import TextWrapper
from typing import Any

from questions.bank import Bank
from questions.checking import topic_of
from questions.kinds import AnyQuestion, Distractor, Source

KEYS = (
    "kind", "prompt", "answer", "accept", "distractors", "tolerance", "unit", "hint", "explanation", "section", "source", "was",
)  # fmt: skip
"""The keys of a question below its id, in the order in which they are written."""
_WIDTH = 120
# Stands without quotes: begins with no sign of YAML, holds neither what ends a key nor what begins a remark.
_BARE = re.compile(r"(?![\s\-?:,\[\]{}#&*!|>'\"%@`])(?!.*(?::(?:\s|$)|\s#))|-(?=\d)(?!.*(?::(?:\s|$)|\s#))")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# The reader refuses long runs of blanks; written as escapes they are none.
_LONG_RUN = re.compile(r"\s{100,}")
_FOLDED = TextWrapper(break_long_words=False, break_on_hyphens=False)


def bank_text(bank: Bank) -> str:
    """Return a bank as YAML that reads back as the same bank.

    The bank's questions must be such as ``quiz check`` takes. One that names no source comes back with the bank's, if that
    has one.
    """
    head: dict[str, Any] = {"topic": bank.title}
    if bank.topic != topic_of(bank.path):
        head["id"] = bank.topic
    head |= {"about": bank.about, "position": bank.position, "source": _source(bank.source)}
    lines = list(_entries({key: value for key, value in head.items() if value not in (None, "")}, 0))
    lines.append("questions:")
    for question in bank.questions:
        first, *rest = _entries(_question(question, bank.source), 4)
        lines += ["  - " + first.lstrip(), *rest, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _question(question: AnyQuestion, source: Source | None) -> dict[str, Any]:
    data = {"id": question.id.partition("/")[2]}
    for key in KEYS:
        value = getattr(question, key, None)
        if value is None or value in ("", ()) or (key == "source" and value == source) or (key == "tolerance" and not value):
            continue
        data[key] = _plain(value)
    return data


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {key: text for key in ("title", "publisher", "url") if (text := getattr(source, key))}


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Distractor):
        return {"text": value.text, "feedback": value.feedback} if value.feedback else {"text": value.text}
    return _source(value) if isinstance(value, Source) else value


def _entries(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _value(f"{' ' * indent}{on_one_line(key)}:", value, indent + 2)


def _items(data: Sequence[Any], indent: int) -> Iterator[str]:
    for item in data:
        if isinstance(item, Mapping):
            first, *rest = _entries(item, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest
        else:
            yield from _value(f"{' ' * indent}-", item, indent + 2)


def _value(before: str, value: Any, indent: int) -> Iterator[str]:
    """Yield a value behind its key or dash; what takes more than one line is indented by so many spaces."""
    if isinstance(value, Mapping):
        yield before
        yield from _entries(value, indent)
    elif isinstance(value, list):
        yield before
        yield from _items(value, indent)
    else:
        yield from _text(before, str(value), indent)


def _text(before: str, text: str, indent: int) -> Iterator[str]:
    lines = text.split("\n")
    if len(lines) > 1 and all(_can_stand_alone(line) for line in lines):
        yield f"{before} |-"
    elif len(before) + len(text) >= _WIDTH and _can_stand_alone(text) and not re.search(r"\s\s|[^\S ]", text):
        yield f"{before} >-"
        _FOLDED.width = _WIDTH - indent
        lines = _FOLDED.wrap(text)
    else:
        yield f"{before} {on_one_line(text)}"
        return
    yield from (" " * indent + line for line in lines)


def _can_stand_alone(line: str) -> bool:
    """Whether a line of a block of text reads back as it is: blanks at its ends might not, nor a line that has nothing in it."""
    return bool(line) and line == line.strip() and "\r" not in line and not _LONG_RUN.search(line)


def on_one_line(text: str) -> str:
    """Return a text as YAML that stands behind a key, in quotes if it needs them."""
    if _BARE.match(text) and text == text.strip() and not re.search(r"[\n\r\t]", text) and not _LONG_RUN.search(text) and text != "<<":
        return text
    if text.isprintable() and "'" not in text and '"' in text and not _LONG_RUN.search(text):
        return f"'{text}'"
    quoted = re.sub(r'[\\"\n\r\t]', lambda found: _ESCAPES[found.group()], text)
    return '"' + _LONG_RUN.sub(lambda run: "".join(f"\\u{ord(blank):04x}" for blank in run.group()), quoted) + '"'
