"""Which questions of a bank have a text, without looking through their texts: an index of words, as bytes that lie in a file.

A text without spaces stands within a word, and a bank has far fewer different words than words: those are looked through, and
with each stand the numbers of its questions. Of one or two letters, which very many words have, it is known beforehand.
Sets of questions are whole numbers of which each bit is a question, the first the lowest.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise

_SHORT = 2
"""Of texts of so many bytes it is known beforehand where they stand."""
_ONE = ord("1")
_APART = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
"""What is between words becomes a space."""


class Index:
    """What a search needs to know of numbered questions."""

    def __init__(self, packed: bytes) -> None:
        """Take what ``packed_index`` returned. Raises ``ValueError`` or ``TypeError`` if it cannot be that."""
        head, _, rest = packed.partition(b"\n")
        count, code, *lengths = json.loads(head)
        words, starts, ends, numbers, shorts, masks, kinds, sections = _cut(rest, lengths)
        self._words, self._masks, self._kinds, self._sections = words, masks, kinds, sections
        self._starts, self._ends, self._shorts = _numbers("I", starts), _numbers("I", ends), _numbers("H", shorts)
        self._numbers, self._width = _numbers(code, numbers), _width(count)
        whole = kinds.count(b"\n") == sections.count(b"\n") == count and code == _code(count)
        whole &= len(self._starts) + 1 == len(self._ends) and len(masks) == len(self._shorts) * self._width
        if not whole or (code != "B" and max(self._numbers) >= count):
            raise ValueError("the parts of the index do not belong together")
        self._most = count if code != "B" else 1 << 8
        self.every: int = (1 << count) - 1
        """All questions."""

    def having(self, text: bytes) -> tuple[int, bool]:
        """Return which questions have a text or, if it is more than a part of a word, at least its words; and whether they have it."""
        parts = text.translate(_APART).split()
        found = self.every
        for part in sorted(parts, key=len):
            found &= self._short(part) if len(part) <= _SHORT else self._long(part)
        return found, parts == [text]

    def _short(self, text: bytes) -> int:
        key = int.from_bytes(text, "big")
        place = bisect_left(self._shorts, key)
        if place == len(self._shorts) or self._shorts[place] != key:
            return 0
        return int.from_bytes(self._masks[place * self._width : (place + 1) * self._width], "little")

    def _long(self, text: bytes) -> int:
        found: list[Sequence[int]] = []
        find, starts, ends, numbers, last = self._words.find, self._starts, self._ends, self._numbers, len(self._starts)
        at = find(text)
        while at >= 0:
            place = bisect_right(starts, at)
            found.append(numbers[ends[place - 1] : ends[place]])
            at = find(text, starts[place]) if place < last and starts[place] > at else -1
        return mask_of(chain.from_iterable(found), self._most)

    @cached_property
    def kinds(self) -> Sequence[str]:
        """The kind of each question."""
        return self._kinds.decode().split("\n")[:-1]

    @cached_property
    def sections(self) -> Sequence[str]:
        """The section of each question, as it is compared."""
        return self._sections.decode("utf-8", "surrogatepass").split("\n")[:-1]

    @cached_property
    def _section_starts(self) -> Sequence[int]:
        return _starts(self._sections.split(b"\n"))

    def in_section(self, text: bytes) -> int:
        """Return which questions have a text in the name of their section."""
        if not text:
            return self.every
        if text not in self._sections:
            return 0
        find, starts, found, at = self._sections.find, self._section_starts, 0, self._sections.find(text)
        while at >= 0:
            place = bisect_right(starts, at)
            found |= 1 << place - 1
            at = find(text, starts[place])
        return found


def packed_index(lines: bytes) -> bytes:
    """Return the index of questions, of each of which a line says its kind, its section and its texts, with tabs between."""
    rows = [line.split(b"\t", 2) for line in lines.split(b"\n")[:-1]]
    numbers: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, (_, _, text) in enumerate(rows):
        for word in set(text.translate(_APART).split()):
            numbers[word].append(number)
    shorts: defaultdict[int, int] = defaultdict(int)
    for word, among in numbers.items():
        mask = mask_of(among, len(rows))
        for part in _short_parts(word):
            shorts[part] |= mask
    code, keys, width = _code(len(rows)), sorted(shorts), _width(len(rows))
    parts = [
        b"\n".join(numbers),
        _packed("I", _starts(numbers)),
        _packed("I", accumulate(map(len, numbers.values()), initial=0)),
        _packed(code, chain.from_iterable(numbers.values())),
        _packed("H", keys),
        b"".join(shorts[key].to_bytes(width, "little") for key in keys),
        b"".join(kind + b"\n" for kind, _, _ in rows),
        b"".join(section + b"\n" for _, section, _ in rows),
    ]
    return b"\n".join([json.dumps([len(rows), code, *map(len, parts)]).encode(), b"".join(parts)])


@lru_cache(maxsize=20_000)
def _short_parts(word: bytes) -> frozenset[int]:
    return frozenset(word) | frozenset(first << 8 | second for first, second in pairwise(word))


def mask_of(numbers: Iterable[int], count: int) -> int:
    """Return the set of these of so many questions."""
    marks = bytearray(b"0") * (count or 1)
    for number in numbers:
        marks[~number] = _ONE
    return int(bytes(marks), 2)


def _code(count: int) -> str:
    """Return of which type the numbers of so many questions are."""
    return "B" if count <= 1 << 8 else "H" if count <= 1 << 16 else "I"


def _width(count: int) -> int:
    return (count + 7) // 8


def _starts(words: Iterable[bytes]) -> Sequence[int]:
    return list(accumulate((len(word) + 1 for word in words), initial=0))[:-1]


def _cut(rest: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    ends = list(accumulate(lengths, initial=0))
    return (rest[start:end] for start, end in pairwise(ends))


def _packed(code: str, numbers: Iterable[int]) -> bytes:
    made = array(code, numbers)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _numbers(code: str, packed: bytes) -> Sequence[int]:
    if code == "B":
        return packed
    made = array(code)
    made.frombytes(packed)
    if sys.byteorder == "big":
        made.byteswap()
    return made
