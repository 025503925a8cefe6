"""The engine, made from a URL: how SQLite must be set so that an answer that was acknowledged is on disk."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from progress.errors import NewerRecord, ProgressError, said_plainly

REVISIONS = ("0001", "0002", "0003", "0004")
"""The revisions of the database, as in ``migrations/versions``."""

HEAD = REVISIONS[-1]
"""The revision that this program writes."""

_BUSY_SECONDS = 10
"""How long to wait for another window before an answer counts as not saved; so long, too, for a server to answer."""

_LOOKED_AGAIN_AFTER = 0.001
"""Seconds between two looks whether it is one's turn to write."""

_SQLITE = "sqlite:///"
_ONLY_READ = (
    "The record cannot be written: its file or folder is read-only. It can be looked at, but nothing can be added. "
    "Change that, or choose another folder with --data."
)
_NO_ADDRESS = "This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME."


def file_of(url: str) -> Path | None:
    """Return the file of an SQLite database, None for a server's."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def open_engine(url: str, before_migration: Callable[[], object] = bool) -> tuple[Engine, str]:
    """Return an engine for a database that is brought to this program's revision, and an empty text.

    What a later version of the program wrote is left as it is, and so is a file that may not be written: then the engine
    only reads, and the text says so.

    Raises:
        ProgressError: the URL cannot be understood, or it is a database of something else.
        NotSaved: it cannot be used.
    """
    engine = make_engine(url)
    try:
        if (refusal := _refusal(url, engine)) is not None:
            engine.dispose()
            return make_engine(url, only_read=True), refusal
        migrate(engine, before_migration)
    except BaseException:
        engine.dispose()
        raise
    return engine, ""


def _refusal(url: str, engine: Engine) -> str | None:
    file = file_of(url)
    if file is not None:
        if not file.exists() or not file.stat().st_size:
            return None
        # A connection that may write would, when it is closed, move what lies in the -wal.
        engine = make_engine(url, only_read=True)
    try:
        with said_plainly(), engine.connect() as connection:
            revision = _revision(connection)
        if file is not None and revision == HEAD and not all(os.access(each, os.W_OK) for each in (file, file.parent)):
            return _ONLY_READ
    except NewerRecord as error:
        return str(error)
    finally:
        if file is not None:
            engine.dispose()
    return None


def make_engine(url: str, *, only_read: bool = False) -> Engine:
    """Return an engine for SQLite or PostgreSQL.

    What follows ``sqlite:///`` is the file's path as it is: no ``?`` or ``%`` in it means anything. ``only_read`` opens
    an SQLite file so that nothing in it can change.

    Raises:
        ProgressError: the URL cannot be understood, or its driver is not installed.
    """
    if url.startswith(_SQLITE):
        return _sqlite_engine(url.removeprefix(_SQLITE), only_read)
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


def _sqlite_engine(file: str, only_read: bool) -> Engine:
    if file in {"", ":memory:"}:
        raise ProgressError("A record that is kept in memory is none: name a file, sqlite:///FILE.")
    url = URL.create("sqlite", database=file)
    if only_read:
        return create_engine(url, creator=partial(connect_to_read, Path(file)), poolclass=NullPool)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would begin them without taking the write lock.
        connection.isolation_level = None
        # NORMAL loses acknowledged answers when the power fails; FULL does not.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            _begin_to_write(connection.connection.driver_connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_to_write(connection: Any) -> None:
    """Begin to write as soon as nobody else does.

    SQLite would look ever less often, a tenth of a second apart in the end, so that of many windows one could wait for
    seconds; all who look equally often come to their turn.
    """
    until = time.monotonic() + _BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(_LOOKED_AGAIN_AFTER)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout={1_000 * _BUSY_SECONDS}")


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Return a connection to an SQLite file that changes nothing, not even beside it; raises ``sqlite3.Error``."""
    # Without a journal beside it nothing is under way, and reading needs no files of its own: it may lie on a disc.
    beside = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if beside.exists() and beside.stat().st_size else "mode=ro&immutable=1"
    uri = f"{file.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _postgresql_engine(url: URL) -> Engine:
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": _BUSY_SECONDS}
    engine = create_engine(url, pool_pre_ping=True, connect_args=waits)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # Without it a window that hangs would hang all others.
        connection.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
        connection.commit()

    return engine


def migrate(engine: Engine, before: Callable[[], object] = bool) -> None:
    """Bring the database to the revision of this program; it has the old one or the new, never one between.

    ``before`` is called before a database that holds something is changed.

    Raises:
        NewerRecord: a later version of the program wrote it; it is left as it was.
        ProgressError: it is a database of something else; it is left as it was.
        NotSaved: it cannot be written.
    """
    with said_plainly():
        with engine.connect() as connection:
            found = _revision(connection)
        # Only now: the switch would write into a database that is refused.
        if engine.dialect.name == "sqlite":
            _switch_to_wal(engine)
        if found == HEAD:
            return
        if found is not None:
            before()
        # Alembic takes as long to load as the rest together, and is needed once.
        from progress.deriving import rebuild
        from progress.migrations import upgrade

        with engine.execution_options(writes=True).begin() as connection:
            _take_alone(connection)
            if _revision(connection) != HEAD:  # else another window was quicker
                upgrade(connection)
                rebuild(connection)


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


def _revision(connection: Connection) -> str | None:
    """Return the revision of a database, None if there is nothing in it. Raises ``NewerRecord``, ``ProgressError``."""
    tables = set(inspect(connection).get_table_names())
    found = None
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None and tables:
        raise ProgressError("This is the database of another program; nothing was changed in it. Choose another file or database.")
    if found is not None and found > HEAD:
        needs = connection.exec_driver_sql("SELECT value FROM about WHERE name = 'needs'").scalar() if "about" in tables else None
        raise NewerRecord(_later(needs))
    if found is not None and found not in REVISIONS:
        raise ProgressError(f"This record is of a revision that never was, {found!s:.20}: it is damaged. quiz repair keeps what is sound.")
    return found


def _later(needs: str | None) -> str:
    wanted = f"It needs version {needs:.40} or later" if needs else "Update the program"
    return (
        "This record was written by a later version of the program; it can be looked at, but nothing can be added. "
        f"{wanted} to go on with it."
    )
