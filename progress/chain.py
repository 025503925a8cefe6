"""Whether entries are what was written: each is chained by its digest to the one before it in its stream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from progress.log import GENESIS, EntriesLost, Entry, digest
from progress.records import EntryId


class Break(NamedTuple):
    """An entry that does not follow; ``missing`` are the numbers that should come before it and are not there."""

    entry: EntryId
    missing: range


def breaks(entries: Iterable[Entry]) -> tuple[Break, ...]:
    """Return every entry that does not follow from the one before it, stream by stream, in any order given.

    A gap that an ``EntriesLost`` among the entries tells of is none. An entry taken off the end leaves nothing that
    would not follow; only the stream's head, kept apart, tells of it.
    """
    streams: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        streams[entry.stream].append(entry)
    anchors = anchors_in(entry for stream in streams.values() for entry in stream)
    return tuple(found for _, stream in sorted(streams.items()) for found in _breaks_in(stream, anchors))


def broken_at(entries: Iterable[Entry]) -> EntryId | None:
    """Return the first entry that does not follow, if there is one."""
    return next((found.entry for found in breaks(entries)), None)


def anchors_in(entries: Iterable[Entry]) -> Mapping[EntryId, frozenset[bytes]]:
    """Return the digests of lost entries that later ones are chained to, as far as the log tells of them."""
    anchors: dict[EntryId, set[bytes]] = defaultdict(set)
    for entry in entries:
        if entry.type == EntriesLost.type:
            try:
                lost = entry.read()
                if isinstance(lost, EntriesLost):
                    anchors[EntryId(lost.stream, lost.last)].add(bytes.fromhex(lost.digest))
            except ValueError:
                continue  # it breaks its own stream
    return {entry: frozenset(digests) for entry, digests in anchors.items()}


def follows(entry: Entry, before: bytes) -> bool:
    """Whether an entry is what was written after the one with this digest."""
    return digest(before, entry.stream, entry.seq, entry.at, entry.offset, entry.type, entry.body) == entry.digest


def _breaks_in(stream: list[Entry], anchors: Mapping[EntryId, frozenset[bytes]]) -> Iterable[Break]:
    before, expected = GENESIS, 1
    for entry in sorted(stream, key=attrgetter("seq")):
        known = (before,) if entry.seq == expected else anchors.get(EntryId(entry.stream, entry.seq - 1), ())
        if not any(follows(entry, digest_) for digest_ in known):
            yield Break(entry.id, range(expected, entry.seq))
        before, expected = entry.digest, entry.seq + 1
