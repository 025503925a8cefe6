"""The record of a class: the logs that were handed in, in the files of a folder, joined into one database.

It is a cache, which lies in a folder of its own and never beside the logs: what it holds is a function of the files, so it
may be deleted at any time. A look reads those files alone that are new or changed. If what a file said before is not said
by it any more, or the database is not as it was left, all of it is made anew.

The database that a look finds is never changed: a copy is brought up to date, and then the list of files, which names the
database that belongs to it, is replaced in one step. So a look that is cut off leaves what was there, and two programs may
look at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from zlib import crc32

from progress import log
from progress.copies import SUFFIX, Copy, read_copy
from progress.database import HEAD
from progress.errors import ProgressError, Refused
from progress.store import Store

MADE_BY = [1, HEAD, log.FORMAT]
"""What a list of files must be made by to be believed: this form of it, and a program that reads logs as this one does."""

_SUFFIXES = (SUFFIX, ".db")
_NOT_MEANT = ("thumbs.db",)
"""What a system puts into folders by itself."""
_DEEPEST = 3
"""How many folders deep logs are looked for: a system that takes in homework makes one for each student."""
_LARGEST = 2_000_000_000
_LARGEST_SUMMED = 64_000_000
"""Of a larger database only the size is looked at: the rest would have to be waited for at each look."""
_LEFT_BEHIND = 3600
"""After so many seconds a database that no list names is one that a program was cut off at."""
_PIECE = 1 << 20

Stamp = list[int]
"""What a file's content cannot be changed without, as a rule: sizes and times of change."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was when it was read: its stamp, its checksum, its streams, each with its last number and digest, and whose they are.

    ``refused`` says why nothing of it was taken; empty if it was.
    """

    stamp: Stamp
    checksum: str
    streams: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    learners: Sequence[str] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a look is: so many of the files that have to be read."""

    done: int
    of: int


def logs_in(folder: Path, but: Collection[Path] = ()) -> dict[str, Path]:
    """Return the files of a folder that may be logs, by their paths from there, in order; hidden ones are not meant.

    Folders within it that are in ``but`` are left out.

    Raises:
        Refused: there is no such folder, or it cannot be read.
    """
    try:
        next(os.scandir(folder), None)
    except OSError as error:
        raise Refused(f"The folder {folder} cannot be read: {(error.strerror or str(error)).casefold()}.") from error
    found = {}
    for parent, folders, files in os.walk(folder):
        depth = len(Path(parent).relative_to(folder).parts)
        folders[:] = [name for name in folders if depth < _DEEPEST and not name.startswith(".") and Path(parent, name) not in but]
        for name in files:
            if name.casefold().endswith(_SUFFIXES) and not name.startswith(".") and name.casefold() not in _NOT_MEANT:
                path = Path(parent, name)
                found[str(path.relative_to(folder))] = path
    return dict(sorted(found.items()))


class Gathering:
    """The record of one class; ``kept`` is the folder in which it is kept, with those of other classes."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.folder = folder.absolute()
        self._kept = kept.absolute()
        self._name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        self._list = self._kept / f"{self._name}.json"
        self._taken: dict[str, Taken] = {}
        self._database: Path | None = None
        self._unreadable: dict[str, str] = {}
        self.under_way: Store | None = None
        """The record while it is brought up to date, as far as that is."""

    @property
    def refused(self) -> dict[str, str]:
        """Why each file that was left out was, by its path from the folder."""
        left_out = {name: taken.refused for name, taken in self._taken.items() if taken.refused}
        return dict(sorted((left_out | self._unreadable).items()))

    def files_of(self, learners: Collection[str]) -> list[str]:
        """Return the files that hold a log of one of these learners, given by id."""
        return [name for name, taken in self._taken.items() if not set(taken.learners).isdisjoint(learners)]

    def open(self) -> Store:
        """Return the record that the last look left; nothing may be written to it.

        Raises:
            ProgressError: it cannot be opened; the next look makes it anew.
        """
        if self._database is None:
            self._read_list()
        if self._database is None:
            raise Refused(f"The logs in {self.folder} were not read yet.")
        return Store.open(_url(self._database), "")

    def look(self) -> Iterator[Progress]:
        """Bring the record up to date, file by file; whoever stops in between keeps what was read.

        Raises:
            Refused: the folder cannot be read.
            ProgressError: the record cannot be written.
        """
        # A program whose own data lie there would take them for what was handed in.
        files = logs_in(self.folder, (self._kept, self._kept.parent))
        self._read_list()
        stamps = {name: stamp for name, path in files.items() if (stamp := self._stamp(name, path)) is not None}
        if any(taken.streams for name, taken in self._taken.items() if name not in stamps):
            self._forget()
        self._taken = {name: taken for name, taken in self._taken.items() if name in stamps}
        waiting = [name for name, stamp in stamps.items() if name not in self._taken or self._taken[name].stamp != stamp]
        if not waiting and self._database is not None:
            return
        with self._one_more() as more:
            try:
                yield from more.take(waiting, files, stamps)
            except _SaysOtherwiseError:
                self._forget()
                self.under_way = more.begin_anew()
                yield from more.take(list(stamps), files, stamps)

    def _stamp(self, name: str, path: Path) -> Stamp | None:
        """Return the stamp of a file, None if it cannot be one of ours."""
        try:
            found = path.stat()
            beside = path.with_name(f"{path.name}-wal")
            journal = beside.stat() if beside.exists() else None
        except OSError as error:
            self._unreadable[name] = f"{name} cannot be read: {(error.strerror or str(error)).casefold()}."
            return None
        if not stat.S_ISREG(found.st_mode):
            self._unreadable[name] = f"{name} is no file."
            return None
        if found.st_size > _LARGEST:
            self._unreadable[name] = f"{name} is larger than any log."
            return None
        return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, *([journal.st_size, journal.st_mtime_ns] if journal else [])]

    # -- the list of files, and the database that belongs to it

    def _forget(self) -> None:
        self._taken, self._database = {}, None

    def _read_list(self) -> None:
        self._forget()
        self._unreadable = {}
        try:
            kept = json.loads(self._list.read_text("utf-8"))
            database = self._kept / str(kept["database"])
            if kept["made_by"] != MADE_BY or database.parent != self._kept or _checksum(database) != kept["checksum"]:
                return
            taken = {name: Taken(**values) for name, values in kept["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return  # it is made anew
        self._taken, self._database = taken, database

    @contextmanager
    def _one_more(self) -> Iterator[_Record]:
        """Give a copy of the record, or an empty one; it takes the place of what there was, however the block is left."""
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            more = _Record(self._kept / f"{self._name}-{secrets.token_hex(4)}.db", self._database, self._taken)
            self.under_way = more.store
            try:
                yield more
            finally:
                self.under_way = None
                more.store.close()
                self._put_in_place(more)
        except OSError as error:
            raise ProgressError(f"The folder {self._kept} cannot be used: {(error.strerror or str(error)).casefold()}.") from error

    def _put_in_place(self, more: _Record) -> None:
        kept = {
            "folder": str(self.folder),
            "made_by": MADE_BY,
            "database": more.file.name,
            "checksum": _checksum(more.file),
            "files": {name: asdict(taken) for name, taken in more.taken.items()},
        }
        beside = more.file.with_suffix(".new")
        beside.write_text(json.dumps(kept), "utf-8")
        beside.replace(self._list)
        self._taken, self._database = more.taken, more.file
        for file in self._kept.glob(f"{self._name}-*.db"):
            with suppress(OSError):  # another program may be tidying up too
                if file != more.file and (file == more.before or time.time() - file.stat().st_mtime > _LEFT_BEHIND):
                    _remove(file)


class _SaysOtherwiseError(Exception):
    """A file does not say any more what it said when it was read; or it contradicts one, so that the order counts."""


class _Record:
    """A database that is being brought up to date, and what was taken into it."""

    def __init__(self, file: Path, before: Path | None, taken: Mapping[str, Taken]) -> None:
        self.file, self.before = file, before
        self.taken = dict(taken)
        self._anew = before is None
        if before is not None:
            shutil.copyfile(before, file)
        self.store = Store.open(_url(file), "")

    def begin_anew(self) -> Store:
        self.store.close()
        _remove(self.file)
        self.taken, self._anew = {}, True
        self.store = Store.open(_url(self.file), "")
        return self.store

    def take(self, names: list[str], files: Mapping[str, Path], stamps: Mapping[str, Stamp]) -> Iterator[Progress]:
        for done, name in enumerate(names):
            yield Progress(done, len(names))
            self._take(name, files[name], stamps[name])
        yield Progress(len(names), len(names))

    def _take(self, name: str, file: Path, stamp: Stamp) -> None:
        before = self.taken.get(name)
        try:
            checksum = _sum_of(file)
            if before is not None and before.checksum == checksum:
                self.taken[name] = replace(before, stamp=stamp)
                return
            copy = replace(read_copy(file), name=name).checked()
        except Refused as error:
            if before is not None and before.streams:
                raise _SaysOtherwiseError from error
            # What is read tells only the file's own name, and in each student's folder there may be one of that name.
            told = str(error) if name in str(error) else f"{Path(name).parent}: {error}"
            self.taken[name] = Taken(stamp, "", refused=told)
            return
        if before is not None and not _goes_on(copy, before):
            raise _SaysOtherwiseError
        try:
            self.store.merge(copy)
        except Refused as error:
            if not self._anew:
                raise _SaysOtherwiseError from error
            self.taken[name] = Taken(stamp, checksum, refused=_contradicts(name))
        else:
            self.taken[name] = Taken(stamp, checksum, _ends(copy), _learners(copy))


def _contradicts(name: str) -> str:
    return (
        f"{name} contradicts another log of this folder: two programs have gone on from one copy of a record as if they were one, or "
        "a log was changed. Ask for both to be exported again."
    )


def _ends(copy: Copy) -> dict[str, tuple[int, str]]:
    """Return of each stream its last number and digest, which no other entries before it could have led to."""
    ends: dict[str, tuple[int, str]] = {}
    for entry in copy.entries:
        if entry.seq > ends.get(entry.stream, (0, ""))[0]:
            ends[entry.stream] = entry.seq, entry.digest.hex()
    return ends


def _learners(copy: Copy) -> tuple[str, ...]:
    opened = (entry.read() for entry in copy.entries if entry.type == log.StreamOpened.type)
    return tuple(sorted({body.learner for body in opened if isinstance(body, log.StreamOpened)}))


def _goes_on(copy: Copy, before: Taken) -> bool:
    """Whether a file still says all that it said before."""
    said = {(entry.stream, entry.seq): entry.digest.hex() for entry in copy.entries}
    return all(said.get((stream, number)) == digest for stream, (number, digest) in before.streams.items())


def _sum_of(file: Path) -> str:
    beside = file.with_name(f"{file.name}-wal")
    summed = hashlib.sha256()
    try:
        for each in (file, beside):
            if each.exists():
                with each.open("rb") as opened:
                    while piece := opened.read(_PIECE):
                        summed.update(piece)
    except OSError as error:
        raise Refused(f"{file.name} cannot be read: {(error.strerror or str(error)).casefold()}.") from error
    return summed.hexdigest()


def _checksum(file: Path) -> int:
    summed = file.stat().st_size
    if summed > _LARGEST_SUMMED:
        return summed
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            summed = crc32(piece, summed)
    return summed


def _url(file: Path) -> str:
    return f"sqlite:///{file}"


def _remove(file: Path) -> None:
    for each in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
        with suppress(OSError):  # another program may have it open, where that cannot be removed
            each.unlink()


def gathered(folder: Path, kept: Path, tell: Callable[[Progress], object] = bool) -> tuple[Gathering, Store]:
    """Return the record of a class, brought up to date; ``tell`` hears of each step. Raises as ``Gathering.look``."""
    gathering = Gathering(folder, kept)
    for step in gathering.look():
        tell(step)
    return gathering, gathering.open()
