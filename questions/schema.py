"""The JSON Schema of a bank, made from the models, by which an editor completes keys and underlines mistakes."""

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
_TEXT = {"type": ["string", "number", "boolean"]}
_NUMBER = {"type": ["number", "string"]}
_VERDICT = {"enum": [True, False, "true", "false"]}
_REASONS = {
    "type": "object",
    "description": "Advice that does not fit here: a code, and the reason.",
    "propertyNames": {"enum": list(CODES)},
    "additionalProperties": _TEXT,
}


def bank_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a bank as an editor reads it."""
    head, questions = head_adapter().json_schema(), question_adapter().json_schema()
    models = {"Source": Source, "Distractor": Distractor, **{model.__name__: model for model in KINDS.values()}}
    kinds = {name: _tidy(schema, models[name]) for name, schema in questions["$defs"].items()}
    for model in KINDS.values():
        _name_id(kinds[model.__name__])
        kinds[model.__name__]["properties"]["advice-off"] = _REASONS
        kinds[model.__name__]["required"].insert(1, "kind")
    bank = _tidy(head, Head)
    del bank["$defs"]
    _name_id(bank)
    bank["properties"] |= {
        "advice-off": _REASONS,
        "questions": {"type": "array", "description": "The list of questions.", "minItems": 1, "items": {"$ref": "#/$defs/Question"}},
    }
    bank["required"].append("questions")
    bank["description"] = "A topic and its questions."
    return {"$schema": _DIALECT, "title": "Bank", **bank, "$defs": {"Question": _question(), **kinds}}


def _question() -> dict[str, Any]:
    """Return what every question needs; its kind decides the rest, so that an editor speaks of that kind alone."""
    by_kind = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/{model.__name__}"}}
        for kind, model in KINDS.items()
    ]
    known = {"id": {"description": "A short name that stays."}, "kind": {"description": "The kind of question.", "enum": list(KINDS)}}
    return {"type": "object", "required": ["id", "kind"], "properties": known, "allOf": by_kind}


def _name_id(schema: dict[str, Any]) -> None:
    schema["properties"]["id"] |= {"pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID}


def _tidy(schema: dict[str, Any], model: type) -> dict[str, Any]:
    """Return the schema of a model with the words of its fields, and without what says nothing to an editor."""
    said = _descriptions(model)
    told = {name: {"description": said[name]} if name in said else {} for name in schema["properties"]}
    plain = {name: told[name] | _plain(each) for name, each in schema["properties"].items()}
    return {**{key: value for key, value in schema.items() if key != "title"}, "properties": plain}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    if "const" in schema:
        return {"const": schema["const"]}
    if "anyOf" in schema:
        options = [each for each in schema["anyOf"] if each != {"type": "null"}]
        if len(options) > 1:
            numbers = {"type": "number"} in options
            return _NUMBER if numbers else {"anyOf": [_plain(each) for each in options]}
        return _plain(options[0])
    if schema.get("type") in ("string", "boolean"):
        return _TEXT if schema["type"] == "string" else _VERDICT
    inner = {key: _plain(schema[key]) for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)}
    return {key: value for key, value in schema.items() if key not in ("title", "default")} | inner


def _descriptions(model: type) -> dict[str, str]:
    """Return the docstring of each field of a dataclass and of those it derives from, as a line of text."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__[:-1]):
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(each))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, text in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                found[ast.unparse(field.target)] = " ".join(str(text.value.value).split()).replace("``", "`")
    return found
