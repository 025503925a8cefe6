"""An entry as what it says, and how what is said last is kept."""

from __future__ import annotations

from typing import Any

from progress import log
from progress.database import Connection
from progress.errors import Damaged
from progress.log import Entry
from progress.rows import Rows

MEND = "quiz repair keeps what is sound."
LATEST = ("at", "stream", "seq")
"""The columns that tell which entry a row is from of which only the latest counts."""


def read_entry(entry: Entry) -> log.Body | None:
    """Return what an entry says; None if a later program wrote a type that is not known. Raises ``Damaged``."""
    try:
        return entry.read()
    except ValueError as error:
        raise Damaged(f"The record is damaged: entry {entry.seq} of {entry.stream} cannot be read. {MEND}") from error


def key_of(entry: Entry) -> tuple[int, str, int]:
    """Return by what entries are ordered: time, stream, number."""
    return (entry.at, entry.stream, entry.seq)


def put_latest(connection: Connection, rows: Rows, entry: Entry, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Write a row of which only the latest entry counts."""
    found = rows.find(connection, **key)
    values = values | dict(zip(LATEST, key_of(entry), strict=True))
    if found is None:
        rows.add(connection, key | values)
    elif (found.at, found.stream, found.seq) < key_of(entry):
        rows.change(connection, key, values)
