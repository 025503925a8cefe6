"""A damaged record: what verifying says of it, and what repairing saves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from progress import log
from progress.backups import make_backup
from progress.carving import carve
from progress.chain import breaks
from progress.errors import NotSaved
from progress.log import GENESIS, Entry, entry_of
from progress.moment import Moment
from progress.records import EntryId
from progress.repairing import assemble, repair
from progress.store import Store
from progress.verifying import verify

ANSWERS = 60
ALTERED = "Entry 5 of Ann’s log {}, or the one before it, is not what was written."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def record(sqlite: Path, tmp_path: Path, answered: Callable[..., log.Answered], at: Callable[..., Moment]) -> Path:
    """Ann's record: 62 entries, 60 of them answers to 60 questions."""
    file = tmp_path / "progress.db"
    file.write_bytes(sqlite.read_bytes())
    store = Store.open(f"sqlite:///{file}", "laptop")
    ann = store.add_learner("Ann", at())
    sitting = store.start_sitting(ann.id, "review", [], at())
    for number in range(ANSWERS):
        # A response so long that its entry goes on in overflow pages, now and then.
        body = answered(sitting, f"air/{number}", response="é" * (9_000 if number % 20 == 7 else 5))
        store.record_answer(ann.id, replace(body, wording=log.hash_of(f'"{number}"')), f'"{number}"', at(minutes=number))
    store.close()
    return file


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def found(file: Path) -> list[tuple[str, str]]:
    return [(finding.what, finding.mend) for finding in verify(f"sqlite:///{file}").findings]


def stream_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT stream FROM log").fetchone()[0])


def entries_in(file: Path) -> list[Entry]:
    store = Store.open(f"sqlite:///{file}", "reader")
    entries = list(store.entries())
    store.close()
    return entries


# -- verifying


def test_a_sound_record_is_said_to_be_sound(record: Path) -> None:
    verified = verify(f"sqlite:///{record}")
    assert (verified.findings, verified.entries, verified.streams) == ((), ANSWERS + 2, 1)


@pytest.mark.parametrize(
    ("damage", "what", "mend"),
    [
        ("DELETE FROM log WHERE seq = 5", "Entries 5 of Ann’s log {} are missing.", "quiz repair"),
        ("DELETE FROM log WHERE seq IN (5, 6)", "Entries 5 to 6 of Ann’s log {} are missing.", "quiz repair"),
        ("DELETE FROM log WHERE seq = 62", "The log {} ends at entry 61; it had 62.", "quiz repair"),
        ("UPDATE log SET at = at + 1 WHERE seq = 5", ALTERED, "quiz repair"),
        ("UPDATE cards SET stability = 9", "The table cards does not follow from the log in 60 of its rows.", "quiz rebuild"),
        ("UPDATE days SET rights = 0", "The table days does not follow from the log in 1 of its rows.", "quiz rebuild"),
        ("DELETE FROM answers WHERE seq = 9", "The table answers does not follow from the log in 1 of its rows.", "quiz rebuild"),
    ],
)
def test_what_is_wrong_is_said_with_the_command_that_mends_it(record: Path, damage: str, what: str, mend: str) -> None:
    execute(record, damage)
    assert found(record)[0] == (what.format(stream_of(record)[:8]), mend)


def test_a_wording_that_was_changed_is_found(record: Path) -> None:
    execute(record, "UPDATE wordings SET body = 'forged' WHERE body = '\"5\"'")
    hash_ = log.hash_of('"5"')
    assert found(record)[0] == (f"The wording of a question, {hash_[:12]}, is not what was written.", "quiz repair")


def test_a_wording_that_is_gone_is_found(record: Path) -> None:
    execute(record, "DELETE FROM wordings WHERE body = '\"5\"'")
    what = f"The wording of the question in entry 8 of log {stream_of(record)[:8]} is missing."
    assert found(record) == [(what, "quiz merge FILE")]


def test_a_wording_by_which_an_answer_was_marked_anew_that_is_gone_is_found(record: Path, at: Callable[..., Moment]) -> None:
    store = Store.open(f"sqlite:///{record}", "laptop")
    (ann,) = store.learners()
    answer = store.answers_to(ann.id, "air/5")[0].id
    regraded = log.Regraded(*answer, log.hash_of('"anew"'), "wrong", 0.0, "It was another.", 1, "the key was corrected")
    (entry,) = store.regrade(ann.id, [(regraded, "air/5", '"anew"')], at(days=2))
    store.close()
    execute(record, "DELETE FROM wordings WHERE body = '\"anew\"'")
    what = f"The wording of the question in entry {entry.seq} of log {entry.stream[:8]} is missing."
    assert found(record) == [(what, "quiz merge FILE")]


def test_a_rebuild_mends_what_is_derived(record: Path) -> None:
    execute(record, "UPDATE cards SET stability = 9", "DELETE FROM sittings")
    store = Store.open(f"sqlite:///{record}", "laptop")
    store.rebuild()
    store.close()
    assert found(record) == []


def test_a_damaged_page_is_found(record: Path) -> None:
    data = bytearray(record.read_bytes())
    data[20 * 4096 : 21 * 4096] = bytes(4096)
    record.write_bytes(data)
    assert [finding.mend for finding in verify(f"sqlite:///{record}").findings][:1] == ["quiz repair"]


def test_verifying_changes_nothing(record: Path) -> None:
    before = record.read_bytes()
    verify(f"sqlite:///{record}")
    assert record.read_bytes() == before


# -- repairing


def zeroed(file: Path, *pages: int) -> None:
    data = bytearray(file.read_bytes())
    for page in pages:
        data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    file.write_bytes(data)


def pages_of_the_log(file: Path) -> list[int]:
    """The pages that hold entries; counted from 0."""
    data = file.read_bytes()
    return [number for number in range(len(data) // 4096) if data[number * 4096 : (number + 1) * 4096].count(b'"outcome":') > 2]


def test_what_lies_on_a_lost_page_is_lost_and_told_and_all_else_is_kept(record: Path, folder: Path, noon: Moment) -> None:
    before = entries_in(record)
    page = pages_of_the_log(record)[1]
    zeroed(record, page)
    done = repair(record, folder, "after", noon)
    after = {entry.id: entry for entry in entries_in(record)}
    kept = [entry for entry in before if entry.id in after]
    assert [after[entry.id] for entry in kept] == kept
    assert (done.kept, done.lost) == (len(kept), len(before) - len(kept))
    assert 0 < done.lost < 20


def test_a_repaired_record_is_sound_and_tells_what_it_lost(record: Path, folder: Path, noon: Moment) -> None:
    zeroed(record, pages_of_the_log(record)[1])
    lost = repair(record, folder, "after", noon).lost
    verified = verify(f"sqlite:///{record}")
    assert {finding for finding in verified.findings if "wording" not in finding.what} == set()
    assert verified.lost[0].startswith(f"{lost} entries of log")


def test_a_copy_that_has_what_was_lost_still_fits(record: Path, folder: Path, noon: Moment, tmp_path: Path) -> None:
    whole = Store.open(f"sqlite:///{record}", "laptop")
    copy = whole.export(whole.learners()[0])
    before = [(answer.question, answer.rating) for answer in whole.answers(copy.entries[1].read().sitting)]  # type: ignore[union-attr]
    whole.close()
    zeroed(record, *pages_of_the_log(record)[1:3])
    repair(record, folder, "after", noon)
    store = Store.open(f"sqlite:///{record}", "laptop-2")
    store.merge(copy)
    assert [(answer.question, answer.rating) for answer in store.answers(copy.entries[1].read().sitting)] == before  # type: ignore[union-attr]
    store.close()
    assert verify(f"sqlite:///{record}") == replace(verify(f"sqlite:///{record}"), findings=(), lost=())


def test_backups_fill_the_gaps(record: Path, folder: Path, noon: Moment) -> None:
    before = entries_in(record)
    make_backup(record, folder, "daily", noon.at)
    zeroed(record, *pages_of_the_log(record))
    assert repair(record, folder, "after", noon).lost == 0
    assert entries_in(record) == before


@pytest.mark.parametrize("pages", [(0,), (0, 1, 2, 3), (1,), (2,)], ids=str)
def test_a_file_whose_first_pages_are_gone_is_read_all_the_same(record: Path, folder: Path, noon: Moment, pages: tuple[int, ...]) -> None:
    before = entries_in(record)
    entries = pages_of_the_log(record)
    zeroed(record, *(page for page in pages if page not in entries))
    assert repair(record, folder, "after", noon).lost <= 1
    assert {entry.id for entry in before} - {entry.id for entry in entries_in(record)} <= {before[0].id, before[1].id}


def test_the_damaged_file_is_set_aside_as_it_was(record: Path, folder: Path, noon: Moment) -> None:
    zeroed(record, pages_of_the_log(record)[0])
    damaged = record.read_bytes()
    aside = repair(record, folder, "after", noon).aside
    assert (aside.name, aside.read_bytes()) == ("progress-damaged-20260302T170000Z.db", damaged)


def test_what_was_set_aside_before_is_never_overwritten(record: Path, folder: Path, noon: Moment) -> None:
    names = []
    for number in range(3):
        zeroed(record, pages_of_the_log(record)[-1])
        names.append(repair(record, folder, f"after-{number}", noon).aside.name)
    assert names == [f"progress-damaged-20260302T170000Z{end}.db" for end in ("", "-2", "-3")]


def test_what_lies_in_the_journal_is_saved_too(record: Path, folder: Path, noon: Moment, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{record}", "laptop")
    store.add_learner("Ben", noon)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in (record, record.with_name("progress.db-wal")):
        (crashed / file.name).write_bytes(file.read_bytes())
    store.close()
    zeroed(crashed / record.name, 0)
    repair(crashed / record.name, folder, "after", noon)
    saved = Store.open(f"sqlite:///{crashed / record.name}", "after")
    assert [learner.name for learner in saved.learners()] == ["Ann", "Ben"]
    saved.close()


def test_a_record_that_another_program_has_open_is_left_alone(record: Path, folder: Path, noon: Moment) -> None:
    store = Store.open(f"sqlite:///{record}", "laptop")
    store.learners()
    with pytest.raises(NotSaved, match=r"^Another program has the record open\. Close it, then try again\.$"):
        repair(record, folder, "after", noon)
    store.close()


def test_a_file_with_nothing_of_ours_is_left_as_it_is(tmp_path: Path, folder: Path, noon: Moment) -> None:
    record = tmp_path / "progress.db"
    record.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(NotSaved, match=r"^Nothing of the record can be read, nor of a backup\. It was left as it is\."):
        repair(record, folder, "after", noon)
    assert record.read_bytes() == b"Dear diary, " * 500


# -- chains put together


def chain(length: int, stream: str = "s") -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        body = log.StreamOpened("a1", "Ann", "laptop") if seq == 1 else log.SettingChanged("theme", str(seq))
        entries.append(entry_of(stream, seq, 1_000_000_000 * seq, 0, body, entries[-1].digest if entries else GENESIS))
    return entries


def put_together(*entries: Entry) -> tuple[list[int], list[tuple[int, int]]]:
    versions: dict[EntryId, set[Entry]] = {}
    for entry in entries:
        versions.setdefault(entry.id, set()).add(entry)
    sound, lost = assemble(versions)
    assert breaks([*sound, *told(lost)]) == ()
    return [entry.seq for entry in sound], [(each.first, each.last) for each in lost]


def told(lost: list[log.EntriesLost]) -> list[Entry]:
    entries: list[Entry] = []
    for seq, loss in enumerate(lost, start=1):
        entries.append(entry_of("t", seq, 0, 0, loss, entries[-1].digest if entries else GENESIS))
    return entries


def forged(entry: Entry) -> Entry:
    return replace(entry, body=entry.body.replace("theme", "thema"))


def test_a_sound_chain_is_kept_whole() -> None:
    assert put_together(*chain(5)) == ([1, 2, 3, 4, 5], [])


def test_after_a_gap_the_first_entry_cannot_be_proved_and_all_after_it_can() -> None:
    entries = chain(8)
    assert put_together(*entries[:2], *entries[4:]) == ([1, 2, 6, 7, 8], [(3, 5)])


def test_an_entry_whose_words_were_changed_is_lost_alone() -> None:
    entries = chain(5)
    assert put_together(*entries[:2], forged(entries[2]), *entries[3:]) == ([1, 2, 4, 5], [(3, 3)])


def test_an_entry_of_which_only_the_digest_was_damaged_is_mended() -> None:
    entries = chain(5)
    assert put_together(*entries[:2], replace(entries[2], digest=bytes(32)), *entries[3:]) == ([1, 2, 3, 4, 5], [])


def test_of_two_versions_the_sound_one_is_taken() -> None:
    entries = chain(5)
    assert put_together(*entries, forged(entries[2])) == ([1, 2, 3, 4, 5], [])


def test_a_stream_whose_beginning_is_gone_is_kept_from_where_it_can_be_proved() -> None:
    assert put_together(*chain(5)[1:]) == ([3, 4, 5], [(1, 2)])


def test_the_last_entry_with_changed_words_is_not_kept() -> None:
    entries = chain(3)
    assert put_together(*entries[:2], forged(entries[2])) == ([1, 2], [])


# -- rows past the schema


def test_every_row_of_every_table_is_carved(tmp_path: Path) -> None:
    file = tmp_path / "any.db"
    rows = [(n, None, n * 2.5, "é" * (n * 40), bytes(n), -n, 2 ** (8 * (n % 8))) for n in range(300)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE t (a, b, c, d, e, f, g)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
    carved = {tuple(row) for row in carve(file) if len(row) == 7}
    assert carved == {(a, b, c, d.encode(), e, f, g) for a, b, c, d, e, f, g in rows}


@pytest.mark.parametrize("size", [512, 1024, 65536])
def test_pages_of_any_size_are_read(tmp_path: Path, size: int) -> None:
    file = tmp_path / "any.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA page_size={size}")
        connection.execute("CREATE TABLE t (a, b)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [(n, "x" * 3_000) for n in range(40)])
        connection.commit()
    assert {row for row in carve(file) if len(row) == 2} == {(n, b"x" * 3_000) for n in range(40)}
