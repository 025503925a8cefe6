"""The short form of every fault; ``python tests/faults/measure.py`` does them in full and prints a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.every import FAULTS, Fault
from faults.power_cuts import can_be_recorded, cut_the_power
from faults.resources import copied_without_its_journal, killed_and_without_its_journal


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.short], ids=lambda fault: fault.name)
def test_nothing_is_lost_and_nothing_is_wrong_after(fault: Fault, tmp_path: Path) -> None:
    if not fault.possible():
        pytest.skip(f"this machine lacks {fault.needs}")
    bad = fault.do(tmp_path, fault.short).bad
    assert bad == dict.fromkeys(bad, 0)


def test_a_record_that_flushed_less_would_be_seen_to_lose_answers(tmp_path: Path) -> None:
    if not can_be_recorded():
        pytest.skip("this machine lacks strace, or leave to trace a program")
    assert cut_the_power(tmp_path, 10, synchronous="NORMAL").bad["acknowledged answers lost"] > 0


@pytest.mark.parametrize("fault", [killed_and_without_its_journal, copied_without_its_journal])
def test_a_file_without_its_journal_has_every_answer(tmp_path: Path, fault: object) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    assert fault(folder) == (5, 5, "")  # type: ignore[operator]
