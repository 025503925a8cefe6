"""The record kept safe: noticed when it is gone or older than it was, backed up daily and before every change as a whole."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from progress.errors import ProgressError
from progress.moment import Moment
from progress.store import Store
from questions.cache import Seen, state_of
from quiz.places import Device, Places, UnusableFolder, read_device, renew_device, write_device

if TYPE_CHECKING:  # every start comes by here, and seldom needs them
    from progress.backups import Backup
    from progress.copies import Copy

_LARGEST_SUMMED, _AT_A_TIME = 64_000_000, 2**18
_CHANGED = (
    "The file of the record is not as it was when the program last closed it: a disk may have failed, or something else has "
    "written to it. quiz verify says whether it is sound."
)


class Summed(NamedTuple):
    """The checksum of the record's file, and how the file lay on the disk when it was taken."""

    checksum: int
    seen: Seen


class RecordGone(ProgressError):  # noqa: N818 - named as it is said
    """There was a record, and there is none now; ``backup`` is the newest one, if there are any."""

    def __init__(self, said: str, backup: Backup | None) -> None:
        super().__init__(said)
        self.backup = backup


def open_store(where: Places, now: Moment) -> tuple[Store, str]:
    """Return the store, and a sentence for the learner if something about it must be known.

    Raises:
        RecordGone: the file is empty or gone where there was one.
        ProgressError: the record cannot be used.
    """
    device = read_device(where)
    refuse_gone(where, device)
    summed = _summed(where) if is_watched(where) and device.checksum is not None else None
    changed = summed is not None and summed.checksum != device.checksum
    store = Store.open(where.url, device.id, lambda: back_up(where, "before-migration", now))
    notice = store.refusal or (_CHANGED if changed else "")
    if device.checksum is not None and not changed:
        with suppress(UnusableFolder):
            write_device(where, device._replace(checksum=None))
    if is_watched(where) and (size := store.size()) < device.entries and not store.refusal:
        store.close()
        # What it wrote here before has numbers that would be given again.
        device = renew_device(where, device._replace(entries=size))
        store = Store.open(where.url, device.id)
        notice = (
            "This record is older than the one that was here when the program last closed: a copy may have taken its place. "
            "quiz restore adds what the backups have."
        )
    store.suspect, store.summed = changed, summed
    return store, notice


def is_watched(where: Places) -> bool:
    """Whether it is the data folder's own record, of which this device remembers how long it was."""
    return not where.database


def checksum(where: Places, before: Summed | None = None) -> int | None:
    """Return the checksum of the record's file; None if it is open, or so large that it would have to be waited for.

    A file that is as it was ``before`` is not read again.
    """
    summed = _summed(where, before)
    return None if summed is None else summed.checksum


def _summed(where: Places, before: Summed | None = None) -> Summed | None:
    record = where.record
    if record is None or not record.exists() or record.stat().st_size > _LARGEST_SUMMED:
        return None
    beside = record.with_name(f"{record.name}-wal")
    if beside.exists() and beside.stat().st_size:
        return None
    seen = Seen(state_of(record), time.time_ns())
    if before is not None and before.seen.tells(seen.state):
        return before
    found = 0
    with record.open("rb") as file:
        while part := file.read(_AT_A_TIME):
            found = crc32(part, found)
    return Summed(found, seen)


def refuse_gone(where: Places, device: Device) -> None:
    """Raise ``RecordGone`` if the file is empty or gone where there was one."""
    record = where.record
    if record is None or not is_watched(where) or not device.entries or (record.exists() and record.stat().st_size):
        return
    from progress.backups import list_backups

    state = "is empty" if record.exists() else "is gone"
    newest = next(iter(list_backups(where.backups)), None)
    how = f"quiz restore brings back the backup of {told(newest.made)}." if newest else "There are no backups in its folder."
    raise RecordGone(f"The record {record} {state}. {how} quiz restore --empty begins a new one.", newest)


def told(made: datetime) -> str:
    """Return a backup's time as it is told."""
    return f"{made:%Y-%m-%d %H:%M} UTC"


def let_go(where: Places, store: Store) -> None:
    """Close the store, and remember how long the record is."""
    with suppress(ProgressError, UnusableFolder):
        if is_watched(where) and not store.refusal:
            size, device = store.size(), read_device(where)
            if size > device.entries:
                back_up_daily(where, Moment.now(), grown=True)
            store.close()
            _remember(where, size, store.summed, trusted=not store.suspect)
    store.close()


def _remember(where: Places, size: int, summed: Summed | None = None, *, trusted: bool = True) -> None:
    before = read_device(where)
    now = before._replace(entries=size, checksum=checksum(where, summed) if trusted else before.checksum)
    if now != before:
        write_device(where, now)


def trust(where: Places) -> None:
    """Remember the file of the record as it is: it was verified."""
    if is_watched(where):
        with suppress(UnusableFolder):
            write_device(where, read_device(where)._replace(checksum=checksum(where)))


def back_up(where: Places, why: str, now: Moment) -> Path | None:
    """Make a backup if the record is a file; return it."""
    from progress.backups import make_backup

    if where.record is None or not where.record.exists():
        return None
    return make_backup(where.record, where.backups, why, now.at).file


def back_up_daily(where: Places, now: Moment, *, grown: bool = False) -> str:
    """Make today's backup if it is due; return what the learner must know if it could not be made."""
    from progress.backups import daily_backup

    if where.record is None:
        return ""
    try:
        daily_backup(where.record, where.backups, now.at, grown=grown)
    except (ProgressError, OSError) as error:
        return f"Today's backup could not be made. {error}"
    return ""


# -- restoring


class Preview(NamedTuple):
    """What restoring a backup would bring: answers by learner's name; ``missing`` if there is no record at all."""

    gains: Mapping[str, int]
    losses: Mapping[str, int]
    missing: bool


def preview(where: Places, backup: Path) -> Preview:
    """Return what restoring a backup would bring and what it hasn't. Raises ``Refused`` if it cannot be restored."""
    import tempfile

    from progress.copies import read_copy

    copy = read_copy(backup).checked()
    missing = where.record is None or not where.record.exists() or not where.record.stat().st_size
    with tempfile.TemporaryDirectory(prefix="quiz-restore-") as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'empty.db'}" if missing else where.url, read_device(where).id)
        try:
            compared = store.compare(copy)
        finally:
            store.close()
    return Preview(compared.gains, compared.losses, missing)


def restore(where: Places, backup: Path, *, exact: bool) -> Path | None:
    """Merge a backup into the record or, if it must be ``exact``, let it take its place; return what was set aside.

    Raises:
        Refused: it is no backup, or does not fit.
        NotSaved: another program has the record open, or there is no room.
    """
    import tempfile

    from progress.copies import read_copy
    from progress.repairing import put_in_place, refuse_in_use

    record, now, copy = where.record, Moment.now(), read_copy(backup).checked()
    if record is None:
        return None
    there = record.exists() and record.stat().st_size > 0
    kept = back_up(where, "before-restore", now) if there else None
    if exact and there:
        refuse_in_use(record)
    if exact or not there:
        with tempfile.TemporaryDirectory(prefix=".quiz-restore-", dir=where.backups.parent) as folder:
            fresh = Path(folder) / "progress.db"
            _write_record(fresh, copy)
            put_in_place(fresh, record)
        renew_device(where, read_device(where))
        remember_length(where)
        return kept
    store = Store.open(where.url, read_device(where).id)
    try:
        store.merge(copy)
    finally:
        let_go(where, store)
    return kept


def _write_record(file: Path, copy: Copy) -> None:
    store = Store.open(f"sqlite:///{file}", "")
    try:
        store.merge(copy)
    finally:
        store.close()


def remember_length(where: Places) -> None:
    """Remember the record that has just been put in its place."""
    if is_watched(where):
        store = Store.open(where.url, read_device(where).id)
        size = store.size()
        store.close()
        _remember(where, size)


def begin_anew(where: Places) -> None:
    """Forget that there was a record, where one is gone."""
    device = read_device(where)
    if where.record is not None and where.record.exists() and where.record.stat().st_size:
        raise ProgressError(f"There is a record: {where.record}. Move it away first if you mean to begin a new one.")
    renew_device(where, device._replace(entries=0, learner=""))
