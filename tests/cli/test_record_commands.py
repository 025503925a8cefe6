"""Commands that keep the record safe: merge, export, verify, rebuild, repair, backup, restore; and what is noticed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.store import Store
from quiz.places import places
from quiz.study import Study

THREE = ("practice", "air-quality", "--count", "3", "--seed", "1")


@pytest.fixture
def answered(quiz):
    """The command line after a practice of three questions."""
    quiz(*THREE, stdin=["1", "1", "1"])
    return quiz


@pytest.fixture
def other(quiz, tmp_path) -> Path:
    """The data folder of another machine, where another Ann gave three answers."""
    folder = tmp_path / "other"
    quiz(*THREE, "--data", str(folder), "--learner", "Ann", stdin=["1", "1", "1"])
    return folder


def answers_in(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "progress.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def execute(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "progress.db", isolation_level=None)) as connection:
        connection.execute(statement)


# -- merge and export


def test_a_log_that_was_handed_in_is_merged(answered, data, other, tmp_path) -> None:
    log = tmp_path / "ann.quizlog"
    said = answered("export", "--log", str(log), "--data", str(other), "--learner", "Ann")
    merged = answered("merge", str(log))
    assert (said.out, merged.status, merged.out.splitlines()[0]) == (
        f"6 entries of Ann’s are in {log}.\n",
        0,
        "ann.quizlog: 6 new entries (Ann 3 answers).",
    )
    assert answers_in(data) == 6


def test_a_log_that_is_merged_again_brings_nothing_new(answered, other) -> None:
    answered("merge", str(other / "progress.db"))
    assert answered("merge", str(other / "progress.db")).out.splitlines()[0] == "progress.db: nothing new."


def test_learners_of_one_name_are_told_and_can_be_joined(answered, data, other) -> None:
    told = answered("merge", str(other / "progress.db")).out.splitlines()[1]
    joined = answered("learner", "Ann", "--join", "Ann")
    learners = json.loads(answered("learner", "--json").out)["learners"]
    assert told == "There are several learners called Ann. If they are one person: quiz learner “Ann” --join “Ann”."
    assert (joined.out.splitlines()[0], len(learners)) == ("2 learners are one now: Ann.", 1)


def test_whoever_is_joined_goes_on_at_this_device(answered, data, other) -> None:
    answered("merge", str(other / "progress.db"))
    answered("learner", "Ann", "--join", "Ann")
    answered(*THREE, stdin=["1", "1", "1"])
    assert len(json.loads(answered("history", "--json").out)["sittings"]) == 3


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ann", "--join", "Ben"), "quiz: There is no learner Ben.\n"),
        (("Ann", "--join", "Ann"), "quiz: There is only one learner Ann: nobody to be joined with.\n"),
        (("--join", "Ann"), "quiz: Say who are one person: quiz learner NAME --join OTHER.\n"),
    ],
)
def test_who_cannot_be_joined_is_told(answered, names, said) -> None:
    ran = answered("learner", *names)
    assert (ran.status, ran.err) == (2, said)


def test_a_file_that_is_refused_is_named_and_the_others_are_taken(answered, data, other, tmp_path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("Chapter one")
    ran = answered("merge", str(thesis), str(other / "progress.db"))
    assert (ran.status, answers_in(data)) == (1, 6)
    assert ran.err == "quiz: thesis.txt is neither a record of this program nor a log exported by quiz export --log.\n"


def test_of_a_broken_record_what_is_sound_is_taken_when_asked(answered, data, other) -> None:
    execute(other, "DELETE FROM log WHERE seq = 4")
    refused = answered("merge", str(other / "progress.db"))
    taken = answered("merge", "--sound", str(other / "progress.db"))
    assert (refused.status, taken.status, answers_in(data)) == (1, 0, 4)


def test_an_export_replaces_an_earlier_one_of_the_same_learner(answered, tmp_path) -> None:
    log = tmp_path / "ann.quizlog"
    assert [answered("export", "--log", str(log)).status for _ in range(2)] == [0, 0]


def test_an_export_replaces_nothing_else(answered, tmp_path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("Chapter one")
    ran = answered("export", "--log", str(thesis))
    assert (ran.status, ran.err, thesis.read_text()) == (
        2,
        f"quiz: {thesis} is there already, and is no log of Ann’s. Choose another name.\n",
        "Chapter one",
    )


# -- verify, rebuild, repair


def test_a_sound_record_is_said_to_be_sound(answered) -> None:
    ran = answered("verify")
    assert (ran.status, ran.out) == (0, "The record is sound: 7 entries in 2 streams, and all that follows from them.\n")


def test_what_is_derived_wrongly_is_told_and_mended_by_a_rebuild(answered, data) -> None:
    execute(data, "UPDATE sittings SET rights = 3, points = 30000")
    told, rebuilt, after = answered("verify"), answered("rebuild"), answered("verify")
    assert (told.status, rebuilt.status, after.status) == (1, 0, 0)
    assert told.out == "The table sittings does not follow from the log in 1 of its rows. To mend it: quiz rebuild\n"


def test_a_damaged_record_is_told_by_every_command_and_mended_by_a_repair(answered, data) -> None:
    record = data / "progress.db"
    whole = record.read_bytes()
    record.write_bytes(whole[:4096] + bytes(8192) + whole[3 * 4096 :])
    told, repaired, after = answered("verify"), answered("repair"), answered("verify")
    assert (told.status, repaired.status, after.status) == (1, 0, 0)
    assert repaired.out.startswith("7 entries were kept, none is lost. The damaged record is ")
    assert answers_in(data) == 3


def test_there_is_nothing_to_repair_in_a_sound_record(answered) -> None:
    assert answered("repair").out == "There is nothing to repair: every entry is sound.\n"


def test_after_a_repair_this_device_writes_under_a_new_name(answered, data) -> None:
    before = json.loads((data / "device.json").read_text())["id"]
    execute(data, "DELETE FROM log WHERE seq = 5")
    answered("repair")
    assert json.loads((data / "device.json").read_text())["id"] != before


# -- backups


def test_what_was_learned_is_in_a_backup_once_the_program_has_ended(answered, data) -> None:
    (made,) = json.loads(answered("backup", "--list", "--json").out)["backups"]
    shutil.copy(made["file"], data / "progress.db")
    assert (made["why"], answers_in(data)) == ("daily", 3)


def test_the_first_use_of_a_day_makes_a_backup(answered, data) -> None:
    (made,) = (data / "backups").iterdir()
    made.rename(made.with_name("progress-20260302T170000000Z-daily.db"))
    answered(*THREE, stdin=["1"])
    assert len(list((data / "backups").iterdir())) == 2


def test_a_merge_is_preceded_by_a_backup(answered, other) -> None:
    answered("merge", str(other / "progress.db"))
    listed = json.loads(answered("backup", "--json").out)["backups"]
    assert [each["why"] for each in listed] == ["before-merge", "daily"]


def test_a_backup_can_go_into_a_file_of_one_s_own(answered, tmp_path) -> None:
    file = tmp_path / "mine.db"
    ran = answered("backup", "--to", str(file))
    assert (ran.out, file.exists()) == (f"The record is in {file}.\n", True)
    assert answered("backup", "--to", str(file)).err == f"quiz: {file} is there already. Choose another name.\n"


@pytest.fixture
def backup(answered, tmp_path) -> Path:
    """A backup of three answers; after it three more were given."""
    file = tmp_path / "monday.db"
    answered("backup", "--to", str(file))
    answered(*THREE, stdin=["1", "1", "1"])
    return file


def test_restoring_a_backup_loses_nothing_that_is_newer(quiz, backup, data) -> None:
    ran = quiz("restore", str(backup), "--yes")
    assert (ran.status, answers_in(data)) == (0, 6)
    assert ran.out.splitlines()[1:] == [
        "It brings back: nothing that is not here.",
        "It does not have: Ann 3 answers; they stay.",
    ]


def test_a_record_is_exactly_as_a_backup_when_asked_and_what_was_newer_is_kept(quiz, backup, data) -> None:
    ran = quiz("restore", str(backup), "--exact", "--yes")
    kept = Path(ran.out.splitlines()[-1].removeprefix("Done. The record as it was before is ").rstrip("."))
    assert answers_in(data) == 3
    quiz("restore", str(kept), "--yes")
    assert answers_in(data) == 6


def test_after_an_exact_restore_the_newer_answers_can_still_be_merged(quiz, backup, data, tmp_path) -> None:
    newer = tmp_path / "newer.quizlog"
    quiz("export", "--log", str(newer))
    quiz("restore", str(backup), "--exact", "--yes")
    quiz(*THREE, stdin=["1", "1", "1"])
    assert (quiz("merge", str(newer)).status, answers_in(data)) == (0, 9)


def test_nothing_is_restored_before_it_was_agreed_to(quiz, backup, data) -> None:
    ran = quiz("restore", str(backup), "--exact")
    assert (ran.status, answers_in(data)) == (2, 6)
    assert ran.err == "quiz: Nothing was done yet: say --yes to do it, or --dry-run only to look.\n"


def test_a_preview_changes_nothing(quiz, backup, data) -> None:
    ran = quiz("restore", str(backup), "--exact", "--dry-run")
    assert (ran.status, answers_in(data)) == (0, 6)
    assert ran.out.splitlines()[1:] == [
        "It brings back: nothing that is not here.",
        "It does not have: Ann 3 answers; they will be set aside.",
    ]


# -- a record that is not what it was


@pytest.mark.parametrize("state", ["gone", "empty"])
def test_a_record_that_is_gone_or_empty_is_noticed_and_its_backup_offered(answered, data, state) -> None:
    record = data / "progress.db"
    record.unlink()
    if state == "empty":
        record.touch()
    ran = answered("topics")
    assert ran.status == 2
    assert ran.err.startswith(f"quiz: The record {record} is {state}. quiz restore brings back the backup of ")
    assert ran.err.endswith(" UTC. quiz restore --empty begins a new one.\n")


def test_a_backup_takes_the_place_of_a_record_that_is_gone(answered, data) -> None:
    answered("backup")
    (data / "progress.db").unlink()
    ran = answered("restore", "--yes")
    assert (ran.status, ran.out.splitlines()[1], answers_in(data)) == (0, "It brings back: Ann 3 answers.", 3)
    assert answered("verify").status == 0


def test_a_new_record_is_begun_when_asked(answered, data) -> None:
    (data / "progress.db").unlink()
    answered("restore", "--empty")
    assert json.loads(answered("history", "--json").out) == {"sittings": []}


def test_a_record_that_is_there_is_not_begun_anew(answered, data) -> None:
    ran = answered("restore", "--empty")
    assert (ran.status, answers_in(data)) == (2, 3)


def test_an_older_copy_in_the_record_s_place_is_noticed_and_its_numbers_not_given_again(answered, data, tmp_path) -> None:
    record, old = data / "progress.db", tmp_path / "old.db"
    shutil.copy(record, old)
    answered(*THREE, stdin=["1", "1", "1"])
    answered("backup")
    shutil.copy(old, record)
    told = answered(*THREE, stdin=["1", "1", "1"])
    assert told.out.startswith("Note: This record is older than the one that was here when the program last closed")
    assert (answered("restore", "--yes").status, answers_in(data)) == (0, 9)


def test_a_data_folder_that_was_copied_is_another_device(answered, data, tmp_path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    for folder in (data, copy):
        answered(*THREE, "--data", str(folder), stdin=["1", "1", "1"])
    assert (answered("merge", str(copy / "progress.db")).status, answers_in(data)) == (0, 9)


def test_a_record_of_a_later_version_can_be_looked_at_but_not_added_to(answered, data) -> None:
    execute(data, "UPDATE alembic_version SET version_num = '9999'")
    before = (data / "progress.db").read_bytes()
    history, practice = answered("history", "--json"), answered(*THREE, stdin=["1"])
    assert (history.status, len(json.loads(history.out)["sittings"]), practice.status) == (0, 1, 2)
    assert practice.err.startswith("quiz: This record was written by a later version of the program; it can be looked at")
    assert (data / "progress.db").read_bytes() == before


def test_what_is_restored_is_what_was_there(answered, data) -> None:
    store = Store.open(f"sqlite:///{data / 'progress.db'}", "x")
    before = store.entries(), store.derived()
    store.close()
    answered("backup")
    (data / "progress.db").unlink()
    answered("restore", "--yes")
    store = Store.open(f"sqlite:///{data / 'progress.db'}", "x")
    assert (store.entries(), store.derived()) == before
    store.close()


def test_answers_that_a_wrong_clock_has_dated_ahead_are_taken_back(answered, data) -> None:
    store = Store.open(f"sqlite:///{data / 'progress.db'}", "x")
    (ann,) = store.learners()
    (sitting,) = store.sittings(ann.id)
    ahead = Moment.now().later(timedelta(days=18_262))
    body = Answered(sitting.id, "air-quality/agreement-year", "choice", hash_of("{}"), (), "1991", "right", 1.0, "", 3, "", 4_000)
    store.record_answer(ann.id, body, "{}", ahead)
    store.close()
    told = answered("repair")
    assert told.out == "1 answer dated ahead of today, by a clock that was wrong: taken back, and still in the log.\n"
    assert answered("repair").out == "There is nothing to repair: every entry is sound.\n"


def test_a_record_of_an_earlier_version_is_backed_up_before_it_is_migrated(quiz, data) -> None:
    record = data / "progress.db"
    record.unlink()
    with closing(sqlite3.connect(record)) as connection:
        connection.executescript((Path(__file__).parents[1] / "record" / "revisions" / "0001.sql").read_text("utf-8"))
    before = record.read_bytes()
    assert len(json.loads(quiz("history", "--learner", "Anna", "--json").out)["sittings"]) == 8
    (backup,) = [file for file in (data / "backups").iterdir() if "before-migration" in file.name]
    with closing(sqlite3.connect(backup)) as connection, closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(before)
        assert list(connection.iterdump()) == list(old.iterdump())


def test_another_database_is_not_taken_for_an_older_copy_of_the_record(answered, data, tmp_path) -> None:
    before = json.loads((data / "device.json").read_text())["id"]
    ran = answered(*THREE, "--database", f"sqlite:///{tmp_path / 'other.db'}", stdin=["1", "1", "1"])
    assert (ran.status, "older" in ran.out, json.loads((data / "device.json").read_text())["id"]) == (0, False, before)


# -- a file that changes while nobody has it open


CHANGED = "quiz: The file of the record is not as it was when the program last closed it:"


def flip_a_score(folder: Path) -> None:
    """Change a digit of a score in the file itself, as a failing disk would."""
    execute(folder, "UPDATE sittings SET rights = 3")


def test_a_file_that_changed_by_itself_is_told_until_it_was_verified(answered, data) -> None:
    flip_a_score(data)
    told = [answered("history").err[: len(CHANGED)] for _ in range(2)]
    verified = answered("verify").status
    answered("rebuild")
    sound = answered("verify").status
    assert (told, verified, sound, answered("history").err) == ([CHANGED] * 2, 1, 0, "")


def test_a_file_that_did_not_change_is_not_told_of(answered) -> None:
    assert [answered(command).err for command in ("history", "topics", "history")] == [""] * 3


def test_a_file_that_another_window_wrote_to_is_not_told_of(answered, data) -> None:
    window = Study.open(places(str(data)))
    answered(*THREE, stdin=["1", "1", "1"])
    window.store.change_setting(window.learner.id, "theme", "light", window.clock())
    window.close()
    assert answered("history").err == ""


def test_a_file_that_a_killed_program_left_is_not_told_of(answered, data) -> None:
    killed = Study.open(places(str(data)))
    killed.store.change_setting(killed.learner.id, "theme", "light", killed.clock())
    killed.store.close()
    assert answered("history").err == ""
