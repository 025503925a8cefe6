"""What a desired retention costs, by a little simulation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from progress.moment import Moment
from progress.schedule import Card, Schedule, State
from progress.workload import DAYS, Workload, workload

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
AGO = NOON.at - timedelta(days=5)
CARDS = [Card(f"a/{number}", State.REVIEW, None, 10.0, 5.0, NOON.at + timedelta(days=number % 7), AGO, 3, 0) for number in range(40)]


def of(retention: float, cards: list[Card] = CARDS, fresh: int = 0) -> Workload:
    return workload(cards, fresh, NOON, Schedule(retention=retention), new_a_day=10)


def test_who_wants_to_recall_more_reviews_more() -> None:
    reviews = [of(retention).reviews for retention in (0.7, 0.8, 0.9, 0.97)]
    assert reviews == sorted(reviews)
    assert reviews[-1] > 3 * reviews[0]


def test_who_wants_to_recall_more_knows_more() -> None:
    known = [of(retention).known for retention in (0.7, 0.8, 0.9, 0.97)]
    assert known == sorted(known)


def test_new_questions_are_met_a_few_a_day() -> None:
    assert of(0.9, [], fresh=20).reviews > 0
    assert of(0.9, [], fresh=100 * DAYS) == of(0.9, [], fresh=10 * DAYS)


def test_where_nothing_is_to_be_learned_there_is_no_work() -> None:
    assert of(0.9, []) == Workload(0.0, 0.0)


def test_a_card_stays_due_when_it_is_due() -> None:
    late = Card("a/1", State.REVIEW, None, 500.0, 5.0, NOON.at + timedelta(days=DAYS + 1), NOON.at, 3, 0)
    assert of(0.97, [late]).reviews == 0


def test_of_many_questions_a_part_stands_for_all() -> None:
    many = [card for card in CARDS for _ in range(20)]
    assert of(0.9, many).reviews == pytest.approx(20 * of(0.9).reviews, rel=0.15)
