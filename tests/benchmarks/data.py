"""Made-up banks and records of any size, kept in a folder once they are made: their logs are real, all else is derived from them.

A learner meets new questions each day, as many as bring her through all of them in three years, and answers what her schedule
has due; most reviews are known. She stopped two days ago, so that two or three in a hundred cards are due today.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.banks import written

from progress import log, schedule
from progress.moment import Moment
from progress.rating import Rating
from progress.store import Store
from questions.bank import Library
from questions.cache import Cache
from questions.kinds import AnyQuestion, Choice
from questions.reading import read_library
from questions.wording import to_json
from quiz.places import Device, Places, read_device, write_device

EACH = 250
"""Questions in a bank."""
ANSWERS_A_QUESTION = 10
ALMOST_ALL = 0.995
"""Which share of the questions was met; the rest are new."""
DAYS = 1000
AWAY = 2
A_SITTING = 100
KNOWN_AT_FIRST, KNOWN_LATER = 0.5, 0.94
_A_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """What an answer to a question says, whatever the answer is."""

    id: str
    kind: str
    wording: str
    hash: str
    shown: tuple[str, ...]
    right: object
    wrong: object


def asked(question: AnyQuestion) -> Asked:
    """Return what the log is told of a question."""
    wording, wrong = to_json(question), None
    if isinstance(question, Choice):
        wrong = str(question.options()[-1])
    return Asked(question.id, question.kind, wording, log.hash_of(wording), tuple(question.options()), question.answer_text(), wrong)


def answers_of(questions: Sequence[Asked], count: int, random: Random) -> Iterator[tuple[int, int, Asked, Rating]]:
    """Yield so many answers: the day, the place in it, the question and how well it was known."""
    start = Moment.of_milliseconds(0, 0).later(timedelta(hours=8))
    met, new_a_day = 0, max(1, round(len(questions) * ALMOST_ALL / DAYS))
    latest = int(len(questions) * ALMOST_ALL)
    due: dict[int, list[int]] = defaultdict(list)
    cards: dict[int, schedule.Card] = {}
    given, day = 0, 0
    while True:
        fresh = range(met, min(met + new_a_day, latest))
        met = fresh.stop if fresh else met
        waiting = deque([*due.pop(day, ()), *fresh])
        place = 0
        while waiting:
            number = waiting.popleft()
            now, place = start.later(timedelta(days=day, seconds=8 * place)), place + 1
            known = random.random() < (KNOWN_AT_FIRST if number not in cards else KNOWN_LATER)
            rating = random.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (10, 80, 10))[0] if known else Rating.AGAIN
            card = cards[number] = schedule.review(cards.get(number), questions[number].id, rating, now)
            yield day, place, questions[number], rating
            given += 1
            if given == count:
                return
            again = (card.due - start.at) // _A_DAY
            if again <= day:
                waiting.append(number)
            else:
                due[again].append(number)
        day += 1


def entries_of(name: str, device: str, answers: Sequence[tuple[int, int, Asked, Rating]], last: Moment) -> Iterator[log.Entry]:
    """Yield the log of a learner who gave these answers, the last of them some days before a moment."""
    learner = learner_of(name)
    stream, before = log.stream_of(learner, device), log.GENESIS
    base = last.milliseconds - last.milliseconds % 86_400_000 - (answers[-1][0] + AWAY) * 86_400_000 + 8 * 3_600_000
    for seq, (at, body) in enumerate(_bodies(name, device, answers, base), 1):
        entry = log.entry_of(stream, seq, at, 0, body, before)
        before = entry.digest
        yield entry


def _bodies(name: str, device: str, answers: Sequence[tuple[int, int, Asked, Rating]], base: int) -> Iterator[tuple[int, log.Body]]:
    yield base - 1_000, log.StreamOpened(learner_of(name), name, device)
    sitting, at, of_day = "", base, -1
    random = Random(device)
    for number, (day, place, question, rating) in enumerate(answers):
        if day != of_day or place % A_SITTING == 1:
            if sitting:
                yield at, log.SittingEnded(sitting, "finished", 600_000)
            asked_now = tuple(dict.fromkeys(each.id for other, _, each, _ in answers[number : number + A_SITTING] if other == day))
            sitting, of_day = hashlib.sha256(f"{device} {number}".encode()).hexdigest()[:32], day
            yield base + day * 86_400_000 + place * 8_000 - 1, log.SittingStarted(sitting, "review", asked_now)
        at = base + day * 86_400_000 + place * 8_000
        yield at, _answered(sitting, question, rating, random)
    yield at, log.SittingEnded(sitting, "finished", 600_000)


_REASONS = {
    Rating.AGAIN: "the answer was wrong",
    Rating.HARD: "it was right with a hint",
    Rating.GOOD: "it was right",
    Rating.EASY: "it was right, fast and sure",
}


def _answered(sitting: str, question: Asked, rating: Rating, random: Random) -> log.Answered:
    right = rating is not Rating.AGAIN
    return log.Answered(
        sitting,
        question.id,
        question.kind,
        question.hash,
        question.shown,
        question.right if right else question.wrong,
        "right" if right else "wrong",
        float(right),
        "The answer matches." if right else "The answer does not match.",
        int(rating),
        _REASONS[rating],
        random.randrange(2_000, 9_000),
        rating is Rating.HARD,
        random.choice(("", "", "sure", "think", "guess")),
    )


def learner_of(name: str) -> str:
    """Return the id of a made-up learner."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Data:
    """The folder in which all that was made is kept, and what is copied from it for a measurement."""

    folder: Path

    def _once(self, name: str) -> tuple[Path, bool]:
        path = self.folder / name
        return path, path.exists()

    def banks(self, questions: int) -> Path:
        """Return a folder of banks with so many questions."""
        path, there = self._once(f"banks-{questions}")
        if not there:
            beside = path.with_name(f"{path.name}.new")
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            written(beside, -(-questions // EACH), min(EACH, questions))
            beside.rename(path)
        return path

    def library(self, questions: int) -> Library:
        """Return the library of the banks with so many questions, from a cache as the program has it."""
        return read_library([self.banks(questions)], cache=Cache(self.folder / "cache-of-libraries"))

    def asked(self, questions: int) -> list[Asked]:
        """Return what the log is told of each question."""
        return [asked(question) for question in self.library(questions)]

    def record(self, answers: int, learners: int = 1, *, device: str = "one") -> Places:
        """Return the places of a record in which each of so many learners gave so many answers; the first is who learned last."""
        path, there = self._once(f"record-{answers}-{learners}-{device}")
        where = Places(path)
        if not there:
            beside = path.with_name(f"{path.name}.new")
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            self._fill(Places(beside), answers, learners, device)
            beside.rename(path)
        Store.open(where.url, device).close()  # what was kept for long is brought to today's revision
        device_here = read_device(where)
        write_device(where, Device(device_here.id, device_here.host, str(path), learner_of(_name(0)), 1))
        return where

    def _fill(self, where: Places, answers: int, learners: int, device: str) -> None:
        store = Store.open(where.url, device)
        every = self.asked(max(EACH, answers // ANSWERS_A_QUESTION))
        for number in range(learners):
            random = Random(f"{device} {number}")
            given = list(answers_of(every, answers, random))
            put(where.record or Path(), entries_of(_name(number), f"{device}-{number}", given, Moment.now()), {q.hash: q for q in every})
        store.rebuild()
        store.settle()
        store.close()

    def copied(self, where: Places, name: str = "changed") -> Places:
        """Return a copy of a record to be changed by a measurement; it takes the place of the last one of this name."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        shutil.copyfile(where.record or Path(), path / "progress.db")
        write_device(Places(path), Device(name, read_device(where).host, str(path), learner_of(_name(0)), 1))
        return Places(path)


def _name(number: int) -> str:
    return f"Learner {number}"


def put(file: Path, entries: Iterable[log.Entry], wordings: Mapping[str, Asked]) -> None:
    """Write the log and the wordings; what is derived must follow."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        rows = ((e.stream, e.seq, e.at, e.offset, e.type, e.body, e.digest) for e in entries)
        connection.executemany('INSERT INTO log (stream, seq, at, "offset", type, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?)', rows)
        worded = ((hash_, each.id, each.wording) for hash_, each in wordings.items())
        connection.executemany("INSERT OR IGNORE INTO wordings (hash, question, body) VALUES (?, ?, ?)", worded)
        connection.execute("COMMIT")


def environment(where: Places) -> dict[str, str]:
    """Return the environment of a program that works with a record; its bytecode is compiled, as that of an installed one is."""
    left = {
        name: value for name, value in os.environ.items() if not name.startswith(("QUIZ_", "PYTHON")) and name not in ("ACCESSIBLE", "CI")
    }
    return {**left, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "80", "LINES": "24", "QUIZ_HOME": str(where.data)}
