"""Questions of data that has their shape as it is, which is most of it; whatever else there is, pydantic looks into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from questions.kinds import KINDS, AnyQuestion
from questions.source import Source
from questions.wording import readers, taken

_FIGURES = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_TRUE_OR_FALSE = {"true": True, "false": False}


def shaped(data: Mapping[str, Any]) -> AnyQuestion | None:
    """Return the question that data of a bank makes without a doubt, its kind being known; None if there is one."""
    kind, known = _kind_and_readers(data["kind"])
    try:
        return kind(**taken(data, known))
    except (KeyError, TypeError):
        return None


@cache
def _kind_and_readers(kind: str) -> tuple[type[AnyQuestion], dict[str, Callable[[Any], Any]]]:
    return KINDS[kind], readers(kind, {"Decimal": _number, "bool": _TRUE_OR_FALSE.__getitem__, "Source | None": _source})


def _number(value: Any) -> Decimal:
    if not _FIGURES.fullmatch(value):
        raise TypeError("this may be a number, or none")
    return Decimal(value)


def _source(value: Any) -> Source:
    return value if type(value) is Source else Source(**_texts(value))


def _texts(value: Any) -> dict[str, str]:
    if type(value) is not dict or not all(type(text) is str for text in value.values()):
        raise TypeError("these are not all texts")
    return value
