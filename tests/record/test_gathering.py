"""The record of a class: what was handed in, joined; only what is new is read; and whatever lies in the folder, it is told in words."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.hostile_copies import meddled

from progress.copies import write_log
from progress.errors import Refused
from progress.gathering import Gathering, gathered
from progress.log import Answered
from progress.moment import Moment
from progress.store import Store
from progress.verifying import verify

HandIn = Callable[..., Path]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder into which students put their logs."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def hand_in(inbox: Path, tmp_path: Path, sqlite: Path, answered: Callable[..., Answered], at: Callable[..., Moment]) -> Iterator[HandIn]:
    """Let a student answer some questions more at a device of hers, and hand in her log."""
    stores: dict[tuple[str, str], Store] = {}

    def hand_in(name: str, answers: int = 1, file: str = "", device: str = "laptop", by: str = "") -> Path:
        key = by or name, device
        if key not in stores:
            database = tmp_path / f"{'-'.join(key)}.db"
            shutil.copy(sqlite, database)
            stores[key] = Store.open(f"sqlite:///{database}", f"{device} of {by or name}")
        store = stores[key]
        learner = store.learner_named(name, at())
        sitting = store.start_sitting(learner.id, "review", ["air/year"], at())
        for number in range(answers):
            store.record_answer(learner.id, answered(sitting, f"air/{number}"), f'"air/{number}"', at(minutes=store.size()))
        path = inbox / (file or f"{name}.quizlog")
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as out:
            write_log(out, store.export(learner), learner.id)
        return path

    yield hand_in
    for store in stores.values():
        store.close()


@pytest.fixture
def look(inbox: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Look at the class; what was refused, the steps it took, and what is asked of its record are returned."""
    opened: list[Store] = []

    def look(ask: Callable[[Store], Any] = lambda _: None, folder: Path = inbox) -> tuple[dict[str, str], int, Any]:
        steps: list[Any] = []
        gathering, store = gathered(folder, tmp_path / "classes", steps.append)
        opened.append(store)
        return gathering.refused, max(0, len(steps) - 1), ask(store)

    yield look
    for store in opened:
        store.close()


def answers_of(store: Store) -> dict[str, int]:
    names = {learner.id: learner.name for learner in store.learners()}
    counts = dict.fromkeys(names.values(), 0)
    for one in store.scored():
        counts[names[one.learner]] += 1
    return counts


def test_the_logs_of_a_folder_are_one_record(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann", 2)
    hand_in("Ben", 3, file="ben/log.quizlog")
    assert look(answers_of) == ({}, 2, {"Ann": 2, "Ben": 3})


def test_a_later_look_reads_only_what_is_new(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann", 2)
    look()
    steps = [look()[1]]
    hand_in("Ben")
    assert [*steps, *look(answers_of)[1:]] == [0, 1, {"Ann": 2, "Ben": 1}]


def test_a_log_that_is_handed_in_anew_goes_on(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann", 2)
    look()
    hand_in("Ann", 3)
    assert look(answers_of) == ({}, 1, {"Ann": 5})


def test_a_log_that_is_gone_leaves_nothing_behind(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann")
    gone = hand_in("Ben")
    look()
    gone.unlink()
    assert look(answers_of) == ({}, 1, {"Ann": 1})


def test_a_log_in_whose_place_another_s_is_leaves_nothing_behind(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann", 2, file="student.quizlog")
    look()
    hand_in("Ben", 1, file="student.quizlog")
    assert look(answers_of)[2] == {"Ben": 1}


def test_neither_the_names_of_files_nor_their_number_matter(hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path) -> None:
    for name in ("Ann", "Ben", "Zoë"):
        hand_in(name, 2)
    other = tmp_path / "other"
    other.mkdir()
    for number, file in enumerate(sorted(inbox.iterdir(), reverse=True)):
        shutil.copy(file, other / f"{number}.quizlog")
        shutil.copy(file, other / f"again-{number}.quizlog")
    assert look(Store.derived)[2] == look(Store.derived, other)[2]


def test_two_students_of_one_name_are_two(hand_in: HandIn, look: Any) -> None:
    hand_in("Ann")
    hand_in("Ann", file="other.quizlog", by="another Ann")
    assert look(lambda store: [learner.name for learner in store.learners()])[2] == ["Ann", "Ann"]


def test_a_database_counts_as_a_log(hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path) -> None:
    hand_in("Ann", 2).unlink()
    shutil.copy(tmp_path / "Ann-laptop.db", inbox / "ann.db")
    shutil.copy(tmp_path / "Ann-laptop.db-wal", inbox / "ann.db-wal")
    assert look(answers_of)[2] == {"Ann": 2}


def test_nothing_is_changed_in_the_folder(hand_in: HandIn, look: Any, inbox: Path) -> None:
    before = hand_in("Ann").read_bytes()
    look()
    assert {file.name: file.read_bytes() for file in inbox.iterdir()} == {"Ann.quizlog": before}


def broken(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"air/0", b"air/1"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(b"%PDF-1.7"), "Ben.quizlog is neither a record of this program nor a log exported by"),
        (lambda file: file.write_bytes(file.read_bytes()[:-30]), "Ben.quizlog: line 5 cannot be read: it is not what this program"),
        (
            lambda file: file.write_bytes(file.read_bytes().replace(b'"format":', b'"format":9')),
            "Ben.quizlog was written by a later version",
        ),
        (broken, "Ben.quizlog: "),
        (lambda file: (file.unlink(), os.mkfifo(file)), "Ben.quizlog is no file."),
        (lambda file: (file.unlink(), file.symlink_to("nowhere")), "Ben.quizlog cannot be read: no such file or directory."),
    ],
    ids=["no log", "cut off", "later version", "changed", "pipe", "broken link"],
)
def test_a_file_that_cannot_be_read_is_told_and_left_out(hand_in: HandIn, look: Any, spoil: Callable[[Path], Any], said: str) -> None:
    hand_in("Ann")
    spoil(hand_in("Ben"))
    refused, _, answers = look(answers_of)
    assert (list(refused), answers) == (["Ben.quizlog"], {"Ann": 1})
    assert refused["Ben.quizlog"].startswith(said)
    assert look()[:2] == (refused, 0)


def test_of_files_of_one_name_the_folder_is_told_too(look: Any, inbox: Path) -> None:
    (inbox / "ben").mkdir()
    (inbox / "ben" / "log.quizlog").write_text("nothing")
    assert next(iter(look()[0].values())).startswith("ben: log.quizlog is neither")


@pytest.mark.parametrize("late", ["a.quizlog", "b.quizlog"])
def test_of_two_logs_that_contradict_each_other_the_first_by_name_stays(
    hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path, late: str
) -> None:
    first, other = hand_in("Ann", 1, file="a.quizlog"), tmp_path / "Ann-laptop.db"
    shutil.copy(other, tmp_path / "twin.db")
    shutil.copy(other.with_name(f"{other.name}-wal"), tmp_path / "twin.db-wal")
    store = Store.open(f"sqlite:///{tmp_path / 'twin.db'}", "laptop of Ann")
    ann = store.learners()[0]
    store.change_setting(ann.id, "theme", "light", Moment.now())
    with (inbox / "b.quizlog").open("wb") as out:
        write_log(out, store.export(ann), ann.id)
    store.close()
    hand_in("Ann", 2, file=first.name)
    aside = tmp_path / late
    (inbox / late).rename(aside)
    look()
    aside.rename(inbox / late)
    refused, _, answers = look(answers_of)
    assert (list(refused), answers) == (["b.quizlog"], {"Ann": 3})
    assert refused["b.quizlog"].startswith("b.quizlog contradicts another log of this folder:")


def test_what_hides_or_is_no_log_by_its_name_is_not_meant(hand_in: HandIn, look: Any, inbox: Path) -> None:
    hand_in("Ann")
    for name in (".Ben.quizlog.new", "._Ann.quizlog", "Thumbs.db", "README.txt"):
        (inbox / name).write_text("not a log")
    assert look(answers_of) == ({}, 1, {"Ann": 1})


def test_what_the_program_itself_keeps_is_not_taken_for_handed_in(hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path) -> None:
    hand_in("Ann")
    look()
    assert look(answers_of, tmp_path)[2] == {"Ann": 1}
    assert look(answers_of, tmp_path)[:2] == ({}, 0)


def test_a_folder_that_is_not_there_is_told(look: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        look(folder=tmp_path / "nowhere")
    assert str(error.value) == f"The folder {tmp_path / 'nowhere'} cannot be read: no such file or directory."


def lose_database(kept: Path) -> None:
    next(kept.glob("*.db")).unlink()


def damage_database(kept: Path) -> None:
    file = next(kept.glob("*.db"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def damage_list(kept: Path) -> None:
    next(kept.glob("*.json")).write_text('{"made_by": [], "files": 7}')


@pytest.mark.parametrize("spoil", [lose_database, damage_database, damage_list, shutil.rmtree])
def test_a_record_that_is_not_as_it_was_left_is_made_anew(hand_in: HandIn, look: Any, tmp_path: Path, spoil: Callable[[Path], Any]) -> None:
    hand_in("Ann", 2)
    look()
    spoil(tmp_path / "classes")
    assert look(answers_of) == ({}, 1, {"Ann": 2})


def test_a_look_that_is_stopped_keeps_what_was_read(hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path) -> None:
    for name in ("Ann", "Ben", "Zoë"):
        hand_in(name)
    steps = Gathering(inbox, tmp_path / "classes").look()
    for _ in range(3):
        next(steps)
    steps.close()
    assert look(answers_of) == ({}, 1, {"Ann": 1, "Ben": 1, "Zoë": 1})


def test_one_database_is_kept_however_often_it_is_looked(hand_in: HandIn, look: Any, tmp_path: Path) -> None:
    for name in ("Ann", "Ben", "Zoë"):
        hand_in(name)
        look()
    assert len(list((tmp_path / "classes").glob("*.db"))) == 1


def test_whatever_was_done_to_the_files_the_record_is_sound(hand_in: HandIn, look: Any, inbox: Path, tmp_path: Path) -> None:
    whole, chance = hand_in("Ann", 20).read_bytes(), random.Random(5)
    hand_in("Ben", 2)
    for number in range(30):
        (inbox / f"{number}.quizlog").write_bytes(meddled(whole, chance))
    refused, _, answers = look(answers_of)
    (database,) = (tmp_path / "classes").glob("*.db")
    assert (len(refused) > 20, answers["Ben"], verify(f"sqlite:///{database}").findings) == (True, 2, ())
