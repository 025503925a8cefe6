from __future__ import annotations

from typing import Any

import pytest

from progress.rating import CLAIMS, Rated, Rating, rate

AGAIN, HARD, GOOD, EASY = Rating


@pytest.mark.parametrize(
    ("outcome", "score", "what", "rated"),
    [
        ("right", 1.0, {}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"confidence": "sure"}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 10_000, "took": 6_000, "confidence": "sure"}, Rated(EASY, "it was right, fast and sure")),
        ("right", 1.0, {"usual": 10_000, "took": 6_001, "confidence": "sure"}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 10_000, "took": 6_000, "confidence": "think"}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 10_000, "took": 6_000, "confidence": ""}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 10_000, "took": 24_999}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 10_000, "took": 25_000}, Rated(HARD, "it was right, but slow for you (25 s; usually 10 s)")),
        (
            "right",
            1.0,
            {"usual": 10_000, "took": 25_000, "confidence": "sure"},
            Rated(HARD, "it was right, but slow for you (25 s; usually 10 s)"),
        ),
        ("right", 1.0, {"usual": 2_000, "took": 5_000}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 2_000, "took": 5_001}, Rated(HARD, "it was right, but slow for you (5 s; usually 2 s)")),
        ("right", 1.0, {"usual": 0, "took": 0}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"usual": 1, "took": 900}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"hinted": True}, Rated(HARD, "it was right with a hint")),
        ("right", 1.0, {"hinted": True, "usual": 10_000, "took": 1, "confidence": "sure"}, Rated(HARD, "it was right with a hint")),
        ("nearly", 1.0, {}, Rated(HARD, "it was nearly right")),
        ("nearly", 1.0, {"usual": 10_000, "took": 1, "confidence": "sure"}, Rated(HARD, "it was nearly right")),
        ("partly", 0.5, {}, Rated(HARD, "part of it was right")),
        ("partly", 0.4999, {}, Rated(AGAIN, "less than half was right")),
        ("wrong", 0.0, {}, Rated(AGAIN, "the answer was wrong")),
        ("right", 1.0, {"confidence": "think"}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"confidence": "guess"}, Rated(AGAIN, "it was right, but you were guessing")),
        ("right", 1.0, {"confidence": "guess", "usual": 10_000, "took": 1}, Rated(AGAIN, "it was right, but you were guessing")),
        ("nearly", 1.0, {"confidence": "guess"}, Rated(AGAIN, "it was nearly right, but you were guessing")),
        ("partly", 0.7, {"confidence": "guess"}, Rated(AGAIN, "part of it was right, but you were guessing")),
        ("partly", 0.7, {"confidence": "sure"}, Rated(HARD, "part of it was right")),
        ("wrong", 0.0, {"confidence": "sure"}, Rated(AGAIN, "you were sure, but the answer was wrong")),
        ("wrong", 0.0, {"hinted": True, "confidence": "sure"}, Rated(AGAIN, "you were sure, but the answer was wrong")),
        ("wrong", 0.0, {"confidence": "think"}, Rated(AGAIN, "the answer was wrong")),
        ("wrong", 0.0, {"confidence": "guess"}, Rated(AGAIN, "the answer was wrong")),
        ("wrong", 0.0, {"given": None, "confidence": "sure"}, Rated(AGAIN, "you didn't know it")),
        ("right", 1.0, {"given": "good", "self_marked": True, "confidence": "guess"}, Rated(GOOD, "you said so")),
        ("wrong", 0.0, {"given": None}, Rated(AGAIN, "you didn't know it")),
        ("wrong", 0.0, {"given": None, "self_marked": True}, Rated(AGAIN, "you didn't know it")),
        ("right", 1.0, {"given": "easy", "self_marked": True}, Rated(EASY, "you said so")),
        ("right", 1.0, {"given": "good", "self_marked": True, "hinted": True}, Rated(GOOD, "you said so")),
        ("right", 1.0, {"given": "hard", "self_marked": True}, Rated(HARD, "you said so")),
        ("wrong", 0.0, {"given": "again", "self_marked": True}, Rated(AGAIN, "you said so")),
        ("wrong", 0.0, {"given": "easy"}, Rated(AGAIN, "the answer was wrong")),
        ("right", 1.0, {"given": ["a", "b"]}, Rated(GOOD, "it was right")),
        ("right", 1.0, {"given": False}, Rated(GOOD, "it was right")),
    ],
)
def test_an_answer_is_rated_and_told_why(outcome: str, score: float, what: dict[str, Any], rated: Rated) -> None:
    assert rate(outcome, score, **({"took": 4_000, "given": "1991"} | what)) == rated


def test_an_outcome_that_does_not_exist_is_not_taken_for_right() -> None:
    with pytest.raises(ValueError, match="skipped"):
        rate("skipped", 0.0, took=4_000, given="1991")


@pytest.mark.parametrize(("claim", "rating"), [("right", GOOD), ("guess", AGAIN)])
def test_a_claim_brings_its_rating(claim: str, rating: Rating) -> None:
    assert CLAIMS[claim].rating is rating


@pytest.mark.parametrize(("rating", "word"), [(AGAIN, "Again"), (HARD, "Hard"), (GOOD, "Good"), (EASY, "Easy")])
def test_a_rating_has_its_word(rating: Rating, word: str) -> None:
    assert rating.word == word
