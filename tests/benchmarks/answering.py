"""What an answer costs: written down, durably, and until the next question is on the screen."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.data import asked
from benchmarks.run import NO_ANKI, Run, growth
from benchmarks.table import Figure, compared, compared_late
from benchmarks.timing import Cost, Program, in_turn, milliseconds

from progress import log
from progress.moment import Moment
from progress.store import Store
from progress.tables import DERIVED, TRUTH, table_of
from questions.kinds import AnyQuestion
from quiz.places import Places
from quiz.sitting import Sitting
from quiz.study import Study

FRAME = 1000 / 60
NEAR = 10
"""How many answers are given, and compared, to find what one writes."""


class Reviewing:
    """One review after another: the next question is fetched, a response marked, and what follows is written."""

    def __init__(self, study: Study) -> None:
        self.study, self.sitting, self.usual = study, self._begun(study), {}
        self.usual = study.standing().usual

    @staticmethod
    def _begun(study: Study) -> Sitting:
        sitting = study.review() or study.practice(count=100)
        assert sitting is not None
        return sitting

    def cost(self) -> float:
        """Return the milliseconds of one answer, from fetching the question on."""
        if self.study.question(self.sitting) is None:
            self.sitting = self._begun(self.study)
        return milliseconds(self._answer)

    def _answer(self) -> None:
        question = self.study.question(self.sitting)
        assert question is not None
        self.study.shown(self.sitting, question)
        usual = self.usual.get(question.kind)
        after, _ = self.study.answer(self.sitting, question, None, took=4_000, hinted=False, usual=usual)
        self.sitting = self.study.next(after)


def whole_answers(run: Run) -> list[Figure]:
    """Measure a question fetched, answered and written, in turn with Anki's."""
    where = run.data.copied(run.data.record(run.answers))
    what, against = f"a question got and answered, {run.questions:,} cards", "anki: get, render, answer"
    with run.study(where, run.questions) as study, run.beside(run.questions, run.answers) as anki:
        ours = Reviewing(study)
        if anki is None:
            costs = [ours.cost() for _ in range(run.many)]
            return [replace(compared(what, costs, against, costs), theirs=None, ratio=None, note=NO_ANKI)]
        mine, theirs = in_turn(ours.cost, lambda: float(anki.ask("answer")["wall"]), run.many, warm=run.many // 10)
    note = "ours flushes each answer to the disk (synchronous=FULL); anki's journal mode and flushing are as its package sets them"
    return [
        compared(f"{what}, median", mine, against, theirs, target=0.8, note=note),
        compared_late(f"{what}, 99th", mine, against, theirs, target=0.5),
    ]


# -- the same rows, raw


@dataclass(frozen=True)
class Written:
    """A row that an answer wrote: the statement, and its values by column."""

    sql: str
    values: dict[str, Any]


def _rows(file: Path) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """Return all rows of a record's tables by their keys."""
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        for model in (*TRUTH, *DERIVED):
            table = table_of(model)
            keys = [column.name for column in table.primary_key]
            every = connection.execute(f'SELECT * FROM "{table.name}"')  # noqa: S608
            found[table.name] = {tuple(row[key] for key in keys): dict(row) for row in every}
    return found


def what_one_writes(file: Path, write: Callable[[], object]) -> list[Written]:
    """Return the rows that one answer adds and changes, found by comparing all tables before and after."""
    before = _rows(file)
    write()
    changed = []
    for name, rows in _rows(file).items():
        keys = [column.name for model in (*TRUTH, *DERIVED) if (table := table_of(model)).name == name for column in table.primary_key]
        for key, row in rows.items():
            if before[name].get(key) == row:
                continue
            names, values = ", ".join(f'"{column}"' for column in row), ", ".join(f":{column}" for column in row)
            sets = ", ".join(f'"{column}" = excluded."{column}"' for column in row if column not in keys)
            # The row of another day or topic may not be there yet: it is written all the same.
            there = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}" if key in before[name] else ""
            changed.append(Written(f'INSERT INTO "{name}" ({names}) VALUES ({values}){there}', row))  # noqa: S608
    return changed


def answer_to(question: AnyQuestion, sitting: str) -> tuple[log.Answered, str]:
    """Return a right answer to a question."""
    told = asked(question)
    said = ("right", 1.0, "The answer matches.", 3, "it was right", 4_000)
    return log.Answered(sitting, told.id, told.kind, told.hash, told.shown, told.right, *said), told.wording


class Recording:
    """Answers to questions drawn at random, written through the store; a second apart."""

    def __init__(self, run: Run, where: Places, questions: int, seed: int = 1) -> None:
        self.store = Store.open(where.url, "bench")
        self.learner = min(self.store.learners(), key=lambda each: each.name).id
        self.random, self.now = random.Random(seed), Moment.now()
        cards = self.store.standing(self.learner, self.now).cards
        self.known = [question for question in run.library(questions) if question.id in cards]
        self.sitting = self.store.start_sitting(self.learner, "review", [self.known[0].id], self.now)

    def cost(self) -> float:
        """Return the milliseconds of writing one answer."""
        answered, wording = answer_to(self.random.choice(self.known), self.sitting)
        self.now = self.now.later(timedelta(seconds=1))
        return milliseconds(lambda: self.store.record_answer(self.learner, answered, wording, self.now))


class Raw:
    """The same rows written with sqlite3 alone: as many, as large, in one transaction, as durable."""

    def __init__(self, where: Places, pattern: list[Written], recording: Recording) -> None:
        self.connection = sqlite3.connect(where.record or "", isolation_level=None)
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("PRAGMA foreign_keys=ON")
        assert self.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        self.random, self.known, self.learner, self.seq = random.Random(2), recording.known, recording.learner, 10_000_000
        self.pattern = pattern

    def cost(self) -> float:
        """Return the milliseconds of writing the rows of one answer."""
        question = self.random.choice(self.known).id
        self.seq += 1
        now = {"question": question, "topic": question.partition("/")[0], "seq": self.seq, "learner": self.learner}
        rows = [(each.sql, each.values | {name: value for name, value in now.items() if name in each.values}) for each in self.pattern]

        def write() -> None:
            self.connection.execute("BEGIN IMMEDIATE")
            for sql, values in rows:
                self.connection.execute(sql, values)
            self.connection.execute("COMMIT")

        return milliseconds(write)


def _pattern(run: Run) -> list[Written]:
    """Return what an answer in the middle of a sitting writes, from a small record."""
    small = run.data.copied(run.data.record(run.answers // 100))
    recording = Recording(run, small, run.questions // 100)
    for _ in range(NEAR):
        recording.cost()
    pattern = what_one_writes(small.record or Path(), recording.cost)
    recording.store.close()
    return pattern


def recorded(run: Run) -> list[Figure]:
    """Measure an answer written through the store, in turn with its rows written with sqlite3 alone."""
    pattern = _pattern(run)
    ours, theirs = run.data.copied(run.data.record(run.answers)), run.data.copied(run.data.record(run.answers), "raw")
    recording = Recording(run, ours, run.questions)
    raw = Raw(theirs, pattern, recording)
    mine, floor = in_turn(recording.cost, raw.cost, run.many, warm=run.many // 10)
    recording.store.close()
    raw.connection.close()
    what, against = f"an answer written, {run.questions:,} cards", f"raw sqlite3, the same {len(pattern)} rows"

    def by(answers: int, learners: int, questions: int) -> float:
        each = Recording(run, run.data.copied(run.data.record(answers, learners)), questions)
        try:
            return sorted(each.cost() for _ in range(max(20, run.many // 8)))[max(20, run.many // 8) // 2]
        finally:
            each.store.close()

    few = run.answers // 100
    grows = {
        "answers": growth(run.sizes(run.answers), lambda size: by(size, 1, run.questions // 100), 1),
        "learners": growth((1, 10, 100), lambda size: by(run.answers // 500, size, run.questions // 100), 1),
        "questions": growth(run.sizes(run.questions), lambda size: by(few, 1, size), 1),
    }
    note = "tables written: " + ", ".join(each.sql.split('"')[1] for each in pattern) + "; both in WAL with synchronous=FULL"
    return [
        replace(compared(f"{what}, median", mine, against, floor, target=1.6, note=note), growth=grows),
        compared_late(f"{what}, 99th", mine, against, floor),
    ]


# -- on the screen


def next_on_screen(run: Run) -> list[Figure]:
    """Measure the time from an answer until its feedback is drawn, and from the key that goes on until the next question is."""
    often = max(10, run.many // 16)

    def costs(questions: int, times: int) -> tuple[list[Cost], list[Cost]]:
        where = run.data.copied(run.data.record(run.answers // 100))
        told, asked = [], []
        with Program(*run.start("review", where=where, questions=questions)) as program:
            program.until(r"\b1 of \d")
            program.rest(0.5)
            for _ in range(times):
                told.append(program.cost_to("█ ", b"\x1bOR"))  # F3: I don't know
                program.rest()
                time.sleep(0.35)  # an Enter that comes sooner counts as the same press
                asked.append(program.cost_to(r"\d of \d", b"\r"))
                program.rest()
        return told, asked

    told, asked = costs(run.questions, often)
    against, frames = "a frame, 1/60 s", [FRAME] * often
    note = "in a terminal of 80×24, from the key until the question is drawn with its number; the feedback lies at least 0.35 s before"
    wall = [cost.wall for cost in asked]
    few = max(5, often // 5)
    grown = [sorted(cost.processor for cost in costs(size, few)[1])[few // 2] for size in run.sizes(run.questions)]
    busy = compared("feedback to next question, CPU", [cost.processor for cost in asked], against, frames, target=1)
    return [
        compared("feedback to next question, median", wall, against, frames, target=1, note=note),
        compared_late("feedback to next question, 99th", wall, against, frames, target=1),
        replace(busy, growth={"questions": grown}),
        compared("answer to its feedback, written down between, median", [cost.wall for cost in told], against, frames),
    ]
