"""Golden values are py-fsrs's own, from its tests/test_basic.py (``test_review_card`` and ``test_memo_state``), or worked by hand.

By hand, with FSRS-6's default parameters w0 … w20:

- first answer: S = w0, w1, w2, w3 for Again, Hard, Good, Easy; D(rating) = w4 − e^(w5·(rating − 1)) + 1
- forgetting: R(t) = (1 + f·t/S)^(−w20) with f = 0.9^(−1/w20) − 1, so that R(S) = 0.9
- recalled after a day or more: S' = S·(1 + e^w8 · (11 − D) · S^(−w9) · (e^(w10·(1 − R)) − 1)), times w15 for Hard or w16 for Easy
- forgotten: S' = min(w11 · D^(−w12) · ((S + 1)^w13 − 1) · e^(w14·(1 − R)), S / e^(w17·w18))
- on the same day: S' = S · e^(w17·(rating − 3 + w18)) · S^(−w19), for a success never less than S
- at 90 % retention the interval is S rounded to days, before the fuzz
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import fsrs.scheduler
import pytest

from progress.moment import Moment
from progress.rating import Rating
from progress.schedule import DEFAULT_PARAMETERS, Card, Schedule, State, fuzzed, recall, review

AGAIN, HARD, GOOD, EASY = Rating
FIRST = Moment.of(datetime(2022, 11, 29, 12, 30, tzinfo=UTC))


def first(rating: Rating, now: Moment = FIRST) -> Card:
    return review(None, "air/year", rating, now)


def walk(ratings: Iterable[Rating]) -> tuple[list[int], Card]:
    """Answer each time exactly when the card is due, before the fuzz; return the intervals in days and the last card."""
    card, now, intervals = None, FIRST, []
    for rating in ratings:
        card = review(card, "air/year", rating, now)
        days = round(card.stability) if card.state is State.REVIEW else 0
        intervals.append(days)
        now = now.later(timedelta(days=days) if days else card.due - now.at)
    assert card is not None
    return intervals, card


def test_intervals_grow_as_the_formulas_say() -> None:
    # S by hand: 2.3065, 10.9643, 46.2802, 162.8622, 497.4472; forgotten: 6.8862, 2.1534; then 3.9811, 7.2327, 12.4772, 20.7609.
    intervals, _ = walk([GOOD, GOOD, GOOD, GOOD, GOOD, AGAIN, AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD])
    assert intervals == [2, 11, 46, 163, 497, 0, 0, 2, 4, 7, 12, 21]


def test_intervals_are_those_of_py_fsrs_when_a_new_question_is_answered_twice() -> None:
    # There [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]: with its second learning step the first answer brings ten minutes.
    card, intervals, now = None, [], FIRST
    for number, rating in enumerate([GOOD] * 6 + [AGAIN, AGAIN] + [GOOD] * 5):
        card = review(card, "air/year", rating, now)
        days = 0 if number == 0 or card.state is not State.REVIEW else round(card.stability)
        intervals.append(days)
        now = now.later(timedelta(days=days) if days else timedelta(minutes=10))
    assert intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_the_memory_state_is_that_of_py_fsrs() -> None:
    card, now = None, FIRST
    for rating, days in zip([AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD], [0, 0, 1, 3, 8, 21], strict=True):
        now = now.later(timedelta(days=days))
        card = review(card, "air/year", rating, now)
    assert card is not None
    assert (card.stability, card.difficulty) == (pytest.approx(53.62691, abs=1e-4), pytest.approx(6.3574867, abs=1e-4))


@pytest.mark.parametrize(
    ("rating", "state", "stability", "difficulty"),
    [
        (AGAIN, State.LEARNING, 0.212, 6.4133),  # w0; w4 − e^0 + 1
        (HARD, State.LEARNING, 1.2931, 5.1121707),  # w1; 7.4133 − e^0.8334
        (GOOD, State.REVIEW, 2.3065, 2.1181040),  # w2; 7.4133 − e^1.6668
        (EASY, State.REVIEW, 8.2956, 1.0),  # w3; 7.4133 − e^2.5002, not less than 1
    ],
)
def test_the_first_answer_sets_the_memory_state(rating: Rating, state: State, stability: float, difficulty: float) -> None:
    card = first(rating)
    assert (card.state, card.stability, card.difficulty) == (state, stability, pytest.approx(difficulty, abs=1e-6))


@pytest.mark.parametrize(("rating", "minutes"), [(AGAIN, 10), (HARD, 15)])
def test_a_missed_question_comes_back_in_the_same_sitting(rating: Rating, minutes: int) -> None:
    assert first(rating).due == FIRST.at + timedelta(minutes=minutes)


def test_a_right_answer_ends_the_single_learning_step() -> None:
    card = first(GOOD)
    assert (card.step, card.learned, card.due) == (None, True, FIRST.at + timedelta(days=2))


def test_a_lapse_is_counted_and_relearned_within_minutes() -> None:
    card = review(first(GOOD), "air/year", AGAIN, FIRST.later(timedelta(days=2)))
    assert (card.state, card.lapses, card.repetitions, card.due - card.reviewed) == (State.RELEARNING, 1, 2, timedelta(minutes=10))


def test_a_miss_while_learning_is_no_lapse() -> None:
    assert review(first(AGAIN), "air/year", AGAIN, FIRST.later(timedelta(minutes=10))).lapses == 0


def test_every_lapse_is_counted() -> None:
    _, card = walk([GOOD, AGAIN, GOOD, AGAIN])
    assert card.lapses == 2


def test_a_card_is_never_changed_in_place() -> None:
    before = first(GOOD)
    review(before, "air/year", EASY, FIRST.later(timedelta(days=2)))
    assert before == first(GOOD)


def test_no_interval_is_longer_than_a_hundred_years() -> None:
    card, now = first(EASY), FIRST
    for _ in range(12):
        now = Moment.of(card.due)
        card = review(card, "air/year", EASY, now)
    assert card.due - now.at <= timedelta(days=36_500)


def test_more_retention_brings_a_card_back_sooner() -> None:
    ten_days = FIRST.later(timedelta(days=10))
    often, seldom = (review(first(EASY), "air/year", GOOD, ten_days, Schedule(retention=retention)) for retention in (0.95, 0.8))
    assert often.due < seldom.due


# -- the study day


def ottawa(day: int, hour: int) -> Moment:
    return Moment.of(datetime(2026, 3, day, hour + 5, tzinfo=UTC) if hour < 19 else datetime(2026, 3, day + 1, hour - 19, tzinfo=UTC), -300)


def test_the_morning_after_an_evening_is_a_day_later() -> None:
    evening, morning, evening_after = ottawa(2, 22), ottawa(3, 9), ottawa(3, 22)
    states = {review(first(GOOD, evening), "air/year", GOOD, now).stability for now in (morning, evening_after)}
    assert len(states) == 1


def test_past_midnight_is_the_same_day() -> None:
    evening, night = ottawa(2, 22), ottawa(3, 3)
    # The gain on the same day would be e^(0.5425·0.0912)·2.3065^(−0.0658) = 0.9945, and a success never loses.
    assert review(first(GOOD, evening), "air/year", GOOD, night).stability == 2.3065


def test_recall_is_ninety_per_cent_after_as_many_days_as_the_stability() -> None:
    card = first(GOOD, ottawa(2, 9))
    ten = Card(card.question, card.state, None, 10.0, card.difficulty, card.due, card.reviewed, 1, 0)
    assert recall(ten, ottawa(12, 9)) == pytest.approx(0.9)


def test_recall_after_one_day_is_as_the_formula_says() -> None:
    # (1 + 0.9803465/2.3065)^(−0.1542) = 1.4250363^(−0.1542) = e^(−0.1542·0.3541974) = e^(−0.0546172)
    assert recall(first(GOOD, ottawa(2, 22)), ottawa(3, 9)) == pytest.approx(0.9468475, abs=1e-6)


@pytest.mark.parametrize("now", [ottawa(2, 22), ottawa(2, 23), ottawa(3, 3)])
def test_no_recall_is_given_on_the_study_day_of_the_answer(now: Moment) -> None:
    assert recall(first(GOOD, ottawa(2, 22)), now) is None


def test_no_recall_is_given_when_the_clock_went_back() -> None:
    assert recall(first(GOOD, ottawa(5, 9)), ottawa(2, 9)) is None


def test_an_answer_before_the_last_one_counts_as_on_its_day() -> None:
    assert review(first(GOOD, ottawa(5, 9)), "air/year", GOOD, ottawa(2, 9)).stability == 2.3065


def test_a_review_is_due_from_the_start_of_its_study_day() -> None:
    card = first(GOOD, ottawa(2, 22))
    assert [card.is_due(now) for now in (ottawa(4, 3), ottawa(4, 4))] == [False, True]


def test_a_learning_step_is_due_to_the_minute() -> None:
    card = first(AGAIN, ottawa(2, 22))
    due = ottawa(2, 22).later(timedelta(minutes=10))
    assert [card.is_due(now) for now in (due.later(timedelta(milliseconds=-1)), due)] == [False, True]


def test_a_learning_step_counts_for_the_day_at_once() -> None:
    assert first(AGAIN, ottawa(2, 22)).due_by_day_end(ottawa(2, 22))


def test_a_learning_step_at_the_very_end_of_the_day_is_the_next_day_s() -> None:
    card = first(AGAIN)._replace(due=FIRST.day_ends())
    assert (card.due_by_day_end(FIRST), card.due_by_day_end(FIRST.later(timedelta(days=1)))) == (False, True)


# -- the fuzz

RANGES = [
    (1, 1, 1),
    (2, 2, 2),
    (3, 2, 4),  # 3 ± (1 + 0.15·0.5)
    (5, 4, 6),  # 5 ± (1 + 0.15·2.5)
    (6, 4, 8),  # 6 ± (1 + 0.15·3.5)
    (7, 5, 9),  # 7 ± (1 + 0.15·4.5)
    (10, 8, 12),  # 10 ± (1.675 + 0.1·3)
    (20, 17, 23),  # 20 ± (1.675 + 0.1·13)
    (31, 27, 35),  # 31 ± (2.975 + 0.05·11)
    (100, 93, 107),  # 100 ± (2.975 + 0.05·80)
]


@pytest.mark.parametrize(("days", "least", "most"), RANGES)
def test_the_fuzz_fills_the_range_of_fsrs_and_never_leaves_it(days: int, least: int, most: int) -> None:
    assert {fuzzed(days, f"air/{number}", 1) for number in range(500)} == set(range(least, most + 1))


def test_the_fuzz_never_goes_past_the_longest_interval() -> None:
    drawn = {fuzzed(36_500, f"air/{number}", 1) for number in range(500)}
    assert (min(drawn) >= 34_673, max(drawn) <= 36_500) == (True, True)  # 36 500 − (2.975 + 0.05·36 480)


def test_the_fuzz_favours_no_length() -> None:
    drawn = [fuzzed(10, f"air/{number}", 1) for number in range(5_000)]
    # Five lengths, a thousand each: 120 off is more than four standard deviations (28.3).
    assert all(abs(drawn.count(days) - 1_000) < 120 for days in range(8, 13))


def test_the_same_card_at_the_same_repetition_gets_the_same_interval() -> None:
    assert len({fuzzed(100, "air/year", 3) for _ in range(10)}) == 1


def test_the_fuzz_differs_between_cards() -> None:
    assert len({fuzzed(100, question, 3) for question in ("air/year", "air/rain", "water/lakes")}) > 1


def test_the_fuzz_differs_between_repetitions() -> None:
    assert len({fuzzed(100, "air/year", repetition) for repetition in (1, 2, 3)}) > 1


def test_the_due_date_is_the_fuzzed_interval_later() -> None:
    card = first(EASY)  # S = 8.2956: eight days
    assert card.due - card.reviewed == timedelta(days=fuzzed(8, "air/year", 1))


def test_everyone_begins_with_the_parameters_of_the_package() -> None:
    assert fsrs.scheduler.DEFAULT_PARAMETERS == DEFAULT_PARAMETERS
