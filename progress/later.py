"""Modules that are loaded when something of them is needed, so that the program starts without what its first screen can do without.

Beside the real import under ``TYPE_CHECKING``: ``log = later("progress.log")``.
"""

from __future__ import annotations

import importlib
from typing import Any


class _Later:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(importlib.import_module(self._name), name)
        setattr(self, name, found)
        return found


def later(name: str) -> Any:
    """Return what stands for the module of this name."""
    return _Later(name)
