"""The questions of one bank as they lie in a file of the cache: plain data, each read when it is asked for.

The file has lines of JSON, each behind a checksum: what the bank says of itself; the ids, lines and lengths of its questions;
then the questions, and last their texts as a search compares them. Beside it lies the index of those, once somebody has searched.
Each checksum is of the file's name too, so that nothing of another file passes for it. Whatever is not as it was written counts as damage,
and then the bank itself is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload
from zlib import crc32

from questions.indexing import Index, packed_index

if TYPE_CHECKING:
    from questions.bank import Bank
    from questions.kinds import AnyQuestion

_MOST_HELD = 64
"""How many questions of a bank are held once they were asked for."""
INDEX = ".index"
"""How the name of an index ends, which else is that of the file of which it is."""
SEAL = 9
"""How many bytes stand before what they are the checksum of."""
T = TypeVar("T")


class DamagedError(ValueError):
    """What is kept is not what was written."""


class Place(NamedTuple):
    """Where a line lies in a file, in bytes."""

    start: int
    length: int


def seal(content: bytes, name: bytes) -> bytes:
    """Return what stands before a content in the file of this name: its checksum."""
    return b"%08x " % crc32(content, crc32(name))


def name_in(file: Path) -> bytes:
    """Return the name of a file as it is sealed: without its end, since an index belongs to its bank."""
    return os.fsencode(file.stem)


def sealed(data: Any, name: bytes) -> bytes:
    """Return data as a line of JSON behind its checksum, for the file of this name."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%s%s\n" % (seal(content, name), content)


def opened(line: bytes, name: bytes) -> Any:
    """Return the data that ``sealed`` wrote. Raises ``DamagedError`` if it is not that."""
    content = line[SEAL:-1]
    if line[:SEAL] != seal(content, name) or line[-1:] != b"\n":
        raise DamagedError("the checksum is wrong")
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from None


def fingerprint_of(ids: Iterable[str]) -> int:
    """Return the sum of the first 40 bits of the SHA-256 of each id: what tells a set of questions from another of as many.

    A record has the same of the questions that were met (``progress.deriving.totals.fingerprint_of``).
    """
    from hashlib import sha256

    return sum(int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:5]) for name in ids)


class Stored(Sequence["AnyQuestion"]):
    """The questions of a bank in a file of the cache; ``again`` reads the bank itself, should the file be of no use any more."""

    def __init__(
        self,
        file: Path,
        listing: Place,
        body: int,
        count: int,
        fingerprint: int,
        renamed: Mapping[str, str],
        again: Callable[[], Bank],
    ) -> None:
        self.renamed = renamed
        """Earlier ids of the questions that none has now, and what they are called today."""
        self.fingerprint = fingerprint
        """See ``fingerprint_of``."""
        self.by_id: Mapping[str, AnyQuestion] = _ById(self)
        self.lines: Mapping[str, int] = _Lines(self)
        """The line of the bank on which each question begins."""
        self._count = count
        self._again = again
        self._source: _InFile | _InMemory = _InFile(file, listing, body, count)
        self._held: dict[str, AnyQuestion] = {}

    def _ask(self, question: Callable[[_InFile | _InMemory], T]) -> T:
        try:
            return question(self._source)
        except (OSError, DamagedError):
            self._source = _InMemory(self._again())
            self._count, self.fingerprint = len(self._source.lines), fingerprint_of(self._source.ids)
            return question(self._source)

    def line_numbers(self) -> Mapping[str, int]:
        """Return the ids of the questions in their order, and the line on which each begins."""
        return self._ask(lambda source: source.lines)

    def question(self, name: str) -> AnyQuestion:
        """Return the question of this id. Raises ``KeyError`` if there is none."""
        held = self._held.get(name)
        if held is None:
            held = self._ask(lambda source: source.one(name))
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[name] = held
        return held

    def texts(self) -> bytes:
        """Return what is compared in a search, as ``texts_of`` does."""
        return self._ask(lambda source: source.texts())

    def search_index(self) -> Index:
        """Return the index of the texts; the first time it is made, and kept beside the file of the cache."""
        return self._ask(lambda source: source.index())

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the questions, in their order."""
        return self._ask(lambda source: source.ids)

    def __iter__(self) -> Iterator[AnyQuestion]:
        return iter(self._ask(lambda source: source.all()))

    @overload
    def __getitem__(self, index: int) -> AnyQuestion: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[AnyQuestion]: ...
    def __getitem__(self, index: int | slice) -> AnyQuestion | Sequence[AnyQuestion]:
        if isinstance(index, slice):
            return tuple(map(self.question, self.ids[index]))
        return self.question(self.ids[index])

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Stored, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self.ids))


class _ById(Mapping[str, "AnyQuestion"]):
    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def __getitem__(self, name: str) -> AnyQuestion:
        return self._stored.question(name)

    def __contains__(self, name: object) -> bool:
        return name in self._stored.line_numbers()

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored.line_numbers())

    def __len__(self) -> int:
        return len(self._stored)


class _Lines(Mapping[str, int]):
    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def __getitem__(self, name: str) -> int:
        return self._stored.line_numbers()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored.line_numbers())

    def __len__(self) -> int:
        return len(self._stored)


class _InFile:
    """Questions in a file. Every method raises ``OSError`` or ``DamagedError`` if the file is gone, or not what was written."""

    def __init__(self, file: Path, listing: Place, body: int, count: int) -> None:
        self._file = file
        self._name = name_in(file)
        self._listing = listing
        self._body = body
        self._count = count

    @property
    def lines(self) -> Mapping[str, int]:
        return self._listed[0]

    @cached_property
    def ids(self) -> Sequence[str]:
        return tuple(self.lines)

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        """Where each question lies in the file."""
        lines, lengths = self._listed
        return dict(zip(lines, map(Place, accumulate(lengths, initial=sum(self._listing)), lengths), strict=False))

    @cached_property
    def _listed(self) -> tuple[dict[str, int], list[int]]:
        """The line in the bank of each question, and the length of each in the file."""
        match opened(self._read(self._listing), self._name):
            case [list(ids), list(lines), list(lengths)] if len(ids) == len(lines) == len(lengths) == self._count:
                counts = [*lines, *lengths]
                if {*map(type, ids)} <= {str} and {*map(type, counts)} <= {int} and min(counts, default=1) > 0:
                    return dict(zip(ids, lines, strict=True)), lengths
        raise DamagedError("this is no list of questions")

    def one(self, name: str) -> AnyQuestion:
        return _question(self._read(self._places[name]), name, self._name)

    def texts(self) -> bytes:
        with self._file.open("rb") as file:
            file.seek(sum(self._listing) + self._body)
            checksum, texts = _unsealed(file.read())
        if checksum != seal(texts, self._name) or texts.count(b"\n") != self._count:
            raise DamagedError("the checksum of the texts is wrong")
        return texts

    def index(self) -> Index:
        file = self._file.with_suffix(INDEX)
        try:
            checksum, packed = _unsealed(file.read_bytes())
            if checksum == seal(packed, self._name):
                return Index(packed)
        except (OSError, ValueError, TypeError, RecursionError):
            pass  # it was not made yet, or is not what was written
        packed = packed_index(self.texts())
        write_beside(file, seal(packed, self._name) + packed)
        return Index(packed)

    def all(self) -> list[AnyQuestion]:
        places = self._places
        start = sum(self._listing)
        content = self._read(Place(start, sum(place.length for place in places.values())))
        return [_question(content[at - start : at - start + length], name, self._name) for name, (at, length) in places.items()]

    def _read(self, place: Place) -> bytes:
        with self._file.open("rb") as file:
            file.seek(place.start)
            return file.read(place.length)


class _InMemory:
    """The questions of a bank that was read itself."""

    def __init__(self, bank: Bank) -> None:
        self.lines = bank.lines
        self.ids = bank.ids
        self._questions = {question.id: question for question in bank.questions}

    def one(self, name: str) -> AnyQuestion:
        return self._questions[name]

    def all(self) -> Iterable[AnyQuestion]:
        return self._questions.values()

    def texts(self) -> bytes:
        return texts_of(self._questions.values())

    def index(self) -> Index:
        return Index(packed_index(self.texts()))


def texts_of(questions: Iterable[AnyQuestion]) -> bytes:
    """Return for each question a line with its kind, its section and all its texts, as they are compared in a search, tabs between."""
    from questions.folding import folded, plain

    lines = (f"{question.kind}\t{plain(question.section)}\t{folded(question)}\n" for question in questions)
    return "".join(lines).encode("utf-8", "surrogatepass")


def write_beside(file: Path, content: bytes) -> bool:
    """Write a file whole or not at all, as others may read it; return whether that went well."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return False
    return True


def _unsealed(content: bytes) -> tuple[bytes, bytes]:
    return content[:SEAL], content[SEAL:]


def _question(line: bytes, name: str, file: bytes) -> AnyQuestion:
    from questions.wording import from_data

    # A text of a bank needs no such escape, and with one could hold what no bank may.
    if b"\\u" in line and b"\\u" in line.replace(b"\\\\", b""):
        raise DamagedError("there is an escape that is never written")
    try:
        question = from_data(opened(line, file))
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise DamagedError(str(error)) from None
    if question.id != name:
        raise DamagedError("this is another question")
    return question
