"""Learners whose memory is FSRS with parameters that nobody knows, and what they have answered: all drawn with a seed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from progress import log, schedule
from progress.copies import Copy, Worded
from progress.fitting import Given, History
from progress.moment import Moment
from progress.optimizing import within_bounds
from progress.rating import Rating
from progress.schedule import DEFAULT, Card, Schedule

NEW_A_DAY = 5
SIGHT = 0.35
"""How many questions are known when they are first met."""
_BEGINS = Moment(datetime(2025, 9, 1, 17, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner: by what her memory works, and how often a known answer goes wrong or an unknown one is guessed."""

    memory: Schedule
    slips: float = 0.0
    guesses: float = 0.0


def drawn_learner(kind: str, random: Random) -> Learner:
    """Return a learner of a kind: as everyone, forgets sooner, remembers longer, another curve, any, or any and careless."""
    factor = list(DEFAULT.parameters)

    def scaled(numbers: range, by: float) -> None:
        for number in numbers:
            factor[number] *= by

    if kind == "sooner":
        scaled(range(4), 0.4)
        factor[8] += math.log(0.7)
    elif kind == "longer":
        scaled(range(4), 2.5)
        factor[8] += math.log(1.4)
    elif kind == "curve":
        factor[20] = random.uniform(0.3, 0.6)
    elif kind in ("any", "careless"):
        scaled(range(4), math.exp(random.gauss(0, 0.8)))
        factor[8] += random.gauss(0, 0.4)
        factor[20] *= math.exp(random.gauss(0, 0.4))
        for number in (6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19):
            factor[number] *= math.exp(random.gauss(0, 0.2))
    noise = 0.04 if kind == "careless" else 0.0
    return Learner(Schedule(within_bounds(factor)), noise, noise)


KINDS = ("as everyone", "sooner", "longer", "curve", "any", "careless")

_FORGETFUL = {**{number: DEFAULT.parameters[number] / 50 for number in range(4)}, 8: 0.4, 17: 0.0, 20: 0.8}
FORGETFUL = Learner(Schedule(within_bounds([_FORGETFUL.get(number, each) for number, each in enumerate(DEFAULT.parameters)])))
"""She forgets so fast that a few reviews show it."""


@dataclass(slots=True)
class Question:
    """A question on its way: the card as the program has it, the memory as it is, and what was answered."""

    id: str
    card: Card | None = None
    memory: Card | None = None
    given: list[Given] = field(default_factory=list)

    def history(self) -> History:
        """Return what was answered."""
        return History(self.id, tuple(self.given))


@dataclass(slots=True)
class Studied:
    """What a learner answered: every question, and for each review in the order of time its true chance of a right answer."""

    questions: list[Question] = field(default_factory=list)
    chances: dict[tuple[str, int], float] = field(default_factory=dict)


def study(learner: Learner, reviews: int, random: Random, by: Schedule = DEFAULT) -> Studied:
    """Let a learner study, five new questions a day and all that is due by our schedule, until she has done so many reviews."""
    studied = Studied()
    for day in range(10_000):
        now = _BEGINS.later(timedelta(days=day))
        due = [each for each in studied.questions if each.card is not None and each.card.due_by_day_end(now)]
        for number in range(NEW_A_DAY):
            studied.questions.append(Question(f"topic/{day}-{number}"))
        for question in [*due, *studied.questions[-NEW_A_DAY:]]:
            now = now.later(timedelta(seconds=20))
            _asked(question, learner, studied, now, random, by)
        if len(studied.chances) >= reviews:
            return studied
    raise AssertionError("nobody needs that long")


def _asked(question: Question, learner: Learner, studied: Studied, now: Moment, random: Random, by: Schedule) -> None:
    """Ask until it is known, as a sitting does."""
    chance = _chance(question, learner, now)
    if question.card is not None and schedule.recall(question.card, now) is not None:
        told = chance * (1 - learner.slips) + (1 - chance) * learner.guesses
        studied.chances[question.id, len(question.given)] = told
    while True:
        known = random.random() < chance
        right = random.random() >= learner.slips if known else random.random() < learner.guesses
        ratings = {"memory": _rating(random) if known else Rating.AGAIN}
        ratings["card"] = (ratings["memory"] if known else _rating(random)) if right else Rating.AGAIN
        for seen, rating in ratings.items():
            of_whom = learner.memory if seen == "memory" else by
            setattr(question, seen, schedule.review(getattr(question, seen), question.id, rating, now, of_whom))
        question.given.append(Given(now, rating))
        if right:
            return
        now, chance = now.later(timedelta(minutes=10)), 0.9


def _chance(question: Question, learner: Learner, now: Moment) -> float:
    if question.memory is None:
        return SIGHT
    recalled = schedule.recall(question.memory, now, learner.memory)
    return 0.95 if recalled is None else recalled


def _rating(random: Random) -> Rating:
    return random.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (10, 80, 10))[0]


def histories(studied: Studied) -> Iterator[History]:
    """Yield the history of each question that was answered."""
    return (question.history() for question in studied.questions)


def log_of(studied: Studied, name: str = "Ann", device: str = "elsewhere") -> Copy:
    """Return the log that a learner of this name would hand in."""
    learner = sha256(name.encode()).hexdigest()[:32]
    stream, digest, entries = log.stream_of(learner, device), log.GENESIS, []
    every = sorted((given, question.id) for question in studied.questions for given in question.given)
    first = every[0][0].when
    bodies: list[tuple[Moment, log.Body]] = [(first, log.StreamOpened(learner, name, device))]
    bodies.append((first, log.SittingStarted("simulated", "review", (every[0][1],))))
    bodies += [(given.when, _answer(question, given.rating)) for given, question in every]
    for seq, (when, body) in enumerate(bodies, 1):
        entries.append(log.entry_of(stream, seq, when.milliseconds, when.offset, body, digest))
        digest = entries[-1].digest
    wordings = {log.hash_of(f'"{question.id}"'): Worded(question.id, f'"{question.id}"') for question in studied.questions}
    return Copy("a simulated learner", tuple(entries), wordings)


def _answer(question: str, rating: Rating) -> log.Answered:
    right = rating is not Rating.AGAIN
    outcome, reason = ("right", "it was right") if right else ("wrong", "the answer was wrong")
    asked = ("simulated", question, "choice", log.hash_of(f'"{question}"'), ("a", "b"), "a" if right else "b")
    return log.Answered(*asked, outcome, float(right), "The option matches.", int(rating), reason, 4_000)
