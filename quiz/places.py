"""Where the program keeps things, and what the environment asks of it."""

from __future__ import annotations

import getpass
import json
import os
import platform
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

NAME = "canada-us-quiz"


@dataclass(frozen=True, slots=True)
class Places:
    """What the command line and the environment say: data folder, database, learner, more banks, line mode."""

    data: Path
    database: str = ""
    learner: str = ""
    banks: tuple[Path, ...] = ()
    plain: bool = False

    @property
    def url(self) -> str:
        """The address of the database."""
        if self.database:
            return self.database
        return f"sqlite:///{self.data / 'progress.db'}"

    @property
    def state(self) -> Path:
        """The file that says which device this is and who learned here last."""
        return self.data / "device.json"


def places(data: str | None = None, database: str | None = None, learner: str | None = None, banks: Sequence[str] = (), *, plain: bool = False) -> Places:
    """Return the places: what is given here first, then the environment, then the platform's custom."""
    folder = data or os.environ.get("QUIZ_HOME") or platformdirs.user_data_dir(NAME, appauthor=False)
    return Places(
        data=Path(folder).expanduser().absolute(),
        database=database or os.environ.get("QUIZ_DATABASE", ""),
        learner=learner or "",
        banks=tuple(Path(bank).expanduser().absolute() for bank in banks),
        plain=plain or wants_plain(),
    )


def wants_plain() -> bool:
    """Whether responses must be read as lines: asked for, a terminal that can do no more, or no terminal at all."""
    return bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())


@dataclass(frozen=True, slots=True)
class Device:
    """This program on this machine: ``id`` names its streams in the log, ``learner`` is who learned here last."""

    id: str
    host: str
    learner: str = ""


def read_device(where: Places) -> Device:
    """Return this device; a data folder that was copied from another machine is a new one."""
    host = platform.node()
    try:
        kept = json.loads(where.state.read_text("utf-8"))
        device = Device(str(kept["id"]), str(kept["host"]), str(kept.get("learner", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        device = Device("", "")
    if device.id and device.host == host:
        return device
    fresh = replace(device, id=secrets.token_hex(8), host=host)
    write_device(where, fresh)
    return fresh


def write_device(where: Places, device: Device) -> None:
    """Keep what ``read_device`` reads."""
    where.data.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"id": device.id, "host": device.host, "learner": device.learner}, indent=2)
    beside = where.state.with_suffix(f".{os.getpid()}.new")
    beside.write_text(text + "\n", "utf-8")
    beside.replace(where.state)


def login_name() -> str:
    """Return what the machine calls whoever sits at it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "learner"
