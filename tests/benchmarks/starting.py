"""How long the program takes to start: until home or the first question is on the screen, and the quick read-outs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.data import environment
from benchmarks.run import Run, both, growth
from benchmarks.table import Figure
from benchmarks.timing import Cost, cost_of, cost_until, in_turn

from progress.moment import Moment
from quiz.places import Places

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Today")
Bare().run()
"""
A_BARE_APP = "bare Textual app, first paint"
DUE = """
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for topic, count in connection.execute("SELECT topic, count(*) FROM cards WHERE due < ? GROUP BY topic", (int(sys.argv[2]),)):
    print(topic, count)
"""
HOME, QUESTION = "Today", r"\b1 of \d"
_SMALL_QUESTIONS, _SMALL_ANSWERS = 1_000, 10_000


def _started(run: Run, where: Places, questions: int, command: str) -> Callable[[], Cost]:
    """Return what starts the program; it was started once before, as on any day but the first."""
    line, around = run.start(*([command] if command else []), where=where, questions=questions)
    again = partial(cost_until, QUESTION if command else HOME, line, around)
    again()
    return again


def _fresh(run: Run) -> Places:
    where = Places(run.data.folder / "fresh")
    where.data.mkdir(parents=True, exist_ok=True)
    return where


def _start(run: Run, command: str, what: str, target: float) -> list[Figure]:
    fresh = _fresh(run)
    shipped, bare = _started(run, fresh, 0, command), partial(cost_until, HOME, [run.python, "-c", BARE], environment(fresh))
    small = both(f"{what}, shipped banks", *_pairs(shipped, bare, run.pairs), target)
    large = _started(run, run.data.record(run.answers), run.questions, command)
    note = f"{run.questions:,} questions beside the shipped ones, {run.answers:,} answers; after a first start that doesn't count"
    ours, theirs = in_turn(large, shipped, max(3, run.pairs // 2), warm=0)
    figures = [*small, *both(f"{what}, {run.questions:,} questions", ours, "the same, shipped banks", theirs, 1.5, note)]
    grows = _growth(run, command)
    return [replace(figure, growth=grows) if figure.what.endswith("CPU") and figure in figures[2:] else figure for figure in figures]


def _pairs(ours: Callable[[], Cost], theirs: Callable[[], Cost], pairs: int) -> tuple[list[Cost], str, list[Cost]]:
    mine, other = in_turn(ours, theirs, pairs)
    return mine, A_BARE_APP, other


def _growth(run: Run, command: str) -> dict[str, list[float]]:
    """Return what a start costs the processor, by questions at few answers, and by answers and learners at few questions."""

    def cost(questions: int, answers: int, learners: int = 1) -> float:
        started = run.start(*([command] if command else []), where=run.data.record(answers, learners), questions=questions)
        return cost_until(QUESTION if command else HOME, *started).processor

    few, small = run.answers // 100, run.questions // 100
    return {
        "questions": growth(run.sizes(run.questions), lambda size: cost(size, few)),
        "answers": growth(run.sizes(run.answers), lambda size: cost(small, size)),
        "learners": growth((1, 10, 100), lambda size: cost(small, run.answers // 500, size)),
    }


def home(run: Run) -> list[Figure]:
    """Measure home, painted."""
    return _start(run, "", "home painted", 1.25)


def first_question(run: Run) -> list[Figure]:
    """Measure the first question of a review, on the screen."""
    return _start(run, "review", "first question", 1.35)


def read_outs(run: Run) -> list[Figure]:
    """Measure the help, and what is due."""
    fresh, python = _fresh(run), run.python
    helped = in_turn(
        lambda: cost_of([run.quiz, "--help"], environment(fresh)),
        lambda: cost_of([python, "-c", "import click"], environment(fresh)),
        run.pairs,
    )
    where = run.data.record(_SMALL_ANSWERS)
    line, around = run.start("due", where=where, questions=_SMALL_QUESTIONS)
    ends = str(int(Moment.now().day_ends().timestamp() * 1000))
    raw = [python, "-c", DUE, str(where.record), ends]
    due = in_turn(lambda: cost_of(line, around), lambda: cost_of(raw, around), run.pairs)

    def by_questions(questions: int) -> float:
        return cost_of(*run.start("due", where=where, questions=questions)).processor

    def by_answers(answers: int) -> float:
        return cost_of(*run.start("due", where=run.data.record(answers), questions=_SMALL_QUESTIONS)).processor

    grows = {"questions": growth(run.sizes(run.questions), by_questions), "answers": growth(run.sizes(run.answers), by_answers)}
    note = f"{_SMALL_QUESTIONS:,} questions beside the shipped ones, {_SMALL_ANSWERS:,} answers; SQLite {sqlite3.sqlite_version}"
    told = both("quiz due", due[0], "python, sqlite3, count by topic", due[1], 3, note)
    told[1] = replace(told[1], growth=grows)
    return [*both("quiz --help", helped[0], "python -c 'import click'", helped[1], 1.5), *told]
