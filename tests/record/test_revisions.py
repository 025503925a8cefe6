"""Databases of every released revision, brought to this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from progress.chain import breaks
from progress.database import HEAD, REVISIONS
from progress.store import Store

FOLDER = Path(__file__).parent / "revisions"


@pytest.fixture(params=REVISIONS)
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(revision: str, tmp_path: Path) -> Path:
    """A database as that revision's program left it."""
    file = tmp_path / "progress.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FOLDER / f"{revision}.sql").read_text("utf-8"))
        connection.execute("PRAGMA journal_mode=WAL")
    return file


def truth(file: Path) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in ("log", "wordings")]  # noqa: S608


def test_the_log_and_the_wordings_come_through_unchanged(old: Path) -> None:
    before = truth(old)
    Store.open(f"sqlite:///{old}", "laptop").close()
    assert truth(old) == before


def test_what_is_derived_equals_a_rebuild(old: Path) -> None:
    store = Store.open(f"sqlite:///{old}", "laptop")
    migrated = store.derived()
    store.rebuild()
    assert (store.derived(), breaks(store.entries())) == (migrated, ())
    store.close()


def test_every_past_answer_reads_as_it_was_given(old: Path) -> None:
    store = Store.open(f"sqlite:///{old}", "laptop")
    anna = next(learner for learner in store.learners() if learner.name == "Anna")
    given = [(answer.response, answer.rating, answer.claim) for answer in store.answers_to(anna.id, "air/rain")]
    days = [(f'day {day} ½ \t"quoted"', 1 + (day + len("air/rain")) % 4, "") for day in reversed(range(6))]
    assert given == [*days, (None, 3, "right")]
    store.close()


def test_a_database_is_handed_over_for_a_backup_as_it_was_before_it_is_migrated(old: Path, revision: str) -> None:
    handed_over: list[str] = []

    def back_up() -> None:
        with closing(sqlite3.connect(old)) as connection:
            handed_over.extend(connection.execute("SELECT version_num FROM alembic_version").fetchone())

    Store.open(f"sqlite:///{old}", "laptop", back_up).close()
    assert handed_over == ([] if revision == HEAD else [revision])
