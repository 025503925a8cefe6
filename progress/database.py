"""The database that an address names, brought to this program's revision."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from progress.errors import NewerRecord, ProgressError, said_plainly
from progress.sqlite import SQLite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from progress.statements import Executable, Statement

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""The revisions of the database, as in ``migrations/versions``."""

HEAD = REVISIONS[-1]
"""The revision that this program writes."""

_SQLITE = "sqlite:///"
_ONLY_READ = (
    "The record cannot be written: its file or folder is read-only. It can be looked at, but nothing can be added. "
    "Change that, or choose another folder with --data."
)
NO_ADDRESS = "This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME."


class Connection(Protocol):
    """A connection within a transaction; what it returns has the rows of SQLAlchemy's results."""

    dialect: str

    def execute(self, statement: Statement | Executable, values: Mapping[str, Any] | None = None, /) -> Any:
        """Execute a statement with these values."""

    def execute_for_each(self, statement: Statement | Executable, every: Iterable[Mapping[str, Any]], /) -> None:
        """Execute a statement once for each of these values."""

    def tuples(self, statement: Statement | Executable, values: Mapping[str, Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        """Execute a statement with these values; return the rows without names, for very many."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], /) -> None:
        """Write rows into a table, named as in ``progress.tables``, each with a value for every one of these columns."""

    def run(self, sql: str, /) -> Any:
        """Run SQL as it is."""


class Database(Protocol):
    """A database, for any thread."""

    url: str
    dialect: str
    only_read: bool

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection on which all that is read is of one moment."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection; all that is written on it counts, or, after an error, nothing."""

    def settle(self) -> None:
        """Put in order what was written, without waiting for anyone."""

    def close(self) -> None:
        """Let go of the database; it may be used again."""


def file_of(url: str) -> Path | None:
    """Return the file of an SQLite database, None for a server's."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def open_database(url: str, before_migration: Callable[[], object] = bool) -> tuple[Database, str]:
    """Return a database that is brought to this program's revision, and an empty text.

    What a later version of the program wrote is left as it is, and so is a file that may not be written: then it is
    only read, and the text says so.

    Raises:
        ProgressError: the URL cannot be understood, or it is a database of something else.
        NotSaved: it cannot be used.
    """
    database = database_at(url)
    try:
        if (refusal := _refusal(url, database)) is not None:
            database.close()
            return database_at(url, only_read=True), refusal
        migrate(database, before_migration)
    except BaseException:
        database.close()
        raise
    return database, ""


def database_at(url: str, *, only_read: bool = False) -> Database:
    """Return the database at an address as it is; ``only_read`` opens a file so that nothing in it can change.

    What follows ``sqlite:///`` is the file's path as it is: no ``?`` or ``%`` in it means anything.

    Raises:
        ProgressError: the URL cannot be understood, or its driver is not installed.
    """
    if not url.startswith(_SQLITE):
        if not re.match(r"postgresql(\+psycopg)?:", url):
            raise ProgressError(NO_ADDRESS)
        from progress.engine import Server

        return Server(url)
    file = url.removeprefix(_SQLITE)
    if file in {"", ":memory:"}:
        raise ProgressError("A record that is kept in memory is none: name a file, sqlite:///FILE.")
    return SQLite(file, only_read=only_read)


def _refusal(url: str, database: Database) -> str | None:
    file = file_of(url)
    if file is not None:
        if not file.exists() or not file.stat().st_size:
            return None
        # A connection that may write would, when it is closed, move what lies in the -wal.
        database = database_at(url, only_read=True)
    try:
        with said_plainly(), database.reading() as connection:
            revision = _revision(connection)
        if file is not None and revision == HEAD and not all(os.access(each, os.W_OK) for each in (file, file.parent)):
            return _ONLY_READ
    except NewerRecord as error:
        return str(error)
    return None


def migrate(database: Database, before: Callable[[], object] = bool) -> None:
    """Bring a database to the revision of this program; it has the old one or the new, never one between.

    ``before`` is called before a database that holds something is changed.

    Raises:
        NewerRecord: a later version of the program wrote it; it is left as it was.
        ProgressError: it is a database of something else; it is left as it was.
        NotSaved: it cannot be written.
    """
    with said_plainly():
        with database.reading() as connection:
            found = _revision(connection)
        # Only now: the switch would write into a database that is refused.
        if isinstance(database, SQLite):
            database.switch_to_wal()
        if found == HEAD:
            return
        if found is not None:
            before()
        # Alembic takes as long to load as the rest together, and is needed once.
        from progress.migrations import upgrading

        with upgrading(database.url) as (connection, upgrade):
            if connection.dialect == "postgresql":
                connection.run("SELECT pg_advisory_xact_lock(4021867)")
            if _revision(connection) != HEAD:  # else another window was quicker
                from progress.deriving import rebuild

                upgrade()
                rebuild(connection)


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


def _revision(connection: Connection) -> str | None:
    """Return the revision of a database, None if there is nothing in it. Raises ``NewerRecord``, ``ProgressError``."""
    tables = set(connection.run(_TABLES[connection.dialect]).scalars())
    found = None
    if "alembic_version" in tables:
        found = connection.run("SELECT version_num FROM alembic_version").scalar()
    if found is None and tables:
        raise ProgressError("This is the database of another program; nothing was changed in it. Choose another file or database.")
    if found is not None and found > HEAD:
        needs = connection.run("SELECT value FROM about WHERE name = 'needs'").scalar() if "about" in tables else None
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
