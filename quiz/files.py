"""Files that a command makes for its user."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from quiz.commands.base import WrongUse


def save_all(contents: Mapping[Path, str], *, force: bool) -> None:
    """Write several files, if all of them may be written; wrong use as for one."""
    for path in contents:
        _must_be_free(path, force=force)
    for path, content in contents.items():
        save(path, content, force=force)


def save(path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a file, whole or not at all; wrong use if one is there already and ``force`` does not say to replace it."""
    _must_be_free(path, force=force)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        beside.replace(path)
    except OSError as error:
        raise WrongUse(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _must_be_free(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise WrongUse(f"{path} is a folder. Name a file.")
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent}. Make it first, or name another.")
    if path.exists() and not force:
        raise WrongUse(f"{path} is there already, and nothing was written. Choose another name, or say --force to replace it.")


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Write a file of the user's anew, whole or not at all; a link stays a link, and the file keeps its mode and owner.

    Wrong use if it is not as it was read, ``before``: then somebody else has written to it, and that must not be lost.
    """
    real = Path(os.path.realpath(path))
    if not os.access(real, os.W_OK):
        raise WrongUse(f"{path} may not be written to, and stays as it is.")
    was = real.stat()
    descriptor, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with suppress(OSError):  # only root may give a file away
                os.chown(beside, was.st_uid, was.st_gid)
        beside.chmod(was.st_mode & 0o7777)
        if real.read_bytes() != before:
            raise WrongUse(f"{path} has been changed since it was read, and stays as it is. Try again.")
        beside.replace(real)
    finally:
        beside.unlink(missing_ok=True)
