"""Rows read straight from the pages of an SQLite file, past its schema and its trees: what a damaged file still holds.

The format is that of https://sqlite.org/fileformat2.html: a leaf page of a table has an array of pointers to cells, a
cell a record, and a record that is too long goes on in a chain of overflow pages. Pages of the write-ahead log are read
as well. Nothing that is found is proved: the caller must know what a row should be.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_USUAL_PAGE = 4_096
_LEAF, _OTHER_TREES = 0x0D, frozenset((0x02, 0x05, 0x0A))
_DATABASE_HEADER, _LEAF_HEADER, _WAL_HEADER, _FRAME_HEADER = 100, 8, 32, 24
_LONGEST = 32_000_000
_NUMBERS = {1: ">b", 2: ">h", 4: ">i", 6: ">q", 7: ">d"}
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def carve(file: Path) -> Iterator[tuple[Any, ...]]:
    """Give every record that can be read in any leaf page of any table, older versions of it too.

    Texts are bytes. Raises ``OSError`` if the file cannot be read.
    """
    data = file.read_bytes()
    beside = file.with_name(f"{file.name}-wal")
    wal = beside.read_bytes() if beside.exists() else b""
    size = _page_size(data, wal)
    pages = _Pages(size, {number + 1: data[number * size : (number + 1) * size] for number in range(len(data) // size)})
    frames = range(_WAL_HEADER, len(wal) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size)
    later = [(int.from_bytes(wal[at : at + 4], "big"), wal[at + _FRAME_HEADER : at + _FRAME_HEADER + size]) for at in frames]
    for number, page in pages.by_number.items():
        yield from _records(pages, page, _DATABASE_HEADER if number == 1 else 0)
    for number, page in later:
        pages.by_number[number] = page
    for number, page in later:
        yield from _records(pages, page, _DATABASE_HEADER if number == 1 else 0)


def _page_size(data: bytes, wal: bytes) -> int:
    for found in (int.from_bytes(data[16:18], "big"), int.from_bytes(wal[8:12], "big")):
        size = 65_536 if found == 1 else found
        if 512 <= size <= 65_536 and size & (size - 1) == 0:
            return size
    return _USUAL_PAGE


@dataclass
class _Pages:
    size: int
    by_number: dict[int, bytes]

    def payload(self, page: bytes, at: int, length: int) -> bytes:
        """Return a record's bytes; what does not fit into its page is in the chain that is pointed to after its beginning."""
        longest = self.size - 35
        if length <= longest:
            return page[at : at + length]
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        here = here if here <= longest else least
        parts, missing = [page[at : at + here]], length - here
        number = int.from_bytes(page[at + here : at + here + 4], "big")
        while missing > 0:
            overflow = self.by_number[number]
            parts.append(overflow[4 : 4 + missing])
            missing -= len(parts[-1])
            number = int.from_bytes(overflow[:4], "big")
        return b"".join(parts)


def _records(pages: _Pages, page: bytes, start: int) -> Iterator[tuple[Any, ...]]:
    if page[start] in _OTHER_TREES:
        return
    # A page whose kind was damaged is tried as well.
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for index in range(min(count, (pages.size - start) // 2)):
        pointer = start + _LEAF_HEADER + 2 * index
        try:
            yield _record(pages, page, int.from_bytes(page[pointer : pointer + 2], "big"))
        except (LookupError, ValueError, struct.error):
            continue


def _record(pages: _Pages, page: bytes, at: int) -> tuple[Any, ...]:
    length, at = _varint(page, at)
    _rowid, at = _varint(page, at)
    if not 0 < length <= _LONGEST:
        raise ValueError("no record is so long")
    payload = pages.payload(page, at, length)
    header, at = _varint(payload, 0)
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values, at = [], header
    for kind in kinds:
        size = _SIZES.get(kind, (kind - 12) // 2)
        if size < 0 or at + size > len(payload):
            raise ValueError("a value lies beyond the record")
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values)


def _value(kind: int, data: bytes) -> Any:
    if kind in _NUMBERS:
        return struct.unpack(_NUMBERS[kind], data)[0]
    if kind in (3, 5):
        return int.from_bytes(data, "big", signed=True)
    return {0: None, 8: 0, 9: 1}.get(kind, data)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(9):
        byte = data[at + index]
        if index == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    raise AssertionError
