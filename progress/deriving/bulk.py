"""The derived tables written as a whole: of all learners, or of some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from progress.database import Connection
from progress.deriving.anew import Anew
from progress.many import without_collecting
from progress.statements import Executable, Statement, sa, statement, tables

_HERS = (
    "ANSWERS", "AMENDMENTS", "MARKS", "CARDS", "SITTINGS", "SCHEDULES", "DAYS", "WHOLE_DAYS", "MET", "RECALLS",
    "CONFIDENCES", "CONFUSIONS", "STREAMS", "SETTINGS",
)  # fmt: skip
DERIVED = ("DRAFTS", *_HERS)
"""The names of the derived tables; a row of each but the first names its learner."""


def _forget(table: str) -> Statement:
    return Statement(f"{table}.forget", lambda _: _of_learner(getattr(tables, table)))


def _of_learner(table: sa.Table) -> Executable:
    return sa.delete(table).where(table.c.learner == sa.bindparam("of_learner"))


@statement
def _forget_drafts() -> Executable:
    hers = sa.select(tables.SITTINGS.c.sitting).where(tables.SITTINGS.c.learner == sa.bindparam("of_learner"))
    return sa.delete(tables.DRAFTS).where(tables.DRAFTS.c.sitting.in_(hers))


_FORGET = (_forget_drafts, *map(_forget, _HERS))


@statement
def _log() -> sa.Select[Any]:
    return sa.select(tables.LOG)


@statement
def _log_of() -> sa.Select[Any]:
    return sa.select(tables.LOG).where(tables.LOG.c.stream == sa.bindparam("of_stream"))


def read_all(connection: Connection, learner_of: Mapping[str, str], one: Mapping[str, str]) -> Anew:
    """Return what follows from all entries, where it is known whose they are. Raises ``Damaged`` if one cannot be read."""
    anew = Anew(learner_of, one)
    anew.take(connection.tuples(_log))
    return anew


def derive_all(connection: Connection, learner_of: Mapping[str, str], one: Mapping[str, str]) -> None:
    """Derive everything anew. Raises as ``read_all``."""
    with without_collecting():
        anew = read_all(connection, learner_of, one)
        with _indexes_made_after(connection):
            for name in DERIVED:
                connection.run(f"DELETE FROM {name.lower()}")  # noqa: S608 - names of ours
            _write(connection, anew)


def read_anew(connection: Connection, learner_of: Mapping[str, str], learners: Collection[str]) -> Anew:
    """Return what follows from all entries of these learners. Raises ``Damaged`` if one cannot be read."""
    anew = Anew(learner_of, {})
    for stream, learner in learner_of.items():
        if learner in learners:
            anew.take(connection.tuples(_log_of, {"of_stream": stream}))
    return anew


def write_anew(connection: Connection, anew: Anew, learners: Collection[str], *, mostly: bool) -> None:
    """Let this be what follows from the entries of these learners; ``mostly`` if little is kept of others."""
    with _indexes_made_after(connection) if mostly else nullcontext():
        for learner in sorted(learners):
            for forget in _FORGET:
                connection.execute(forget, {"of_learner": learner})
        _write(connection, anew)


def _write(connection: Connection, anew: Anew) -> None:
    for name, columns, rows in anew.tables():
        if columns:
            connection.insert(name, columns, rows)


@contextmanager
def _indexes_made_after(connection: Connection) -> Iterator[None]:
    """Take the indexes of derived tables away meanwhile: to sort once is quicker than to find each row's place.

    On a server they stay, since others, who are reading, would have to wait.
    """
    if connection.dialect != "sqlite":
        yield
        return
    found = connection.run("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").all()
    indexes = [(name, sql) for name, table, sql in found if table.upper() in DERIVED]
    for name, _ in indexes:
        connection.run(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        connection.run(sql)
