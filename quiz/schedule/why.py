"""Why a question is asked now, or when it will be: sentences from its card, the answers to it and the schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from progress.fitting import days_between
from progress.moment import Moment
from progress.schedule import DEFAULT, Card, Schedule, State, recall_at
from quiz import phrases

if TYPE_CHECKING:
    from progress.records import AnswerRecord
    from quiz.study import Study

_NEAR = 0.015
"""How far recall may lie from what was asked for and still be called that."""
_NEW = "You have not met it yet: a few new questions are asked each day, in the order of the banks."
_ASIDE = "You have set it aside, so it is not asked."
_MISLED = "You were sure of your last answer and it was wrong: such questions are asked first, since what surprises is learned best."
_PRACTICE = "A practice asks questions whether they are due or not."


def why(
    card: Card | None,
    answers: Sequence[AnswerRecord],
    now: Moment,
    schedule: Schedule = DEFAULT,
    *,
    due: datetime | None = None,
    aside: bool = False,
    misled: bool = False,
    changed: datetime | None = None,
    practised: bool = False,
) -> tuple[str, ...]:
    """Return why a question is due now, or that it is not and when it comes back.

    Args:
        card: the question's card; None if it was never answered.
        answers: the answers to it, the newest first; without them, how the last one went is not told.
        now: the moment.
        schedule: by what the learner's cards are scheduled.
        due: when it is to be asked, if something else than the schedule has said so, as a plan for an exam does.
        aside: whether the learner has set it aside.
        misled: whether she was sure of her last answer and it was wrong.
        changed: when her schedule was last changed.
        practised: whether it is asked in a practice, which asks what is not due.
    """
    if aside:
        return (_ASIDE,)
    if card is None:
        return (_NEW, *([_PRACTICE] if practised else []))
    when = due or card.due
    is_due = when < now.day_ends() if card.state is State.REVIEW else when <= now.at
    said = [_review(card, answers, now, schedule, is_due=is_due) if card.state is State.REVIEW else _step(card, answers, now)]
    if not is_due:
        said.append(f"It is not due: it comes back {phrases.when(when, now)}.")
    if due is not None and due < card.due:
        said.append(f"Your exam plan has brought it forward from {_day(card.due, now)}, so that you know it on the day.")
    elif due is not None and due > card.due:
        said.append(f"Your exam plan has put it off from {_day(card.due, now)}.")
    if changed is not None and changed > card.reviewed:
        said.append("Your schedule was changed after that answer; its day stays as it was until you answer again.")
    if misled and is_due:
        said.append(_MISLED)
    if practised and not is_due:
        said.append(_PRACTICE)
    return tuple(said)


def _review(card: Card, answers: Sequence[AnswerRecord], now: Moment, schedule: Schedule, *, is_due: bool) -> str:
    answered = f"You last answered it{_how(answers)} {_ago(card, now)}"
    chance = recall_at(now, schedule)(card)
    if chance is None:
        return f"{answered}."
    told, wanted = phrases.percent(chance), phrases.percent(schedule.retention)
    if not is_due:
        return f"{answered}; the chance that you still know it is {told}, and you asked for {wanted}."
    if chance < schedule.retention - _NEAR:
        return f"{answered}; the chance that you still know it has fallen to {told}, below the {wanted} that you asked for."
    if chance > schedule.retention + _NEAR:
        return f"{answered}; the chance that you still know it is {told}. It comes a little before it falls to the {wanted} you asked for."
    return f"{answered}; the chance that you still know it has fallen to {told}, which is what you asked for."


def _step(card: Card, answers: Sequence[AnswerRecord], now: Moment) -> str:
    first = "You are still learning it" if card.state is State.LEARNING else "You knew it once, and are learning it again"
    return f"{first}: you last answered it{_how(answers)} {_ago(card, now)}, and what is not known yet comes back within minutes."


def _how(answers: Sequence[AnswerRecord]) -> str:
    last = next((answer for answer in answers if not answer.undone), None)
    if last is None:
        return ""
    if last.claim == "guess":
        return " by a guess"
    words = {"right": " right", "nearly": " nearly right", "partly": " partly right", "wrong": " wrong"}
    return words.get(last.outcome, "")


def _ago(card: Card, now: Moment) -> str:
    days = days_between(Moment(card.reviewed), now)
    if days:
        return "yesterday" if days == 1 else f"{days} days ago"
    minutes = max(0, int((now.at - card.reviewed).total_seconds() // 60))
    return "today" if minutes >= 60 else f"{phrases.count(minutes, 'minute')} ago" if minutes else "just now"


def _day(at: datetime, now: Moment) -> str:
    return phrases.date(Moment.of(at, now.offset).day)


def why_asked(study: Study, question: str, *, practised: bool = False) -> tuple[str, ...]:
    """Return why a question is due for the learner at work. It reads the record, so it may block; raises ``ProgressError``."""
    standing, now = study.standing(), study.clock()
    card = standing.cards.get(question)
    changes = study.store.schedules(study.learner.id)
    return why(
        card,
        study.given_to(question),
        now,
        standing.schedule,
        due=study.laid.due(card, now) if card is not None else None,
        aside=question in standing.suspended,
        misled=question in standing.misled,
        changed=changes[-1][0] if changes else None,
        practised=practised,
    )
