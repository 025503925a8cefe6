"""What changed since last week?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from progress.periods import Span, Work, change, last_days
from progress.records import Behind
from quiz.history import saying
from quiz.history.comparing import KINDS, compare, differences_figure, periods_figure
from quiz.history.knowing import known, risk
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.history.work import streaks
from quiz.phrases import count, percent
from quiz.told import prompt_text

KEY, QUESTION = "changed", "What changed since last week?"
_EMPTY = "What you did in the last seven days, beside the seven before, will appear here in sentences once you have answered a question."
DAYS = 7
OFTEN = 2
"""How often a question is answered wrongly in a week that is told."""


def page(seen: Seen) -> Page:
    """Return the page."""
    if not seen.days:
        return Page(KEY, QUESTION, empty=_EMPTY)
    now = last_days(seen.now.day, DAYS)
    before = now.before()
    was, week = compare(seen.days, before, now)
    begun, missed, risky = _begun(seen, now), _missed(seen), [each.question for _, each in known(seen).at_risk(risk(seen))]
    sentences = (
        *_work(seen, was, week, before, now),
        *(f"{what}: {saying.verdict(of(was), of(week), change(of(was), of(week)))}." for what, _, of in KINDS),
        _learned(was, week),
        *(f"You began {seen.title(topic)}." for topic in begun),
        *([f"Missed more than once: {count(len(missed), 'question')}, listed below."] if missed else []),
        _at_risk(len(risky), risk(seen)),
    )
    figures = (
        _weeks(seen, was, week, before, now),
        periods_figure(was, week, before, now, seen.topic),
        differences_figure(was, week, before, now, seen.topic),
        *_listed(seen, missed, now),
        *([_topics(seen, begun)] if begun else []),
        *([_counted("At risk now", risky)] if risky else []),
    )
    return Page(KEY, QUESTION, sentences, figures)


def _studied(seen: Seen, span: Span) -> int:
    return sum(day in span for day in seen.study_days)


def _work(seen: Seen, was: Work, week: Work, before: Span, now: Span) -> Iterator[str]:
    def told(work: Work, span: Span) -> str:
        minutes = count(round(work.took / 60_000), "minute")
        return f"{minutes}, {count(work.scores.answers, 'answer')}, {count(_studied(seen, span), 'study day')}"

    yield f"The last seven days: {told(week, now)}. The seven before: {told(was, before)}."
    streak, longest = streaks(seen.study_days, seen.now.day)
    yield (
        f"Your streak is {count(streak, 'day')}, the longest that you had."
        if streak == longest
        else f"Your streak is {count(streak, 'day')}."
    )


def _learned(was: Work, week: Work) -> str:
    return f"Newly learned, less what fell back: {week.learned}; the week before {was.learned}.".replace("-", "−")


def _begun(seen: Seen, now: Span) -> list[str]:
    """Return the topics with no answer before these days."""
    begun = {day.topic for day in seen.topic_days if day.day in now} - seen.known_topics
    begun -= {day.topic for day in seen.topic_days if day.day < now.first}
    return sorted(begun, key=seen.title)


def _at_risk(questions: int, below: float) -> str:
    if not questions:
        return f"Nothing that you have learned is at risk: no recall is below {percent(below)}."
    return f"{count(questions, 'learned question')} at risk of being forgotten: recall below {percent(below)}."


def _weeks(seen: Seen, was: Work, week: Work, before: Span, now: Span) -> Figure:
    rows = []
    for span, work in ((before, was), (now, week)):
        behind = Behind(span.first, span.last, topic=seen.topic) if work.scores.answers else None
        rows.append(Row((saying.span(span), work.took / 60_000, work.scores.answers, _studied(seen, span), work.learned), behind))
    columns = (
        Column("Week"),
        Column("Minutes", "minutes"),
        Column("Answers", "count"),
        Column("Days", "count"),
        Column("Learned", "count"),
    )
    note = "Learned: how many more questions were learned than fell back."
    return Figure("Two weeks", columns, tuple(rows), Draw("bars", "Week", ("Minutes",)), note)


def _missed(seen: Seen) -> list[tuple[str, int, int]]:
    """Return the questions answered wrongly more than once in the last seven days, with how often, and how often they were asked."""
    found = [
        (question, tally.wrong, tally.answers)
        for question, tally in seen.week.items()
        if tally.wrong >= OFTEN and (not seen.topic or question.startswith(f"{seen.topic}/"))
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _listed(seen: Seen, missed: Iterable[tuple[str, int, int]], now: Span) -> Iterator[Figure]:
    rows = []
    for question, wrong, answers in missed:
        asked = seen.library.by_id.get(question)
        behind = Behind(now.first, now.last, question=question)
        rows.append(Row((question, wrong, answers, prompt_text(asked) if asked else None), behind))
    if rows:
        columns = (Column("Question"), Column("Wrong", "count"), Column("Answers", "count"), Column("Prompt"))
        yield Figure("Missed more than once", columns, tuple(rows), note="In the last seven days.")


def _topics(seen: Seen, begun: Iterable[str]) -> Figure:
    columns = (Column("Topic"), Column("Answers", "count"))
    rows = (
        Row((seen.title(topic), sum(day.answers for day in seen.topic_days if day.topic == topic)), Behind(topic=topic)) for topic in begun
    )
    return Figure("Topics begun", columns, tuple(rows))


def _counted(what: str, questions: list[str]) -> Figure:
    return Figure(what, (Column("What"), Column("Questions", "count")), (Row((what, len(questions)), questions=tuple(questions)),))
