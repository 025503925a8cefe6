"""A question as plain data and back: the form in which it is kept as it was asked, and in which a cache has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from questions.kinds import KINDS, AnyQuestion
from questions.source import Source

if TYPE_CHECKING:
    from questions.kinds import Distractor


def to_json(question: AnyQuestion) -> str:
    """Return all that a question says, as canonical JSON: equal questions give equal text."""
    return json.dumps(to_data(question), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_data(question: AnyQuestion) -> dict[str, Any]:
    """Return all that a question says as data that JSON has, pairs in the order of the bank."""
    data: dict[str, Any] = {"kind": question.kind}
    for name, default in _defaults(question.kind):
        value = getattr(question, name)
        if default is MISSING or value != default:
            data[name] = value if type(value) is str else _plain(value)
    return data


@cache
def _defaults(kind: str) -> list[tuple[str, Any]]:
    return [(field.name, field.default) for field in fields(KINDS[kind])]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: text for field in fields(value) if (text := getattr(value, field.name))}
    return value


def from_json(text: str) -> AnyQuestion:
    """Return the question that ``to_json`` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    return from_data(json.loads(text))


def from_data(data: Mapping[str, Any]) -> AnyQuestion:
    """Return the question that ``to_data`` made.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    kind = _text(data["kind"])
    known = dict(_defaults(kind))
    return KINDS[kind](**taken({name: value for name, value in data.items() if name in known}, _readers(kind)))


def taken(data: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]]) -> Mapping[str, Any]:
    """Return data with each value as its field's reader takes it; the others are texts, which are what they are.

    Raises:
        TypeError, KeyError: a value is not what its field takes.
    """
    result = dict(data)
    for name, value in data.items():
        if type(value) is not str or name in readers:
            result[name] = readers[name](value)
    return result


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("a text is expected")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not list:
        raise TypeError("a list is expected")
    return tuple(map(_text, value))


def _options(value: Any) -> tuple[str | Distractor, ...]:
    if type(value) is not list:
        raise TypeError("a list is expected")
    from questions.kinds import Distractor

    return tuple([item if type(item) is str else Distractor(**_pairs(item)) for item in value])


def _pairs(value: Any) -> dict[str, str]:
    if type(value) is not dict:
        raise TypeError("pairs are expected")
    return {_text(name): _text(text) for name, text in value.items()}


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(_text(value))
    except ArithmeticError:
        raise ValueError("a number is expected") from None
    if not number.is_finite():
        raise ValueError("a finite number is expected")
    return number


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError("true or false is expected")
    return value


def _source(value: Any) -> Source:
    return Source(**_pairs(value))


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "tuple[str, ...]": _texts,
    "tuple[str | Distractor, ...]": _options,
    "dict[str, str]": _pairs,
    "Decimal": _number,
    "bool": _bool,
    "Source | None": _source,
}


@cache
def _readers(kind: str) -> dict[str, Callable[[Any], Any]]:
    return readers(kind, {})


def readers(kind: str, instead: Mapping[str, Callable[[Any], Any]]) -> dict[str, Callable[[Any], Any]]:
    """Return what takes the value of each field of a kind that is no text from data, or raises ``TypeError``.

    Some types may be taken otherwise.
    """
    by_type = {**_READERS, **instead}
    return {field.name: by_type[str(field.type)] for field in fields(KINDS[kind]) if str(field.type) in by_type}
