"""The steps from each revision of the database to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from progress import engine, sqlite


def configuration(connection: sa.Connection) -> Config:
    """Return Alembic's configuration for work on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def upgrading(url: str) -> Iterator[tuple[engine.Connection | sqlite.Connection, Callable[[], None]]]:
    """Give a connection to a database, and what runs on it every step that is missing; all in one transaction."""
    made = engine.make_engine(url)
    try:
        with made.begin() as connection:
            driver: Any = connection.connection.driver_connection
            ours = sqlite.Connection(driver) if made.dialect.name == "sqlite" else engine.Connection(connection)
            yield ours, lambda: command.upgrade(configuration(connection), "head")
    finally:
        made.dispose()
