"""How often each question was answered, and how, in all or within some study days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from progress.moment import Moment
from progress.rating import Rating
from progress.records import Tally

At = Callable[..., Moment]


def test_what_was_never_answered_has_no_tally(ann: Any) -> None:
    assert ann.store.tallies(ann.id) == {}


def test_every_answer_that_counts_is_counted_for_its_question(ann: Any, ben: Any, at: At) -> None:
    ann.answers(rating=Rating.AGAIN)
    ann.answers(outcome="partly", score=0.5, now=at(hours=1))
    ann.answers(now=at(hours=2))
    ann.undoes(ann.answers(now=at(hours=3)).id, at(hours=3))
    ann.answers("air/rain", rating=Rating.AGAIN)
    ben.answers()
    assert ann.store.tallies(ann.id) == {
        "air/year": Tally(answers=3, wrong=1, points=1.5, last=at(hours=2).at, missed=False, disputed=False),
        "air/rain": Tally(answers=1, wrong=1, points=0.0, last=at().at, missed=True, disputed=False),
    }


def test_only_the_answers_of_the_days_asked_for_count(ann: Any, at: At) -> None:
    for days in range(4):
        ann.answers(rating=Rating.AGAIN, now=at(days=days))
    tally = ann.store.tallies(ann.id, date(2026, 3, 3), date(2026, 3, 4))["air/year"]
    assert (tally.answers, tally.last) == (2, at(days=2).at)


def test_of_answers_within_one_millisecond_the_last_in_the_log_tells_whether_it_was_missed(ann: Any) -> None:
    for question, ratings in (("air/year", (Rating.AGAIN, Rating.GOOD)), ("air/rain", (Rating.GOOD, Rating.AGAIN))):
        for rating in ratings:
            ann.answers(question, rating)
    told = [ann.store.tallies(ann.id), ann.store.tallies(ann.id, date(2026, 3, 1))]
    assert [{question: tally.missed for question, tally in tallies.items()} for tallies in told] == [
        {"air/year": False, "air/rain": True}
    ] * 2


def test_what_was_claimed_to_be_right_is_disputed_and_what_was_called_a_guess_is_not(ann: Any, at: At) -> None:
    for question, claim in (("air/year", "right"), ("air/rain", "guess")):
        ann.store.claim(ann.id, ann.answers(question, rating=Rating.AGAIN).id, claim, at(minutes=1))
    assert {question: tally.disputed for question, tally in ann.store.tallies(ann.id).items()} == {"air/year": True, "air/rain": False}


def test_tallies_under_two_names_of_a_question_add_up(at: At) -> None:
    before, after = Tally(1, 1, 0.0, at().at, missed=True, disputed=True), Tally(2, 0, 1.5, at(days=1).at, missed=False, disputed=False)
    both = Tally(3, 1, 1.5, at(days=1).at, missed=False, disputed=True)
    assert (before + after, after + before, both.score) == (both, both, 0.5)
