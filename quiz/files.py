"""Files that a command makes for its user."""

from __future__ import annotations

from pathlib import Path

from quiz.commands.base import WrongUse


def save(path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a file, whole or not at all; wrong use if one is there already and ``force`` does not say to replace it."""
    if path.is_dir():
        raise WrongUse(f"{path} is a folder. Name a file.")
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder {path.parent}. Make it first, or name another.")
    if path.exists() and not force:
        raise WrongUse(f"{path} is there already, and nothing was written. Choose another name, or say --force to replace it.")
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
