"""Finding among very many questions while someone types: none is made that need not be shown.

Texts are sought in what a search compares, one stretch of bytes for each bank; only what has them is looked into further.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from sys import intern

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Bank, Library
from questions.folding import plain
from questions.stored import Stored, texts_of
from quiz.filters.language import EVERYTHING, AllOf, Filter, Text
from quiz.filters.matching import Tallies, no_tallies, tester


class Finder:
    """What a library holds, as it is searched."""

    def __init__(self, library: Library, before: Finder | None = None) -> None:
        self.library = library
        known = {id(shelf.bank): shelf for shelf in before.shelves} if before is not None else {}
        self.shelves: list[_Shelf] = [known.get(id(bank)) or _Shelf(bank) for bank in library.banks]

    def find(self, wanted: Filter, standing: Standing, now: Moment, tallies: Tallies = no_tallies) -> Iterator[Sequence[str]]:
        """Yield for each bank in turn the ids of the questions that fit."""
        needles, rest = _needles(wanted)
        test = tester(rest, standing, now, tallies, attrgetter("text"))
        for shelf in self.shelves:
            numbers = shelf.with_all(needles)
            if rest is EVERYTHING:
                yield [shelf.ids[number] for number in numbers]
            else:
                yield [known.id for number in numbers if test(known := _Known(shelf.ids[number], number, shelf))]


def _needles(wanted: Filter) -> tuple[tuple[bytes, ...], Filter]:
    """Return the texts that whatever fits must have, and what else must hold."""
    match wanted:
        case Text(text):
            texts, rest = [text], EVERYTHING
        case AllOf(parts):
            texts = [part.text for part in parts if isinstance(part, Text)]
            others = tuple(part for part in parts if not isinstance(part, Text))
            rest = AllOf(others) if others else EVERYTHING
        case _:
            return (), wanted
    folded = {plain(text) for text in texts} - {""}
    return tuple(sorted((text.encode("utf-8", "surrogatepass") for text in folded), key=len, reverse=True)), rest


class _Shelf:
    """One bank: its ids, the texts of its questions a line for each, and where each line begins."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.ids = bank.ids
        self.texts = bank.questions.texts() if isinstance(bank.questions, Stored) else texts_of(bank.questions)
        self.starts = list(accumulate((len(line) + 1 for line in self.texts.split(b"\n")[:-1]), initial=0))
        self._before: tuple[tuple[bytes, ...], Sequence[int]] = (), range(len(self.ids))

    @cached_property
    def kinds_and_sections(self) -> Sequence[tuple[str, str]]:
        """The kind and the section of each question, which all have to be read for it."""
        return [(question.kind, intern(question.section)) for question in self.bank.questions]

    def with_all(self, needles: tuple[bytes, ...]) -> Sequence[int]:
        """Return the numbers of the questions that have all these texts."""
        then, found = self._before
        if needles != then:
            # One letter more finds fewer: they are among those that were found.
            among = found if all(any(old in new for new in needles) for old in then) else range(len(self.ids))
            found = self._having(needles, among)
            self._before = needles, found
        return found

    def _having(self, needles: tuple[bytes, ...], among: Sequence[int]) -> Sequence[int]:
        if not needles:
            return among
        if len(among) * 2 > len(self.ids):
            kept = set(among) if len(among) < len(self.ids) else None
            having = self._having_one(needles[0])
            among, needles = having if kept is None else [number for number in having if number in kept], needles[1:]
        find, starts = self.texts.find, self.starts
        for needle in needles:
            among = [number for number in among if find(needle, starts[number], starts[number + 1]) >= 0]
        return among

    def _having_one(self, needle: bytes) -> list[int]:
        find, starts, having = self.texts.find, self.starts, []
        at = find(needle)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            having.append(number)
            at = find(needle, starts[number + 1])
        return having


@dataclass(frozen=True, slots=True)
class _Known:
    """A question of which as much is read as somebody asks for."""

    id: str
    number: int
    shelf: _Shelf

    @property
    def text(self) -> str:
        starts = self.shelf.starts
        return self.shelf.texts[starts[self.number] : starts[self.number + 1] - 1].decode("utf-8", "surrogatepass")

    @property
    def kind(self) -> str:
        return self.shelf.kinds_and_sections[self.number][0]

    @property
    def section(self) -> str:
        return self.shelf.kinds_and_sections[self.number][1]
