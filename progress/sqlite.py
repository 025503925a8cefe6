"""The record in an SQLite file: how SQLite must be set so that an answer that was acknowledged is on disk."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from progress.statements import Executable, Statement, Text, text_of

BUSY_SECONDS = 10
"""How long to wait for another window before an answer counts as not saved; so long, too, for a server to answer."""

_LOOKED_AGAIN_AFTER = 0.001
"""Seconds between two looks whether it is one's turn to write."""


class Result:
    """What a statement gave; its rows have their columns by name."""

    __slots__ = ("_cursor", "_text")

    def __init__(self, cursor: sqlite3.Cursor, text: Text) -> None:
        self._cursor, self._text = cursor, text

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def _row(self) -> Callable[[Sequence[Any]], Any]:
        return _rows.get(self._text) or _rows.setdefault(self._text, _row_of(self._cursor.description, self._text.truths))

    def __iter__(self) -> Iterator[Any]:
        return map(self._row, self._cursor)

    def all(self) -> list[Any]:
        """Return all rows."""
        return list(map(self._row, self._cursor.fetchall()))

    def first(self) -> Any:
        """Return the first row, None if there is none."""
        values = self._cursor.fetchone()
        row = None if values is None else self._row(values)
        self._cursor.close()
        return row

    def one(self) -> Any:
        """Return the row of a statement that always gives one."""
        return self.first()

    def scalar(self) -> Any:
        """Return the first value of the first row, None if there is no row."""
        values = self._cursor.fetchone()
        self._cursor.close()
        return None if values is None else values[0]

    def scalars(self) -> Iterator[Any]:
        """Return the first value of each row."""
        return map(itemgetter(0), self._cursor)


_rows: WeakKeyDictionary[Text, Callable[[Sequence[Any]], Any]] = WeakKeyDictionary()


def _row_of(columns: Sequence[Sequence[Any]], truths: tuple[int, ...]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a row of its values: a tuple with names, and with truth values where they belong."""
    names = [column[0] for column in columns]
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - the columns are known only now
    make: Callable[[Iterable[Any]], Any] = row._make
    if not truths:
        return make
    places = frozenset(truths)

    def made(values: Sequence[Any]) -> Any:
        # One that is none, in a damaged record, stays as it is.
        return make(bool(value) if place in places and value in (0, 1) else value for place, value in enumerate(values))

    return made


class Connection:
    """A connection within a transaction."""

    dialect = "sqlite"

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def execute(self, statement: Statement | Executable, values: Mapping[str, Any] | None = None) -> Result:
        """Execute a statement with these values."""
        text: Text = statement.text if isinstance(statement, Statement) else text_of(statement)
        given = {**text.values, **(values or {})} if text.values else (values or {})
        return Result(self.driver.execute(text.sql, given), text)

    def execute_for_each(self, statement: Statement | Executable, every: Iterable[Mapping[str, Any]]) -> None:
        """Execute a statement once for each of these values."""
        text: Text = statement.text if isinstance(statement, Statement) else text_of(statement)
        self.driver.executemany(text.sql, ({**text.values, **values} for values in every))

    def tuples(self, statement: Statement | Executable, values: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """Execute a statement with these values; return the rows as SQLite has them, with 0 and 1 for truth values."""
        text: Text = statement.text if isinstance(statement, Statement) else text_of(statement)
        return iter(self.driver.execute(text.sql, {**text.values, **(values or {})}))

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, each with a value for every one of these columns."""
        names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        self.driver.executemany(f"INSERT INTO {table.lower()} ({names}) VALUES ({places})", rows)  # noqa: S608 - names of ours

    def run(self, sql: str) -> Result:
        """Run SQL as it is."""
        return Result(self.driver.execute(sql), Text(sql))


class SQLite:
    """An SQLite file, for any thread; ``only_read`` opens it so that nothing in it can change."""

    dialect = "sqlite"

    def __init__(self, file: str, *, only_read: bool = False) -> None:
        self.url = f"sqlite:///{file}"
        self.file = Path(file)
        self.only_read = only_read
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which all that is read is of one moment."""
        with self._connected() as driver:
            driver.execute("BEGIN")
            try:
                yield Connection(driver)
            finally:
                driver.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that is alone in writing; all that is written on it counts, or, after an error, nothing."""
        with self._connected() as driver:
            begin_to_write(driver)
            yield Connection(driver)
            driver.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            driver = self._idle.pop() if self._idle else None
        if driver is None:
            driver = connect_to_read(self.file) if self.only_read else connect(self.file)
        try:
            yield driver
        except BaseException:
            with suppress(sqlite3.Error):
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
            raise
        finally:
            # Whoever only reads holds nothing open, so that the file can be replaced.
            if self.only_read or driver.in_transaction:
                driver.close()
            else:
                with self._lock:
                    self._idle.append(driver)

    def settle(self) -> None:
        """Move what lies in the journal into the file, without waiting for anyone."""
        with self._connected() as driver:
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def switch_to_wal(self) -> None:
        """Keep the journal so that windows can read while one writes."""
        with self._connected() as driver:
            # The switch needs the file alone for a moment and does not wait for it as other statements do.
            _when_free(driver, "PRAGMA journal_mode=WAL", 0.02)


def connect(file: Path) -> sqlite3.Connection:
    """Return a connection to an SQLite file that may be written, set for safety; raises ``sqlite3.Error``."""
    # The driver must not begin transactions by itself: it would begin them without taking the write lock.
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    # NORMAL loses acknowledged answers when the power fails; FULL does not.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Return a connection to an SQLite file that changes nothing, not even beside it; raises ``sqlite3.Error``."""
    # Without a journal beside it nothing is under way, and reading needs no files of its own: it may lie on a disc.
    beside = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if beside.exists() and beside.stat().st_size else "mode=ro&immutable=1"
    uri = f"{file.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def begin_to_write(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as nobody else does.

    SQLite would look ever less often, a tenth of a second apart in the end, so that of many windows one could wait for
    seconds; all who look equally often come to their turn.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        _when_free(connection, "BEGIN IMMEDIATE", _LOOKED_AGAIN_AFTER)
    finally:
        connection.execute(f"PRAGMA busy_timeout={1_000 * BUSY_SECONDS}")


def _when_free(connection: sqlite3.Connection, sql: str, looked_again_after: float) -> None:
    """Run SQL as soon as the file is not locked any more, looking again after so many seconds. Raises ``sqlite3.OperationalError``."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(sql)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(looked_again_after)
        else:
            return
