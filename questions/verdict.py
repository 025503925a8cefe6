"""What a response was worth, and the rule that decided it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Response = str | bool | list[str] | dict[str, str] | None
"""What the learner gave, as plain data: None is "I don't know"."""


class Outcome(StrEnum):
    """How a response is called before the learner."""

    RIGHT = "right"
    NEARLY = "nearly"
    PARTLY = "partly"
    WRONG = "wrong"


class Verdict(NamedTuple):
    """A marked response.

    ``score`` runs from 0 to 1. ``rule`` is a sentence for the learner: which rule of marking decided. ``parts`` says for
    a response of several parts which of them are right, in the order of the response's parts.
    """

    outcome: Outcome
    score: float
    rule: str
    parts: tuple[bool, ...] = ()


class NotAResponse(ValueError):  # noqa: N818 - it is not an error of anyone's
    """What was given cannot be taken as a response; the message says what to give instead. It is never marked."""


DONT_KNOW = Verdict(Outcome.WRONG, 0.0, "You said that you don't know.")


def verdict_of(score: float, rule: str, parts: tuple[bool, ...] = ()) -> Verdict:
    """Return the verdict for a share of the marks: all of them right, none wrong, else partly."""
    if score >= 1:
        return Verdict(Outcome.RIGHT, 1.0, rule, parts)
    if score <= 0:
        return Verdict(Outcome.WRONG, 0.0, rule, parts)
    return Verdict(Outcome.PARTLY, round(score, 4), rule, parts)
