"""Banks that were written to do harm, small enough to be read at every run; the full sizes are for `hostile_banks` itself."""

from __future__ import annotations

import pytest

from faults.hostile_banks import Result, read_hostile_banks

FILES = 200


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return read_hostile_banks(tmp_path_factory.mktemp("hostile"), FILES, largest=20_000)


def test_every_hostile_bank_is_read_and_told(result: Result) -> None:
    assert (result.files, result.uncaught) == (FILES, 0), result.harmful


def test_no_hostile_bank_takes_a_second_or_200_megabytes(result: Result) -> None:
    assert (result.over_a_second, result.over_200_mb) == (0, 0), result.harmful


def test_nothing_that_a_terminal_would_obey_comes_from_a_hostile_bank(result: Result) -> None:
    assert result.hostile_bytes == 0, result.harmful


def test_no_hostile_bank_gets_a_command_run(result: Result) -> None:
    assert result.actions == 0
