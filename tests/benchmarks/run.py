"""What a run measures with: its sizes, how often, the data, and the Pythons that run the program and Anki."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import beside
from benchmarks.data import Data, environment
from benchmarks.table import Figure, compared
from benchmarks.timing import Cost

from progress.moment import Moment
from progress.store import Store
from questions.bank import Library
from quiz.places import Places
from quiz.study import Study

NO_ANKI = "not compared: no anki here"


@dataclass(frozen=True)
class Run:
    """One run of the command. ``pairs`` of starts and other short things, ``few`` of what takes minutes, ``many`` answers."""

    data: Data
    python: str
    anki: str = ""
    clanki: str = ""
    questions: int = 100_000
    answers: int = 1_000_000
    pairs: int = 9
    few: int = 2
    many: int = 800
    libraries: dict[int, Library] = field(default_factory=dict)

    @property
    def quiz(self) -> str:
        """The program, beside the Python that has it."""
        return str(Path(self.python).with_name("quiz"))

    def library(self, questions: int) -> Library:
        """Return the library of so many questions, read once."""
        if questions not in self.libraries:
            self.libraries[questions] = self.data.library(questions)
        return self.libraries[questions]

    def sizes(self, most: int) -> tuple[int, int, int]:
        """Return 1, 10 and 100 times a size."""
        return most // 100, most // 10, most

    def start(self, *command: str, where: Places, questions: int = 0) -> tuple[list[str], dict[str, str]]:
        """Return a command of the program and its environment; with so many made-up questions beside the shipped ones."""
        banks = ["--banks", str(self.data.banks(questions))] if questions else []
        return [self.quiz, *command, *banks], environment(where)

    @contextmanager
    def study(self, where: Places, questions: int) -> Iterator[Study]:
        """Open a record for the learner who was here last, with so many questions and no others."""
        store = Store.open(where.url, "bench")
        try:
            learner = min(store.learners(), key=lambda each: each.name)
            yield Study(self.library(questions), store, learner, where, Moment.now)
        finally:
            store.close()

    @contextmanager
    def beside(self, questions: int, answers: int) -> Iterator[beside.Anki | None]:
        """Open Anki with the same cards, or nothing if there is none."""
        if not self.anki:
            yield None
            return
        with beside.opened(self.anki, beside.collection(self.anki, self.data, questions, answers)) as anki:
            yield anki


def both(what: str, ours: Sequence[Cost], against: str, theirs: Sequence[Cost], target: float, note: str = "") -> list[Figure]:
    """Return the figures of programs: on the wall, and of the processor."""
    return [
        compared(
            f"{what}, {name}",
            [getattr(cost, part) for cost in ours],
            against,
            [getattr(cost, part) for cost in theirs],
            target=target,
            note=note,
        )
        for name, part in (("wall", "wall"), ("CPU", "processor"))
    ]


def growth(sizes: Sequence[int], cost: Callable[[int], float], times: int = 3) -> list[float]:
    """Return what something costs at each of some sizes: the median of a few times, after one that doesn't count."""
    found = []
    for size in sizes:
        cost(size)
        found.append(statistics.median(cost(size) for _ in range(times)))
    return found
