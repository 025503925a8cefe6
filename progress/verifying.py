"""Whether a record is what was written: its pages, the chain of its log, and all that is derived, beside a rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from progress import log
from progress.chain import breaks
from progress.copies import said_in, whose
from progress.database import Connection, Database, open_database
from progress.deriving import telling
from progress.deriving.bulk import read_all
from progress.deriving.streams import owners
from progress.errors import Damaged, ProgressError, said_plainly
from progress.log import Entry, hash_of
from progress.many import without_collecting
from progress.records import EntryId
from progress.statements import sa, tables

REPAIR, REBUILD, MERGE = "quiz repair", "quiz rebuild", "quiz merge FILE"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, in a sentence, and the command that mends it."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong; ``lost`` tells of gaps that are known and cannot be closed from here."""

    entries: int
    streams: int
    findings: tuple[Finding, ...]
    lost: tuple[str, ...] = ()


def verify(url: str) -> Verified:
    """Look at every page and every entry of a database; nothing is changed, but for a migration.

    Raises:
        ProgressError: it cannot be opened at all.
    """
    try:
        database, _ = open_database(url)
    except ProgressError as error:
        if "damaged" not in str(error):
            raise
        return Verified(0, 0, (Finding(str(error), REPAIR),))
    try:
        return _verify(database)
    finally:
        database.close()


def _verify(database: Database) -> Verified:
    with without_collecting():
        looked_at = _Looked()
        try:
            with said_plainly(), database.reading() as connection:
                looked_at.at_all(connection)
        except (ProgressError, ValueError, TypeError) as error:
            # The driver cannot even read what is there.
            return Verified(len(looked_at.entries), 0, (*looked_at.findings, Finding(_sentence(error), REPAIR)))
        entries, findings = looked_at.entries, looked_at.findings
        findings += _chain(entries)
        findings += _ends(entries, looked_at.ends)
        findings += looked_at.wordings()
        found = len(entries), len({entry.stream for entry in entries})
        lost = tuple(_lost(entries))
        del looked_at, entries
        if not findings:
            findings += _derived(database)
        return Verified(*found, tuple(findings), lost)


class _Looked:
    """What was seen of the truth, entry by entry and wording by wording."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.entries: list[Entry] = []
        self.ends: dict[str, int] = {}
        self._wordings: set[str] = set()
        self._other_wordings: list[str] = []
        self._worded: dict[str, EntryId] = {}
        """The first entry that rests on each wording."""

    def at_all(self, connection: Connection) -> None:
        self.findings += _pages(connection)
        worded = {type_: form.names.index("wording") for type_ in _WORDED if (form := log.form_of(type_))}
        for row in connection.tuples(sa.select(tables.LOG)):
            try:
                said = said_in(row)
            except (ValueError, TypeError) as error:
                self.findings.append(Finding(f"Entry {row[1]!r:.20} of log {row[0]!r:.10} cannot be read: {error}.", REPAIR))
                continue
            entry = Entry(*row)
            self.entries.append(entry)
            if (place := worded.get(entry.type)) is not None:
                self._worded.setdefault(said[place], entry.id)
        for hash_, body in connection.tuples(sa.select(tables.WORDINGS.c.hash, tables.WORDINGS.c.body)):
            self._wordings.add(hash_)
            if hash_of(body) != hash_:
                self._other_wordings.append(hash_)
        self.ends = dict(connection.tuples(sa.select(tables.STREAMS.c.stream, tables.STREAMS.c.seq)))

    def wordings(self) -> Iterator[Finding]:
        for hash_ in self._other_wordings:
            yield Finding(f"The wording of a question, {hash_:.12}, is not what was written.", REPAIR)
        for hash_, entry in self._worded.items():
            if hash_ not in self._wordings:
                yield Finding(f"The wording of the question in entry {entry.seq} of log {entry.stream[:8]} is missing.", MERGE)


_WORDED = (log.Answered.type, log.Regraded.type)


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, ProgressError) else "Some of the record cannot be read as what it should be."


def _pages(connection: Connection) -> list[Finding]:
    if connection.dialect != "sqlite":
        return []
    said = [row[0] for row in connection.run("PRAGMA integrity_check(20)")]
    return [] if said == ["ok"] else [Finding(f"Pages of the file are damaged: {_first(said)}.", REPAIR)]


def _first(said: Sequence[Any]) -> str:
    lines = " ".join(str(said[0]).split())[:100].rstrip(".")
    return lines if len(said) == 1 else f"{lines}; and {len(said) - 1} more findings"


def _chain(entries: Iterable[Entry]) -> list[Finding]:
    entries = list(entries)
    findings = []
    for found, missing in breaks(entries):
        where = whose(entries, found.stream)
        if missing:
            numbers = f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
            findings.append(Finding(f"Entries {numbers} of {where} are missing.", REPAIR))
        else:
            findings.append(Finding(f"Entry {found.seq} of {where}, or the one before it, is not what was written.", REPAIR))
    return findings


def _ends(entries: Iterable[Entry], ends: Mapping[str, int]) -> list[Finding]:
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.stream not in last or last[entry.stream].seq < entry.seq:
            last[entry.stream] = entry
    findings = []
    for stream, seq in ends.items():
        end = last.get(stream)
        if end is None or end.seq < seq:
            findings.append(Finding(f"The log {stream[:8]} ends at entry {end.seq if end else 0}; it had {seq}.", REPAIR))
    return findings


def _lost(entries: Iterable[Entry]) -> Iterable[str]:
    entries = list(entries)
    losses = [entry for entry in entries if entry.type == log.EntriesLost.type]
    here = {entry.id for entry in entries} if losses else set()
    for entry in losses:
        with suppress(ValueError):
            said = entry.read()
            if isinstance(said, log.EntriesLost):
                gone = sum(EntryId(said.stream, seq) not in here for seq in range(said.first, said.last + 1))
                if gone:
                    yield (
                        f"{gone} entries of log {said.stream[:8]} (of numbers {said.first} to {said.last}) were lost when the record "
                        "was damaged. A copy that has them can still be merged."
                    )


def _derived(database: Database) -> list[Finding]:
    """Compare what is derived with what follows from the log."""
    findings = []
    try:
        with said_plainly(), database.reading() as connection:
            anew = read_all(connection, *owners(telling(connection)))
            for name, columns, rows in anew.tables():
                if differing := _differing(connection, name, columns, rows):
                    findings.append(Finding(f"The table {name.lower()} does not follow from the log in {differing} of its rows.", REBUILD))
    except Damaged as error:
        return [Finding(str(error), REPAIR)]
    except (ProgressError, ValueError, TypeError) as error:
        return [Finding(_sentence(error), REBUILD)]
    return findings


def _differing(connection: Connection, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Return in how many rows a table is not what it should be."""
    missing, more = set(rows), 0
    table = getattr(tables, name)
    for row in connection.tuples(sa.select(*(table.c[column] for column in columns or table.c.keys()))):
        if row in missing:
            missing.remove(row)
        else:
            more += 1
    return max(len(missing), more)
