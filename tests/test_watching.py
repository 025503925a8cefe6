"""What a watch tells of files and folders: whatever an editor, a move or a deletion does to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from questions.watching import Watch


@pytest.fixture
def bank(bank_file) -> Path:
    """A file in a folder of its own."""
    return bank_file("topic: T\n", "banks/bank.yaml")


def test_nothing_has_changed_at_first(bank) -> None:
    assert Watch([bank]).changed() == set()


def test_a_file_that_is_written_to_has_changed_once(bank) -> None:
    watch = Watch([bank])
    bank.write_text("topic: Longer\n")
    assert (watch.changed(), watch.changed()) == ({bank}, set())


def test_a_text_of_the_same_length_has_changed_too(bank) -> None:
    os.utime(bank, ns=(1, 1))
    watch = Watch([bank])
    bank.write_text("topic: U\n")
    assert watch.changed() == {bank}


def test_a_file_that_is_replaced_by_one_of_the_same_time_and_size_has_changed(bank, bank_file) -> None:
    watch, new = Watch([bank]), bank_file("topic: U\n", "banks/bank.yaml~")
    os.utime(new, ns=(bank.stat().st_atime_ns, bank.stat().st_mtime_ns))
    new.replace(bank)
    assert watch.changed() == {bank}


def test_a_new_file_in_a_watched_folder_is_told(bank, bank_file) -> None:
    watch = Watch([bank.parent])
    new = bank_file("topic: U\n", "banks/deeper/new.yaml")
    assert watch.changed() == {new}


def test_what_is_no_bank_is_not_watched(bank, bank_file) -> None:
    watch = Watch([bank.parent])
    bank_file("x", "banks/.bank.yaml.swp")
    bank_file("x", "banks/notes.txt")
    assert watch.changed() == set()


@pytest.mark.parametrize("named", ["file", "folder"])
def test_a_file_that_is_gone_is_told_and_so_is_its_return(bank, named: str) -> None:
    watch = Watch([bank if named == "file" else bank.parent])
    bank.unlink()
    gone = watch.changed()
    bank.write_text("topic: T\n")
    assert (gone, watch.changed(), watch.changed()) == ({bank}, {bank}, set())


def test_a_folder_that_is_gone_takes_its_files_along(bank) -> None:
    watch = Watch([bank.parent])
    bank.unlink()
    bank.parent.rmdir()
    assert (watch.changed(), watch.changed()) == ({bank}, set())


def test_a_link_changes_with_the_file_it_leads_to(bank, tmp_path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(bank)
    watch = Watch([link])
    bank.write_text("topic: Longer\n")
    assert watch.changed() == {link}


def test_a_file_that_is_not_there_yet_can_be_watched(tmp_path, bank_file) -> None:
    watch = Watch([tmp_path / "bank.yaml"])
    assert (watch.changed(), bank_file("topic: T\n"), watch.changed()) == (set(), tmp_path / "bank.yaml", {tmp_path / "bank.yaml"})
