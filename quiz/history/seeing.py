"""The pages by their names, and what they are worked out from, read for one learner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from progress.moment import Moment
from progress.periods import Span, last_days
from progress.records import AnswerRecord, Behind, Standing, Tally, Totals
from progress.schedule import stabilities_until
from quiz.history import changed, coming, doing, knowing, trust, work
from quiz.history.page import Page, Seen
from quiz.history.spans import cut
from quiz.planning.exam_plan import bearing
from quiz.renaming import names_of, renamed, renamed_coming, renamed_memories
from quiz.reopening import Reopened, reopened

if TYPE_CHECKING:
    from quiz.study import Study

PAGES: dict[str, Callable[[Seen], Page]] = {each.KEY: each.page for each in (doing, work, coming, knowing, trust, changed)}
"""The pages, in the order in which they are offered."""
QUESTIONS: dict[str, str] = {each.KEY: each.QUESTION for each in (doing, work, coming, knowing, trust, changed)}
_NOTHING = Standing({}, frozenset(), frozenset(), (), {}, {}, None, 0)


def see(study: Study, topic: str = "") -> Seen:
    """Return all that the pages are worked out from for a learner, under today's names of the questions."""
    now, who, standing = study.clock(), study.learner.id, study.standing()
    seen = Seen(study.store.totals(who), standing, study.store.sittings(who), study.library, now, topic, _week(study, now))
    return replace(seen, dues=_dues(study, standing, now))


def see_for(study: Study, key: str, topic: str = "", periods: tuple[Span, Span] | None = None) -> Seen:
    """Return what one page is worked out from, and no more, so that it is quick over a long history.

    Rows of the totals may stand for many days or for all topics where the page does not tell them apart.
    """
    return _READERS[key](study, study.clock(), topic, periods)


def page_for(study: Study, key: str, topic: str = "", periods: tuple[Span, Span] | None = None) -> Page:
    """Return a page of a learner's history; ``periods`` are those that “How am I doing?” compares."""
    seen = see_for(study, key, topic, periods)
    return doing.page(seen, periods) if key == doing.KEY else PAGES[key](seen)


def _doing(study: Study, now: Moment, topic: str, periods: tuple[Span, Span] | None) -> Seen:
    store, who = study.store, study.learner.id
    days = store.days_summed(who, topic)
    sittings = store.sittings(who, limit=doing.LOOKED_AT if topic else doing.LISTED)
    seen = Seen(Totals(days), _NOTHING, sittings, study.library, now, topic)
    if topic or not days:
        return seen
    last = last_days(now.day, doing.COMPARED_DAYS)
    before, after = periods or (last.before(), last)
    spans = cut(Span(days[0].day, days[-1].day), "year", (before, after))
    compared = store.spans_summed(who, [span for span in spans if span.first in before or span.first in after])
    return replace(seen, known_topic_days=compared, known_firsts=store.firsts_summed(who))


def _work(study: Study, now: Moment, topic: str, _periods: object) -> Seen:
    return Seen(Totals(study.store.days_summed(study.learner.id, topic)), _NOTHING, (), study.library, now, topic)


def _without_cards(study: Study, now: Moment, topic: str) -> Seen:
    standing = renamed(study.store.standing_without_cards(study.learner.id, now), study.library.renamed, ())
    return Seen(Totals(), standing, (), study.library, now, topic)


def _coming(study: Study, now: Moment, topic: str, _periods: object) -> Seen:
    seen = _without_cards(study, now, topic)
    if bearing(seen.standing.settings, now.day) is not None:
        standing = study.standing()
        return replace(seen, standing=standing, dues=_dues(study, standing, now))
    back = study.store.coming(study.learner.id, now, coming.DAYS)
    return replace(seen, known_coming=renamed_coming(back, study.library.renamed, study.outdone()))


def _knowing(study: Study, now: Moment, topic: str, _periods: object) -> Seen:
    memories = study.store.memories(study.learner.id, now)
    return replace(_without_cards(study, now, topic), known_memories=renamed_memories(memories, study.library.renamed, study.outdone()))


def _dues(study: Study, standing: Standing, now: Moment) -> dict[str, datetime]:
    """Return when a plan for an exam asks for each question, once where she stands was read."""
    return {card.question: study.laid.due(card, now) for card in standing.cards.values()} if study.laid.days else {}


def _trust(study: Study, now: Moment, topic: str, _periods: object) -> Seen:
    store, who = study.store, study.learner.id
    totals = Totals(recalls=store.recalls_summed(who), confidences=store.confidences_summed(who))
    standing = renamed(_NOTHING._replace(misled=store.misled(who)), study.library.renamed, study.outdone())
    return Seen(totals, standing, (), study.library, now, topic)


def _changed(study: Study, now: Moment, topic: str, _periods: object) -> Seen:
    store, who = study.store, study.learner.id
    week, seen = last_days(now.day, changed.DAYS), _without_cards(study, now, topic)
    faded = store.memories_faded(who, now, stabilities_until(knowing.risk(seen), seen.standing.schedule))
    # Under a question's earlier name, too, it may have been missed.
    missed = _week(study, now) if study.library.renamed else store.tallies(who, week.first, week.last, changed.OFTEN)
    seen = replace(
        seen,
        totals=Totals(store.days_summed(who, topic)),
        week=missed,
        known_memories=renamed_memories(faded, study.library.renamed, study.outdone()),
    )
    if topic:
        return seen
    since = store.spans_summed(who, (week, Span(week.last + timedelta(days=1), date.max)))
    return replace(seen, known_topic_days=since, known_topics=store.topics_before(who, week.first))


_READERS: dict[str, Callable[[Study, Moment, str, tuple[Span, Span] | None], Seen]] = {
    doing.KEY: _doing,
    work.KEY: _work,
    coming.KEY: _coming,
    knowing.KEY: _knowing,
    trust.KEY: _trust,
    changed.KEY: _changed,
}


def _week(study: Study, now: Moment) -> dict[str, Tally]:
    return study.tallies((now.day - timedelta(days=changed.DAYS - 1), now.day))


def answers_behind(study: Study, behind: Behind, limit: int | None = None) -> tuple[Reopened, ...]:
    """Return the answers behind a row of a figure, the newest first; those to a question under each name that it had."""
    found: list[AnswerRecord] = []
    for name in names_of(behind.question, study.library.renamed) if behind.question else ("",):
        found += study.store.answers_behind(study.learner.id, behind._replace(question=name), limit)
    found.sort(key=lambda answer: answer.when, reverse=True)
    return tuple(reopened(answer, study.store, study.library) for answer in found[:limit])
