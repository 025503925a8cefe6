"""Backups of an SQLite record: made by SQLite's online backup, checked, named by their time, and thinned out with age."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from progress.errors import NotSaved, said_plainly
from progress.sqlite import connect_to_read

DAILY, WEEKLY, MONTHLY = 7, 8, 12
"""How many days, weeks and months back a backup is kept: the newest of each."""

KEPT_BEFORE = timedelta(days=30)
"""How long a backup is kept that was made before the record was changed as a whole."""

NOT_AGAIN_WITHIN = timedelta(minutes=30)
"""How long after a daily backup no other is made, however much was learned."""

_NAME = re.compile(r"progress-(\d{8}T\d{9}Z)-(daily|by-hand|before-[a-z]+)\.db")
_PAGES_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup: when it was made (UTC), why (``daily``, ``by-hand``, ``before-…``), and where it is."""

    made: datetime
    why: str
    file: Path


class BadBackup(NotSaved):
    """The record is damaged, so that a backup of it would be worth nothing."""


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, the newest first; other files are passed over."""
    found = []
    for file in folder.glob("progress-*.db") if folder.is_dir() else ():
        if (name := _NAME.fullmatch(file.name)) and file.is_file():
            with suppress(ValueError):
                found.append(Backup(datetime.strptime(name[1] + "+0000", "%Y%m%dT%H%M%S%fZ%z"), name[2], file))
    return tuple(sorted(found, reverse=True))


def make_backup(record: Path, folder: Path, why: str, now: datetime) -> Backup:
    """Copy a record while others may go on writing to it; the copy is whole, sound and on disk when this returns.

    Raises:
        BadBackup: the record is damaged.
        NotSaved: it could not be read, or the copy not be written.
    """
    made = now.astimezone(UTC)
    stamp = made.strftime("%Y%m%dT%H%M%S") + f"{made.microsecond // 1000:03}"
    file = folder / f"progress-{stamp}Z-{why}.db"
    copy_database(record, file)
    return Backup(made.replace(microsecond=made.microsecond // 1000 * 1000), why, file)


def copy_database(record: Path, file: Path) -> None:
    """Write a whole, sound copy of a record into a file, in one step as others see it. Raises as ``make_backup``."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with said_plainly():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with closing(connect_to_read(record)) as source, closing(sqlite3.connect(beside)) as copy:
                # The copy needs no journal while it is made: nobody reads it before it is whole.
                copy.execute("PRAGMA journal_mode=OFF")
                source.backup(copy, pages=_PAGES_AT_ONCE, sleep=0.01)
                if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                    raise BadBackup("The record is damaged; no backup was made of it. quiz repair keeps what is sound.")
            _to_disk(beside)
            beside.replace(file)
            _to_disk(file.parent)
        except sqlite3.DatabaseError as error:
            if "malformed" in str(error) or "not a database" in str(error):
                raise BadBackup("The record is damaged; no backup was made of it. quiz repair keeps what is sound.") from error
            raise
        finally:
            beside.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folders
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def superfluous(backups: Collection[Backup], now: datetime) -> tuple[Backup, ...]:
    """Return the backups that need not be kept any more.

    Kept are the newest of each of the last seven days that have one, of eight weeks and of twelve months; for a
    month those made before a change; always those made by hand, and the newest.
    """
    newest_first = sorted(backups, reverse=True)
    kept = set(newest_first[:1])
    kept |= {each for each in newest_first if each.why == "by-hand"}
    kept |= {each for each in newest_first if each.why.startswith("before-") and now - each.made < KEPT_BEFORE}
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        newest: dict[date, Backup] = {}
        for each in newest_first:
            newest.setdefault(period(each.made.date()), each)
        kept.update(list(newest.values())[:most])
    return tuple(each for each in newest_first if each not in kept)


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def thin_out(folder: Path, now: datetime) -> None:
    """Remove the backups that need not be kept any more; one that cannot be removed stays."""
    for each in superfluous(list_backups(folder), now):
        with suppress(OSError):
            each.file.unlink()


def daily_backup(record: Path, folder: Path, now: datetime, *, grown: bool = False) -> Backup | None:
    """Make today's backup if it was not made yet, and thin out the older ones. Raises as ``make_backup``.

    Of a record that has ``grown`` another is made after half an hour; it takes the place of today's. Older ones are
    only let go of when there is a sound newer one.
    """
    # Those that a clock which ran ahead has dated don't count.
    made = next((each.made for each in list_backups(folder) if each.why == "daily" and each.made <= now), None)
    if made is not None and (now - made < NOT_AGAIN_WITHIN if grown else made.date() == now.astimezone(UTC).date()):
        return None
    backup = make_backup(record, folder, "daily", now)
    thin_out(folder, now)
    return backup
