"""Copies of a record from elsewhere, and the file in which a learner hands in her log.

A copy is another database of this program or an exported log: JSON lines, a head first, then the wordings, then the
entries with their digests. Nothing in it is believed before it was looked at.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from progress import log
from progress.chain import Break, breaks
from progress.database import HEAD
from progress.errors import Refused
from progress.log import Entry, hash_of
from progress.many import without_collecting
from progress.moment import to_milliseconds
from progress.sqlite import connect_to_read

SUFFIX = ".quizlog"
_FORMAT = 1
_MAGIC = b"SQLite format 3\x00"
_LONGEST_LINE = 6 * log.LONGEST + 10_000
_STREAM = re.compile("[0-9A-Za-z-]{1,64}")
_EARLIEST, _LATEST = to_milliseconds(datetime(1970, 1, 2, tzinfo=UTC)), to_milliseconds(datetime(9000, 1, 1, tzinfo=UTC))
COLUMNS = {"log": ("stream", "seq", "at", "offset", "type", "body", "digest"), "wordings": ("hash", "question", "body")}
"""The tables that hold the truth; no revision changes them."""
_columns_of = itemgetter(*COLUMNS["log"])


class Worded(NamedTuple):
    """A question as it was asked: its id, and all it says as canonical JSON."""

    question: str
    body: str


@dataclass(frozen=True)
class Copy:
    """Entries and wordings from elsewhere; ``name`` is what to call it when something is wrong with it."""

    name: str
    entries: tuple[Entry, ...]
    wordings: Mapping[str, Worded]

    @cached_property
    def _breaks(self) -> tuple[Break, ...]:
        return breaks(self.entries)

    def checked(self) -> Copy:
        """Return this copy if every entry follows from the one before it.

        Raises:
            Refused: one does not; the message says which, and what is sound.
        """
        if not self._breaks:
            return self
        first, sound = self._breaks[0], self.sound()
        why = "entries before it are missing" if first.missing else "it is not what was written, or what was before it is not"
        raise Refused(
            f"{self.name}: the record is broken at entry {first.entry.seq} of {whose(self.entries, first.entry.stream)}: {why}. "
            f"{len(sound.entries)} of {len(self.entries)} entries are sound; with --sound they are taken. Nothing was taken yet."
        )

    def sound(self) -> Copy:
        """Return what of this copy is sound: of every stream what lies before its first break."""
        ends: dict[str, int] = {}
        for entry, _ in self._breaks:
            ends.setdefault(entry.stream, entry.seq)
        return replace(self, entries=tuple(e for e in self.entries if e.stream not in ends or e.seq < ends[e.stream]))


def whose(entries: Iterable[Entry], stream: str) -> str:
    """Return a stream in words: the learner's name and the stream's first characters."""
    for entry in entries:
        if entry.stream == stream and entry.seq == 1:
            try:
                opened = entry.read()
            except ValueError:
                break
            if isinstance(opened, log.StreamOpened):
                return f"{opened.name}’s log {stream[:8]}"
    return f"log {stream[:8]}"


# -- reading


def read_copy(file: Path) -> Copy:
    """Return what a database or an exported log holds.

    Raises:
        Refused: it is neither, a later version wrote it, or it holds what no program of ours writes.
    """
    with _in_words(file), file.open("rb") as opened, without_collecting():
        start = opened.read(len(_MAGIC))
        opened.seek(0)
        entries, wordings = _from_database(file) if start == _MAGIC else _from_log(file.name, opened)
    _refuse_later_types(file.name, entries)
    return Copy(file.name, tuple(sorted(entries, key=attrgetter("at", "stream", "seq"))), wordings)


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        if file.exists() and not file.is_file():
            raise Refused(f"{file.name} is no file. Name a progress.db or a {SUFFIX} file.")
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the driver cannot even decode its own complaint
        raise Refused(f"{file.name}: the database cannot be read ({error}). quiz repair keeps what is sound in a damaged one.") from error
    except OSError as error:
        raise Refused(f"{file.name} cannot be read: {(error.strerror or str(error)).casefold()}.") from error


def _refuse_later_types(name: str, entries: Iterable[Entry]) -> None:
    if any(entry.type not in log.BODIES for entry in entries):
        raise Refused(f"{name} was written by a later version of the program. Update the program to take it in.")


_TYPES = (str, int, int, int, str, str, bytes)


def checked_entry(row: Sequence[Any]) -> Entry:
    """Return the entry in a row, as ``COLUMNS`` has it, if it can be one; raises ``ValueError``."""
    said_in(row)
    return Entry(*row)


def said_in(row: Sequence[Any]) -> tuple[Any, ...]:
    """Return what an entry says that can be one, in the order of its fields; nothing if its type is not known. Raises ``ValueError``."""
    if tuple(map(type, row)) != _TYPES:
        raise ValueError("a field has the wrong type")
    stream, seq, at, offset, type_, body, digest = row
    if not _STREAM.fullmatch(stream) or not 1 <= seq < 2**31 or len(digest) != len(log.GENESIS):
        raise ValueError("it has no proper name")
    if not _EARLIEST <= at <= _LATEST or abs(offset) >= 24 * 60 or len(body) > log.LONGEST:
        raise ValueError("a field is out of bounds")
    form = log.form_of(type_)
    return form.values(body) if form is not None else ()


def checked_wording(hash_: Any, question: Any, body: Any) -> tuple[str, Worded]:
    """Return a wording by its hash if it is what the hash says; raises ``ValueError``."""
    if not all(isinstance(text, str) for text in (hash_, question, body)) or len(question) > log.LONGEST or hash_of(body) != hash_:
        raise ValueError("a wording is not what its hash says")
    question.encode()  # half characters: no database takes them
    return hash_, Worded(question, body)


# -- databases


@contextmanager
def opened_for_reading(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that changes nothing, not even beside the file, and believes nothing that the schema says.

    Raises ``sqlite3.Error`` if the file is no database.
    """
    with closing(connect_to_read(file)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * log.LONGEST)
        yield connection


def _from_database(file: Path) -> tuple[list[Entry], dict[str, Worded]]:
    with opened_for_reading(file) as connection:
        refuse_later(file, connection)
        for table, columns in COLUMNS.items():
            _refuse_other_tables(file, connection, table, columns)
        entries, wordings = [], {}
        connection.execute("BEGIN")
        for row in connection.execute('SELECT stream, seq, at, "offset", type, body, digest FROM log'):
            try:
                entries.append(checked_entry(row))
            except (ValueError, TypeError) as error:
                raise Refused(f"{file.name}: entry {row[1]!r:.20} of log {row[0]!r:.20} cannot be one: {error}.") from error
        for row in connection.execute("SELECT hash, question, body FROM wordings"):
            try:
                hash_, worded = checked_wording(*row)
            except ValueError as error:
                raise Refused(f"{file.name}: {error}.") from error
            wordings[hash_] = worded
    return entries, wordings


def _refuse_other_tables(file: Path, connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    found = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    # A view or a virtual table would run what its maker wrote.
    plain = [kind for kind, sql in found if kind == "table" and re.match(r"CREATE\s+TABLE", str(sql), re.IGNORECASE)]
    hidden = {name: hidden for _, name, *_, hidden in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,))} if plain else {}
    if any(hidden.get(column) != 0 for column in columns):
        raise Refused(f"{file.name} is not a record of this program: it has no table {table} like ours.")


def refuse_later(file: Path, connection: sqlite3.Connection) -> None:
    """Raise ``Refused`` if a later version of the program wrote a database, and say which is needed."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        return
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision is not None and str(revision[0]) > HEAD:
        needs = connection.execute("SELECT value FROM about WHERE name = 'needs'").fetchone() if "about" in tables else None
        raise Refused(_later(file.name, needs[0] if needs else None))


def _later(name: str, needs: object) -> str:
    version = needs if isinstance(needs, str) and re.fullmatch(r"[\w.+-]{1,40}", needs) else None
    return (
        f"{name} was written by a later version of the program. "
        f"{f'It needs version {version} or later: update' if version else 'Update'} the program to take it in."
    )


# -- exported logs


def write_log(file: BinaryIO, copy: Copy, learner: str) -> None:
    """Write a learner's log: a head, the wordings, the entries, one JSON value a line."""
    head = {
        "quizlog": _FORMAT,
        "format": log.FORMAT,
        "needs": log.NEEDS,
        "learner": learner,
        "entries": len(copy.entries),
        "wordings": len(copy.wordings),
    }
    wordings = ({"hash": hash_, **worded._asdict()} for hash_, worded in sorted(copy.wordings.items()))
    entries = (asdict(entry) | {"digest": entry.digest.hex()} for entry in copy.entries)
    for lines in ((head,), wordings, entries):
        file.writelines(json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n" for line in lines)


def _from_log(name: str, file: BinaryIO) -> tuple[list[Entry], dict[str, Worded]]:
    head = _head(name, file)
    entries, wordings = [], {}
    for number, line in enumerate(_lines(name, file), start=2):
        try:
            values = json.loads(line)
            if "hash" in values:
                hash_, worded = checked_wording(values["hash"], values["question"], values["body"])
                wordings[hash_] = worded
            else:
                values["digest"] = bytes.fromhex(values["digest"])
                entries.append(checked_entry(_columns_of(values)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else "it is not what this program writes"
            raise Refused(f"{name}: line {number} cannot be read: {reason}. Export the log again.") from error
    if (len(entries), len(wordings)) != (head.get("entries"), head.get("wordings")):
        raise Refused(
            f"{name} is not whole: its head speaks of {head.get('entries')!r:.20} entries, {len(entries)} are there. "
            "It may have been cut off on its way: copy it, or export it, again."
        )
    if len({entry.id for entry in entries}) != len(entries):
        raise Refused(f"{name} has an entry twice. Export the log again.")
    return entries, wordings


def _head(name: str, file: BinaryIO) -> dict[str, Any]:
    try:
        head = json.loads(next(_lines(name, file), b""))
        if not isinstance(head, dict) or type(head["quizlog"]) is not int or type(head["format"]) is not int:
            raise ValueError("no head")  # noqa: TRY301
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(f"{name} is neither a record of this program nor a log exported by quiz export --log.") from error
    if head["quizlog"] > _FORMAT or head["format"] > log.FORMAT:
        raise Refused(_later(name, head.get("needs")))
    return head


def _lines(name: str, file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise Refused(f"{name} has a line longer than any that this program writes.")
        yield line


def read_export(file: Path) -> str:
    """Return whose log an exported file holds, as a learner's id; empty if it is no exported log."""
    with _in_words(file), file.open("rb") as opened:
        try:
            return str(_head(file.name, opened).get("learner", ""))
        except Refused:
            return ""
