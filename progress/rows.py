"""Rows of a table by primary key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from progress.database import Connection
from progress.statements import Executable, Statement, sa, tables

_OF = "of_"
"""Sets a value that is looked for apart from one that is written to the column of the same name."""


class Rows:
    """The rows of one table; a ``key`` has a value for every column of the primary key.

    ``changed`` names the columns that are written together when a row changes, in one way or several.
    """

    def __init__(self, table: str, *changed: tuple[str, ...]) -> None:
        def made() -> sa.Table:
            found: sa.Table = getattr(tables, table)
            return found

        def here() -> sa.ColumnElement[bool]:
            return sa.and_(*(column == sa.bindparam(_OF + column.name) for column in made().primary_key.columns))

        def changing(names: tuple[str, ...], _dialect: str) -> Executable:
            return sa.update(made()).where(here()).values({name: sa.bindparam(name) for name in names})

        self._find = Statement(f"{table}.find", lambda _: sa.select(made()).where(here()))
        self._add = Statement(f"{table}.add", lambda _: sa.insert(made()))
        self._remove = Statement(f"{table}.remove", lambda _: sa.delete(made()).where(here()))
        self._changes = {frozenset(names): Statement(f"{table}.change {' '.join(names)}", partial(changing, names)) for names in changed}

    def find(self, connection: Connection, **key: Any) -> Any:
        """Return the row with this key, None if there is none."""
        return connection.execute(self._find, _sought(key)).first()

    def add(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Write a new row."""
        connection.execute(self._add, values)

    def change(self, connection: Connection, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Write these values into the row with this key; nothing happens if there is none."""
        connection.execute(self._changes[frozenset(values)], _sought(key) | dict(values))

    def remove(self, connection: Connection, **key: Any) -> None:
        """Take the row with this key out."""
        connection.execute(self._remove, _sought(key))


def _sought(key: Mapping[str, Any]) -> dict[str, Any]:
    return {_OF + name: value for name, value in key.items()}


def insert_if_new(table: str) -> Statement:
    """Return an insert that leaves a row alone that is there already."""

    def build(dialect: str) -> Executable:
        if dialect == "postgresql":
            from sqlalchemy.dialects import postgresql

            return postgresql.insert(getattr(tables, table)).on_conflict_do_nothing()
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(getattr(tables, table)).on_conflict_do_nothing()

    return Statement(f"{table}.add if new", build)
