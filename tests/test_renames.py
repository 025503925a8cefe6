"""Questions whose id was changed are noticed by what they ask."""

from __future__ import annotations

from dataclasses import replace

from questions.kinds import Choice, Flashcard
from questions.renames import Rename, renames

OLD = Choice(id="air/year", prompt="When was the agreement signed?", answer="1991", distractors=("1909", "2000"))


def test_the_same_question_under_another_id_is_noticed():
    assert list(renames([OLD], [replace(OLD, id="air/signed")])) == [Rename("air/year", "air/signed")]


def test_what_is_asked_a_little_otherwise_with_the_same_answer_is_noticed():
    new = replace(OLD, id="air/signed", prompt="In which year was the agreement signed?")
    assert list(renames([OLD], [new])) == [Rename("air/year", "air/signed")]


def test_another_question_is_none():
    new = replace(OLD, id="air/place", prompt="Where do the two commissions meet?", answer="Ottawa")
    assert list(renames([OLD], [new])) == []


def test_a_like_prompt_with_another_answer_must_be_very_like():
    near = replace(OLD, id="air/force", prompt="When was the agreement in force?", answer="1992")
    assert list(renames([OLD], [near])) == []


def test_each_new_question_is_named_once_and_for_the_one_it_is_most_like():
    rained = replace(OLD, id="air/rain", prompt="When was the agreement signed, and why?")
    assert list(renames([OLD, rained], [replace(rained, id="air/acid"), replace(OLD, id="air/signed")])) == [
        Rename("air/year", "air/signed"),
        Rename("air/rain", "air/acid"),
    ]


def test_topics_stay_apart():
    assert list(renames([OLD], [replace(OLD, id="water/year")])) == []


def test_flashcards_are_known_by_their_front():
    card = Flashcard(id="air/fog", prompt="What is fog?", answer="A cloud")
    assert list(renames([card], [replace(card, id="air/mist", answer="Low cloud")])) == [Rename("air/fog", "air/mist")]


def test_the_advice_says_what_to_write():
    assert Rename("air/year", "air/signed").told == "`air/signed` looks like `year`, which is gone: with `was: [year]` its history goes on."
