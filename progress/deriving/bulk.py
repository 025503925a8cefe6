"""The derived tables written as a whole: of all learners, or of some."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from progress.database import Connection
from progress.deriving.anew import Anew
from progress.statements import Executable, sa, statement, tables


@statement
def _log() -> sa.Select[Any]:
    return sa.select(tables.LOG)


@statement
def _log_of() -> sa.Select[Any]:
    return sa.select(tables.LOG).where(tables.LOG.c.stream == sa.bindparam("of_stream"))


def derive_all(connection: Connection, learner_of: Mapping[str, str]) -> None:
    """Derive everything anew, where it is known whose each stream is. Raises ``Damaged`` if an entry cannot be read."""
    with _without_collecting():
        anew = Anew(learner_of)
        anew.take(connection.tuples(_log))
        for model in tables.DERIVED:
            connection.execute(sa.delete(tables.table_of(model)))
        with _indexes_made_after(connection):
            _write(connection, anew)


def derive_of(connection: Connection, learner_of: Mapping[str, str], learners: Collection[str]) -> None:
    """Derive anew what follows from the entries of these learners. Raises ``Damaged`` if one cannot be read."""
    with _without_collecting():
        anew = Anew(learner_of)
        for stream, learner in learner_of.items():
            if learner in learners:
                anew.take(connection.tuples(_log_of, {"of_stream": stream}))
        for learner in sorted(learners):
            for delete in _deletes(learner):
                connection.execute(delete)
        _write(connection, anew)


def _deletes(learner: str) -> Iterator[Executable]:
    sittings = tables.SITTINGS.c
    yield sa.delete(tables.DRAFTS).where(tables.DRAFTS.c.sitting.in_(sa.select(sittings.sitting).where(sittings.learner == learner)))
    for model in tables.DERIVED:
        table = tables.table_of(model)
        if "learner" in table.c:
            yield sa.delete(table).where(table.c.learner == learner)


def _write(connection: Connection, anew: Anew) -> None:
    for name, columns, rows in anew.tables():
        if columns:
            connection.insert(name, columns, rows)


@contextmanager
def _without_collecting() -> Iterator[None]:
    # Rows refer to nothing that refers back to them, and to look through a million of them again and again takes long.
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _indexes_made_after(connection: Connection) -> Iterator[None]:
    """Take the indexes of derived tables away meanwhile: to sort once is quicker than to find each row's place.

    On a server they stay, since others, who are reading, would have to wait.
    """
    if connection.dialect != "sqlite":
        yield
        return
    derived = {tables.table_of(model).name for model in tables.DERIVED}
    found = connection.run("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").all()
    indexes = [(name, sql) for name, table, sql in found if table in derived]
    for name, _ in indexes:
        connection.run(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        connection.run(sql)
