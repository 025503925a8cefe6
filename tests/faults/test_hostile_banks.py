"""Banks that were written to do harm, small enough to be read at every run; the full sizes are for `hostile_banks` itself."""

from __future__ import annotations

from pathlib import Path

from faults.hostile_banks import read_hostile_banks

FILES = 120


def test_no_hostile_bank_does_harm(tmp_path: Path) -> None:
    # One test and not five: the reading takes long, and each worker would read them all.
    result = read_hostile_banks(tmp_path, FILES, largest=20_000)
    expected = {"files": FILES, "uncaught": 0, "over_a_second": 0, "over_200_mb": 0, "hostile_bytes": 0, "actions": 0}
    assert ({harm: getattr(result, harm) for harm in expected}, result.harmful) == (expected, ())
