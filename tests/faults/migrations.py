"""A program that brings an old record to this revision, killed at any moment by SIGKILL."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from faults.result import Result
from faults.students import kill, said, started, unsound
from progress.copies import read_copy
from progress.database import HEAD
from progress.store import Store

OLD = Path(__file__).parent.parent / "record" / "revisions" / "0001.sql"
NEW_TABLE = "about"
"""A table that the old revision hasn't and the new one has."""


def migrate_and_tell(told: Connection, file: str) -> None:
    """Open a record, which migrates it."""
    told.send("begun")
    Store.open(f"sqlite:///{file}", "laptop").close()
    told.send("done")


def kill_while_migrating(folder: Path, runs: int, seed: int = 1991) -> Result:
    """Kill so many migrations; count records that are neither old nor new, or not what they were."""
    chance = random.Random(seed)
    old, file = folder / "old.db", folder / "progress.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(OLD.read_text("utf-8"))
        connection.execute("PRAGMA journal_mode=WAL")
    expected = read_copy(old)
    longest = _time_of_one(old, file)
    bad = {"neither old nor new": 0, "not what it was": 0}
    states = {"old": 0, "new": 0}
    for _ in range(runs):
        _place(old, file)
        process, told = started(migrate_and_tell, str(file))
        told.recv()
        time.sleep(chance.uniform(0, longest))
        kill(process)
        list(said(told))
        process.join()
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        states["new" if revision == HEAD else "old"] += 1
        bad["neither old nor new"] += (NEW_TABLE in tables) != (revision == HEAD)
        copy = read_copy(file)
        bad["not what it was"] += (copy.entries, copy.wordings) != (expected.entries, expected.wordings) or any(unsound(file).values())
    return Result(runs, bad, states)


def _place(old: Path, file: Path) -> None:
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    shutil.copy(old, file)


def _time_of_one(old: Path, file: Path) -> float:
    """Return how long a migration takes, so that kills fall into it and just after it."""
    took = []
    for _ in range(3):
        _place(old, file)
        process, told = started(migrate_and_tell, str(file))
        told.recv()
        before = time.monotonic()
        told.recv()
        took.append(time.monotonic() - before)
        process.join()
    return 1.2 * min(took)
