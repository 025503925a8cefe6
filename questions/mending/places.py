"""Where the texts and lists of a bank end, to the character: what stands behind them is then known to be no part of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from yaml import CollectionEndEvent, CollectionStartEvent, ScalarEvent, SequenceStartEvent
from yaml._yaml import CParser


@dataclass(frozen=True, slots=True)
class Span:
    """From where to before where a text or list stands.

    ``style`` is the sign of a text, one of ``' " | >`` or none, or that of a list, ``[`` or ``-``.
    """

    start: int
    end: int
    style: str


def spans(text: str) -> dict[tuple[int, int], Span]:
    """Return the texts and lists of a document by the line and column, from 1, at which they begin; nothing if it has a syntax error."""
    found: dict[tuple[int, int], Span] = {}
    opened: list[Any] = []
    next_event: Any = CParser(text).get_event
    try:
        while (event := next_event()) is not None:
            if isinstance(event, CollectionStartEvent):
                opened.append(event)
            elif isinstance(event, CollectionEndEvent):
                begun = opened.pop()
                if isinstance(begun, SequenceStartEvent):
                    found[_place(begun)] = _span(begun, event, "[" if begun.flow_style else "-")
            elif isinstance(event, ScalarEvent):
                found[_place(event)] = _span(event, event, event.style or "")
    except yaml.YAMLError:
        return {}
    return found


def _span(first: Any, last: Any, style: str) -> Span:
    return Span(first.start_mark.index, last.end_mark.index, style)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
