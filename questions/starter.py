"""A bank to start from: ``starter.yaml``, which is a bank itself, under the title of another."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from questions.writing import on_one_line

SCHEMA_NAME = "bank.schema.json"
"""The name under which the first line of the bank looks for the schema, in the bank's own folder."""

_STARTER = Path(__file__).with_name("starter.yaml")
_TITLE = "topic: (replace me)"
_ID_REMARK = "# The topic's short name: the one that the file's name would give it belongs to another topic."
_KIND = re.compile(r"^    kind: (\S+)$", re.MULTILINE)


def starter_bank(title: str, topic: str = "", kinds: Collection[str] = (), *, bare: bool = False) -> str:
    """Return a bank with a question of each of these kinds (none meaning all) and remarks that say what to replace.

    ``topic`` is the bank's id, if it is not to be that of its file. ``bare`` leaves the remarks out, but for the line that
    names the schema to an editor.
    """
    blocks = _STARTER.read_text("utf-8").rstrip("\n").split("\n\n")
    chosen = [block for block in blocks if not kinds or not (kind := _KIND.search(block)) or kind[1] in kinds]
    first, *rest = chosen
    if bare:
        rest = [block for block in map(_without_remarks, rest) if block]
    named = f"topic: {on_one_line(title)}"
    if topic:
        named += ("" if bare else f"\n{_ID_REMARK}") + f"\nid: {topic}"
    return "\n\n".join([first, *rest]).replace(_TITLE, named, 1) + "\n"


def _without_remarks(block: str) -> str:
    return "\n".join(line for line in block.split("\n") if not line.lstrip().startswith("#"))


def starter_schema() -> bytes:
    """Return the schema of banks, as it is written beside one."""
    return _STARTER.with_name(SCHEMA_NAME).read_bytes()
