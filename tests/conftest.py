"""What several test files need."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# That a machine is busy with other things, or that few texts are hostile enough, is no reason for a failure. Where others wait for
# the outcome, the examples are the same each time.
settings.register_profile(
    "here",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("here")


@pytest.fixture
def bank_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a bank to a new file and return its path; text becomes UTF-8 with its line ends as they are."""

    def write(content: str | bytes, name: str = "bank.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
