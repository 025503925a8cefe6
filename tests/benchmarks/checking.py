"""What ``quiz check`` costs for ten thousand questions, beyond the floor of reading the events of their files.

``python tests/benchmarks/checking.py`` prints a table, all of it from one process: medians of several rounds, each of
which measures everything in turn, in seconds of the processor, so that others at work on the machine count for little.
``floor`` is libyaml's events alone, over the same bytes. ``read`` is reading and checking the banks, ``advise`` the advice
on them, ``rest`` finding the places of advice and writing the report as JSON, ``whole`` the command from its arguments to
its last line; ``beyond`` is the whole less the floor.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from yaml._yaml import CParser

from questions.bank import Library

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.banks import written

SETS: dict[str, dict[str, Any]] = {
    "25 banks of 400": {"files": 25, "each": 400},
    "no explanations, advice on each": {"files": 25, "each": 400, "bare": True},
    "the same in one file": {"files": 1, "each": 10_000, "bare": True},
    "prompts alike but for a number": {"files": 25, "each": 400, "alike": True},
}
COLUMNS = ("floor", "read", "advise", "rest", "whole", "beyond")


def events(paths: Sequence[Path]) -> None:
    """Read the events of files, and no more."""
    for path in paths:
        parser = CParser(path.read_bytes())
        while parser.get_event() is not None:
            pass


def seconds(work: Callable[[], object]) -> float:
    """Return how long something took; as in the command, no garbage is looked for meanwhile."""
    gc.collect()
    gc.disable()
    began = time.process_time()
    work()
    taken = time.process_time() - began
    gc.enable()
    return taken


def check(folder: Path) -> None:
    from quiz.commands.check import command

    with redirect_stdout(io.StringIO()):
        command.main(["--json", str(folder)], standalone_mode=False)


def measured(folder: Path, paths: Sequence[Path], rounds: int) -> dict[str, float]:
    """Return the median of each column, in seconds."""
    from questions.advice import advise
    from questions.reading import read_library

    taken: dict[str, list[float]] = {column: [] for column in COLUMNS}
    library_of: list[Library] = []
    for _ in range(rounds):
        floor = seconds(lambda: events(paths))
        read = seconds(lambda: library_of.append(read_library([folder])))
        advice = seconds(lambda: advise(library_of[0]))
        library_of.clear()
        whole = seconds(lambda: check(folder))
        for column, figure in zip(COLUMNS, (floor, read, advice, whole - read - advice, whole, whole - floor), strict=True):
            taken[column].append(figure)
    return {column: statistics.median(figures) for column, figures in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{'10,000 questions, seconds':<34}" + "".join(f"{column:>8}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name:
        for number, (what, size) in enumerate(SETS.items()):
            folder = Path(name, str(number))
            folder.mkdir()
            figures = measured(folder, written(folder, **size), chosen.rounds)
            print(f"{what:<34}" + "".join(f"{figures[column]:8.2f}" for column in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
