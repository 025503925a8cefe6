"""Cards from all their answers at once; see ``cards`` for the same, one answer after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from progress.kept import Changed, Key
from progress.records import points_of
from progress.replay import Given, Left, memories
from progress.schedule import DEFAULT, FOLLOWS, Schedule, State, interval

GIVEN = (
    "stream", "seq", "learner", "sitting", "question", "topic", "kind", "at", "offset", "day", "wording", "shown", "response",
    "outcome", "score", "rule", "rating", "reason", "claim", "marked_by", "took", "hinted", "confidence", "undone",
)  # fmt: skip
"""What the row of an answer has by itself, in the order of its table; what follows there is the state of its card."""
STATE = ("state", "stability", "difficulty", "due", "first", "recall", "learned")
"""What the row of an answer has of the card after it."""
CARD = (
    "learner", "question", "topic", "state", "step", "stability", "difficulty", "due", "reviewed", "repetitions", "lapses", "stream",
    "seq", "wrong", "points", "missed", "disputed", "misled",
)  # fmt: skip

_AT, _OFFSET, _DAY, _RATING = (GIVEN.index(name) for name in ("at", "offset", "day", "rating"))
_DAY_LONG = 86_400_000
_REVIEW, _RELEARNING = int(State.REVIEW), int(State.RELEARNING)


class History:
    """What a card's answers make of it; ``answers`` are those that count, in the order of the log, as ``GIVEN`` has them."""

    __slots__ = ("card", "memory", "states")

    def __init__(self, answers: Sequence[tuple[Any, ...]], changes: Sequence[Changed]) -> None:
        left, self.memory = _left(answers, changes)
        self.states: list[tuple[Any, ...]] = []
        """What follows for the row of each answer, as ``STATE`` has it."""
        state = due = repetitions = lapses = wrong = points = 0
        step: int | None = None
        disputed = missed = misled = False
        for answer, (stability, difficulty, recall, days) in zip(answers, left, strict=True):
            (
                stream, seq, learner, _, question, topic, _, at, _, _, _, _, _,
                outcome, score, _, rating, _, claim, _, _, _, confidence, _,
            ) = answer  # fmt: skip
            before, first = state, not repetitions
            state, step, wait = FOLLOWS[before, rating]
            repetitions += 1
            due = at + (wait or interval(days, question, repetitions) * _DAY_LONG)
            if state == _RELEARNING and before == _REVIEW:
                lapses += 1
            self.states.append((state, stability, difficulty, due, int(first), recall, (state == _REVIEW) - (before == _REVIEW)))
            points += points_of(score)
            missed = outcome != "right"
            if missed and outcome == "wrong":
                wrong += 1
                misled = confidence == "sure" and claim != "right"
            else:
                misled = False
            disputed = disputed or claim == "right"
        tally = wrong, points, int(missed), int(disputed), int(misled)
        self.card = learner, question, topic, state, step, *self.memory, due, at, repetitions, lapses, stream, seq, *tally
        """The row of the card, as ``CARD`` has it."""


def _left(answers: Sequence[tuple[Any, ...]], changes: Sequence[Changed]) -> tuple[list[Left], tuple[float, float]]:
    """Return what each answer left, and the stability and difficulty that the card has now.

    After a change of the schedule both are estimated anew from all the answers, as if it had held from the beginning.
    """
    given: list[Given] = [(answer[_AT], answer[_OFFSET], answer[_DAY], answer[_RATING]) for answer in answers]
    if not changes:
        left = memories(given, DEFAULT)
        return left, left[-1][:2]
    times = [change.key for change in changes]
    holds = [bisect_left(times, _key(answer)) for answer in answers]
    left = []
    while len(left) < len(given):
        begin = len(left)
        number = holds[begin]
        end = next((place for place in range(begin, len(given)) if holds[place] != number), len(given))
        by = _schedule(changes, number)
        before = (*memories(given[:begin], by)[-1][:2], given[begin - 1]) if begin else None
        left += memories(given[begin:end], by, before)
    if holds[-1] == len(changes):
        return left, left[-1][:2]
    return left, memories(given, _schedule(changes, len(changes)))[-1][:2]


def _key(answer: tuple[Any, ...]) -> Key:
    return answer[_AT], answer[0], answer[1]


def _schedule(changes: Sequence[Changed], number: int) -> Schedule:
    return changes[number - 1].schedule if number else DEFAULT
