"""Which questions and sittings a filter finds, by what the library and the record say of them: pure functions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from progress.moment import Moment
from progress.records import SittingRecord, Standing, Tally
from progress.schedule import Card, recall_at
from questions.folding import plain
from questions.kinds import AnyQuestion
from quiz.filters.language import STATES, AllOf, AnyOf, Dates, Field, Filter, Measure, Not, Text

Span = tuple[date, date]
"""The first and the last study day of the answers that count."""
ALWAYS: Span = (date.min, date.max)
Tallies = Callable[[Span], Mapping[str, Tally]]
"""Gives the tallies of a span by question."""
Thing = TypeVar("Thing")
Test = Callable[[Thing], bool]

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_TALLIED = {"wrong", "answers", "score", "missed", "disputed"}
_A_DAY = timedelta(days=1)


def no_tallies(_span: Span) -> Mapping[str, Tally]:
    """Return the tallies of someone who has answered nothing."""
    return {}


def tester(wanted: Filter, standing: Standing, now: Moment, tallies: Tallies, has: Callable[[Any, str], bool]) -> Test[Any]:
    """Return whether something fits that has the id, kind and section of a question; ``has`` tells whether it has a text.

    The text is as it is compared.
    A date says which answers count in the words beside it: `wrong>2 since:2026-09` is wrong more than twice since September.
    """
    return _test(wanted, ALWAYS, _Questions(standing, now, tallies, has).word, _counts)


def fitting_sittings(wanted: Filter, sittings: Iterable[SittingRecord]) -> list[SittingRecord]:
    """Return the sittings that fit a filter, in their order; a date is that of their beginning."""
    test = _test(wanted, ALWAYS, _of_sitting, lambda _: False)
    return [sitting for sitting in sittings if test(sitting)]


def spans(wanted: Filter, span: Span = ALWAYS) -> set[Span]:
    """Return the spans of which a filter needs the tallies."""
    match wanted:
        case Not(part):
            return spans(part, span)
        case AllOf(parts):
            within = _narrowed(span, parts)
            return {each for part in parts for each in spans(part, within)}
        case AnyOf(parts):
            return {each for part in parts for each in spans(part, span)}
        case Dates():
            return {_narrowed(span, (wanted,))}
        case Measure(name) if name in _TALLIED:
            return {span}
        case Field("is", value) if _TALLIED & set(_states(value)):
            return {span}
    return set()


def _narrowed(span: Span, parts: Iterable[Filter]) -> Span:
    dates = [part for part in parts if isinstance(part, Dates)]
    return max([span[0], *(each.first for each in dates)]), min([span[1], *(each.last for each in dates)])


def _counts(wanted: Filter) -> bool:
    """Whether a filter is of how many answers there are, whatever else it is of."""
    match wanted:
        case Not(part):
            return _counts(part)
        case AllOf(parts):
            return any(map(_counts, parts))
        case AnyOf(parts):
            return all(map(_counts, parts))
    return isinstance(wanted, Measure) and wanted.name in ("wrong", "answers")


def _states(value: str) -> list[str]:
    """Return the states that a value may mean: those that it begins."""
    return [state for state in STATES if state.startswith(value)]


def _test(wanted: Filter, span: Span, word: Callable[[Filter, Span], Test[Thing]], counts: Callable[[Filter], bool]) -> Test[Thing]:
    """Return whether a thing fits, as a function; only answers within ``span`` count, ``word`` tells what a word says.

    ``counts`` tells of which filters the dates beside them only say what they count.
    """
    match wanted:
        case AllOf(parts):
            within = _narrowed(span, parts)
            # What is counted may be no answer at all: then nothing has to have been answered.
            tested = [part for part in parts if not isinstance(part, Dates)] if any(map(counts, parts)) else parts
            all_of = [_test(part, within, word, counts) for part in tested]
            return lambda thing: all(test(thing) for test in all_of)
        case AnyOf(parts):
            any_of = [_test(part, span, word, counts) for part in parts]
            return lambda thing: any(test(thing) for test in any_of)
        case Not(part):
            holds = _test(part, span, word, counts)
            return lambda thing: not holds(thing)
    return word(wanted, span)


# -- questions


@dataclass(frozen=True, slots=True)
class _Questions:
    """What each word says of questions, for a learner at a moment."""

    standing: Standing
    now: Moment
    tallies: Tallies
    has: Callable[[Any, str], bool]

    def word(self, wanted: Filter, span: Span) -> Test[AnyQuestion]:
        match wanted:
            case Text(text):
                sought = plain(text)
                return lambda question: self.has(question, sought)
            case Field("is", value):
                tests = [self._state(state, span) for state in _states(value)]
                return lambda question: any(test(question) for test in tests)
            case Field(name, value):
                return property_test(name, value)
            case Measure("due" | "recall" as name, sign, number):
                return self._of_card(name, sign, number)
            case Measure(name, sign, number):
                return self._of_tally(name, sign, number, span)
        tallies = self.tallies(_narrowed(span, (wanted,)))
        return lambda question: question.id in tallies

    def _state(self, state: str, span: Span) -> Test[AnyQuestion]:
        cards, ends = self.standing.cards, self.now.day_ends()
        if state in ("flagged", "aside"):
            marked = self.standing.flagged if state == "flagged" else self.standing.suspended
            return lambda question: question.id in marked
        if state in ("missed", "disputed"):
            found = {id_ for id_, tally in self.tallies(span).items() if getattr(tally, state)}
            return lambda question: question.id in found
        if state == "new":
            return lambda question: question.id not in cards
        if state == "due":
            return lambda question: question.id in cards and cards[question.id].due < ends
        return lambda question: question.id in cards and cards[question.id].learned

    def _of_card(self, name: str, sign: str, number: float) -> Test[AnyQuestion]:
        """Compare what a card says; a question never answered, or whose recall is not known, fits no comparison."""
        compared, cards, today = _SIGNS[sign], self.standing.cards, self.now.day_ends(-1)
        recalled = recall_at(self.now, self.standing.schedule)

        def days(card: Card) -> float:
            return (card.due - today) // _A_DAY

        value: Callable[[Card], float | None] = days if name == "due" else recalled

        def test(question: AnyQuestion) -> bool:
            card = cards.get(question.id)
            measured = None if card is None else value(card)
            return measured is not None and compared(measured, number)

        return test

    def _of_tally(self, name: str, sign: str, number: float, span: Span) -> Test[AnyQuestion]:
        """Compare a tally; a question never answered has no wrong answers and none at all, but no score."""
        compared = _SIGNS[sign]
        found = {id_: compared(getattr(tally, name), number) for id_, tally in self.tallies(span).items()}
        unanswered = name != "score" and compared(0, number)
        return lambda question: found.get(question.id, unanswered)


def property_test(name: str, value: str) -> Test[Any]:
    """Return whether something has a topic, id, kind or section that a value means."""
    sought = plain(value)
    if name == "section":
        return lambda question: sought in _folded_section(question.section)
    if name == "id":
        return lambda question: question.id.startswith(sought) or question.id.partition("/")[2].startswith(sought)
    hyphened = sought.replace(" ", "-")
    if name == "kind":
        return lambda question: question.kind.startswith(hyphened)
    return lambda question: question.id.partition("/")[0].startswith(hyphened)


_folded_section = lru_cache(maxsize=20_000)(plain)
# -- sittings


def _of_sitting(wanted: Filter, _span: Span) -> Test[SittingRecord]:
    match wanted:
        case Field("mode", value):
            return lambda sitting: sitting.mode.startswith(value)
        case Field("id", value):
            sought = plain(value)
            return lambda sitting: sitting.id.startswith(sought)
        case Field(_, value):
            hyphened = plain(value).replace(" ", "-")
            return lambda sitting: any(question.startswith(hyphened) for question in sitting.questions)
        case Measure(name, sign, number):
            compared = _SIGNS[sign]
            return lambda sitting: (measured := getattr(sitting, name)) is not None and compared(measured, number)
        case Dates():
            return lambda sitting: wanted.first <= sitting.started.day <= wanted.last
        case Text(text):
            word = plain(text)
            return lambda sitting: word in plain(" ".join([sitting.mode, *sitting.topics]))
    raise TypeError(wanted)
