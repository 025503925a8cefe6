"""What the program does when the record is not what it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from progress.moment import Moment
from quiz.app import QuizApp
from quiz.keeping import back_up, let_go, open_store
from quiz.places import Places
from quiz.screens.confirm import ConfirmDialog


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """A data folder in which Zoë learned; there is a backup."""
    where = Places(tmp_path / "data", banks=())
    store, _ = open_store(where, Moment.now())
    store.add_learner("Zoë", Moment.now())
    let_go(where, store)
    back_up(where, "by-hand", Moment.now())
    return where


def notice(app: QuizApp) -> str:
    return str(app.screen.query_one("#notice", Static).content)


async def test_a_record_that_is_gone_comes_back_from_its_backup(where: Places, settled: Callable[[Any], Any]) -> None:
    assert where.record is not None
    where.record.unlink()
    app = QuizApp(where)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("y")
        await settled(pilot)
        assert app.study is not None
        assert "Zoë" in [learner.name for learner in app.study.store.learners()]
    app.close()


async def test_without_a_yes_nothing_is_put_in_the_place_of_a_record_that_is_gone(where: Places, settled: Callable[[Any], Any]) -> None:
    assert where.record is not None
    where.record.unlink()
    app = QuizApp(where)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert notice(app).startswith(f"The record {where.record} is gone. quiz restore brings back the backup of ")
    app.close()
    assert not where.record.exists()


async def test_an_older_copy_in_the_record_s_place_is_told_at_home(where: Places, settled: Callable[[Any], Any], tmp_path: Path) -> None:
    assert where.record is not None
    old = tmp_path / "old.db"
    shutil.copy(where.record, old)
    store, _ = open_store(where, Moment.now())
    store.add_learner("Ben", Moment.now())
    let_go(where, store)
    shutil.copy(old, where.record)
    app = QuizApp(where)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert notice(app).startswith("This record is older than the one that was here when the program last closed")
    app.close()


async def test_the_program_makes_the_day_s_backup_when_home_is_filled(where: Places, settled: Callable[[Any], Any]) -> None:
    app = QuizApp(where)
    async with app.run_test() as pilot:
        await settled(pilot)
    app.close()
    assert sorted(each.name.split("-", 2)[2] for each in where.backups.iterdir()) == ["by-hand.db", "daily.db"]
