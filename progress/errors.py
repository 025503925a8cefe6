"""What can go wrong with the record, in sentences for the learner."""

# ruff: noqa: N818 - the names say what is the matter; "Error" at their ends would add nothing.

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class ProgressError(Exception):
    """Something about the record that the learner must know; the message says what, and what to do."""


class NotSaved(ProgressError):
    """Nothing was written; it may be tried again."""


class NewerRecord(ProgressError):
    """The database was written by a later version of the program."""


class Damaged(ProgressError):
    """The log cannot be read as it stands."""


class Refused(ProgressError):
    """A copy from elsewhere cannot be taken in as it is; nothing of it was."""


class NotFound(ProgressError):
    """There is no such learner, sitting or entry."""


_CAUSES = (
    (
        ("database or disk is full", "no space left", "disk i/o error"),
        "The disk is full, or it failed. Make room, then try again.",
    ),
    (
        ("database is locked", "lock timeout", "deadlock"),
        "Another program is using the record. Close it, or try again in a moment.",
    ),
    (
        ("readonly database", "read-only"),
        "The record cannot be written: its file or folder is read-only. Change that, or choose another folder with --data.",
    ),
    (
        ("unable to open database file",),
        "The record cannot be opened: its folder is missing, or may not be read. Check it, or choose another folder with --data.",
    ),
    (
        ("malformed", "not a database", "corrupt", "could not decode", "can't decode"),
        "The record is damaged. quiz repair sets the file aside and keeps all that is sound.",
    ),
    (
        ("password", "no pg_hba.conf entry", 'role "', "permission denied"),
        "The database server does not let this user in. Check the name and the password in its address, and the user's rights.",
    ),
    (
        ('database "',),
        "The database server has no database of this name. Create it, or correct the address.",
    ),
    (
        ("no such table", "does not exist"),
        "The file is not a record of this program. Choose another folder with --data.",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "connection timeout", "server closed", "failed to resolve host"),
        "The database server does not answer. Check that it runs and that its address is right.",
    ),
    (
        ("surrogates not allowed", "cannot contain nul"),
        "This text has characters in it that cannot be written down. Leave them out.",
    ),
)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn the database's errors into a ``NotSaved`` with a sentence that names the cure."""
    try:
        yield
    except _of_databases() as error:
        said = str(getattr(error, "orig", None) or error).casefold()
        for signs, sentence in _CAUSES:
            if any(sign in said for sign in signs):
                raise NotSaved(sentence) from error
        raise NotSaved(f"The record could not be used: {_first_line(said)}.") from error


def _of_databases() -> tuple[type[Exception], ...]:
    # Where SQLAlchemy was not loaded, none of its errors can have been raised.
    loaded = sys.modules.get("sqlalchemy.exc")
    return (sqlite3.Error, OSError, UnicodeError, *(() if loaded is None else (loaded.SQLAlchemyError,)))


def _first_line(said: str) -> str:
    # Only the driver's own words: SQLAlchemy would add the statement and its values.
    return (said.splitlines() or ["no reason given"])[0][:200].rstrip(".")
