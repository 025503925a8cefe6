from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from progress.backups import Backup, daily_backup, list_backups, make_backup, superfluous
from progress.copies import read_copy
from progress.errors import NotSaved
from progress.moment import Moment
from progress.records import EntryId
from progress.store import Store

NOW = datetime(2026, 11, 22, 9, 30, 15, 250_000, tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with Ann in it."""
    file = tmp_path / "progress.db"
    store = Store.open(f"sqlite:///{file}", "laptop")
    store.add_learner("Ann", Moment.of(NOW))
    store.close()
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def entries_in(file: Path) -> list[EntryId]:
    return [entry.id for entry in read_copy(file).entries]


def test_a_backup_has_all_that_the_record_has(record: Path, folder: Path) -> None:
    assert entries_in(make_backup(record, folder, "daily", NOW).file) == entries_in(record)


def test_a_backup_has_what_lies_in_the_journal_of_a_record_in_use(record: Path, folder: Path) -> None:
    store = Store.open(f"sqlite:///{record}", "laptop")
    store.add_learner("Ben", Moment.of(NOW))
    made = make_backup(record, folder, "daily", NOW)
    written = [entry.id for entry in store.entries()]
    store.close()
    assert (len(written), entries_in(made.file)) == (2, written)


def test_a_backup_is_one_file_named_by_its_time_and_reason(record: Path, folder: Path) -> None:
    make_backup(record, folder, "before-merge", NOW)
    assert [file.name for file in folder.iterdir()] == ["progress-20261122T093015250Z-before-merge.db"]


def test_backups_are_listed_newest_first_and_other_files_passed_over(record: Path, folder: Path) -> None:
    made = [make_backup(record, folder, why, NOW + timedelta(hours=hours)) for why, hours in (("daily", 0), ("by-hand", 2), ("daily", 1))]
    (folder / "progress-thesis.db").touch()
    (folder / "progress-99999999T999999999Z-daily.db").touch()
    assert list_backups(folder) == (made[1], made[2], made[0])


def test_a_folder_that_is_not_there_has_no_backups(folder: Path) -> None:
    assert list_backups(folder) == ()


def test_no_backup_is_made_of_a_damaged_record(record: Path, folder: Path) -> None:
    data = bytearray(record.read_bytes())
    data[4096:12_288] = bytes(8_192)
    record.write_bytes(data)
    with pytest.raises(NotSaved, match=r"^The record is damaged; no backup was made of it\. quiz repair keeps what is sound\.$"):
        make_backup(record, folder, "daily", NOW)
    assert list(folder.iterdir()) == []


def test_a_backup_is_made_once_a_day(record: Path, folder: Path) -> None:
    made = [daily_backup(record, folder, NOW + timedelta(hours=hours)) is not None for hours in (0, 1, 14, 15)]
    assert made == [True, False, False, True]


def test_a_record_that_has_grown_is_backed_up_again_after_half_an_hour(record: Path, folder: Path) -> None:
    made = [daily_backup(record, folder, NOW + timedelta(minutes=minutes), grown=True) is not None for minutes in (0, 29, 31, 32)]
    assert made == [True, False, True, False]


@pytest.mark.parametrize("grown", [True, False])
def test_a_backup_that_a_wrong_clock_dated_fifty_years_ahead_keeps_none_from_being_made(record: Path, folder: Path, grown: bool) -> None:
    daily_backup(record, folder, NOW + timedelta(days=18_262))
    assert daily_backup(record, folder, NOW, grown=grown) is not None


def test_of_one_day_only_the_newest_daily_backup_stays(record: Path, folder: Path) -> None:
    for minutes in (0, 31, 62):
        daily_backup(record, folder, NOW + timedelta(minutes=minutes), grown=True)
    assert [each.made for each in list_backups(folder)] == [NOW + timedelta(minutes=62)]


def test_a_damaged_record_costs_no_older_backup(record: Path, folder: Path) -> None:
    for days in range(9):
        make_backup(record, folder, "daily", NOW - timedelta(days=days + 1))
    record.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(NotSaved):
        daily_backup(record, folder, NOW)
    assert len(list_backups(folder)) == 9


def backup(days: int, why: str = "daily") -> Backup:
    return Backup(NOW - timedelta(days=days), why, Path(f"{days}-{why}"))


def kept(backups: list[Backup]) -> list[int]:
    gone = superfluous(backups, NOW)
    return [(NOW - each.made).days for each in backups if each not in gone]


def test_of_daily_backups_the_newest_of_seven_days_eight_weeks_and_twelve_months_are_kept() -> None:
    # The 22nd of November 2026 is a Sunday: the weeks' newest are Sundays, the months' newest their last days.
    last_days = ["2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"]
    last_days += ["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"]
    months = [(NOW.date() - date.fromisoformat(day)).days for day in last_days]
    sundays = [7 * week for week in range(8)]
    assert kept([backup(days) for days in range(500)]) == sorted({*range(7), *sundays, *months})


def test_days_without_a_backup_don_t_count() -> None:
    assert kept([backup(days) for days in range(0, 21, 3)]) == list(range(0, 21, 3))


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_a_backup_from_before_a_change_is_kept_for_a_month(days: int, stays: bool) -> None:
    # So many newer ones that it is the newest of no day, week or month that counts.
    newer = [Backup(NOW - timedelta(days=days, seconds=-1), "daily", Path("newer")), *(backup(each) for each in range(400) if each != days)]
    before = backup(days, "before-merge")
    assert (before not in superfluous([*newer, before], NOW)) == stays


def test_backups_made_by_hand_stay() -> None:
    by_hand = backup(3_000, "by-hand")
    assert by_hand not in superfluous([*(backup(days) for days in range(1_000)), by_hand], NOW)


@pytest.mark.parametrize("count", [1, 2, 50])
def test_the_newest_backup_is_never_superfluous_even_by_a_clock_that_runs_ahead(count: int) -> None:
    backups = [backup(1_000 + days) for days in range(count)]
    assert backups[0] not in superfluous(backups, NOW)


def test_others_may_write_while_a_backup_is_made(record: Path, folder: Path) -> None:
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM wordings")
        made = make_backup(record, folder, "daily", NOW)
        other.execute("COMMIT")
    assert entries_in(made.file) == entries_in(record)


def test_a_store_reads_a_backup_as_it_reads_the_record(record: Path, folder: Path, open_store: Callable[[str], Store]) -> None:
    made = make_backup(record, folder, "daily", NOW)
    store, copy = Store.open(f"sqlite:///{record}", "laptop"), Store.open(f"sqlite:///{made.file}", "laptop")
    assert copy.derived() == store.derived()
    store.close()
    copy.close()
