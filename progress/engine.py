"""SQLAlchemy's engines: for a record that a server keeps, and for migrations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from progress.database import NO_ADDRESS
from progress.errors import ProgressError
from progress.sqlite import BUSY_SECONDS, begin_to_write, connect
from progress.statements import Statement, tables

_AT_ONCE = 5_000
"""So many rows are sent to a server together."""


class Connection:
    """A connection to a server within a transaction; see ``progress.sqlite.Connection``."""

    dialect = "postgresql"

    def __init__(self, inner: sa.Connection) -> None:
        self.inner = inner

    def execute(self, statement: Statement | sa.Executable, values: Mapping[str, Any] | None = None) -> Any:
        """Execute a statement with these values."""
        return self.inner.execute(_made(statement), dict(values) if values else None)

    def execute_for_each(self, statement: Statement | sa.Executable, every: Iterable[Mapping[str, Any]]) -> None:
        """Execute a statement once for each of these values."""
        if rows := [dict(values) for values in every]:
            self.inner.execute(_made(statement), rows)

    def tuples(self, statement: Statement | sa.Executable, values: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Execute a statement with these values; return the rows."""
        return iter(self.execute(statement, values))

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, each with a value for every one of these columns."""
        named = (dict(zip(columns, row, strict=True)) for row in rows)
        while some := list(islice(named, _AT_ONCE)):
            self.inner.execute(sa.insert(getattr(tables, table)), some)

    def run(self, sql: str) -> Any:
        """Run SQL as it is."""
        return self.inner.exec_driver_sql(sql)


def _made(statement: Statement | sa.Executable) -> sa.Executable:
    return statement.made("postgresql") if isinstance(statement, Statement) else statement


class Server:
    """A database that a PostgreSQL server keeps, for any thread."""

    dialect = "postgresql"
    only_read = False

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        # So that all that is read on one connection is of one moment.
        self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ")

    def close(self) -> None:
        """Let go of the server."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which all that is read is of one moment."""
        with self._reading.connect() as connection:
            yield Connection(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection; all that is written on it counts, or, after an error, nothing."""
        with self.engine.begin() as connection:
            yield Connection(connection)

    def settle(self) -> None:
        """Do nothing: a server puts things in order by itself."""


def make_engine(url: str) -> sa.Engine:
    """Return an engine for SQLite or PostgreSQL; one that writes, each transaction of which takes the lock when it begins.

    What follows ``sqlite:///`` is the file's path as it is: no ``?`` or ``%`` in it means anything.

    Raises:
        ProgressError: the URL cannot be understood, or its driver is not installed.
    """
    if url.startswith("sqlite:///"):
        return _sqlite_engine(url.removeprefix("sqlite:///"))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ProgressError(NO_ADDRESS) from error
    if parsed.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise ProgressError(NO_ADDRESS)
    try:
        return _postgresql_engine(parsed.set(drivername="postgresql+psycopg"))
    except ImportError as error:
        raise ProgressError("PostgreSQL needs one more package: pip install 'canada-us-quiz[postgresql]'.") from error


def _sqlite_engine(file: str) -> sa.Engine:
    engine = create_engine(URL.create("sqlite", database=file), creator=lambda: connect(Path(file)))

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        driver: Any = connection.connection.driver_connection
        begin_to_write(driver)

    return engine


def _postgresql_engine(url: URL) -> sa.Engine:
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": BUSY_SECONDS}
    engine = create_engine(url, pool_pre_ping=True, connect_args=waits)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # Without it a window that hangs would hang all others.
        connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.commit()

    return engine
