"""What pydantic finds wrong with the shape of a question, in words for a teacher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum, auto
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questions.kinds import KINDS, Distractor, Source
from questions.problems import nearest

Path = tuple[str | int, ...]


class Place(Enum):
    """What a finding points at."""

    VALUE = auto()
    KEY = auto()
    AROUND = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the shape of a question or bank: the path of the value, and words for the teacher."""

    path: Path
    place: Place
    code: str
    message: str
    advice: str


_MISSING = {"missing", "missing_argument", "missing_keyword_only_argument"}
_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
_QUESTION_KEYS = {field.name for kind in KINDS.values() for field in fields(kind)}
_FORMS = ("str", "Distractor")
_INNER_KEYS = {"source": [field.name for field in fields(Source)], "distractors": [field.name for field in fields(Distractor)]}
_MOST_EXPLAINED = 100
_LONGEST_QUOTED = 40

_ELSEWHERE = {
    ("cloze", "answer"): "The answers of a cloze stand in its prompt, as {{answer}}.",
    ("cloze", "accept"): "Other wordings stand in the prompt, as {{answer|other wording}}.",
    ("choice", "options"): "Write the right option under `answer` and the others under `distractors`.",
    ("choice", "choices"): "Write the right option under `answer` and the others under `distractors`.",
    ("select", "options"): "Write the right options under `answer` and the others under `distractors`.",
    ("select", "choices"): "Write the right options under `answer` and the others under `distractors`.",
}


def explain(error: ValidationError, data: Mapping[str, Any], known: Sequence[str], kind: str = "") -> Iterator[Finding]:
    """Yield what is wrong with ``data``, the keys of which should be among ``known``; ``kind`` is empty for a bank's head."""
    found = [(details, _path(details, kind)) for details in error.errors(include_url=False)[:_MOST_EXPLAINED] if _is_meant(details, data)]
    misspelt = {nearest(str(path[-1]), _keys_at(path, known)) for details, path in found if details["type"] in _UNKNOWN}
    for details, path in found:
        if details["type"] in _MISSING:
            # "`promt` is not a key, did you mean `prompt`?" says it already.
            if path[-1] not in misspelt:
                yield _missing(path, kind)
        elif details["type"] in _UNKNOWN:
            yield _unknown(path, known, kind)
        elif not (isinstance(details["input"], str) and not details["input"].strip()):
            # What has nothing in it is told once, and not again as the wrong sort of value.
            yield Finding(path, Place.VALUE, *_wrong_value(details, path))


def _path(details: ErrorDetails, kind: str) -> Path:
    """Return the path of a finding as it is in the file, without the steps that are pydantic's own."""
    path = details["loc"][1:] if kind else details["loc"]
    # Nothing but a distractor is so deep, and the third step is which of its two forms was tried.
    return (*path[:2], *path[3:])


def _is_meant(details: ErrorDetails, data: Mapping[str, Any]) -> bool:
    """Whether a finding is about the form of a distractor that the teacher meant: text, or a mapping with `text`."""
    _, key, index, form, *_ = (*details["loc"], None, None, None, None)
    if key != "distractors" or form not in _FORMS or not isinstance(index, int):
        return True
    item = data["distractors"][index]
    means_mapping = isinstance(item, dict) and not {"text", "feedback"}.isdisjoint(map(str.casefold, item))
    return form == ("Distractor" if means_mapping else "str")


def _keys_at(path: Path, known: Sequence[str]) -> Sequence[str]:
    return known if len(path) == 1 else _INNER_KEYS.get(str(path[0]), [])


def _name(path: Path) -> str:
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {_name(path[:-1])}"
    return f"`{str(path[-1])[:_LONGEST_QUOTED]}`"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _missing(path: Path, kind: str) -> Finding:
    whose = _name(path[:-1]) if len(path) > 1 else f"a {kind} question" if kind else "a bank"
    return Finding(path, Place.AROUND, "missing-key", f"{_capital(whose)} needs `{path[-1]}`.", f"Add `{path[-1]}:`.")


def _unknown(path: Path, known: Sequence[str], kind: str) -> Finding:
    keys = _keys_at(path, known)
    name = str(path[-1])
    meant = nearest(name, keys)
    if name.removeprefix("-") in keys:
        advice = f"A dash begins a new list item; write `{name.removeprefix('-')}:`, without it."
        return Finding(path, Place.KEY, "dash-before-key", f"A dash stands before the key `{name.removeprefix('-')}`.", advice)
    if len(path) == 1 and (kind, name) in _ELSEWHERE:
        advice = _ELSEWHERE[kind, name]
    elif len(path) == 1 and not kind and name in _QUESTION_KEYS:
        advice = "It is a key of a question: write it in each that it is about."
    elif meant is not None and not name.strip(" ").isascii():
        advice = f"Did you mean `{meant}`? A character here only looks like a space or a letter of it."
    elif meant is not None:
        advice = f"Did you mean `{meant}`?"
    else:
        advice = f"The keys are {', '.join(keys)}."
    whose = (f"a {kind} question" if kind else "a bank") if len(path) == 1 else _name(path[:-1])
    return Finding(path, Place.KEY, "unknown-key", f"`{name[:_LONGEST_QUOTED]}` is not a key of {whose}.", advice)


def _wrong_value(details: ErrorDetails, path: Path) -> tuple[str, str, str]:
    kind, given = details["type"], details["input"]
    name = _capital(_name(path))
    if kind == "string_type" and isinstance(given, dict):
        advice = "Put the whole text in quotes."
        if (key := next(iter(given), "").casefold()) in _QUESTION_KEYS:
            advice = f"Put the whole text in quotes; if the key `{key}` is meant, write it without a dash, below the other keys."
        return "text-expected", f"{name} must be text, but a colon or a brace made keys of it.", advice
    if kind == "string_type":
        return (
            "text-expected",
            f"{name} must be one text, but this is a list.",
            "Write a single text; if it begins with `[`, put it in quotes.",
        )
    said = f", not “{given[:_LONGEST_QUOTED]}”" if isinstance(given, str) else ""
    code, what, advice = _WRONG_VALUES.get(
        kind, ("wrong-value", "has not the form that is needed here", "See FORMAT.md for what goes here.")
    )
    return code, f"{name} {what}{said}.", advice


_WRONG_VALUES = {
    **dict.fromkeys(("bool_parsing", "bool_type"), ("not-true-or-false", "must be true or false", "Write `true` or `false`.")),
    **dict.fromkeys(
        ("decimal_parsing", "decimal_type", "finite_number"),
        ("not-a-number", "must be a number", "Write digits only, as in 1500 or 0.5; a unit goes under `unit`."),
    ),
    **dict.fromkeys(
        ("int_parsing", "int_type", "int_parsing_size", "int_from_float"),
        ("not-a-number", "must be a whole number", "Write digits only, as in 3."),
    ),
    **dict.fromkeys(
        ("tuple_type", "list_type"),
        ("list-expected", "must be a list", "Write a line for each, beginning with `- `."),
    ),
    "dict_type": ("pairs-expected", "must be pairs", "Write them as `left: right`, a line each."),
    **dict.fromkeys(
        ("dataclass_type", "dataclass_exact_type"),
        ("keys-expected", "needs keys of its own", "Write its keys below it, as `title:` and `publisher:` below `source:`."),
    ),
}
