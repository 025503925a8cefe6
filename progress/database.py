"""The engine, made from a URL: how SQLite must be set so that an answer that was acknowledged is on disk."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from progress.errors import NewerRecord, ProgressError, said_plainly

HEAD = "0001"
"""The revision that this program writes; the newest in ``migrations/versions``."""

_BUSY_SECONDS = 10


def url_of_folder(folder: Path) -> str:
    """Return the URL of the SQLite database in a data folder."""
    return f"sqlite:///{folder / 'progress.db'}"


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL.

    Raises:
        ProgressError: the URL cannot be understood, or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": _BUSY_SECONDS})
            _set_sqlite(engine)
            return engine
        return create_engine(parsed, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ProgressError("PostgreSQL needs one more package: pip install 'canada-us-quiz[postgresql]'.") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise ProgressError("This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME.") from error


def _set_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would begin them without taking the write lock.
        connection.isolation_level = None
        _switch_to_wal(connection)
        # NORMAL loses acknowledged answers when the power fails; FULL does not.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # The switch needs the file alone for a moment and does not wait for it as other statements do.
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def migrate(engine: Engine) -> None:
    """Bring the database to the revision of this program; it has the old one or the new, never one between.

    Raises:
        NewerRecord: a later version of the program wrote it.
        NotSaved: it cannot be written.
    """
    with said_plainly():
        with engine.connect() as connection:
            if _revision(connection) == HEAD:
                return
        # Alembic takes as long to load as the rest together, and is needed once.
        from progress.migrations import upgrade

        with engine.execution_options(writes=True).begin() as connection:
            _take_alone(connection)
            found = _revision(connection)
            if found == HEAD:
                return  # another window was quicker
            if found is not None and found > HEAD:
                raise NewerRecord("This record was written by a later version of the program. Update the program to go on with it.")
            upgrade(connection)


def _take_alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4021867)")


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
