"""Packages that only some formats need: they come with the extra ``formats``, and are imported when they are used."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


class NotInstalled(ImportError):  # noqa: N818 - the name says what is the matter
    """A package that a format needs is not there; the message says what to install."""


def needed(module: str, what: str) -> Any:
    """Return a module of the extra; ``what`` begins the sentence that says what cannot be done without it.

    Raises:
        NotInstalled: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise NotInstalled(f"{what} needs one more package: pip install 'canada-us-quiz[formats]'.") from None


def zstd() -> Any:
    """Return the module that unpacks Zstandard; from Python 3.14 on it is Python's own.

    Raises:
        NotInstalled: there is none.
    """
    return needed("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "A deck of Anki’s newer format")
