"""Where the program keeps things, and what the environment asks of it."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from quiz.display import one_line

NAME = "canada-us-quiz"
_SQLITE = "sqlite:///"
LONGEST_NAME = 40
"""The most characters of a learner's name."""


class Places(NamedTuple):
    """What the command line and the environment say: data folder, database, learner, more banks, line mode."""

    data: Path
    database: str = ""
    learner: str = ""
    banks: tuple[Path, ...] = ()
    plain: bool = False
    cache: Path | None = None
    """The folder for what can be made again, if that is not to be in the data folder."""

    @property
    def banks_read(self) -> Path:
        """The folder of banks that were read before; it may be deleted."""
        return (self.cache or self.data / "cache") / "banks"

    @property
    def url(self) -> str:
        """The address of the database."""
        if self.database:
            return self.database
        return f"{_SQLITE}{self.data / 'progress.db'}"

    @property
    def record(self) -> Path | None:
        """The file of the record; None if a server keeps it."""
        return Path(self.url.removeprefix(_SQLITE)) if self.url.startswith(_SQLITE) else None

    @property
    def backups(self) -> Path:
        """The folder of the record's backups."""
        return (self.record or self.data).parent / "backups" if self.database else self.data / "backups"

    @property
    def state(self) -> Path:
        """The file that says which device this is and who learned here last."""
        return self.data / "device.json"


class UnusableFolder(OSError):  # noqa: N818 - the name says what is the matter
    """The data folder cannot be used; the message says which and why."""

    def __init__(self, folder: Path, error: OSError) -> None:
        reason = _REASONS.get(type(error)) or _NUMBERED.get(error.errno or 0) or (error.strerror or str(error)).rstrip(".").casefold()
        super().__init__(error.errno, reason)
        self.folder = folder

    def __str__(self) -> str:
        return f"The data folder {self.folder} cannot be used: {self.strerror}. Choose another with --data."


_REASONS: dict[type[OSError], str] = {
    FileExistsError: "it is a file, not a folder",
    NotADirectoryError: "part of its path is a file, not a folder",
    PermissionError: "it may not be written",
}
_NUMBERED = {errno.EROFS: "its disk can only be read", errno.ENOSPC: "the disk is full", errno.ENAMETOOLONG: "its name is too long"}


def places(
    data: str | None = None,
    database: str | None = None,
    learner: str | None = None,
    banks: Sequence[str] = (),
    *,
    plain: bool = False,
) -> Places:
    """Return the places: what is given here first, then the environment, then the platform's custom.

    Raises:
        ValueError: something is given that names nothing; the message says what.
    """
    for option, given in (("--data", data), ("--database", database), *(("--banks", bank) for bank in banks)):
        if given is not None and not given.strip():
            raise ValueError(f"{option} needs a name after it; what was given is empty.")
    folder = data or os.environ.get("QUIZ_HOME")
    return Places(
        data=_path(folder or _usual("user_data_dir")),
        database=database or os.environ.get("QUIZ_DATABASE", ""),
        learner="" if learner is None else learner_name(learner),
        banks=tuple(_path(bank) for bank in banks),
        plain=plain or wants_plain(),
        # Who names a folder wants all of it there.
        cache=None if folder else _path(_usual("user_cache_dir")),
    )


def _usual(folder: str) -> str:
    """Return the platform's own place for a folder of this sort."""
    import platformdirs

    return str(getattr(platformdirs, folder)(NAME, appauthor=False))


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"There is no such user's folder: {name}.") from None
    except OSError:
        raise ValueError(f"The folder you are in is gone, so {name} cannot be found from here.") from None


def learner_name(given: str) -> str:
    """Return a learner's name as it is kept; raises ``ValueError`` if it can be none."""
    name = one_line(given)
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"A learner's name has 1 to {LONGEST_NAME} characters.")
    return name


def wants_plain() -> bool:
    """Whether responses must be read as lines: asked for, or the terminal can do no more, or one of the streams is none.

    Textual draws on standard error.
    """
    asked_for = os.environ.get("ACCESSIBLE", "").casefold() not in ("", "0", "false", "no", "off")
    return (
        asked_for
        or os.environ.get("TERM") == "dumb"
        or not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    )


class Device(NamedTuple):
    """This program on this machine: ``id`` names its streams in the log, ``learner`` is who learned here last.

    ``entries`` is how long the record was when it was last let go of, ``checksum`` that of its file then (None while it is
    open, or was not closed properly); ``folder`` the data folder.
    """

    id: str
    host: str
    folder: str = ""
    learner: str = ""
    entries: int = 0
    checksum: int | None = None


def read_device(where: Places) -> Device:
    """Return this device; a data folder that was copied from elsewhere is a new one.

    Two that went on from one copy as if they were one would give the same numbers to different entries.
    """
    host, folder = platform.node(), str(where.data)
    try:
        kept = json.loads(where.state.read_text("utf-8"))
        device = Device(
            id=str(kept["id"]),
            host=str(kept["host"]),
            folder=str(kept.get("folder", folder)),
            learner=str(kept.get("learner", "")),
            entries=int(kept.get("entries", 0)),
            checksum=None if kept.get("checksum") is None else int(kept["checksum"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        device = Device("", "")
    if device.id and (device.host, device.folder) == (host, folder):
        return device
    return renew_device(where, device)


def renew_device(where: Places, device: Device) -> Device:
    """Return this device under a new name, and keep it."""
    import secrets

    fresh = device._replace(id=secrets.token_hex(8), host=platform.node(), folder=str(where.data))
    write_device(where, fresh)
    return fresh


def write_device(where: Places, device: Device) -> None:
    """Keep what ``read_device`` reads. Raises ``UnusableFolder`` if it can't be kept."""
    keep_json(where, where.state, device._asdict())


def keep_json(where: Places, file: Path, data: object) -> None:
    """Write a file of the data folder, whole or not at all. Raises ``UnusableFolder`` if it can't be kept."""
    text = json.dumps(data, indent=2)
    beside = file.with_suffix(f".{os.getpid()}.new")
    try:
        where.data.mkdir(parents=True, exist_ok=True)
        beside.write_text(text + "\n", "utf-8")
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UnusableFolder(where.data, error) from error


def login_name() -> str:
    """Return what the machine calls whoever sits at it."""
    import getpass

    try:
        return one_line(getpass.getuser())[:LONGEST_NAME] or "learner"
    except (OSError, KeyError, ImportError):
        return "learner"
