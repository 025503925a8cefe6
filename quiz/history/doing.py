"""How am I doing?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from progress.periods import Scores, Span, change, last_days, work_by, work_in
from progress.records import POINTS, Behind
from quiz.history import saying
from quiz.history.comparing import INTERVAL, KINDS, SCORED, compare, differences_figure, periods_figure, scored, topics_figure
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.history.spans import PIECES, piece_for, pieces
from quiz.phrases import count

KEY, QUESTION = "doing", "How am I doing?"
_EMPTY = "Your scores will appear here once you have answered a question: by week, topic and sitting, and the last four weeks compared."
LISTED = 20
LOOKED_AT = 60
"""Among how many sittings those of one topic are looked for."""
COMPARED_DAYS = 28


def page(seen: Seen, periods: tuple[Span, Span] | None = None) -> Page:
    """Return the page; ``periods`` are the two that are compared, by default the four weeks before the last four, and those."""
    if not seen.days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    now = last_days(seen.now.day, COMPARED_DAYS)
    before, after = periods or (now.before(), now)
    whole, (was, then) = work_in(seen.days), compare(seen.days, before, after)
    of_topics = (_by_topic(seen), topics_figure(seen.topic_days, before, after, seen.title, _order(seen))) if not seen.topic else ()
    figures = (
        *(_over_time(seen, kind) for kind in range(len(KINDS))),
        periods_figure(was, then, before, after, seen.topic),
        differences_figure(was, then, before, after, seen.topic),
        *of_topics,
        _sittings(seen),
    )
    told = (
        f"First tries: {saying.score(whole.firsts)} over {count(whole.firsts.answers, 'question')}.",
        f"Repeats: {saying.score(whole.repeats)} over {count(whole.repeats.answers, 'answer')}.",
        *_lowest(seen),
        f"{_named(before, after, default=periods is None)}:",
        *(f"{what}: {saying.verdict(of(was), of(then), change(of(was), of(then)))}." for what, _, of in KINDS),
    )
    return Page(KEY, QUESTION, told, figures)


def _named(before: Span, after: Span, *, default: bool) -> str:
    if default:
        return "The last four weeks beside the four before"
    return f"{saying.span(after)} beside {saying.span(before)}"


def _over_time(seen: Seen, kind: int) -> Figure:
    what, firsts, of = KINDS[kind]
    first, today = min(day.day for day in seen.days), seen.now.day
    piece = piece_for(first, today)
    piece_of = lru_cache(maxsize=None)(PIECES[piece])
    sums = {span: of(work) for span, work in work_by(seen.days, lambda day: piece_of(day.day)).items()}
    rows = []
    for span in pieces(first, max(first, today), piece):
        scores = sums.get(span, Scores())
        behind = Behind(span.first, span.last, topic=seen.topic, firsts=firsts) if scores.answers else None
        rows.append(Row((span.first, *scored(scores)), behind))
    name = piece.capitalize()
    draw = Draw("line", name, ("Score",), "Low", "High", 1.0)
    return Figure(f"{what} by {piece}", (Column(name, "day"), *SCORED), tuple(rows), draw, f"{INTERVAL} A dash: nothing was answered.")


def _order(seen: Seen) -> list[str]:
    return [bank.topic for bank in seen.library.banks]


def _firsts(seen: Seen) -> dict[str, Scores]:
    """Return the first tries in each topic, in the order of the banks; those that are in none any more come last."""
    order = {topic: number for number, topic in enumerate(_order(seen))}
    return dict(sorted(seen.firsts().items(), key=lambda each: (order.get(each[0], len(order)), each[0])))


def _by_topic(seen: Seen) -> Figure:
    rows = [
        Row((seen.title(topic), *scored(firsts)), Behind(topic=topic, firsts=True) if firsts.answers else None)
        for topic, firsts in _firsts(seen).items()
    ]
    draw = Draw("bars", "Topic", ("Score",), "Low", "High", 1.0)
    return Figure("First tries by topic", (Column("Topic"), *SCORED), tuple(rows), draw, INTERVAL)


def _lowest(seen: Seen) -> tuple[str, ...]:
    """Name the topic with the lowest score at first tries, if it is below the others by more than chance."""
    sums = {topic: firsts for topic, firsts in _firsts(seen).items() if firsts.answers >= saying.NOT_ENOUGH}
    if len(sums) < 2:
        return ()
    lowest = min(sums, key=lambda topic: sums[topic].mean or 0.0)
    others = sum((scores for topic, scores in sums.items() if topic != lowest), Scores())
    found = change(others, sums[lowest])
    if found is None or found.high >= 0:
        return ()
    return (f"Lowest at first tries: {seen.title(lowest)}, {saying.score(sums[lowest])}.",)


def _sittings(seen: Seen) -> Figure:
    def fits(questions: Sequence[str]) -> bool:
        return not seen.topic or all(question.startswith(f"{seen.topic}/") for question in questions)

    fitting = [each for each in seen.sittings if each.answers and fits(each.questions)]
    rows = []
    for each in reversed(fitting[:LISTED]):
        scores = Scores(each.answers, round((each.score or 0.0) * POINTS * each.answers))
        rows.append(Row((each.started, each.mode, *scored(scores)), sitting=each.id))
    note = f"The last {count(len(rows), 'sitting')}, the newest last. {INTERVAL}" if rows else "No sitting was of this topic alone."
    draw = Draw("line", "Sitting", ("Score",), "Low", "High", 1.0)
    return Figure("Sittings", (Column("Sitting", "moment"), Column("Mode"), *SCORED), tuple(rows), draw, note)
