"""What reading and checking banks costs, beyond the floor of reading the events of their files; of the processor."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.banks import written
from benchmarks.run import Run, growth
from benchmarks.table import Figure, compared
from benchmarks.timing import in_turn, milliseconds_of_processor
from yaml._yaml import CParser

from questions.bank import Library
from questions.reading import read_library

SETS: dict[str, dict[str, Any]] = {
    "25 banks of 400": {"files": 25, "each": 400},
    "no explanations, advice on each": {"files": 25, "each": 400, "bare": True},
    "the same in one file": {"files": 1, "each": 10_000, "bare": True},
    "prompts alike but for a number": {"files": 25, "each": 400, "alike": True},
}
QUESTIONS = 10_000
EVENTS = "libyaml's events alone"


def events(paths: Sequence[Path]) -> None:
    """Read the events of files, and no more."""
    for path in paths:
        parser = CParser(path.read_bytes())
        while parser.get_event() is not None:
            pass


def _asked(library: Library) -> Library:
    """Make every question: one that comes from the cache is made when it is asked for."""
    for question in library:
        question.answer_text()
    return library


def read(run: Run) -> list[Figure]:
    """Measure ten thousand questions read and checked: cold, and from the cache when their banks are unchanged."""
    folder = run.data.banks(QUESTIONS)
    paths = sorted(folder.glob("*.yaml"))

    def floor() -> float:
        return milliseconds_of_processor(lambda: events(paths))

    def cold(questions: int) -> float:
        return milliseconds_of_processor(lambda: read_library([run.data.banks(questions)]))

    ours, theirs = in_turn(lambda: cold(QUESTIONS), floor, run.pairs)
    grows = {"questions": growth(run.sizes(run.questions), cold, 1)}
    figure = compared("10,000 questions read, checked, with places; CPU", ours, EVENTS, theirs, target=2.5)
    return [replace(figure, growth=grows), *cached(run, folder, floor)]


def cached(run: Run, folder: Path, floor: Any) -> list[Figure]:
    """Measure unchanged banks taken from the cache, as at the next start; and with every question made and asked."""
    what = "10,000 questions, unchanged, from the cache; CPU"
    try:
        from questions.cache import Cache
    except ImportError:
        return [Figure(what, against=EVENTS, target=0.3, note="not there yet")]
    kept = run.data.folder / "cache"
    shutil.rmtree(kept, ignore_errors=True)

    def again(questions: int = QUESTIONS) -> float:
        return milliseconds_of_processor(lambda: read_library([run.data.banks(questions)], cache=Cache(kept)))

    def asked() -> float:
        return milliseconds_of_processor(lambda: _asked(read_library([folder], cache=Cache(kept))))

    again()
    ours, theirs = in_turn(again, floor, run.pairs)
    every, beside = in_turn(asked, floor, max(3, run.pairs // 2))
    figure = replace(compared(what, ours, EVENTS, theirs, target=0.3), growth={"questions": growth(run.sizes(run.questions), again)})
    return [figure, compared("the same, and every question made; CPU", every, EVENTS, beside)]


def check(run: Run) -> list[Figure]:
    """Measure ``quiz check`` from its arguments to its last line, on several sorts of banks."""
    from quiz.commands.check import command

    figures = []
    for what, size in SETS.items():
        with tempfile.TemporaryDirectory() as name:
            paths = written(Path(name), **size)

            def ours(name: str = name) -> float:
                with redirect_stdout(io.StringIO()):
                    return milliseconds_of_processor(lambda: command.main(["--json", name], standalone_mode=False))

            def floor(paths: Sequence[Path] = paths) -> float:
                return milliseconds_of_processor(lambda: events(paths))

            mine, other = in_turn(ours, floor, max(3, run.pairs // 3))
            figures.append(compared(f"quiz check, 10,000 questions, {what}; CPU", mine, EVENTS, other))
    return figures
