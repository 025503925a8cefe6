"""What the pages of the history cost on a million answers: ``python tests/benchmarks/history.py`` prints a table of medians.

Times are those of the processor, so that a machine that is busy with something else does not count.

One learner, ten thousand questions in 12 or in 100 topics, three years. The record is written straight into the derived
tables, as a rebuild would leave them; ``--keep FOLDER`` keeps it there, and uses it the next time.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from progress.moment import Moment
from progress.store import Store
from questions.bank import Bank, Library
from questions.kinds import Choice
from quiz.history.seeing import PAGES, see_for
from quiz.places import Places
from quiz.study import Study

NOW = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
DAYS, QUESTIONS, ANSWERS = 1095, 10_000, 1_000_000
MILLISECONDS_A_DAY = 86_400_000
POINTS = 10_000

Row = tuple[object, ...]


def question(number: int, topics: int) -> str:
    return f"topic-{number % topics}/question-{number}"


def library(topics: int) -> Library:
    banks: dict[str, list[Choice]] = defaultdict(list)
    for number in range(QUESTIONS):
        id_ = question(number, topics)
        banks[id_.partition("/")[0]].append(Choice(id=id_, prompt=f"Question {number}?", answer="a", distractors=("b",)))
    return Library.of(Bank(topic=topic, title=topic.title(), path=Path(topic), questions=tuple(asked)) for topic, asked in banks.items())


def make(file: Path, topics: int) -> None:
    """Write the record of a million answers."""
    store = Store.open(f"sqlite:///{file}", "bench")
    learner = store.add_learner("Ann", NOW.later(timedelta(days=-DAYS))).id
    store.close()
    drawn = random.Random(topics)
    days: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 8)
    recalls: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * 5)
    confidences: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 3)
    sittings: list[Row] = []

    def answers() -> Iterator[Row]:
        met: set[str] = set()
        seq = 1
        for day in range(DAYS):
            start = NOW.milliseconds - (DAYS - 1 - day) * MILLISECONDS_A_DAY
            ordinal = NOW.day.toordinal() - (DAYS - 1 - day)
            asked = [question(drawn.randrange(QUESTIONS), topics) for _ in range(ANSWERS // DAYS + 1)]
            rights = 0
            for number, id_ in enumerate(asked):
                seq += 1
                first, right, topic = id_ not in met, drawn.random() < 0.8, id_.partition("/")[0]
                met.add(id_)
                rights += right
                took = drawn.randrange(2_000, 9_000)
                recall = None if first else 0.5 + drawn.random() / 2
                sure = drawn.choice(("", "sure", "think", "guess"))
                added = (1, right, right * POINTS, took, first, first * right, first * right * POINTS, first)
                days[ordinal, topic] = [a + b for a, b in zip(days[ordinal, topic], added, strict=True)]
                if recall is not None:
                    predicted = round(recall * 1e6)
                    added = (1, right, predicted, round((recall - right) ** 2 * 1e6), 300_000)
                    key = ordinal, min(19, int(recall * 20))
                    recalls[key] = [a + b for a, b in zip(recalls[key], added, strict=True)]
                if sure:
                    sums = zip(confidences[ordinal, sure], (1, right, right * POINTS), strict=True)
                    confidences[ordinal, sure] = [a + b for a, b in sums]
                at = start + number * 10_000
                outcome = "right" if right else "wrong"
                yield (
                    "bench", seq, learner, f"s{day}", id_, topic, "choice", at, -300, ordinal, "w", '["a","b"]', '"a"', outcome,
                    float(right), "The option matches.", 3 if right else 1, "it was right", "", "", took, False, sure, False, 2, 20.0, 5.0,
                    at + 9 * MILLISECONDS_A_DAY, first, recall, int(first),
                )  # fmt: skip
            started = (
                f"s{day}",
                learner,
                "review",
                json.dumps(asked),
                "[]",
                None,
                1,
                start,
                -300,
                start + 9_000_000,
                "finished",
                5_000_000,
            )
            sittings.append((*started, len(asked), rights, rights * POINTS))

    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")

        def put(table: str, rows: Iterator[Row] | list[Row]) -> None:
            columns = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608

        put("answers", answers())
        put("sittings", sittings)
        put("days", [(learner, *key, *sums) for key, sums in days.items()])
        put("recalls", [(learner, *key, *sums) for key, sums in recalls.items()])
        put("confidences", [(learner, *key, *sums) for key, sums in confidences.items()])
        put("cards", [card(learner, question(number, topics), drawn) for number in range(QUESTIONS)])
        connection.execute("COMMIT")


def card(learner: str, id_: str, drawn: random.Random) -> Row:
    reviewed = NOW.milliseconds - drawn.randrange(60) * MILLISECONDS_A_DAY
    due = NOW.milliseconds + drawn.randrange(-5, 60) * MILLISECONDS_A_DAY
    stability = drawn.uniform(1, 100)
    return (
        learner, id_, id_.partition("/")[0], 2, None, stability, 5.0, due, reviewed, 100, 2, "bench", 1, 20, 800_000, False, False, False,
    )  # fmt: skip


def median(work: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took)


def measure(folder: Path, topics: int, runs: int) -> None:
    file = folder / f"history-{topics}.db"
    if not file.exists():
        make(file, topics)
    store = Store.open(f"sqlite:///{file}", "bench")
    study = Study(library(topics), store, store.learners()[0], Places(folder, f"sqlite:///{file}"), lambda: NOW)
    print(f"{ANSWERS:,} answers, {QUESTIONS:,} questions in {topics} topics, {DAYS} days")
    print(f"milliseconds of the processor, medians of {runs} runs")
    print(f"{'page':<10}{'reading':>9}{'working out':>13}{'together':>10}")
    for key, page in PAGES.items():
        seen = see_for(study, key)
        reading, working = median(lambda key=key: see_for(study, key), runs), median(lambda page=page, seen=seen: page(seen), runs)
        print(f"{key:<10}{reading:9.1f}{working:13.1f}{reading + working:10.1f}")
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", type=int, nargs="+", default=[12, 100])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for topics in chosen.topics:
            measure(chosen.keep or Path(name), topics, chosen.runs)


if __name__ == "__main__":
    main()
