"""Programs that write answers, to be killed, cut off or watched."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from progress.chain import breaks
from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.records import EntryId
from progress.store import Store

START = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)
LOADED = ["faults.students", "progress.store", "progress.migrations", "sqlalchemy.dialects.sqlite"]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(LOADED)


def new_record(file: Path) -> tuple[str, str]:
    """Make a record with Ann in it; return her and her sitting."""
    store = Store.open(f"sqlite:///{file}", "laptop")
    ann = store.add_learner("Ann", START)
    sitting = store.start_sitting(ann.id, "review", [], START)
    store.close()
    return ann.id, sitting


def answers(store: Store, learner: str, sitting: str, mark: str) -> Iterator[EntryId]:
    """Record answers for ever; each is on disk when it is given. ``mark`` tells one program's wordings from another's."""
    for number in itertools.count():
        question, wording = f"air/{number % 20}", f"{mark} {number}"
        body = Answered(sitting, question, "choice", hash_of(wording), ("a", "b"), "a", "right", 1.0, "", 3, "", 4_000)
        yield store.record_answer(learner, body, wording, START.later(timedelta(seconds=number))).id


def answer_for_ever(told: Connection, file: str, learner: str, sitting: str, mark: str) -> None:
    """Tell of every answer once it is acknowledged."""
    store = Store.open(f"sqlite:///{file}", "laptop")
    told.send(None)
    for written in answers(store, learner, sitting, mark):
        told.send(tuple(written))


def started(program: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, Connection]:
    """Start a program that has everything loaded; return it and what it tells."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=program, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def kill(process: BaseProcess) -> None:
    """End a program by SIGKILL, unless it has just ended by itself."""
    assert process.pid is not None
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)


def said(told: Connection) -> Iterator[Any]:
    """Give what a program told until it ended or was killed."""
    with told:
        while True:
            try:
                yield told.recv()
            except (EOFError, ConnectionResetError):
                return


def unsound(file: Path) -> dict[str, int]:
    """Count what is wrong with a record: its pages, its chain, what is derived."""
    store = Store.open(f"sqlite:///{file}", "checker")
    try:
        derived, broken = store.derived(), len(breaks(store.entries()))
        store.rebuild()
        different = int(store.derived() != derived)
    finally:
        store.close()
    with closing(sqlite3.connect(file)) as connection:
        damaged = int(connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)])
    return {"damaged files": damaged, "broken chains": broken, "derived tables unlike a rebuild": different}
