"""Finding among very many questions while someone types: none is made that need not be shown.

Most of what is looked for is answered by the index of a bank; only what that leaves is looked into further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeGuard

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Bank, Library
from questions.folding import plain
from questions.indexing import Index, mask_of, packed_index
from questions.kinds import AnyQuestion
from questions.stored import Stored, texts_of
from quiz.filters.language import EVERYTHING, AllOf, Field, Filter, Text
from quiz.filters.matching import Tallies, no_tallies, property_test, tester

_MOST_KNOWN = 32
"""How many texts it is remembered of where they stand: those of a filter, and of it as it was a letter ago."""


class Finder:
    """What a library holds, as it is searched; what is not needed of it yet is not read."""

    def __init__(self, library: Library, before: Finder | None = None) -> None:
        """Take a library; of what ``before`` knows, that stays which has not changed."""
        self.library = library
        known = {id(shelf.bank): shelf for shelf in before.shelves} if before is not None else {}
        self.shelves: list[_Shelf] = [known.get(id(bank)) or _Shelf(bank) for bank in library.banks]

    def find(self, wanted: Filter, standing: Standing, now: Moment, tallies: Tallies = no_tallies) -> Iterator[Hits]:
        """Yield for each bank in turn the questions that fit.

        A date says which answers count in the words beside it: `wrong>2 since:2026-09` is wrong more than twice since September.
        """
        indexed, rest = _indexed(wanted)
        test = None if rest is EVERYTHING else tester(rest, standing, now, tallies, _Known.has)
        for shelf in self.shelves:
            found = shelf.with_all(indexed)
            if test is not None and found:
                found = shelf.mask_of(number for number in _numbers(found) if test(_Known(shelf.ids[number], number, shelf)))
            yield Hits(shelf.bank, found)


def fitting(wanted: Filter, library: Library, standing: Standing, now: Moment, tallies: Tallies = no_tallies) -> list[AnyQuestion]:
    """Return the questions that fit a filter, in the order of the library."""
    return [question for hits in Finder(library).find(wanted, standing, now, tallies) for question in hits.questions()]


class Hits:
    """The questions of a bank that were found: their number is known, and the rest when it is asked for."""

    def __init__(self, bank: Bank, mask: int) -> None:
        self._bank = bank
        self._mask = mask

    def __len__(self) -> int:
        return self._mask.bit_count()

    @property
    def ids(self) -> Iterator[str]:
        """The ids of the questions."""
        ids = self._bank.ids if self._mask else ()
        return (ids[number] for number in _numbers(self._mask))

    def questions(self) -> Sequence[AnyQuestion]:
        """Return the questions themselves."""
        # To read all of a bank at once costs no more than to look for a few.
        of_bank = self._bank.questions
        every = of_bank if len(self) * 4 < len(of_bank) else tuple(of_bank)
        return [every[number] for number in _numbers(self._mask)]


def _numbers(mask: int) -> Iterator[int]:
    """Yield which bits a number has, the lowest first."""
    return (number for number, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")


_Indexed = Text | Field


def _indexed(wanted: Filter) -> tuple[Sequence[_Indexed], Filter]:
    """Return what the indexes answer, all of which must hold, and what else must."""
    parts = wanted.parts if isinstance(wanted, AllOf) else (wanted,)
    others = tuple(part for part in parts if not _is_indexed(part))
    return [part for part in parts if _is_indexed(part)], AllOf(others) if others else EVERYTHING


def _is_indexed(part: Filter) -> TypeGuard[_Indexed]:
    return isinstance(part, Text) or (isinstance(part, Field) and part.name in ("section", "kind", "topic"))


class _Shelf:
    """One bank."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._known: dict[str, int] = {}

    @cached_property
    def ids(self) -> Sequence[str]:
        return self.bank.ids

    @cached_property
    def index(self) -> Index:
        questions = self.bank.questions
        return questions.search_index() if isinstance(questions, Stored) else Index(packed_index(texts_of(questions)))

    @cached_property
    def texts(self) -> Sequence[bytes]:
        """The texts of each question as they are compared, with its section and kind before them."""
        questions = self.bank.questions
        texts = questions.texts() if isinstance(questions, Stored) else texts_of(questions)
        return [line.split(b"\t", 2)[2] for line in texts.split(b"\n")[:-1]]

    def with_all(self, parts: Sequence[_Indexed]) -> int:
        """Return which questions all of this holds for."""
        found = (1 << len(self.bank.questions)) - 1
        for part in parts:
            if not found:
                break
            found &= self._with(part)
        return found

    def _with(self, part: _Indexed) -> int:
        if isinstance(part, Text):
            return self.having(plain(part.text))
        if part.name == "section":
            return self.index.in_section(_encoded(plain(part.value)))
        test = property_test(part.name, part.value)
        if part.name == "topic":
            return self.index.every if test(_OfKind(f"{self.bank.topic}/", "")) else 0
        kinds = {kind for kind in set(self.index.kinds) if test(_OfKind("", kind))}
        return self.mask_of(number for number, kind in enumerate(self.index.kinds) if kind in kinds)

    def mask_of(self, numbers: Iterable[int]) -> int:
        return mask_of(numbers, len(self.bank.questions))

    def having(self, text: str) -> int:
        """Return which questions have a text, as it is compared."""
        found = self._known.get(text)
        if found is None:
            found, sure = self.index.having(sought := _encoded(text))
            if not sure:
                # One letter more finds fewer: they are among those that were found.
                for earlier, had in self._known.items():
                    found &= had if earlier in text else -1
                found = self.mask_of(number for number in _numbers(found) if sought in self.texts[number])
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = found
        return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class _OfKind(NamedTuple):
    """What is the same of many questions."""

    id: str
    kind: str


class _Known(NamedTuple):
    """A question of which as much is read as somebody asks for."""

    id: str
    number: int
    shelf: _Shelf

    def has(self, text: str) -> bool:
        """Whether the question has a text, as it is compared."""
        return bool(self.shelf.having(text) >> self.number & 1)

    @property
    def kind(self) -> str:
        return self.shelf.index.kinds[self.number]

    @property
    def section(self) -> str:
        return self.shelf.index.sections[self.number]
