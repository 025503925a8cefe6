"""The JSON Schema of a bank, made from the models, by which an editor completes keys and underlines mistakes.

Its shape and its words were chosen by what yaml-language-server makes of them: of a question it hears first the kind, and
then of that kind alone. ``errorMessage``, ``patternErrorMessage``, ``enumDescriptions`` and ``markdownDescription`` are
read by that server and no part of JSON Schema, by which they say nothing.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import Any

from questions.advice import CODES
from questions.checking import ID, LONGEST_ID, Head, head_adapter, question_adapter
from questions.kinds import KINDS, Distractor, Source

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# An editor reads 1991 as a number and true as a truth value; to a bank both are texts as they were typed.
_TEXT = {"type": ["string", "number", "boolean"], "errorMessage": "Write one text here; put it in quotes if it begins with [ or {."}
_NUMBER = {
    "type": ["number", "string"],
    "pattern": r"^\s*[-+]?[\d_.]+(?:[eE][-+]?\d+)?\s*$",
    "errorMessage": "Write digits only, as in 1500 or 0.5.",
}
_WHOLE = {"type": ["integer", "string"], "pattern": r"^\s*[-+]?[\d_]+\s*$", "errorMessage": "Write digits only, as in 3."}
_VERDICTS = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n")
_VERDICT = {
    "type": ["boolean", "string", "integer"],
    "pattern": "^(?:{})$".format("|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in _VERDICTS)),
    "minimum": 0,
    "maximum": 1,
    "errorMessage": "Write true or false.",
}
_SCALARS: dict[str, dict[str, Any]] = {"string": _TEXT, "boolean": _VERDICT, "integer": _WHOLE}
_ONE_NAME = {"pattern": f"^{ID.pattern}$", "patternErrorMessage": "Write small letters, digits and single hyphens, as in agreement-year."}
_NAME = {**_TEXT, **_ONE_NAME, "maxLength": LONGEST_ID}
_LIST = {"errorMessage": "Write a line for each, beginning with a dash and a space."}
_PAIRS = {"errorMessage": "Write pairs, a line each, as in left: right."}
_REASONS = {
    "type": "object",
    "properties": {code: {"description": found, **_TEXT} for code, found in CODES.items()},
    "additionalProperties": False,
}
_OFF = {"description": "Advice that does not fit here: a code, and the reason.", "$ref": "#/$defs/Reasons"}
# What a kind needs beyond the shape of its fields; its ``faults`` say so.
_AT_LEAST = {
    ("choice", "distractors"): {"minItems": 1},
    ("select", "answer"): {"minItems": 1},
    ("select", "distractors"): {"minItems": 1},
    ("match", "answer"): {"minProperties": 2},
    ("order", "answer"): {"minItems": 2},
    ("cloze", "prompt"): {
        "pattern": r"\{\{[\s\S]*\}\}",
        "patternErrorMessage": "A cloze needs a blank: write the missing words as {{answer}}.",
    },
}
_FIRST = ("id", "kind", "prompt", "answer", "accept", "distractors", "tolerance", "unit")


def bank_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a bank as an editor reads it."""
    head, questions = head_adapter().json_schema(), question_adapter().json_schema()
    inner = {model.__name__: _tidy(questions["$defs"][model.__name__], model) for model in (Source, Distractor)}
    kinds = {model.__name__: _kind(kind, questions["$defs"][model.__name__]) for kind, model in KINDS.items()}
    bank = _tidy(head, Head)
    del bank["$defs"]
    bank["properties"] |= {
        "id": bank["properties"]["id"] | _NAME,
        "advice-off": _OFF,
        "questions": {
            "type": "array",
            "description": "The questions, each beginning with a dash.",
            "minItems": 1,
            **_LIST,
            "items": {"$ref": "#/$defs/Question"},
        },
    }
    bank["required"].append("questions")
    bank["description"] = "A topic and its questions."
    return {"$schema": _DIALECT, "title": "Bank", **bank, "$defs": {"Question": _question(kinds), "Reasons": _REASONS, **inner, **kinds}}


def _question(kinds: dict[str, Any]) -> dict[str, Any]:
    """Return what every question needs; its kind decides the rest, so that an editor speaks of that kind alone."""
    by_kind = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/{model.__name__}"}}
        for kind, model in KINDS.items()
    ]
    kind = {
        "description": "The kind of question.",
        "enum": list(KINDS),
        "enumDescriptions": [_first_paragraph(model) for model in KINDS.values()],
    }
    name = next(iter(kinds.values()))["properties"]["id"]
    return {"type": "object", "required": ["id", "kind"], "properties": {"id": name, "kind": kind}, "allOf": by_kind}


def _kind(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the questions of a kind, its keys in the order in which they are written."""
    tidy = _tidy(schema, KINDS[kind])
    told: dict[str, Any] = {**tidy["properties"], "advice-off": _OFF}
    told["id"] |= _NAME
    told["was"]["items"] = _NAME
    for name, least in _AT_LEAST.items():
        if name[0] == kind:
            told[name[1]] |= least
    names = [*(name for name in _FIRST if name in told), *(name for name in told if name not in _FIRST)]
    required = [name for name in _FIRST if name in {*tidy["required"], "kind"}]
    return {**tidy, "title": f"{kind} question", "properties": {name: told[name] for name in names}, "required": required}


def _tidy(schema: dict[str, Any], model: type) -> dict[str, Any]:
    """Return the schema of a model with the words of its fields, and without what says nothing to an editor."""
    said = _descriptions(model)
    properties = {name: _described(said.get(name, "")) | _plain(each) for name, each in schema["properties"].items()}
    about = _described(_line(inspect.getdoc(model) or ""))
    return {**{key: value for key, value in schema.items() if key != "title"}, **about, "properties": properties}


def _first_paragraph(model: type) -> str:
    return _line((inspect.getdoc(model) or "").split("\n\n")[0])


def _described(words: str) -> dict[str, str]:
    # In a plain description the server shows the backticks; in the other they set words in another type.
    return ({"description": words} if words else {}) | ({"markdownDescription": words} if "`" in words else {})


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    if "const" in schema:
        return {"const": schema["const"]}
    if "anyOf" in schema:
        options = [each for each in schema["anyOf"] if each != {"type": "null"}]
        if len(options) > 1:
            numbers = {"type": "number"} in options
            return _NUMBER if numbers else {"anyOf": [_plain(each) for each in options]}
        return _plain(options[0])
    if schema.get("type") in _SCALARS:
        return _SCALARS[schema["type"]]
    inner = {key: _plain(schema[key]) for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)}
    words = _LIST if "items" in inner else _PAIRS if inner else {}
    return {key: value for key, value in schema.items() if key not in ("title", "default")} | words | inner


def _descriptions(model: type) -> dict[str, str]:
    """Return the docstring of each field of a dataclass and of those it derives from, as a line of text."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__[:-1]):
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(each))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, text in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                found[ast.unparse(field.target)] = _line(str(text.value.value))
    return found


def _line(docstring: str) -> str:
    return " ".join(docstring.split()).replace("``", "`")
