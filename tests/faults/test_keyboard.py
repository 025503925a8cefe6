"""Random keys, megabytes and tiny windows, in short; see ``faults.keyboard`` for as many as one has time for."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.keyboard import megabytes_pasted, random_keys

pytest.importorskip("termios", reason="this system has no terminals of this kind")


def test_random_keys_end_in_no_traceback_and_leave_a_sound_record(tmp_path: Path) -> None:
    assert random_keys(tmp_path, 200, seed=1).faults == []


def test_what_is_pasted_by_the_megabyte_is_neither_recorded_nor_waited_for(tmp_path: Path) -> None:
    pasted = megabytes_pasted(tmp_path, 200_000, seed=1, places=("the search",))
    assert (pasted.faults, pasted.answers, [place for place, taken in pasted.seconds.items() if taken > 5]) == ([], 0, [])
