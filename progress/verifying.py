"""Whether a record is what was written: its pages, the chain of its log, and all that is derived, beside a rebuild."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from progress import log
from progress.chain import breaks
from progress.copies import checked_entry, whose
from progress.database import Connection, Database, database_at, migrate, open_database
from progress.deriving import rebuild
from progress.errors import ProgressError, said_plainly
from progress.log import Entry, hash_of
from progress.reading import Reader
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
    findings: list[Finding] = []
    entries: list[Entry] = []
    try:
        with said_plainly(), database.reading() as connection:
            findings += _pages(connection)
            for row in connection.execute(sa.select(tables.LOG)):
                try:
                    entries.append(checked_entry(row))
                except (ValueError, TypeError) as error:
                    findings.append(Finding(f"Entry {row.seq!r:.20} of log {row.stream!r:.10} cannot be read: {error}.", REPAIR))
            wordings = {row.hash: row for row in connection.execute(sa.select(tables.WORDINGS))}
            heads = {row.stream: row for row in connection.execute(sa.select(tables.STREAMS))}
    except (ProgressError, ValueError, TypeError) as error:
        # The driver cannot even read what is there.
        return Verified(len(entries), 0, (*findings, Finding(_sentence(error), REPAIR)))
    findings += _chain(entries)
    findings += _ends(entries, heads)
    findings += _wordings(entries, wordings)
    if not findings:
        findings += _derived(database, entries)
    return Verified(len(entries), len({entry.stream for entry in entries}), tuple(findings), tuple(_lost(entries)))


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


def _ends(entries: Iterable[Entry], heads: Mapping[str, Any]) -> list[Finding]:
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.stream not in last or last[entry.stream].seq < entry.seq:
            last[entry.stream] = entry
    findings = []
    for stream, head in heads.items():
        end = last.get(stream)
        if end is None or end.seq < head.seq:
            findings.append(Finding(f"The log {stream[:8]} ends at entry {end.seq if end else 0}; it had {head.seq}.", REPAIR))
    return findings


def _wordings(entries: Iterable[Entry], wordings: Mapping[str, Any]) -> list[Finding]:
    findings = [
        Finding(f"The wording of a question, {hash_:.12}, is not what was written.", REPAIR)
        for hash_, row in wordings.items()
        if hash_of(row.body) != hash_
    ]
    missing: dict[str, EntryId] = {}
    for entry in entries:
        with suppress(ValueError):
            body = entry.read() if entry.type in (log.Answered.type, log.Regraded.type) else None
            if isinstance(body, log.Answered | log.Regraded) and body.wording not in wordings:
                missing.setdefault(body.wording, entry.id)
    findings += [
        Finding(f"The wording of the question in entry {entry.seq} of log {entry.stream[:8]} is missing.", MERGE)
        for entry in missing.values()
    ]
    return findings


def _lost(entries: Iterable[Entry]) -> Iterable[str]:
    here = {entry.id for entry in entries}
    for entry in entries:
        if entry.type == log.EntriesLost.type:
            with suppress(ValueError):
                said = entry.read()
                if isinstance(said, log.EntriesLost):
                    gone = sum(EntryId(said.stream, seq) not in here for seq in range(said.first, said.last + 1))
                    if gone:
                        yield (
                            f"{gone} entries of log {said.stream[:8]} (of numbers {said.first} to {said.last}) were lost when the record "
                            "was damaged. A copy that has them can still be merged."
                        )


def _derived(database: Database, entries: Iterable[Entry]) -> list[Finding]:
    """Compare what is derived with a rebuild in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="quiz-verify-") as folder:
        beside = database_at(f"sqlite:///{Path(folder) / 'rebuilt.db'}")
        try:
            migrate(beside)
            with beside.writing() as connection:
                connection.execute_for_each(sa.insert(tables.LOG), (asdict(entry) for entry in entries))
                rebuild(connection)
            expected = Reader(beside).derived()
        except ProgressError as error:
            return [Finding(str(error), REPAIR)]
        finally:
            beside.close()
    try:
        found = Reader(database).derived()
    except (ProgressError, ValueError, TypeError) as error:
        return [Finding(_sentence(error), REBUILD)]
    return [
        Finding(f"The table {name} does not follow from the log in {_differing(found[name], rows)} of its rows.", REBUILD)
        for name, rows in expected.items()
        if found[name] != rows
    ]


def _differing(found: Sequence[Any], expected: Sequence[Any]) -> int:
    # Rows may hold what cannot be hashed or compared once bits have flipped.
    one, other = ({json.dumps(row, default=repr) for row in rows} for rows in (found, expected))
    return max(len(one - other), len(other - one), 1)
