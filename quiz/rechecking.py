"""``quiz check --watch``: the banks are checked again whenever one of them is saved."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import click

from questions.problems import short_path
from questions.watching import Watch
from quiz.display import one_line
from quiz.readout import say

_LOOKS_APART = 0.2
_SETTLES_IN = 0.05
_SETTLES_AT_MOST = 4
"""An editor saves in steps: it is waited for so many times until nothing changes any more."""
_MOST_NAMED = 3


def at_every_change(paths: Iterable[Path], check: Callable[[], object]) -> NoReturn:
    """Check now and after every change of the banks in files and folders, until the program is interrupted.

    A terminal is cleared before each check; elsewhere a line with the time sets them apart.
    """
    watch = Watch(paths)
    changed: set[Path] = set()
    while True:
        _begin(changed)
        check()
        say("Waiting for a change; Ctrl+C ends it.")
        sys.stdout.flush()
        changed = _next_change(watch)


def _next_change(watch: Watch) -> set[Path]:
    while not (changed := watch.changed()):
        time.sleep(_LOOKS_APART)
    for _ in range(_SETTLES_AT_MOST):
        time.sleep(_SETTLES_IN)
        more = watch.changed()
        if not more:
            break
        changed |= more
    return changed


def _begin(changed: set[Path]) -> None:
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        click.clear()
    names = sorted(one_line(short_path(path)) for path in changed)
    named = ", ".join(names[:_MOST_NAMED]) + (f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else "")
    say(f"— {time.strftime('%H:%M:%S')} — {named or 'first check'} —")
