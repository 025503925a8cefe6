"""Rows of a table by primary key, past the object layer.

The statements are built once and filled in when they run: building one takes longer than running it, and an answer
needs a dozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from progress.tables import table_of

_OF = "of_"
"""Sets a value that is looked for apart from one that is written to the column of the same name."""


class Rows:
    """The rows of one table; a ``key`` has a value for every column of the primary key."""

    def __init__(self, model: type[SQLModel]) -> None:
        table = table_of(model)
        here = and_(*(column == bindparam(_OF + column.name) for column in table.primary_key.columns))
        self._find, self._add = select(table).where(here), insert(table)
        self._change, self._remove = update(table).where(here), delete(table).where(here)

    def find(self, connection: Connection, **key: Any) -> Row[Any] | None:
        """Return the row with this key, if there is one."""
        return connection.execute(self._find, _sought(key)).first()

    def add(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Write a new row."""
        connection.execute(self._add, dict(values))

    def change(self, connection: Connection, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Write these values into the row with this key; nothing happens if there is none."""
        connection.execute(self._change, _sought(key) | dict(values))

    def remove(self, connection: Connection, **key: Any) -> None:
        """Take the row with this key out."""
        connection.execute(self._remove, _sought(key))


def _sought(key: Mapping[str, Any]) -> dict[str, Any]:
    return {_OF + name: value for name, value in key.items()}


def insert_if_new(connection: Connection, table: Table) -> Any:
    """Return an insert that leaves a row alone that is there already."""
    return _insert_if_new(connection.dialect.name, table)


@cache
def _insert_if_new(dialect: str, table: Table) -> Any:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).on_conflict_do_nothing()
