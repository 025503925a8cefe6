"""Questions drawn at random, evenly from their topics."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random, SystemRandom

from questions.kinds import AnyQuestion


def drawn_evenly(questions: Iterable[AnyQuestion], count: int, random: Random) -> list[AnyQuestion]:
    """Return at most ``count`` of the questions in random order: the same number from each topic, as far as it goes."""
    by_topic: dict[str, list[AnyQuestion]] = {}
    for question in questions:
        by_topic.setdefault(question.topic, []).append(question)
    for pool in by_topic.values():
        random.shuffle(pool)
    chosen: list[AnyQuestion] = []
    while len(chosen) < count and any(by_topic.values()):
        ready = [pool for pool in by_topic.values() if pool]
        random.shuffle(ready)
        chosen += [pool.pop() for pool in ready[: count - len(chosen)]]
    random.shuffle(chosen)
    return chosen


def new_seed() -> int:
    """Return a seed that nobody knows."""
    return SystemRandom().randrange(2**31)
