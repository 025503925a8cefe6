"""The nine kinds of question, one file each."""

from __future__ import annotations

from questions.kinds.base import Fault, Question
from questions.kinds.choice import Choice, Distractor
from questions.kinds.cloze import Cloze
from questions.kinds.flashcard import SELF_MARKS, Flashcard
from questions.kinds.match import Match
from questions.kinds.number import Number
from questions.kinds.order import Order
from questions.kinds.select import Select
from questions.kinds.short_answer import ShortAnswer
from questions.kinds.true_false import TrueFalse
from questions.source import Source

AnyQuestion = Choice | Select | TrueFalse | ShortAnswer | Number | Cloze | Match | Order | Flashcard

KINDS: dict[str, type[AnyQuestion]] = {
    "flashcard": Flashcard,
    "choice": Choice,
    "select": Select,
    "true-false": TrueFalse,
    "short-answer": ShortAnswer,
    "number": Number,
    "cloze": Cloze,
    "match": Match,
    "order": Order,
}

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
