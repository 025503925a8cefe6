"""A question as plain data and back: the form in which it is kept as it was asked."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any

from questions.kinds import KINDS, AnyQuestion, Distractor, Number, Source


def to_json(question: AnyQuestion) -> str:
    """Return all that a question says, as canonical JSON: equal questions give equal text."""
    data = {"kind": question.kind}
    for field in fields(question):
        value = getattr(question, field.name)
        if field.default is MISSING or value != field.default:
            data[field.name] = _plain(value)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (Distractor, Number, Source)):
        return {field.name: text for field in fields(value) if (text := getattr(value, field.name))}
    return value


def from_json(text: str) -> AnyQuestion:
    """Return the question that ``to_json`` wrote."""
    data = json.loads(text)
    kind = KINDS[data["kind"]]
    known = {field.name for field in fields(kind)}
    return kind(**{name: _typed(kind, name, value) for name, value in data.items() if name in known})


def _typed(kind: type[AnyQuestion], name: str, value: Any) -> Any:
    if name == "source":
        return Source(**value)
    if name == "distractors":
        return tuple(Distractor(**item) if isinstance(item, dict) else item for item in value)
    if isinstance(value, list):
        return tuple(value)
    if name == "tolerance" or (kind is Number and name == "answer"):
        return Decimal(value)
    return value
