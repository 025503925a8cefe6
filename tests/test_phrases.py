"""Times, scores and counts in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from progress.moment import Moment
from quiz import phrases

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
"""A Sunday noon in Ottawa; the study day ends sixteen hours later."""


@pytest.mark.parametrize(
    ("score", "said"), [(None, "–"), (0.0, "0 %"), (1.0, "100 %"), (0.5, "50 %"), (2 / 3, "67 %"), (0.996, "99 %"), (0.001, "1 %")]
)
def test_a_score_is_called_all_or_nothing_only_if_it_is(score, said):
    assert phrases.percent(score) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers")])
def test_a_count_has_its_noun_in_the_right_number(number, said):
    assert phrases.count(number, "answer") == said


def test_a_noun_may_have_a_plural_of_its_own():
    assert phrases.count(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(days=-3), "now"),
        (timedelta(0), "now"),
        (timedelta(seconds=20), "in 1 minute"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(minutes=60), "in 60 minutes"),
        (timedelta(hours=15, minutes=59), "today"),
        (timedelta(hours=16), "tomorrow"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=2), "in 2 days (24 Nov 2026)"),
        (timedelta(days=40), "in 40 days (1 Jan 2027)"),
    ],
)
def test_a_due_time_is_told_in_minutes_today_and_in_study_days_later(passed, said):
    assert phrases.when(NOON.at + passed, NOON) == said


def test_after_midnight_it_is_still_the_same_study_day():
    late = NOON.later(timedelta(hours=14))
    assert phrases.when(late.at + timedelta(days=1), late) == "tomorrow"


def test_a_moment_is_told_as_it_stood_on_the_learners_wall():
    assert phrases.moment(NOON) == "22 Nov 2026 12:00"


def test_a_date_has_no_nought_before_its_day():
    assert phrases.date(datetime(2026, 11, 2, tzinfo=UTC)) == "2 Nov 2026"


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(0, "0:00"), (1, "0:01"), (59_000, "0:59"), (60_000, "1:00"), (3_600_000, "60:00"), (-5, "0:00")]
)
def test_a_clock_counts_a_second_that_is_begun(milliseconds, said):
    assert phrases.clock(milliseconds) == said


def test_every_outcome_has_a_sign_and_a_word_of_its_own():
    signs, words = zip(*phrases.OUTCOMES.values(), strict=True)
    assert (len(set(signs)), len(set(words))) == (4, 4)
