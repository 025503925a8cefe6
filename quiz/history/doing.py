"""How am I doing?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from progress.periods import Scores, Span, Work, change, last_days, work_in, work_of
from progress.records import Behind, TopicDay
from quiz.history import saying
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.history.spans import PIECES, piece_for, pieces
from quiz.phrases import count

KEY, QUESTION = "doing", "How am I doing?"
_EMPTY = "Your scores will appear here once you have answered a question: by week and topic, and two periods compared."
_SITTINGS = 20
COMPARED_DAYS = 28
_SCORED = (Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))


def page(seen: Seen, periods: tuple[Span, Span] | None = None) -> Page:
    """Return the page; ``periods`` are the two that are compared, by default the four weeks before the last four, and those."""
    if not seen.days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    now = last_days(seen.now.day, COMPARED_DAYS)
    before, after = periods or (now.before(), now)
    whole = work_in(seen.days)
    told = [
        (
            f"First tries: {saying.score(whole.firsts)} over {count(whole.firsts.answers, 'question')}. "
            f"Repeats: {saying.score(whole.repeats)} over {count(whole.repeats.answers, 'answer')}."
        )
    ]
    compared = _compared(seen, before, after, named=periods is None)
    figures = [_over_time(seen, firsts=True), _over_time(seen, firsts=False), compared[1]]
    if not seen.topic:
        figures.append(_by_topic(seen))
    return Page(KEY, QUESTION, (*told, *compared[0]), (*figures, _sittings(seen)))


def _scored(scores: Scores) -> tuple[int, float | None, float | None, float | None]:
    low, high = scores.interval or (None, None)
    return scores.answers, scores.mean, low, high


def _over_time(seen: Seen, *, firsts: bool) -> Figure:
    first, today = min(day.day for day in seen.days), seen.now.day
    piece = piece_for(first, today)
    sums: dict[date, Scores] = defaultdict(Scores)
    for day in seen.days:
        work = work_of(day)
        sums[PIECES[piece](day.day).first] += work.firsts if firsts else work.repeats
    rows = [
        Row((span.first, *_scored(sums[span.first])), Behind(span.first, span.last, topic=seen.topic, firsts=firsts))
        for span in pieces(first, max(first, today), piece)
    ]
    what = "First tries" if firsts else "Repeats"
    draw = Draw("line", piece.title(), ("Score",), "Low", "High", 1.0)
    note = "Low and High are the ends of the 95 % interval; a dash: nothing was answered."
    return Figure(f"{what} by {piece}", (Column(piece.title(), "day"), *_SCORED), tuple(rows), draw, note)


def compare(days: Iterable[TopicDay], before: Span, after: Span) -> tuple[Work, Work]:
    """Return what was done in each of two spans."""
    listed = list(days)
    return work_in(day for day in listed if day.day in before), work_in(day for day in listed if day.day in after)


def _compared(seen: Seen, before: Span, after: Span, *, named: bool) -> tuple[tuple[str, ...], Figure]:
    was, now = compare(seen.days, before, after)
    rows = []
    for what, firsts in (("First tries", True), ("Repeats", False)):
        one, other = (was.firsts, now.firsts) if firsts else (was.repeats, now.repeats)
        found = change(one, other)
        ends = (found.difference, found.low, found.high) if found else (None, None, None)
        behind = Behind(after.first, after.last, topic=seen.topic, firsts=firsts)
        rows.append(Row((what, one.answers, one.mean, other.answers, other.mean, *ends), behind))
    columns = (
        Column("Answers"),
        Column("Before", "count"),
        Column("Score before", "share"),
        Column("After", "count"),
        Column("Score after", "share"),
        Column("Difference", "difference"),
        Column("Low", "difference"),
        Column("High", "difference"),
    )
    names = "The last four weeks beside the four before" if named else "The second period beside the first"
    told = f"{names}: first tries {saying.verdict(was.firsts, now.firsts, change(was.firsts, now.firsts))}."
    title = f"{before.first} to {before.last} and {after.first} to {after.last}"
    return (told,), Figure(title, columns, tuple(rows))


def _by_topic(seen: Seen) -> Figure:
    sums: dict[str, Work] = defaultdict(Work)
    for day in seen.days:
        sums[day.topic] += work_of(day)
    known = [bank.topic for bank in seen.library.banks if bank.topic in sums]
    topics = [*known, *sorted(sums.keys() - set(known))]
    rows = [Row((seen.title(topic), *_scored(sums[topic].firsts)), Behind(topic=topic, firsts=True)) for topic in topics]
    return Figure("First tries by topic", (Column("Topic"), *_SCORED), tuple(rows), Draw("bars", "Topic", ("Score",), "Low", "High", 1.0))


def _sittings(seen: Seen) -> Figure:
    fitting = [each for each in seen.sittings if each.answers and (not seen.topic or set(each.topics) == {seen.topic})]
    rows = []
    for each in reversed(fitting[:_SITTINGS]):
        scores = Scores(each.answers, (each.score or 0.0) * each.answers)
        rows.append(Row((each.started, each.mode, *_scored(scores)), sitting=each.id))
    columns = (Column("Sitting", "moment"), Column("Mode"), *_SCORED)
    return Figure("Sittings", columns, tuple(rows), Draw("line", "Sitting", ("Score",), "Low", "High", 1.0))
