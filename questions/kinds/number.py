"""A number that the learner types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from questions.kinds.base import Fault, Question, expect_text
from questions.number_words import SCALES, read_number
from questions.typed import normalise
from questions.verdict import NotAResponse, Response, Verdict, verdict_of

_MOST_DIGITS = 20
_SAME_UNIT = {
    "km": "kilometre",
    "kilometer": "kilometre",
    "m": "metre",
    "meter": "metre",
    "kg": "kilogram",
    "ha": "hectare",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A number that the learner types, in digits or in words."""

    kind: Literal["number"] = "number"
    answer: Decimal
    """The number."""
    tolerance: Decimal = Decimal(0)
    """How far off, up or down, is still right."""
    unit: str = ""
    """What the number counts or measures; the learner may leave it out."""

    def mark(self, response: Response) -> Verdict:
        value, unit = read_number(expect_text(response))
        self._check_unit(unit)
        off = abs(value - self.answer)
        if off == 0:
            return verdict_of(1, "Exactly the number.")
        if off <= self.tolerance:
            return verdict_of(1, f"Within {plain(self.tolerance)} of {plain(self.answer)}.")
        if self.tolerance:
            return verdict_of(0, f"More than {plain(self.tolerance)} off.")
        return verdict_of(0, "The number must be exact.")

    def _check_unit(self, unit: str) -> None:
        # A unit that is not the question's must not be marked silently, in either direction.
        if not unit or _same_unit(unit, self.unit):
            return
        if self.unit:
            raise NotAResponse(f"Give the number in {self.unit}; “{unit[:30]}” was not understood.")
        if not set(normalise(unit).split()) <= set(normalise(self.prompt).split()):
            raise NotAResponse(f"Give just the number; “{unit[:30]}” was not understood.")

    def parse(self, line: str, _shown: Sequence[str], /) -> Response:
        self._check_unit(read_number(line)[1])
        return line.strip()

    def answer_text(self) -> str:
        return f"{plain(self.answer)} {self.unit}".strip() + (f" (± {plain(self.tolerance)})" if self.tolerance else "")

    def right_response(self) -> Response:
        return plain(self.answer)

    def how(self) -> str:
        return f"Type a number, in {self.unit}." if self.unit else "Type a number."

    def faults(self) -> Iterator[Fault]:
        if self.tolerance < 0:
            yield Fault(("tolerance",), "out-of-range", "A tolerance cannot be negative.", "Write how far off is still right, as in 5.")
        for name, value in (("answer", self.answer), ("tolerance", self.tolerance)):
            if abs(value.adjusted()) >= _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
                yield Fault((name,), "out-of-range", "This number is too long to be marked.", f"Use at most {_MOST_DIGITS} digits.")
        if not SCALES.keys().isdisjoint(word.removesuffix("s") for word in self.unit.casefold().split()):
            advice = "Write the whole number under `answer`, as in 5000000."
            yield Fault(("unit",), "number-in-unit", "A unit may hold no word for a number.", advice)


def plain(value: Decimal) -> str:
    """Return a number as people write it: no exponent, thousands set apart from five digits on."""
    value = value.normalize() if value else Decimal(0)
    return f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"


def _same_unit(typed: str, unit: str) -> bool:
    return bool(unit) and _unit(typed) == _unit(unit)


def _unit(text: str) -> str:
    singular = normalise(text).replace(" ", "").removesuffix("s")
    return _SAME_UNIT.get(singular, singular)
