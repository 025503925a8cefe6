"""The engine, made from a URL: how SQLite must be set so that an answer that was acknowledged is on disk."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError

from progress.errors import NewerRecord, ProgressError, said_plainly

HEAD = "0001"
"""The revision that this program writes; the newest in ``migrations/versions``."""

_BUSY_SECONDS = 10
"""How long to wait for another window before an answer counts as not saved; so long, too, for a server to answer."""

_SQLITE = "sqlite:///"
_NO_ADDRESS = "This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME."


def url_of_folder(folder: Path) -> str:
    """Return the URL of the SQLite database in a data folder."""
    return f"{_SQLITE}{folder / 'progress.db'}"


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL.

    What follows ``sqlite:///`` is the file's path as it is: no ``?`` or ``%`` in it means anything.

    Raises:
        ProgressError: the URL cannot be understood, or its driver is not installed.
    """
    if url.startswith(_SQLITE):
        return _sqlite_engine(url.removeprefix(_SQLITE))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ProgressError(_NO_ADDRESS) from error
    if parsed.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise ProgressError(_NO_ADDRESS)
    try:
        return _postgresql_engine(parsed.set(drivername="postgresql+psycopg"))
    except ImportError as error:
        raise ProgressError("PostgreSQL needs one more package: pip install 'canada-us-quiz[postgresql]'.") from error


def _sqlite_engine(file: str) -> Engine:
    if file in {"", ":memory:"}:
        raise ProgressError("A record that is kept in memory is none: name a file, sqlite:///FILE.")
    engine = create_engine(URL.create("sqlite", database=file), connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would begin them without taking the write lock.
        connection.isolation_level = None
        # NORMAL loses acknowledged answers when the power fails; FULL does not.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": _BUSY_SECONDS}
    engine = create_engine(url, pool_pre_ping=True, connect_args=waits)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # Without it a window that hangs would hang all others.
        connection.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
        connection.commit()

    return engine


def migrate(engine: Engine) -> None:
    """Bring the database to the revision of this program; it has the old one or the new, never one between.

    Raises:
        NewerRecord: a later version of the program wrote it; it is left as it was.
        ProgressError: it is a database of something else; it is left as it was.
        NotSaved: it cannot be written.
    """
    with said_plainly():
        with engine.connect() as connection:
            current = _is_current(connection)
        # Only now: the switch would write into a database that is refused.
        if engine.dialect.name == "sqlite":
            _switch_to_wal(engine)
        if current:
            return
        # Alembic takes as long to load as the rest together, and is needed once.
        from progress.migrations import upgrade

        with engine.execution_options(writes=True).begin() as connection:
            _take_alone(connection)
            if not _is_current(connection):  # else another window was quicker
                upgrade(connection)


def _switch_to_wal(engine: Engine) -> None:
    pooled = engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        until = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                # The switch needs the file alone for a moment and does not wait for it as other statements do.
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        pooled.close()


def _take_alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4021867)")


def _is_current(connection: Connection) -> bool:
    tables = set(inspect(connection).get_table_names())
    found = None
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None and tables:
        raise ProgressError("This is the database of another program; nothing was changed in it. Choose another file or database.")
    if found is not None and found > HEAD:
        raise NewerRecord("This record was written by a later version of the program. Update the program to go on with it.")
    return bool(found == HEAD)
