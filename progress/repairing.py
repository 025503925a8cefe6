"""A new record from all that is sound in a damaged one, its backups, and what was set aside before.

An entry is sound if its digest follows from the one before it. After a gap the digest that the next entry is chained
to still stands in the row before: that row's own words cannot be proved and are lost, all after them can.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from progress import log
from progress.backups import copy_database, list_backups
from progress.carving import carve
from progress.chain import anchors_in, follows
from progress.copies import COLUMNS, Copy, Worded, checked_entry, checked_wording
from progress.deriving.streams import owners
from progress.errors import NotSaved, ProgressError, said_plainly
from progress.log import GENESIS, Entry
from progress.moment import Moment
from progress.records import EntryId
from progress.store import Store, new_id

_HEAD = ("stream", "learner", "device", "seq", "at", "digest")
_MOST_CUT_OFF = 100_000
"""A number so far beyond the last entry is damaged itself."""
RECOVERED = "Recovered"
"""The name of a learner whose own was lost."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of it: entries kept, entries known to be lost, and the file in which the damaged record is now."""

    kept: int
    lost: int
    aside: Path


class Head(NamedTuple):
    """What the database remembered of a stream: whose it is, and its last entry."""

    learner: str
    seq: int
    digest: bytes


@dataclass
class Found:
    """All that could be read: for each entry every version of it, the wordings, and where streams ended."""

    entries: dict[EntryId, set[Entry]] = field(default_factory=lambda: defaultdict(set))
    wordings: dict[str, Worded] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)

    def add_head(self, stream: Any, head: Head) -> None:
        """Take in where a stream ended, if it can be; the latest of several counts."""
        if [type(value) for value in (stream, *head)] == [str, str, int, bytes]:
            self.heads[stream] = max(self.heads.get(stream, head), head, key=lambda each: each.seq)


def repair(record: Path, backups: Path, device: str, now: Moment) -> Repaired:
    """Put a sound record in the place of a damaged one, which is set aside beside it.

    ``device`` must be one that never wrote: what was lost may have numbers that would else be given again.

    Raises:
        NotSaved: another program has the record open, or there is no room.
    """
    with said_plainly():
        refuse_in_use(record)
        found = Found()
        older = [*sorted(record.parent.glob(f"{record.stem}-damaged-*{record.suffix}")), *(each.file for each in list_backups(backups))]
        for file in (record, *older):
            _salvage(file, found)
        with tempfile.TemporaryDirectory(prefix=".quiz-repair-", dir=record.parent) as folder:
            if not found.entries:
                raise NotSaved(
                    "Nothing of the record can be read, nor of a backup. It was left as it is. Move it away; then quiz restore FILE "
                    "brings back a copy from elsewhere, and quiz restore --empty begins a new one."
                )
            entries, lost = assemble(found.entries)
            kept = len(entries)
            lost += cut_off(entries, lost, found.heads)
            entries += told(lost, entries, found.heads, device, now)
            fresh = Path(folder) / "progress.db"
            store = Store.open(f"sqlite:///{fresh}", device)
            try:
                store.merge(Copy("what was saved", tuple(sorted(entries, key=lambda e: (e.at, e.stream, e.seq))), found.wordings))
            finally:
                store.close()
            aside = set_aside(record, now)
            put_in_place(fresh, record)
    return Repaired(kept, sum(each.last - each.first + 1 for each in lost), aside)


def refuse_in_use(record: Path) -> None:
    """Raise ``NotSaved`` if another program has a record open: what it wrote later would be lost."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(record, timeout=1, isolation_level=None)) as connection:
        try:
            # In this mode the file is taken for good when it is first written to; whoever has it open keeps us out.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise NotSaved("Another program has the record open. Close it, then try again.") from error


def set_aside(record: Path, now: Moment) -> Path:
    """Copy a record, with what lies beside it, to a name that nothing has yet, and return it."""
    stamp = now.at.strftime("%Y%m%dT%H%M%SZ")
    for number in range(1, 1_000):
        aside = record.with_name(f"{record.stem}-damaged-{stamp}{f'-{number}' if number > 1 else ''}{record.suffix}")
        if not aside.exists():
            break
    for end in ("-wal", ""):
        source = record.with_name(record.name + end)
        if source.exists():
            shutil.copyfile(source, aside.with_name(aside.name + end))
    return aside


def put_in_place(fresh: Path, record: Path) -> None:
    """Let a closed database take the place of a record that was set aside."""
    whole = record.with_name(f".{record.name}.{os.getpid()}")
    copy_database(fresh, whole)
    # A journal of the old file would be taken for one of the new.
    for end in ("-wal", "-shm"):
        record.with_name(record.name + end).unlink(missing_ok=True)
    whole.replace(record)


# -- reading what can be read


def _salvage(file: Path, found: Found) -> None:
    """Take in every row of the log, the wordings and the heads that can be read anywhere in a file."""
    with suppress(FileNotFoundError):
        for row in carve(file):
            with suppress(ValueError, TypeError):  # other tables have as many columns
                if len(row) == len(COLUMNS["log"]):
                    entry = checked_entry(tuple(_texts(COLUMNS["log"], row).values()))
                    found.entries[entry.id].add(entry)
                elif len(row) == len(COLUMNS["wordings"]):
                    hash_, worded = checked_wording(*_texts(COLUMNS["wordings"], row).values())
                    found.wordings[hash_] = worded
                elif len(row) == len(_HEAD):
                    head = _texts(_HEAD, row)
                    found.add_head(head["stream"], Head(head["learner"], head["seq"], head["digest"]))


def _texts(columns: Collection[str], row: Collection[Any]) -> dict[str, Any]:
    pairs = zip(columns, row, strict=True)
    return {name: value.decode() if isinstance(value, bytes) and name != "digest" else value for name, value in pairs}


# -- the longest chains


def assemble(found: Mapping[EntryId, Collection[Entry]]) -> tuple[list[Entry], list[log.EntriesLost]]:
    """Return the entries that are sound, and for every gap what was lost; the learner of a loss is still empty."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for stream, seq in found:
        numbers[stream].append(seq)
    anchors = anchors_in(entry for versions in found.values() for entry in versions)
    sound: list[Entry] = []
    lost: list[log.EntriesLost] = []
    for stream in sorted(numbers):
        chain = _Chain(stream, lambda seq, stream=stream: found.get(EntryId(stream, seq), ()), anchors)  # type: ignore[misc]
        for seq in sorted(numbers[stream]):
            chain.take(seq)
        sound += chain.sound
        lost += chain.lost
    return sound, lost


class _Chain:
    """One stream, walked from its beginning."""

    def __init__(self, stream: str, at: Callable[[int], Collection[Entry]], anchors: Mapping[EntryId, frozenset[bytes]]) -> None:
        self.stream = stream
        self.sound: list[Entry] = []
        self.lost: list[log.EntriesLost] = []
        self._at, self._anchors = at, anchors
        self._next, self._before = 1, GENESIS

    def take(self, seq: int) -> None:
        """Go on to the next number that there is."""
        known = {self._before} if seq == self._next else self._anchors.get(EntryId(self.stream, seq - 1), frozenset())
        for before in known:
            for entry in self._at(seq):
                if follows(entry, before):
                    return self._keep(entry)
            for entry in self._at(seq):
                mended = replace(entry, digest=log.digest(before, *_content(entry)))
                if self._leads_on(mended):  # only its digest was damaged
                    return self._keep(mended)
        for entry in self._at(seq):
            if self._leads_on(entry):
                self.lost.append(log.EntriesLost(self.stream, self._next, seq, entry.digest.hex(), ""))
                self._next, self._before = seq + 1, entry.digest
                return None
        return None

    def _keep(self, entry: Entry) -> None:
        self.sound.append(entry)
        self._next, self._before = entry.seq + 1, entry.digest

    def _leads_on(self, entry: Entry) -> bool:
        return any(follows(after, entry.digest) for after in self._at(entry.seq + 1))


def _content(entry: Entry) -> tuple[str, int, int, int, str, str]:
    return entry.stream, entry.seq, entry.at, entry.offset, entry.type, entry.body


def cut_off(entries: Iterable[Entry], lost: Iterable[log.EntriesLost], heads: Mapping[str, Head]) -> list[log.EntriesLost]:
    """Return what was lost at the ends of streams, as far as the database remembered where they ended."""
    last: dict[str, int] = defaultdict(int)
    for stream, seq in (*((entry.stream, entry.seq) for entry in entries), *((loss.stream, loss.last) for loss in lost)):
        last[stream] = max(last[stream], seq)
    return [
        log.EntriesLost(stream, last[stream] + 1, head.seq, head.digest.hex(), "")
        for stream, head in sorted(heads.items())
        if last[stream] < head.seq <= last[stream] + _MOST_CUT_OFF
    ]


def told(lost: Iterable[log.EntriesLost], entries: Iterable[Entry], heads: Mapping[str, Head], device: str, now: Moment) -> list[Entry]:
    """Return entries, in streams of this device's, that tell what was lost."""
    opened, names = _opened(entries)
    # Whoever it was, it is better to know the answers of one learner than none.
    someone = next(iter(sorted(set(opened.values()))), new_id())
    written: list[Entry] = []
    ends: dict[str, Entry] = {}
    for loss in lost:
        learner = opened.get(loss.stream) or (heads[loss.stream].learner if loss.stream in heads else someone)
        stream = log.stream_of(learner, device)
        if stream not in ends:
            body = log.StreamOpened(learner, names.get(learner, RECOVERED), device)
            ends[stream] = log.entry_of(stream, 1, now.milliseconds, now.offset, body, GENESIS)
            written.append(ends[stream])
        end = ends[stream]
        ends[stream] = log.entry_of(stream, end.seq + 1, now.milliseconds, now.offset, replace(loss, learner=learner), end.digest)
        written.append(ends[stream])
    return written


def _opened(entries: Iterable[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    entries = list(entries)
    names: dict[str, str] = {}
    for entry in entries:
        body = entry.read() if entry.seq == 1 else None
        if isinstance(body, log.StreamOpened):
            names.setdefault(body.learner, body.name)
    with suppress(ProgressError):
        return owners(entries)[0], names
    return {}, names
