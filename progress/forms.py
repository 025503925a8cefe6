"""What the body of an entry must say: its fields, what each can be, and how it is read from JSON.

A record may hold a million entries, and a copy from elsewhere is not believed before each of them was looked at. So what can
be asked of all fields at once is: the types of a body's values are looked at once for each set of types that turns up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from operator import itemgetter
from typing import Any

from progress.schedule import Schedule

_MOST = 2**53
"""Whole numbers up to here are the same in every program and database."""
_BOUNDS: Mapping[str, tuple[int, int]] = {"score": (0, 1), "rating": (1, 4), "seq": (1, _MOST), "first": (1, _MOST), "last": (1, _MOST)}

OUTCOMES = ("right", "nearly", "partly", "wrong")
"""What an answer can have been."""

CONFIDENCES = ("sure", "think", "guess")
"""How sure a learner can be of an answer of hers: sure, she thinks so, or a guess."""

_ONE_OF: Mapping[str, tuple[str, ...]] = {"outcome": OUTCOMES, "confidence": ("", *CONFIDENCES)}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "int | None": (int, type(None)),
    "Any": (str, int, float, bool, list, dict, type(None)),
    "tuple[str, ...]": (list,),
    "tuple[float, ...]": (list,),
}
_ITEMS: Mapping[str, frozenset[type]] = {"tuple[str, ...]": frozenset({str}), "tuple[float, ...]": frozenset({float, int})}


class Form:
    """The form of the bodies of one type, which a dataclass describes."""

    def __init__(self, known: type[Any]) -> None:
        self.known = known
        described = fields(known)
        self.names = tuple(field.name for field in described)
        self._annotations = tuple(str(field.type) for field in described)
        self._defaults = {field.name: field.default for field in described if field.default is not MISSING}
        self._pick: Callable[[Mapping[str, Any]], tuple[Any, ...]] = _picker(self.names)
        self._types: set[tuple[type, ...]] = set()
        """Those that were looked at."""
        places = list(enumerate(zip(self.names, self._annotations, strict=True)))
        self._lists = [(place, _ITEMS[annotation]) for place, (_, annotation) in places if annotation in _ITEMS]
        self._texts = [place for place, (_, annotation) in places if annotation == "str"]
        self._one_of = [(place, name, _ONE_OF[name]) for place, (name, _) in places if name in _ONE_OF]
        self._schedule = self.names == ("parameters", "retention")
        numbers = ("int", "float", "int | None", "Any")
        self._numbers = [(place, name, *_BOUNDS.get(name, (0, _MOST))) for place, (name, annotation) in places if annotation in numbers]

    def values(self, body: str) -> tuple[Any, ...]:
        """Return what a body says, in the order of the fields.

        Raises:
            ValueError: it does not say what an entry of its type says.
        """
        said = _decoded(body)
        try:
            values = self._pick(said)
        except KeyError:
            values = self._pick_or_take_as_left_out(said)
        if (types := tuple(map(type, values))) not in self._types:
            self._look_at_types(types)
        for place, allowed in self._lists:
            if not allowed.issuperset(map(type, values[place])):
                raise ValueError("a list holds something else than it should")
        self._look_within_bounds(values, types)
        if "\\u" in body or not body.isascii():
            self._look_at_texts(values)
        return values

    def check(self, body: Any) -> None:
        """Raise ``ValueError`` if a body says what cannot be: a number out of bounds, no outcome, text that no database takes."""
        values = self.said(body)
        self._look_within_bounds(values, tuple(map(type, values)))
        self._look_at_texts(values)

    def said(self, body: Any) -> tuple[Any, ...]:
        """Return what a dataclass of this form says, in the order of the fields."""
        return tuple([getattr(body, name) for name in self.names])

    def _look_within_bounds(self, values: Sequence[Any], types: Sequence[type]) -> None:
        for place, name, least, most in self._numbers:
            if types[place] in _NUMBERS and not least <= values[place] <= most:
                raise ValueError(f"{name} is out of bounds")
        for place, name, among in self._one_of:
            if values[place] not in among:
                raise ValueError(f"{name} is none that there is")
        if self._schedule:
            Schedule(tuple(values[0]), values[1])

    def _look_at_texts(self, values: Sequence[Any]) -> None:
        for place in self._texts:
            values[place].encode()  # half characters: no database takes them

    def _pick_or_take_as_left_out(self, said: Mapping[str, Any]) -> tuple[Any, ...]:
        try:
            # As they stand in JSON, where a tuple is a list.
            left_out = {name: list(value) if isinstance(value, tuple) else value for name, value in self._defaults.items()}
            return self._pick({**left_out, **said})
        except KeyError as error:
            raise ValueError("something is missing") from error

    def _look_at_types(self, types: tuple[type, ...]) -> None:
        for found, annotation in zip(types, self._annotations, strict=True):
            if found not in _TYPES[annotation]:
                raise ValueError(f"a value is no {annotation}")
        self._types.add(types)

    def read(self, body: str) -> Any:
        """Return a body as the dataclass. Raises as ``values``."""
        values = list(self.values(body))
        for place, _ in self._lists:
            values[place] = tuple(values[place])
        return self.known(*values)


_NUMBERS = frozenset({int, float})


def _picker(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) == 1:
        return lambda said: (said[names[0]],)
    return itemgetter(*names)


def _refuse_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


# One for all: `json.loads` would make a decoder for each body.
_decoder = json.JSONDecoder(parse_constant=_refuse_constant)


def _decoded(body: str) -> dict[str, Any]:
    if not isinstance(body, str):
        raise ValueError("the body is no text")  # noqa: TRY004 - one error for all that a body can have wrong
    try:
        text = body.strip(" \t\r\n")
        said, end = _decoder.raw_decode(text)
    except RecursionError:
        raise ValueError("the body is nested too deep") from None
    if end != len(text) or not isinstance(said, dict):
        raise ValueError("the body is no object")
    return said
