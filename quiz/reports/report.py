"""A learner's history as one value that can be handed on: the pages, and tables of sittings, topics and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, partial

from progress.moment import Moment
from progress.periods import Span
from progress.records import AnswerRecord, Behind, SittingRecord, Totals
from quiz.history.doing import page as doing
from quiz.history.page import Figure, Page, Seen
from quiz.history.seeing import PAGES, see
from quiz.phrases import count, moment
from quiz.phrases import date as told
from quiz.reopening import wording_of
from quiz.reports.report_rows import ALL_DAYS, answers_table, sittings_table, topics_table
from quiz.study import Study

_OF_NOW = ("coming", "knowing", "changed")
"""The pages that rest on the cards as they are now, which say nothing of an earlier day."""
_OF_ALL_TOPICS = ("trust",)
"""The page whose totals are not kept by topic."""
_OF_TWO_WEEKS = ("changed",)
"""The page that tells of the last seven days and of the seven before."""
_TWO_WEEKS = timedelta(days=13)
_EARLIEST = date(1900, 1, 1)
"""No noon of an earlier day need be known: nothing was answered then."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a report is to tell: of one topic or all, of which study days, and whether with every answer."""

    topic: str = ""
    span: Span = ALL_DAYS
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A history to be handed on.

    ``about`` says in names and values of whom it tells, when it was made and what it counts. ``given`` are the answers of the
    rows of ``answers``, the oldest first; both are empty if they were not wished.
    """

    title: str
    learner: str
    made: Moment
    wish: Wish
    about: tuple[tuple[str, str], ...]
    pages: tuple[Page, ...]
    topics: Figure
    sittings: Figure
    answers: Figure | None = None
    given: tuple[AnswerRecord, ...] = ()
    sat: tuple[SittingRecord, ...] = ()

    def tables(self) -> Iterator[tuple[str, Figure]]:
        """Yield every table by its name: those of the pages by page and number, as in doing-1, then topics, sittings and answers."""
        for page in self.pages:
            yield from ((f"{page.key}-{number}", figure) for number, figure in enumerate(page.figures, 1))
        yield "topics", self.topics
        yield "sittings", self.sittings
        if self.answers is not None:
            yield "answers", self.answers


def report_of(study: Study, wish: Wish) -> Report:
    """Return the report of the learner at work; it reads the record, so it may take a moment. Raises ``ProgressError``."""
    seen = see(study, wish.topic)
    narrowed = within(_as_of(seen, wish.span.last), wish.span)
    given: tuple[AnswerRecord, ...] = ()
    if wish.answers:
        given = _called_now(study, Behind(wish.span.first, wish.span.last, topic=wish.topic))
    sat = tuple(each for each in reversed(narrowed.sittings) if each.answers)
    return Report(
        title=f"History of {study.learner.name}",
        learner=study.learner.name,
        made=seen.now,
        wish=wish,
        about=_about(study.learner.name, seen, narrowed, wish),
        pages=tuple(_pages(narrowed, wish.span, seen.now.day)),
        topics=topics_table(replace(narrowed, now=seen.now), wish.span),
        sittings=sittings_table(sat),
        answers=answers_table(given, sat, cache(partial(wording_of, study.store))) if wish.answers else None,
        given=given,
        sat=sat,
    )


def _called_now(study: Study, behind: Behind) -> tuple[AnswerRecord, ...]:
    """Return the answers behind a figure under today's names of their questions, the oldest first."""
    found = study.store.answers_behind(study.learner.id, behind)[::-1]
    renamed = study.library.renamed
    return tuple(answer._replace(question=renamed.get(answer.question, answer.question)) for answer in found) if renamed else found


def within(seen: Seen, span: Span) -> Seen:
    """Return what was seen with the totals and sittings of some study days alone; the cards stay as they are now."""
    totals = seen.totals
    return replace(
        seen,
        totals=Totals(
            tuple(day for day in totals.days if day.day in span),
            tuple(day for day in totals.recalls if day.day in span),
            tuple(day for day in totals.confidences if day.day in span),
        ),
        sittings=tuple(each for each in seen.sittings if each.started.day in span and _touches(each, seen.topic)),
    )


def _touches(sitting: SittingRecord, topic: str) -> bool:
    return not topic or any(question.startswith(f"{topic}/") for question in sitting.questions)


def _as_of(seen: Seen, last: date) -> Seen:
    """Return what was seen as of the noon of a study day that is past, else as of now."""
    if last >= seen.now.day:
        return seen
    noon = datetime.combine(max(last, _EARLIEST), time(12), seen.now.local.tzinfo)
    return replace(seen, now=Moment.of(noon, seen.now.offset))


def _pages(narrowed: Seen, span: Span, today: date) -> Iterator[Page]:
    for key, page in PAGES.items():
        if not _can_be_told(key, narrowed.topic, span, today):
            continue
        begins = max([span.first, *sorted(day.day for day in narrowed.days)[:1]])
        if key == "doing" and span.first > date.min and begins < narrowed.now.day:
            yield doing(narrowed, _halves(Span(begins, narrowed.now.day)))
        else:
            yield page(narrowed)


def _can_be_told(key: str, topic: str, span: Span, today: date) -> bool:
    """Return whether a page says what is so, if what it counts is narrowed."""
    if (key in _OF_NOW and span.last < today) or (key in _OF_ALL_TOPICS and topic):
        return False
    return key not in _OF_TWO_WEEKS or span.first <= today - _TWO_WEEKS


def _halves(span: Span) -> tuple[Span, Span]:
    """Return the two halves of some days, the second with the odd day."""
    second = span.first + ((span.last - span.first) + timedelta(days=1)) // 2
    return Span(span.first, second - timedelta(days=1)), Span(second, span.last)


def _about(name: str, seen: Seen, narrowed: Seen, wish: Wish) -> tuple[tuple[str, str], ...]:
    days = sorted(day.day for day in narrowed.days)
    answers = sum(day.answers for day in narrowed.days)
    answered = f"{count(answers, 'answer')} on {count(len(set(days)), 'study day')}" if days else "No answers yet"
    span = f", {told(days[0])} to {told(days[-1])}" if days else ""
    wished = [
        f"since {told(wish.span.first)}" if wish.span.first > date.min else "",
        f"until {told(wish.span.last)}" if wish.span.last < date.max else "",
    ]
    asked = " ".join(part for part in wished if part)
    as_of = ", and told as of then" if wish.span.last < seen.now.day else ""
    return (
        ("Learner", name),
        ("Made", moment(seen.now)),
        ("Answers", answered + span),
        *([("Counted", f"only what was answered {asked}{as_of}")] if asked else []),
        *([("Topic", narrowed.title(wish.topic))] if wish.topic else []),
    )
