"""What several test files need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def bank_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a bank to a new file and return its path; text becomes UTF-8 with its line ends as they are."""

    def write(content: str | bytes, name: str = "bank.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
