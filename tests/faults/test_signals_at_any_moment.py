"""Signals at any moment, in short; see ``faults.signals`` for as many as one has time for."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.signals import SCENES, closed_terminals, signals_at_any_moment, signals_while_loading

pytest.importorskip("termios", reason="this system has no terminals of this kind")

SHORT = [scene for scene in SCENES if scene.name in ("saving", "lines writing")]


def test_no_signal_shows_a_traceback_or_loses_an_answer_or_leaves_the_terminal_changed(tmp_path: Path) -> None:
    assert signals_at_any_moment(tmp_path, 1, seed=1, scenes=SHORT).faults == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell which signals a process heeds")
def test_no_signal_shows_a_traceback_while_the_program_is_loaded(tmp_path: Path) -> None:
    assert signals_while_loading(tmp_path, 1, seed=1).faults == []


def test_a_terminal_that_is_closed_loses_nothing_even_if_nobody_is_told(tmp_path: Path) -> None:
    assert closed_terminals(tmp_path, 1, seed=1, scenes=SHORT[:1]).faults == []
