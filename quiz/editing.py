"""A question's bank in the editor of whoever wants to change it, at the line where the question begins."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

_AT_PLUS = {
    "vi", "vim", "nvim", "gvim", "view", "vis", "kak", "nano", "pico", "micro", "ne", "joe", "jed", "mg", "emacs", "emacsclient", "gedit",
}  # fmt: skip
_AT_COLON = {"hx", "helix", "subl", "sublime_text", "zed", "zeditor"}
_CODE = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
_USUAL = ("nano", "vim", "vi") if sys.platform != "win32" else ("notepad",)


class NoEditor(ValueError):  # noqa: N818 - the name says what is the matter
    """There is no editor to be started; the message says what to do."""


def editor_command(environ: Mapping[str, str], path: Path, line: int) -> list[str]:
    """Return the command that opens a file at a line, counted from 1, in the editor of the environment's ``VISUAL`` or ``EDITOR``.

    An editor that is not known here is given the file alone: it might take a line for the name of another file.

    Raises:
        NoEditor: none is named and none of the usual ones is there, or the one that is named is not.
    """
    named = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    try:
        words = shlex.split(named, posix=os.name != "nt") or [next(filter(shutil.which, _USUAL), "")]
    except ValueError:
        raise NoEditor(f"EDITOR holds a quote that is not closed: {named}") from None
    if not words[0]:
        raise NoEditor(f"There is no editor. Set EDITOR to one, as in EDITOR=nano, or open {path} at line {line}.")
    if shutil.which(words[0]) is None:
        raise NoEditor(f"The editor {words[0]} was not found. Set EDITOR to another, or open {path} at line {line}.")
    return [*words, *_place(PurePath(words[0]).stem.casefold(), path, line)]


def _place(editor: str, path: Path, line: int) -> list[str]:
    if editor in _AT_PLUS:
        return [f"+{line}", str(path)]
    if editor in _AT_COLON:
        return [f"{path}:{line}"]
    if editor in _CODE:
        return ["--goto", f"{path}:{line}"]
    if editor in {"kate", "mate"}:
        return ["--line", str(line), str(path)]
    return [str(path)]
