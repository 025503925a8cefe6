"""Finding questions by words and by where they stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from progress.moment import Moment
from progress.records import Standing
from progress.schedule import Card, State
from questions.bank import Bank, Library
from questions.kinds import Choice, ShortAnswer
from quiz.filters.search import plain, search

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
LAKE = Choice(id="water-quality/lake", prompt="Which Great Lake?", answer="Érié", distractors=("Huron",), explanation="It is shallow.")
LIBRARY = Library.of(
    [
        Bank(
            topic="water-quality",
            title="Water",
            path=Path("w.yaml"),
            questions=(
                LAKE,
                ShortAnswer(id="water-quality/act", prompt="Which treaty: 1909?", answer="Boundary Waters Treaty"),
            ),
        ),
        Bank(topic="air", title="Air", path=Path("a.yaml"), questions=(ShortAnswer(id="air/rain", prompt="Acid what?", answer="Rain"),)),
    ]
)
CARDS = {
    "air/rain": Card("air/rain", State.REVIEW, None, 5.0, 5.0, NOON.at, NOON.at - timedelta(days=3), 2, 0),
    "water-quality/act": Card("water-quality/act", State.LEARNING, 0, 1.0, 5.0, NOON.at + timedelta(days=3), NOON.at, 1, 0),
}
ASIDE, FLAGGED = frozenset({"air/rain"}), frozenset({"water-quality/lake"})
STANDING = Standing(CARDS, suspended=ASIDE, flagged=FLAGGED, days=(), usual={}, settings={}, last=None, new_today=0)


def found(wanted):
    return [question.id.partition("/")[2] for question in search(LIBRARY, wanted, STANDING, NOON)]


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        ("", ["rain", "lake", "act"]),
        ("great", ["lake"]),
        ("LAKE great", ["lake"]),
        ("great rain", []),
        ("erie", ["lake"]),
        ("ÉRIÉ", ["lake"]),
        ("huron", ["lake"]),
        ("shallow", ["lake"]),
        ("boundary", ["act"]),
        ("water-quality/act", ["act"]),
        ("treaty: 1909", ["act"]),
    ],
)
def test_every_word_must_be_somewhere_in_the_question(wanted, questions):
    assert found(wanted) == questions


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        ("topic:water", ["lake", "act"]),
        ("topic:nowhere", []),
        ("kind:short", ["rain", "act"]),
        ("topic:water kind:short", ["act"]),
        ("is:flagged", ["lake"]),
        ("is:aside", ["rain"]),
        ("is:new", ["lake"]),
        ("is:due", ["rain"]),
        ("is:learned", ["rain"]),
        ("is:fl", ["lake"]),
        ("is:aside is:learned", ["rain"]),
    ],
)
def test_a_search_is_narrowed_by_topic_kind_and_standing(wanted, questions):
    assert found(wanted) == questions


@pytest.mark.parametrize("wanted", ["is:", "topic:", "kind:"])
def test_what_is_only_half_typed_hides_nothing(wanted):
    assert len(found(wanted)) == 3


@pytest.mark.parametrize(("text", "same"), [("Québec", "quebec"), ("STRASSE", "straße"), ("ﬁsh", "fish"), ("a  b\nc", "A B C")])
def test_capitals_accents_and_ligatures_make_no_difference(text, same):
    assert plain(text) == plain(same)
