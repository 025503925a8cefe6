"""Where the facts of a question come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the facts come from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    title: str
    """The page, book or agreement."""
    publisher: str
    """Who published it."""
    url: str = ""
    """Where it can be read."""
