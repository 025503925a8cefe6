"""The bytes by which the fuzzer reached the most of the reader, read again: what holds of all bytes holds of these."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.reader_invariants import check_reading

CORPUS = sorted(path for path in Path(__file__).with_name("corpus").iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name[:12])
def test_a_bank_that_the_fuzzer_kept_is_told_or_whole(path: Path) -> None:
    bank = check_reading(path.read_bytes())
    assert bank.problems or bank.questions


def test_the_corpus_is_there_and_small() -> None:
    assert 100 < len(CORPUS) <= 200
    assert sum(path.stat().st_size for path in CORPUS) <= 200_000
