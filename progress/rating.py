"""From an answer to a rating, and why: what the schedule is told of how well a question was known.

A mistake of which the learner was sure is rated as any other. What is put right after such a mistake is remembered better than
after a doubtful one, though (the hypercorrection effect: Butterfield and Metcalfe, Journal of Experimental Psychology:
Learning, Memory, and Cognition 27, 2001), so it is said, and the question comes back first.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Rating(IntEnum):
    """How well a question was known; the four of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The rating's name on the screen."""
        return self.name.capitalize()


class Rated(NamedTuple):
    """A rating and the sentence that says why."""

    rating: Rating
    reason: str


SLOW = 2.5
"""From how many times her usual time on this kind an answer counts as slow."""
SLOW_BY = 3_000
"""By how many milliseconds it must also be longer: where two seconds are usual, five are no hesitation."""
FAST = 0.6
"""Up to which share of her usual time on this kind an answer counts as fast."""
HALF = 0.5
"""The least score that counts as recalled at all: FSRS takes Hard for a success, and less than half is none."""

_GUESSED = {
    "right": "it was right, but you were guessing",
    "nearly": "it was nearly right, but you were guessing",
    "partly": "part of it was right, but you were guessing",
}
"""A guess that hits tells nothing of what is known: it is rated as the claim ``guess`` is."""

_SELF = {"again": Rating.AGAIN, "hard": Rating.HARD, "good": Rating.GOOD, "easy": Rating.EASY}


def rate(
    outcome: str,
    score: float,
    *,
    took: int,
    usual: int | None = None,
    hinted: bool = False,
    confidence: str = "",
    given: object = None,
    self_marked: bool = False,
) -> Rated:
    """Return the rating of an answer.

    Args:
        outcome: right, nearly, partly or wrong.
        score: from 0 to 1.
        took: milliseconds from seeing the question to responding.
        usual: the learner's median time on this kind, in milliseconds; None as long as there are too few to tell.
        hinted: whether the hint was shown.
        confidence: how sure the learner said she was before she saw the answer; empty if she was not asked.
        given: the response; None is "I don't know".
        self_marked: whether the response is itself one of again, hard, good, easy.

    Raises:
        ValueError: the outcome is none of the four.
    """
    if given is None:
        return Rated(Rating.AGAIN, "you didn't know it")
    if self_marked and given in _SELF:
        return Rated(_SELF[str(given)], "you said so")
    if outcome == "wrong":
        return Rated(Rating.AGAIN, "you were sure, but the answer was wrong" if confidence == "sure" else "the answer was wrong")
    if confidence == "guess" and outcome in _GUESSED:
        return Rated(Rating.AGAIN, _GUESSED[outcome])
    if outcome == "partly":
        if score < HALF:
            return Rated(Rating.AGAIN, "less than half was right")
        return Rated(Rating.HARD, "part of it was right")
    if outcome == "nearly":
        return Rated(Rating.HARD, "it was nearly right")
    if outcome != "right":
        raise ValueError(f"{outcome!r} is no outcome")
    if hinted:
        return Rated(Rating.HARD, "it was right with a hint")
    if usual is not None and took >= usual * SLOW and took - usual > SLOW_BY:
        return Rated(Rating.HARD, f"it was right, but slow for you ({_seconds(took)} s; usually {_seconds(usual)} s)")
    if confidence == "sure" and usual is not None and took <= usual * FAST:
        return Rated(Rating.EASY, "it was right, fast and sure")
    return Rated(Rating.GOOD, "it was right")


def _seconds(milliseconds: int) -> int:
    return max(1, round(milliseconds / 1000))


CLAIMS = {
    "right": Rated(Rating.GOOD, "you say that it was right"),
    "guess": Rated(Rating.AGAIN, "you say that it was a guess"),
}
"""What a learner may say of an answer of hers, and the rating that it then has."""
