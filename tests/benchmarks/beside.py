"""Anki beside us: its collection made of one of our records, and its process, driven over a pipe. It is never imported here."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.data import Data

from progress.moment import Moment
from progress.schedule import Card, State
from progress.store import Store
from questions.kinds import AnyQuestion

WORKER = Path(__file__).with_name("anki_worker.py")
REVIEWS = 430_000
"""How many reviews its collection has at most: as many as there were where the targets were set."""


class Anki:
    """An open collection in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("anki ended; what it said stands above")
        return dict(json.loads(line))

    def ask(self, *what: str) -> dict[str, Any]:
        """Let it do something; return what that cost, or what it told."""
        assert self._process.stdin is not None
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return self._answer()


def collection(python: str, data: Data, questions: int, answers: int) -> Path:
    """Return the file of a collection with these questions and the latest answers of a record."""
    folder = data.folder / f"anki-{questions}-{answers}"
    if not folder.exists():
        beside = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        _write(data, questions, answers, beside)
        subprocess.run([python, "-I", str(WORKER), "make", str(beside / "collection.anki2")], check=True, stdout=subprocess.DEVNULL)
        beside.rename(folder)
    return folder / "collection.anki2"


def _write(data: Data, questions: int, answers: int, folder: Path) -> None:
    where, now = data.record(answers), Moment.now()
    store = Store.open(where.url, "bench")
    cards = store.standing(store.learners()[0].id, now).cards
    places: dict[str, int] = {}
    with (folder / "cards.jsonl").open("w", encoding="utf-8") as file:
        for place, question in enumerate(data.library(questions)):
            places[question.id] = place
            print(json.dumps(_card(question, cards.get(question.id), now)), file=file)
    store.close()
    with (folder / "reviews.jsonl").open("w", encoding="utf-8") as file:
        for at, question_id, rating, stability, took, first in _reviews(where.record or Path()):
            print(json.dumps([at, places[question_id], rating, max(1, round(stability)), took, 0 if first else 1]), file=file)


def _card(question: AnyQuestion, card: Card | None, now: Moment) -> dict[str, Any]:
    told: dict[str, Any] = {"front": question.prompt, "back": f"{question.answer_text()}<br>{question.explanation}", "reps": 0}
    if card is None:
        return told
    days = (card.due.date() - now.day).days if card.state is State.REVIEW else 0
    memory = {"s": round(card.stability, 4), "d": round(card.difficulty, 3), "dr": 0.9, "lrt": int(card.reviewed.timestamp())}
    interval = (card.due - card.reviewed).days
    return told | {"due": days, "interval": interval, "reps": card.repetitions, "lapses": card.lapses, "memory": json.dumps(memory)}


def _reviews(record: Path) -> Iterator[tuple[Any, ...]]:
    import sqlite3
    from contextlib import closing

    sql = "SELECT at, question, rating, stability, took, first FROM answers ORDER BY at DESC LIMIT ?"
    with closing(sqlite3.connect(record)) as connection:
        yield from connection.execute(sql, (REVIEWS,))


@contextmanager
def opened(python: str, file: Path) -> Iterator[Anki]:
    """Open a copy of a collection, which may be changed."""
    copy = file.with_name("changed.anki2")
    shutil.copyfile(file, copy)
    for beside in ("-wal", "-shm"):
        copy.with_name(copy.name + beside).unlink(missing_ok=True)
    command = [python, "-I", str(WORKER), "serve", str(copy)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Anki(process)
    finally:
        process.stdin.close() if process.stdin else None
        process.wait(60)
