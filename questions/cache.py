"""Banks that were read and checked before, kept so that they need not be read again while they are the same.

A folder holds a file for each bank, named by what it was made of: the bytes, the file's name, and the code that reads them.
``index.json`` says which file belongs to which bank as it lies on the disk, so that an unchanged bank is not even opened.
All of it is data, may be deleted at any time, and is believed only as far as its checksums and types hold; what is not
there, old or damaged is made again, and what cannot be written is done without.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from questions.bank import Bank
from questions.problems import Problem, short_path
from questions.reading import bank_bytes, read_bank, read_bank_text
from questions.source import Source
from questions.stored import INDEX, SEAL, Place, Stored, fingerprint_of, name_in, opened, seal, sealed, texts_of, write_beside

T = TypeVar("T")
State = tuple[int, int, int]
"""What no save leaves as it was: when the file was written, its size, and which file it is."""
_INDEX = "index.json"
_LONGEST_INDEX = 64_000_000
_LONGEST_HEAD = 1_000_000
_SUFFIX = ".bank"
_UNUSED_FOR = 30 * 24 * 3600
"""After how many seconds a file that belongs to no bank is deleted; another program may be about to need it."""
_TICK = 2_000_000_000
"""Nanoseconds within which a disk may not tell two writings apart: what was written so shortly before it was read is not sure."""


def state_of(path: Path | str) -> State:
    """Return how a file lies on the disk. Raises ``OSError`` or ``ValueError`` where there is none that can be looked at."""
    seen = os.stat(path)  # noqa: PTH116 - many files are looked at, several times a second
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


class Kept(NamedTuple):
    """A file of the cache: where it is, how long its first line is, and what that says of the bank."""

    file: Path
    start: int
    head: Mapping[str, Any]


class Seen(NamedTuple):
    """How a file lay on the disk, and when that was looked at, in nanoseconds since 1970."""

    state: State
    at: int

    def tells(self, now: State) -> bool:
        """Whether a file of this state is sure to be what it was."""
        return now == self.state and self.state[0] < self.at - _TICK


class Cache:
    """The banks that are kept in a folder. Nothing that goes wrong there is an error: the banks are read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._code = code_key()
        self._banks: dict[str, tuple[Seen, Bank]] = {}
        self._entries: dict[str, tuple[Seen, Kept]] | None = None
        self._changed = False

    def unchanged(self, path: Path) -> Bank | None:
        """Return the bank in a file that has not changed since it was read; None if it has, or may have."""
        try:
            name = os.path.abspath(path)  # noqa: PTH100 - see state_of
            return self._unchanged(name, path, state_of(name))
        except (OSError, ValueError):
            return None

    def read(self, path: Path) -> Bank:
        """Return the bank in a file, as ``read_bank`` does; it is only checked if these bytes never were."""
        try:
            name, at = os.path.abspath(path), time.time_ns()  # noqa: PTH100 - see state_of
            seen, raw = Seen(state_of(name), at), bank_bytes(path)
        except (OSError, ValueError):
            return read_bank(path)
        bank = self._of_bytes(name, path, raw, seen)
        self._banks[name] = seen, bank
        return bank

    def _unchanged(self, name: str, path: Path, state: State) -> Bank | None:
        held = self._banks.get(name)
        if held is not None and held[0].tells(state) and held[1].path == path:
            return held[1]
        seen, kept = self._index().get(name, (None, None))
        if seen is None or kept is None or not seen.tells(state):
            return None
        bank = _unpacked(path, kept)
        if bank is not None:
            self._banks[name] = seen, bank
        return bank

    def _of_bytes(self, name: str, path: Path, raw: bytes, seen: Seen) -> Bank:
        from hashlib import sha256

        file = self._folder / f"{sha256(f'{self._code} {path.name} '.encode('utf-8', 'surrogateescape') + raw).hexdigest()}{_SUFFIX}"
        kept = _found(file)
        bank = None if kept is None else _unpacked(path, kept)
        if kept is None or bank is None:
            bank = read_bank_text(raw, path)
            kept = self._keep(file, bank)
            bank = (kept and _unpacked(path, kept)) or bank
        if kept is not None:
            self._index()[name] = seen, kept
            self._changed = True
        return bank

    def _keep(self, file: Path, bank: Bank) -> Kept | None:
        try:
            head, content = _packed(bank, name_in(file))
        except ValueError:
            return None
        if len(head) > _LONGEST_HEAD or not self._write(file.name, content):
            return None
        return Kept(file, len(head), opened(head, name_in(file)))

    def settle(self) -> None:
        """Write down what has changed, and delete what belongs to no bank any more."""
        if not self._changed:
            return
        self._changed = False
        # Another program may have written meanwhile; of a bank that both have read, the later reading counts.
        for name, (seen, kept) in self._read_index().items():
            ours = self._index().get(name)
            if ours is None or ours[0].at < seen.at:
                self._index()[name] = seen, kept
        entries = {name: entry for name, entry in self._index().items() if os.path.lexists(name)}
        rows = {name: [*seen.state, seen.at, kept.file.name, kept.start, kept.head] for name, (seen, kept) in entries.items()}
        with suppress(ValueError):
            self._write(_INDEX, sealed([self._code, rows], name_in(self._folder / _INDEX)))
        self._prune({kept.file.stem for _, kept in entries.values()})

    def _index(self) -> dict[str, tuple[Seen, Kept]]:
        if self._entries is None:
            self._entries = self._read_index()
        return self._entries

    def _read_index(self) -> dict[str, tuple[Seen, Kept]]:
        try:
            index = self._folder / _INDEX
            with index.open("rb") as file:
                code, rows = opened(file.read(_LONGEST_INDEX), name_in(index))
            return {name: _entry(self._folder, *row) for name, row in rows.items()} if code == self._code else {}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self, name: str, content: bytes) -> bool:
        return write_beside(self._folder / name, content)

    def _prune(self, used: set[str]) -> None:
        with suppress(OSError):
            for file in self._folder.iterdir():
                unused = file.suffix == ".new" or (file.suffix in (_SUFFIX, INDEX) and file.stem not in used)
                if unused and file.stat().st_mtime < time.time() - _UNUSED_FOR:
                    file.unlink()


def code_key() -> str:
    """Return what is another whenever the code that reads banks is: its files as they lie here, and Python's version.

    Without files, as in an archive, nothing is sure from one start to the next.
    """
    here = Path(__file__).parent
    seen = []
    try:
        for folder in (here, here / "kinds", here / "advice"):
            files = [(file.name, file.stat()) for file in os.scandir(folder) if file.name.endswith(".py")]
            seen += [(name, at.st_mtime_ns, at.st_ctime_ns, at.st_size) for name, at in files]
    except OSError:
        seen = [("", time.time_ns(), 0, os.getpid())]
    text = repr((str(here), sys.version_info[:3], sorted(seen)))
    return f"{crc32(text.encode('utf-8', 'surrogateescape')):08x}-{sum(size for *_, size in seen)}"


def _entry(folder: Path, written: int, size: int, inode: int, at: int, file: str, start: int, head: Any) -> tuple[Seen, Kept]:
    # The name of a file may not lead out of the folder.
    if not _checked(file, str).removesuffix(_SUFFIX).isalnum():
        raise TypeError("this is no file of the cache")
    state = _checked(written, int), _checked(size, int), _checked(inode, int)
    return Seen(state, _checked(at, int)), Kept(folder / file, _checked(start, int), _checked(head, dict))


def _found(file: Path) -> Kept | None:
    """Return what is kept in a file, as far as its first line tells."""
    try:
        with file.open("rb") as content:
            line = content.readline(_LONGEST_HEAD + 1)
        return Kept(file, len(line), _checked(opened(line, name_in(file)), dict))
    except (OSError, ValueError, TypeError):
        return None


def _packed(bank: Bank, name: bytes) -> tuple[bytes, bytes]:
    """Return a bank as the first line of its file, which is called so, and as all of it."""
    from questions.wording import to_data

    questions = [sealed(to_data(question), name) for question in bank.questions]
    ids = [question.id for question in bank.questions]
    listing = sealed([ids, [bank.lines[id_] for id_ in ids], list(map(len, questions))], name)
    source = bank.source
    data: dict[str, Any] = {
        "topic": bank.topic,
        "title": bank.title,
        "about": bank.about,
        "position": bank.position,
        "source": None if source is None else asdict(source),
        "renamed": dict(bank.renamed),
        "advice_off": bank.advice_off,
        "problems": [[each.line, each.column, each.code, each.message, each.advice, each.shown] for each in bank.problems],
        "questions": len(questions),
        "fingerprint": fingerprint_of(ids),
        "listing": len(listing),
    }
    texts = texts_of(bank.questions)
    head = sealed(data | {"body": sum(map(len, questions)), "texts": len(texts)}, name)
    return head, b"".join([head, listing, *questions, seal(texts, name), texts])


def _unpacked(path: Path, kept: Kept) -> Bank | None:
    """Return the bank that ``_packed`` was given, if it is there."""
    try:
        head = kept.head
        if kept.file.stat().st_size != kept.start + head["listing"] + head["body"] + SEAL + head["texts"]:
            return None
        return _made(path, kept, head)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _made(path: Path, kept: Kept, head: Mapping[str, Any]) -> Bank:
    place = Place(kept.start, _checked(head["listing"], int))
    count, renamed = _checked(head["questions"], int), _texts(head["renamed"])
    body, fingerprint = _checked(head["body"], int), _checked(head["fingerprint"], int)
    stored = Stored(kept.file, place, body, count, fingerprint, renamed, partial(read_bank, path))
    source = head["source"]
    shown = short_path(path) if head["problems"] else ""
    return Bank(
        topic=_checked(head["topic"], str),
        title=_checked(head["title"], str),
        path=path,
        about=_checked(head["about"], str),
        position=None if head["position"] is None else _checked(head["position"], int),
        source=None if source is None else Source(**_texts(source)),
        questions=stored if count else (),
        lines=stored.lines if count else {},
        problems=tuple(_problem(shown, *row) for row in head["problems"]),
        advice_off={_checked(name, str): _texts(off) for name, off in head["advice_off"].items()},
    )


def _problem(path: str, line: Any, column: Any, code: Any, message: Any, advice: Any, shown: Any) -> Problem:
    code, message, advice, shown = (_checked(text, str) for text in (code, message, advice, shown))
    return Problem(path, _checked(line, int), _checked(column, int), code, message, advice, shown)


def _checked(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} is expected")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_checked(name, str): _checked(text, str) for name, text in _checked(value, dict).items()}
