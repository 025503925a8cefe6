"""Why a question is due now, in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from progress.moment import Moment
from progress.records import AnswerRecord, EntryId
from progress.schedule import DEFAULT, Card, Schedule, State
from quiz.schedule.why import why

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)


def card(*, days: float = -12, due: float = 0, stability: float = 12, state: State = State.REVIEW) -> Card:
    return Card("air/year", state, None, stability, 5.0, NOON.at + timedelta(days=due), NOON.at + timedelta(days=days), 2, 0)


def answer(outcome: str = "right", **given: Any) -> AnswerRecord:
    usual = {"shown": (), "response": None, "score": 1.0, "rule": "", "rating": 3, "reason": "", "claim": "", "marked_by": ""}
    asked = {"id": EntryId("s", 1), "sitting": "", "question": "air/year", "kind": "choice", "when": NOON, "wording": ""}
    return AnswerRecord(**(asked | usual | {"outcome": outcome, "took": 1, "hinted": False, "undone": False, "due": None} | given))


def test_a_review_is_due_since_recall_has_fallen_to_what_was_asked_for() -> None:
    assert why(card(), [answer()], NOON) == (
        "You last answered it right 12 days ago; the chance that you still know it has fallen to 90 %, which is what you asked for.",
    )


def test_an_overdue_review_says_how_far_recall_has_fallen() -> None:
    assert why(card(days=-40, due=-28), [answer()], NOON) == (
        "You last answered it right 40 days ago; the chance that you still know it has fallen to 80 %, below the 90 % that you asked for.",
    )


def test_a_review_that_comes_early_says_so() -> None:
    (said,) = why(card(stability=20), [answer()], NOON)
    assert said.endswith("the chance that you still know it is 93 %. It comes a little before it falls to the 90 % you asked for.")


def test_what_is_recalled_follows_the_learners_own_schedule() -> None:
    own = Schedule((*DEFAULT.parameters[:20], 0.8), 0.85)
    (said,) = why(card(days=-20), [answer()], NOON, own)
    assert "has fallen to 84 %, which is what you asked for" in said


def test_what_is_not_due_says_when_it_comes_back() -> None:
    assert why(card(days=-1, due=11), [answer()], NOON) == (
        "You last answered it right yesterday; the chance that you still know it is 99 %, and you asked for 90 %.",
        "It is not due: it comes back in 11 days (3 Dec 2026).",
    )


def test_a_question_never_answered_is_new() -> None:
    assert why(None, [], NOON)[0].startswith("You have not met it yet")


def test_a_question_that_was_set_aside_is_not_asked() -> None:
    assert why(card(), [answer()], NOON, aside=True) == ("You have set it aside, so it is not asked.",)


@pytest.mark.parametrize(
    ("state", "began"),
    [(State.LEARNING, "You are still learning it"), (State.RELEARNING, "You knew it once, and are learning it again")],
)
def test_a_learning_step_comes_back_within_minutes(state: State, began: str) -> None:
    step = card(state=state)._replace(reviewed=NOON.at - timedelta(minutes=12), due=NOON.at - timedelta(minutes=2))
    rest = "you last answered it wrong 12 minutes ago, and what is not known yet comes back within minutes."
    assert why(step, [answer("wrong")], NOON) == (f"{began}: {rest}",)


def test_a_confident_error_comes_first() -> None:
    assert why(card(), [answer("wrong")], NOON, misled=True)[1].startswith("You were sure of your last answer and it was wrong")


def test_an_exam_plan_may_bring_a_question_forward() -> None:
    said = why(card(days=-2, due=8), [answer()], NOON, due=NOON.at)
    assert said[-1] == "Your exam plan has brought it forward from 30 Nov 2026, so that you know it on the day."
    assert not any("not due" in each for each in said)


def test_an_exam_plan_may_put_a_question_off() -> None:
    said = why(card(), [answer()], NOON, due=NOON.at + timedelta(days=3))
    assert said[1:] == ("It is not due: it comes back in 3 days (25 Nov 2026).", "Your exam plan has put it off from 22 Nov 2026.")


def test_a_schedule_that_was_changed_since_leaves_the_day_as_it_was() -> None:
    said = why(card(), [answer()], NOON, changed=NOON.at - timedelta(days=1))
    assert said[-1] == "Your schedule was changed after that answer; its day stays as it was until you answer again."


def test_a_practice_says_that_it_asks_what_is_not_due() -> None:
    assert why(card(due=4), [answer()], NOON, practised=True)[-1] == "A practice asks questions whether they are due or not."


def test_of_answers_that_are_undone_nothing_is_said() -> None:
    assert why(card(), [answer("wrong", undone=True), answer()], NOON)[0].startswith("You last answered it right 12 days ago")


def test_how_it_went_is_not_told_of_answers_that_are_not_known() -> None:
    assert why(card(), [], NOON)[0].startswith("You last answered it 12 days ago;")


def test_no_chance_is_told_on_the_day_of_the_last_answer() -> None:
    today = card(due=3)._replace(reviewed=NOON.at - timedelta(hours=2))
    assert why(today, [answer()], NOON) == ("You last answered it right today.", "It is not due: it comes back in 3 days (25 Nov 2026).")
