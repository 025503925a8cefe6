"""Banks and libraries from files and folders."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from questions.bank import Bank, Library
from questions.problems import Problem, short_path

if TYPE_CHECKING:
    from questions.cache import Cache
    from questions.nodes import Document

Keep = Callable[[Path, "Document"], None]
"""Takes what was read of a file, for those who want to find something in it again."""
MAXIMUM_BYTES = 4_000_000
"""How large a bank may be."""
MOST_LISTED = 200
"""How many problems of a bank are told, unless more are asked for."""
SHIPPED = Path(__file__).parent / "banks"
_SUFFIXES = (".yaml", ".yml")
_DEEPEST = 50


def read_library(
    paths: Iterable[Path],
    tell: Callable[[Path], None] | None = None,
    given: Mapping[Path, bytes] = MappingProxyType({}),
    keep: Keep | None = None,
    cache: Cache | None = None,
) -> Library:
    """Return the banks found in files and folders, in a library that carries every problem.

    A topic that two banks claim stays with the first, and is a problem that names both. A file named twice is read once.
    ``tell`` hears of each file that has to be read, before it is. ``given`` has the bytes of paths that are not looked up on the disk.
    ``keep`` is given what was read of each file. Unless that is asked for, banks that have not changed are taken from ``cache``.
    """
    banks: dict[str, Bank] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for path in bank_files(paths, problems):
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        bank = cache.unchanged(path) if cache is not None and keep is None and path not in given else None
        if bank is None:
            if tell is not None:
                tell(path)
            bank = _read(path, given.get(path), keep, cache)
        first = banks.setdefault(bank.topic, bank)
        if first is not bank:
            message = f"The topic `{bank.topic}` is claimed by {short_path(first.path)} too."
            advice = "Give one of the two an `id:` of its own, or rename the file."
            problems += [*bank.problems, Problem(short_path(path), 1, 1, "topic-claimed-twice", message, advice)]
    if cache is not None:
        cache.settle()
    return Library.of(banks.values(), problems)


def _read(path: Path, given: bytes | None, keep: Keep | None, cache: Cache | None) -> Bank:
    if given is not None:
        return read_bank_text(given, path, keep)
    return cache.read(path) if cache is not None and keep is None else read_bank(path, keep)


def bank_files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """Yield the banks among ``paths``, folders being looked through; what cannot be read is added to ``problems``.

    A link in a folder is followed if it stays in the folder. A path that is given itself may be a link to anywhere.
    """
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            yield path
            continue
        before = len(problems)
        inside = list(_banks_inside(path, problems))
        if not inside and len(problems) == before:
            problems.append(
                Problem(short_path(path), 1, 1, "no-bank", "No bank is in this folder.", "A bank is a file that ends in .yaml.")
            )
        yield from inside


def _banks_inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def tell(path: str | Path, code: str, message: str, advice: str = "") -> None:
        problems.append(Problem(short_path(Path(path)), 1, 1, code, message, advice))

    def not_readable(error: OSError) -> None:
        tell(str(error.filename), "not-readable", f"The folder cannot be read: {_plainly(error)}.")

    inside = os.path.realpath(folder)
    for place, folders, files in os.walk(folder, onerror=not_readable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if folders and len(Path(place).parts) - len(folder.parts) >= _DEEPEST:
            tell(place, "too-deep", f"Folders are looked through {_DEEPEST} levels deep, and this one holds more.", "Move them up.")
            folders.clear()
        for name in sorted(files):
            if not name.casefold().endswith(_SUFFIXES) or name.startswith("."):
                continue
            path = Path(place, name)
            # Whoever wrote the folder must not choose which other file of the reader's is quoted in its problems.
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                tell(path, "link-outside", "This is a link that leads out of the folder.", "Name the file itself, or copy it here.")
            else:
                yield path


def read_bank(path: Path, keep: Keep | None = None) -> Bank:
    """Return the bank in a file; it carries the file's problems and the questions that have none."""
    try:
        raw = bank_bytes(path)
    except OSError as error:
        from questions.checking import topic_of

        problem = Problem(short_path(path), 1, 1, "not-readable", f"The file cannot be read: {_plainly(error)}.")
        return Bank(topic=topic_of(path), title=topic_of(path), path=path, problems=(problem,))
    return read_bank_text(raw, path, keep)


def read_bank_text(raw: bytes, path: Path, keep: Keep | None = None, most: int = MOST_LISTED) -> Bank:
    """Return the bank in these bytes, ``path`` being the file's name; ``keep`` is given what it was made of.

    It has at most so many problems, and one that says so.
    """
    # What a bank is checked with takes its time to load, and one that is known already needs none of it.
    from questions.checking import checked_bank

    # A bank is much that lasts and no garbage: to look for some meanwhile takes a quarter of the time.
    looking = gc.isenabled()
    gc.disable()
    try:
        return checked_bank(raw, path, keep, most)
    finally:
        if looking:
            gc.enable()


def bank_bytes(path: Path) -> bytes:
    """Return what is in a bank's file, or of a file that is too large as much as tells that it is.

    Raises:
        OSError: it cannot be read.
    """
    # Opening a FIFO would wait for a writer, and a device never ends.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MAXIMUM_BYTES + 1)  # one byte more than is allowed tells that a file is too large
    finally:
        os.close(descriptor)


def _plainly(error: OSError) -> str:
    return (error.strerror or str(error)).rstrip(".")
