"""What came of doing a fault so many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """How often it was done, what must never happen and how often it did, and what else was measured."""

    runs: int
    bad: Mapping[str, int]
    measured: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def none_bad(self) -> bool:
        """Whether nothing happened that must not."""
        return not any(self.bad.values())
