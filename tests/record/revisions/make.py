"""Writes a database with every type of entry in it, as this version of the program does, and dumps it as SQL."""

from __future__ import annotations

import itertools
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import progress.store
from progress import log
from progress.log import hash_of
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import EntryId, Learner
from progress.schedule import DEFAULT, Schedule
from progress.store import Store


class Clock:
    """Stands still but for what it is told has passed."""

    def __init__(self) -> None:
        self.now = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)

    def later(self, **passed: int) -> Moment:
        self.now = self.now.later(timedelta(**passed))
        return self.now


def answered(sitting: str, question: str, rating: Rating, outcome: str, response: Any, **given: Any) -> log.Answered:
    score = {"right": 1.0, "wrong": 0.0, "partly": 0.3333}[outcome]
    wording = hash_of(f'"{question}"')
    why = ("The option matches.", rating, "it was right")
    return log.Answered(sitting, question, "choice", wording, ("1991", "1909"), response, outcome, score, *why, 4_000, **given)


def fill(here: Store, there: Store) -> None:
    clock = Clock()
    ann, zoe = here.add_learner("Ann", clock.now), here.add_learner("Zoë — 日本", clock.later(minutes=1))

    def answer(store: Store, who: Learner, body: log.Answered) -> EntryId:
        return store.record_answer(who.id, body, f'"{body.question}"', clock.later(seconds=40)).id

    questions = ["air/year", "air/rain", "water/lakes"]
    first = here.start_sitting(ann.id, "review", questions, clock.later(minutes=1), topics=("air", "water"), seed=7)
    right = answer(here, ann, answered(first, "air/year", Rating.GOOD, "right", "1991"))
    wrong = answer(here, ann, answered(first, "air/rain", Rating.AGAIN, "wrong", None))
    partly = answer(there, ann, answered(first, "water/lakes", Rating.HARD, "partly", {"1": "b"}, hinted=True))
    here.undo(ann.id, wrong, clock.later(seconds=3))
    here.redo(ann.id, wrong, clock.later(seconds=3))
    here.rerate(ann.id, right, Rated(Rating.EASY, "you chose so"), clock.later(seconds=3))
    here.claim(ann.id, wrong, "right", clock.later(seconds=3))
    here.undo(ann.id, here.claim(ann.id, partly, "guess", clock.later(seconds=3)).id, clock.later(seconds=3))
    here.pause_sitting(ann.id, first, 123_456, clock.later(seconds=1))
    here.mark_question(ann.id, "air/rain", "flagged", True, clock.later(seconds=1))
    there.undo(ann.id, here.mark_question(ann.id, "air/year", "suspended", True, clock.later(seconds=1)), clock.later(seconds=1))
    here.change_setting(ann.id, "theme", "light", clock.later(seconds=1))
    here.rename_learner(ann.id, "Anna", clock.later(seconds=1))
    here.end_sitting(ann.id, first, "finished", 200_000, clock.later(seconds=1))

    exam = there.start_sitting(zoe.id, "exam", ["air/year", "air/rain"], clock.later(days=1), seconds=120, seed=3)
    there.draft(zoe.id, log.Drafted(exam, "air/year", "1909", ("1909", "1991"), 900, 5_000, True), clock.later(seconds=5))
    there.draft(zoe.id, log.Drafted(exam, "air/year", "1991", ("1909", "1991"), 1900, 9_000), clock.later(seconds=5))
    answers = [answered(exam, "air/year", Rating.GOOD, "right", "1991"), answered(exam, "air/rain", Rating.AGAIN, "wrong", None)]
    there.end_sitting(zoe.id, exam, "time-up", 120_000, clock.later(minutes=2), [(body, f'"{body.question}"') for body in answers])

    for day in range(6):
        sitting = here.start_sitting(ann.id, "practice", ["air/year"], clock.later(days=1 + day, hours=day), seed=day)
        for question in questions:
            body = answered(sitting, question, Rating(1 + (day + len(question)) % 4), "right", f'day {day} ½ \t"quoted"')
            answer(here if day % 2 else there, ann, body)
    if hasattr(here, "join_learners"):
        ben, ben_too = here.add_learner("Ben", clock.later(minutes=1)), there.add_learner("ben", clock.later(minutes=1))
        here.join_learners(ben.id, ben_too.id, clock.later(minutes=1))
    if hasattr(here, "regrade"):
        regraded = log.Regraded(*wrong, hash_of('"air/rain, corrected"'), "right", 1.0, "The option matches.", 3, "the key was corrected")
        here.regrade(ann.id, [(regraded, "air/rain", '"air/rain, corrected"')], clock.later(minutes=1))
    if hasattr(here, "change_schedule"):
        sure = answered(first, "water/lakes", Rating.AGAIN, "wrong", "1909", confidence="sure")
        answer(here, ann, sure)
        here.change_schedule(ann.id, Schedule((0.4, *DEFAULT.parameters[1:]), 0.85), clock.later(minutes=1))
        answer(there, ann, answered(first, "water/lakes", Rating.GOOD, "right", "1991", confidence="guess"))
    late = here.start_sitting(ann.id, "review", ["air/year"], clock.later(days=-3), seed=9)
    answer(here, ann, answered(late, "air/year", Rating.GOOD, "right", "1991"))


def main(out: Path) -> None:
    ids = itertools.count(1)
    progress.store.new_id = lambda: f"{next(ids):032x}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "progress.db"
        here, there = Store.open(f"sqlite:///{file}", "laptop"), Store.open(f"sqlite:///{file}", "desktop")
        fill(here, there)
        here.close()
        there.close()
        with closing(sqlite3.connect(file)) as connection:
            out.write_text("\n".join(connection.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
