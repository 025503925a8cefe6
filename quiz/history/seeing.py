"""The pages by their names, and what they are worked out from, read for one learner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from quiz.history import changed, coming, doing, knowing, trust, work
from quiz.history.page import Page, Seen

if TYPE_CHECKING:
    from quiz.study import Study

PAGES: dict[str, Callable[[Seen], Page]] = {each.KEY: each.page for each in (doing, work, coming, knowing, trust, changed)}
"""The pages, in the order in which they are offered."""
QUESTIONS: dict[str, str] = {each.KEY: each.QUESTION for each in (doing, work, coming, knowing, trust, changed)}


def see(study: Study, topic: str = "") -> Seen:
    """Return what the pages are worked out from for a learner, under today's names of the questions."""
    now = study.clock()
    week = study.tallies((now.day - timedelta(days=6), now.day))
    totals = study.store.totals(study.learner.id)
    return Seen(totals, study.standing(), study.store.sittings(study.learner.id), study.library, now, topic, week)
