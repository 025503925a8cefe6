"""A schedule of one's own: the recall that is asked for, and parameters that were fitted to one's own answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from progress.errors import NotSaved
from progress.fitting import ENOUGH, Comparison, History, Review, compare, drawn, reviews_in, split
from progress.moment import from_milliseconds
from progress.optimizing import optimized
from progress.schedule import DEFAULT, LEAST_RETENTION, MOST_RETENTION, Schedule
from progress.workload import Workload, workload
from quiz.planning.load import NEW_A_DAY
from quiz.study import Study

CHECKED = "fit"
"""The setting in which the last comparison is kept."""
_PACE, _WEEK = timedelta(weeks=4), timedelta(weeks=1)
_LONGEST_KEPT = 2_000
Optimizer = Callable[[Sequence[History], Sequence[Review]], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A comparison as it is kept: when (milliseconds since 1970 UTC), mean log losses, and what came of it."""

    at: int
    held_out: int
    present: float
    fitted: float
    gain: float
    least: float
    most: float
    adopted: bool

    @property
    def when(self) -> datetime:
        """When the comparison was made, in UTC."""
        return from_milliseconds(self.at)


@dataclass(frozen=True, slots=True)
class Mine:
    """A learner's schedule, since when its parameters are what they are (None: from the beginning), and what she has to fit them to.

    ``pace`` is reviews a week, over the last four or as many as there were.
    """

    schedule: Schedule
    since: datetime | None
    reviews: int
    pace: float
    checked: Checked | None

    @property
    def enough(self) -> bool:
        """Whether there are enough reviews to fit parameters to."""
        return self.reviews >= ENOUGH

    @property
    def weeks(self) -> int | None:
        """In how many weeks there will be enough at this pace; None if she doesn't review."""
        return max(1, round((ENOUGH - self.reviews) / self.pace)) if self.pace else None


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fitting has brought; no comparison if there were too few reviews."""

    mine: Mine
    comparison: Comparison | None = None
    parameters: tuple[float, ...] = ()
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A schedule before and after a change, and the work that each brings."""

    before: Schedule
    after: Schedule
    work_before: Workload
    work_after: Workload


def look(study: Study) -> Mine:
    """Return how the learner's schedule stands."""
    return _mine(study, reviews_in(study.store.histories(study.learner.id)))


def _mine(study: Study, reviews: Sequence[Review]) -> Mine:
    now, standing = study.clock(), study.standing()
    since, before = None, DEFAULT
    for when, after in study.store.schedules(study.learner.id):
        since, before = when if after.parameters != before.parameters else since, after
    first = from_milliseconds(reviews[0].at) if reviews else now.at
    recent = sum(1 for review in reviews if from_milliseconds(review.at) > now.at - _PACE)
    pace = recent / max(1.0, min(_PACE, now.at - first) / _WEEK)
    checked = _checked(standing.settings.get(CHECKED, ""))
    return Mine(standing.schedule, since, len(reviews), pace, checked)


def fit(study: Study, *, dry_run: bool = False, optimizer: Optimizer = optimized) -> Fitted:
    """Fit parameters to the learner's answers, compare, and adopt them if they predict her better by more than chance.

    The parameters adopted are those that were compared, fitted without the reviews held out.

    Raises:
        ProgressError: the optimizer is not installed, or the record cannot be read or written.
    """
    if study.store.refusal and not dry_run:
        raise NotSaved(study.store.refusal)
    histories = study.store.histories(study.learner.id)
    mine = _mine(study, reviews_in(histories))
    if not mine.enough:
        return Fitted(mine)
    histories = tuple(drawn(histories))
    seen, _ = split(reviews_in(histories))
    fitted = replace(mine.schedule, parameters=optimizer(histories, seen))
    comparison = compare(histories, mine.schedule, fitted)
    adopted = comparison.better and not dry_run
    if not dry_run:
        _keep(study, comparison, fitted if adopted else None)
    return Fitted(_mine(study, reviews_in(histories)) if adopted else mine, comparison, fitted.parameters, adopted)


def _keep(study: Study, comparison: Comparison, adopted: Schedule | None) -> None:
    now = study.clock()
    if adopted is not None:
        study.store.change_schedule(study.learner.id, adopted, now)
    checked = Checked(
        at=now.milliseconds,
        held_out=comparison.reviews,
        present=round(comparison.present.log_loss, 6),
        fitted=round(comparison.fitted.log_loss, 6),
        gain=round(comparison.gain, 6),
        least=round(comparison.least, 6),
        most=round(comparison.most, 6),
        adopted=adopted is not None,
    )
    study.store.change_setting(study.learner.id, CHECKED, json.dumps(asdict(checked)), now)


def _checked(kept: str) -> Checked | None:
    """Return the comparison in a setting; None if there is none, or something else: logs may come from elsewhere."""
    try:
        values: Any = json.loads(kept[:_LONGEST_KEPT])
        checked = Checked(*(_number(values[name]) for name in Checked.__dataclass_fields__))
        from_milliseconds(checked.at)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    return checked


def _number(value: Any) -> Any:
    if not isinstance(value, (int, float)) or not abs(value) < 2**53:
        raise ValueError("no number")
    return value


def read_retention(text: str) -> float:
    """Return the retention that is meant, as 0.85 or 85 %; raises ``ValueError`` with what may be asked for."""
    try:
        number = float(text.strip().removesuffix("%").strip())
    except ValueError:
        number = 0.0
    share = number / 100 if number > 1 else number
    if not LEAST_RETENTION <= share <= MOST_RETENTION:
        bounds = f"{LEAST_RETENTION:.2f} to {MOST_RETENTION:.2f}"
        raise ValueError(f"“{text[:20]}” cannot be asked for: choose from {bounds}, as in 0.85 or 85 %.")
    return round(share, 4)


def changed(study: Study, retention: float | None = None, *, default: bool = False) -> Changed:
    """Return what another retention, or everyone's parameters, would bring; nothing is changed by that."""
    standing, now = study.standing(), study.clock()
    before = standing.schedule
    base = DEFAULT if default else before
    after = replace(base, retention=retention) if retention is not None else base
    known, aside = study.library.by_id, standing.suspended
    if before == after:
        return Changed(before, after, Workload(0.0, 0.0), Workload(0.0, 0.0))
    cards = [card for question, card in sorted(standing.cards.items()) if question in known and question not in aside]
    fresh = sum(1 for question in known if question not in standing.cards and question not in aside)
    works = (workload(cards, fresh, now, schedule, new_a_day=NEW_A_DAY) for schedule in (before, after))
    return Changed(before, after, *works)


def change(study: Study, schedule: Schedule) -> None:
    """Schedule the learner's cards otherwise from now on. Raises ``ProgressError``."""
    study.store.change_schedule(study.learner.id, schedule, study.clock())
