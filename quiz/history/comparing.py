"""Two periods beside each other: a row each, and a row for each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from progress.periods import Scores, Span, Work, change, work_by, work_in
from progress.records import Behind, TopicDay
from quiz.history import saying
from quiz.history.page import Cell, Column, Draw, Figure, Row

SCORED = (Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))
"""A mean score with the ends of its 95 % interval."""
Scored = tuple[int, float | None, float | None, float | None]
DIFFERENCE = (Column("Difference", "difference"), Column("Low", "difference"), Column("High", "difference"), Column("In a word"))
INTERVAL = "Low and High are the ends of the 95 % interval."
KINDS: tuple[tuple[str, bool, Callable[[Work], Scores]], ...] = (
    ("First tries", True, lambda work: work.firsts),
    ("Repeats", False, lambda work: work.repeats),
)


def scored(scores: Scores) -> Scored:
    """Return the cells of ``SCORED``."""
    low, high = scores.interval or (None, None)
    return scores.answers, scores.mean, low, high


def compare(days: Iterable[TopicDay], before: Span, after: Span) -> tuple[Work, Work]:
    """Return what was done in each of two spans."""
    listed = list(days)
    return work_in(day for day in listed if day.day in before), work_in(day for day in listed if day.day in after)


def both(before: Span, after: Span) -> Span:
    """Return the span from the beginning of one to the end of the other."""
    return Span(min(before.first, after.first), max(before.last, after.last))


def periods_figure(was: Work, now: Work, before: Span, after: Span, topic: str) -> Figure:
    """Return the scores of two periods, first tries apart from repeats."""
    rows = [
        Row((f"{what}, {saying.span(span)}", *scored(of(work))), Behind(span.first, span.last, topic=topic, firsts=firsts))
        for what, firsts, of in KINDS
        for span, work in ((before, was), (after, now))
    ]
    draw = Draw("bars", "Period", ("Score",), "Low", "High", 1.0)
    return Figure("Two periods", (Column("Period"), *SCORED), tuple(rows), draw, INTERVAL)


def differences_figure(was: Work, now: Work, before: Span, after: Span, topic: str) -> Figure:
    """Return by how much the scores of two periods differ; behind a row are the answers of both, if nothing lies between."""
    whole = both(before, after) if before.days + after.days == both(before, after).days else after
    rows = [
        Row((what, *_difference(of(was), of(now))), Behind(whole.first, whole.last, topic=topic, firsts=firsts))
        for what, firsts, of in KINDS
    ]
    note = "In points of per cent. Better and worse are said where the 95 % interval (Newcombe's) leaves nought out."
    return Figure("The difference", (Column("Of"), *DIFFERENCE), tuple(rows), note=note)


def _difference(was: Scores, now: Scores) -> tuple[Cell, ...]:
    found = change(was, now)
    ends: tuple[Cell, ...] = (found.difference, found.low, found.high) if found else (None, None, None)
    return *ends, saying.word(was, now, found)


def topics_figure(days: Sequence[TopicDay], before: Span, after: Span, titles: Callable[[str], str], order: list[str]) -> Figure:
    """Return the scores of all answers by topic in two periods."""
    was, now = (work_by((day for day in days if day.day in span), lambda day: day.topic) for span in (before, after))
    topics, whole = was.keys() | now.keys(), both(before, after)
    rows = []
    for topic in [*(topic for topic in order if topic in topics), *sorted(topics - set(order))]:
        one, other = was.get(topic, Work()).scores, now.get(topic, Work()).scores
        rows.append(Row((titles(topic), one.mean, other.mean, *_difference(one, other)), Behind(whole.first, whole.last, topic=topic)))
    columns = (Column("Topic"), Column("Before", "share"), Column("After", "share"), *DIFFERENCE)
    note = (
        f"All answers, first tries and repeats: {saying.span(before)}, and {saying.span(after)}. Where nothing changed, one topic in "
        "twenty seems better or worse all the same."
    )
    return Figure("Topics in the two periods", columns, tuple(rows), Draw("bars", "Topic", ("Before", "After"), most=1.0), note)
