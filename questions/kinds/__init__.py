"""The nine kinds of question, one file each; it is loaded when there is a question of the kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from questions.kinds.base import Fault, Question
from questions.source import Source

if TYPE_CHECKING:
    from questions.kinds.choice import Choice, Distractor
    from questions.kinds.cloze import Cloze
    from questions.kinds.flashcard import SELF_MARKS, Flashcard
    from questions.kinds.match import Match
    from questions.kinds.number import Number
    from questions.kinds.order import Order
    from questions.kinds.select import Select
    from questions.kinds.short_answer import ShortAnswer
    from questions.kinds.true_false import TrueFalse

    AnyQuestion = Choice | Select | TrueFalse | ShortAnswer | Number | Cloze | Match | Order | Flashcard
else:
    AnyQuestion = Question

_CLASSES = {
    "flashcard": "Flashcard",
    "choice": "Choice",
    "select": "Select",
    "true-false": "TrueFalse",
    "short-answer": "ShortAnswer",
    "number": "Number",
    "cloze": "Cloze",
    "match": "Match",
    "order": "Order",
}
_KIND_OF = {name: kind for kind, name in _CLASSES.items()} | {"Distractor": "choice", "SELF_MARKS": "flashcard"}


class _Kinds(Mapping[str, "type[AnyQuestion]"]):
    def __getitem__(self, kind: str) -> type[AnyQuestion]:
        found: type[AnyQuestion] = globals().get(_CLASSES[kind]) or __getattr__(_CLASSES[kind])
        return found

    def __contains__(self, kind: object) -> bool:
        return kind in _CLASSES

    def __iter__(self) -> Iterator[str]:
        return iter(_CLASSES)

    def __len__(self) -> int:
        return len(_CLASSES)


KINDS: Mapping[str, type[AnyQuestion]] = _Kinds()


def __getattr__(name: str) -> Any:
    if name not in _KIND_OF:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_KIND_OF[name].replace('-', '_')}"), name)
    return found


__all__ = [
    "KINDS",
    "SELF_MARKS",
    "AnyQuestion",
    "Choice",
    "Cloze",
    "Distractor",
    "Fault",
    "Flashcard",
    "Match",
    "Number",
    "Order",
    "Question",
    "Select",
    "ShortAnswer",
    "Source",
    "TrueFalse",
]
