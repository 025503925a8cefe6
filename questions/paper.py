"""An exam on paper: which questions, in which order, with which letters, and the key to it. How it looks is not decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, permutations
from random import Random
from typing import TypeVar

from questions.drawing import drawn_evenly
from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.kinds.number import plain

_FEW = 4
_JUDGED = 2
"""The points of what is judged as a whole, more than right or wrong."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it stands on paper, with its options in this order."""

    number: int
    question: AnyQuestion
    shown: tuple[str, ...]

    @property
    def points(self) -> int:
        """What a right answer is worth: one for what is right or wrong, one for each part of what has parts."""
        question = self.question
        if isinstance(question, Cloze):
            return len(question.blanks())
        if isinstance(question, Match | Order):
            return len(question.answer) - isinstance(question, Order)
        return _JUDGED if isinstance(question, Select | Flashcard) else 1


@dataclass(frozen=True, slots=True)
class Version:
    """The exam in one order of questions and options, known by a letter."""

    letter: str
    items: tuple[Item, ...]

    def numbers(self) -> dict[str, int]:
        """Return the number that each question, known by its id, has in this version."""
        return {item.question.id: item.number for item in self.items}


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam in one or more versions, each with the same questions. ``seed`` makes it once more."""

    title: str
    seed: int
    versions: tuple[Version, ...]

    @property
    def points(self) -> int:
        """What the whole exam is worth."""
        return sum(item.points for item in self.versions[0].items)

    def elsewhere(self, version: Version) -> dict[str, dict[str, int]]:
        """Return the numbers of questions in each of the other versions, by its letter."""
        return {other.letter: other.numbers() for other in self.versions if other.letter != version.letter}


@dataclass(frozen=True, slots=True)
class Key:
    """What is right: ``mark`` is what is to be seen on the paper, ``words`` what that means, ``also`` what else is right."""

    mark: str
    words: str = ""
    also: tuple[str, ...] = ()


def make_paper(questions: Iterable[AnyQuestion], title: str, *, seed: int, versions: int = 1, count: int | None = None) -> Paper:
    """Return an exam with these questions, or with ``count`` of them, drawn evenly from their topics.

    Each version has another order of questions and of options, as long as there are others. The same seed gives the same exam.
    """
    random = Random(seed)  # noqa: S311 - nothing is to be kept secret
    pool = list(questions)
    chosen = drawn_evenly(pool, len(pool) if count is None else count, random)
    shown = {question.id: _layouts(question, versions, random) for question in chosen}
    laid_out = [
        Version(letter(index), tuple(Item(number, question, shown[question.id][index]) for number, question in enumerate(order, 1)))
        for index, order in enumerate(_orders(chosen, versions, random))
    ]
    return Paper(title, seed, tuple(laid_out))


def _layouts(question: AnyQuestion, times: int, random: Random) -> list[tuple[str, ...]]:
    options = question.options()
    if not question.shuffles:
        return [options] * times
    # Items that stand in order already are no question.
    return _orders(options, times, random, mixed=isinstance(question, Order))


def _orders(things: Sequence[Thing], times: int, random: Random, *, mixed: bool = False) -> list[tuple[Thing, ...]]:
    """Return random orders of things, each another as long as there are others; never the one they have if they are to be mixed."""
    places = tuple(range(len(things)))
    found: dict[tuple[int, ...], None] = {}
    if len(things) <= _FEW:
        every = [order for order in permutations(places) if not mixed or order != places]
        random.shuffle(every)
        return [tuple(things[place] for place in order) for order in islice(cycle(every), times)]
    while len(found) < times:
        order = tuple(random.sample(places, len(places)))
        if not mixed or order != places:
            found[order] = None
    return [tuple(things[place] for place in order) for order in found]


def letter(index: int) -> str:
    """Return the capital letter that stands for a place: A for 0, Z for 25, AA for 26."""
    first, last = divmod(index, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def key_of(item: Item) -> Key:
    """Return what is right as an answer to a question that is laid out so."""
    question, shown = item.question, item.shown
    match question:
        case Choice():
            return Key(letter(shown.index(question.answer)), question.answer)
        case Select():
            right = [(letter(index), option) for index, option in enumerate(shown) if option in question.answer]
            return Key(", ".join(name for name, _ in right), " · ".join(option for _, option in right))
        case Match():
            rights = [letter(shown.index(right)) for right in question.answer.values()]
            return Key(_listed(f"{number} {name}" for number, name in enumerate(rights, 1)), question.answer_text())
        case Order():
            places = [question.answer.index(option) + 1 for option in shown]
            return Key(_listed(f"{letter(index).lower()} {place}" for index, place in enumerate(places)), question.answer_text())
        case Cloze():
            blanks = question.blanks()
            numbered = [f"({number}) " if len(blanks) > 1 else "" for number in range(1, len(blanks) + 1)]
            also = [f"{number}{wording}" for number, blank in zip(numbered, blanks, strict=True) for wording in blank[1:]]
            return Key(_listed(number + blank[0] for number, blank in zip(numbered, blanks, strict=True)), also=tuple(also))
        case ShortAnswer():
            return Key(question.answer, also=question.accept)
        case Number():
            return _key_of_number(question)
        case TrueFalse():
            return Key(question.answer_text())
        case Flashcard():
            return Key("", question.answer)


def _key_of_number(question: Number) -> Key:
    mark = f"{plain(question.answer)} {question.unit}".strip()
    if not question.tolerance:
        return Key(mark)
    least, most = (plain(question.answer + off) for off in (-question.tolerance, question.tolerance))
    return Key(mark, also=(f"any number from {least} to {most}",))


def _listed(parts: Iterable[str]) -> str:
    return " · ".join(parts)
