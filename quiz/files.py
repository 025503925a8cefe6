"""Files that a command makes for its user."""

from __future__ import annotations

from collections.abc import Mapping
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
    finally:
        beside.unlink(missing_ok=True)


def _must_be_free(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise WrongUse(f"{path} is a folder. Name a file.")
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent}. Make it first, or name another.")
    if path.exists() and not force:
        raise WrongUse(f"{path} is there already, and nothing was written. Choose another name, or say --force to replace it.")
