"""Reports put together by hand, without a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from progress.moment import Moment
from progress.records import AnswerRecord, Behind, EntryId, SittingRecord
from questions.kinds import AnyQuestion
from questions.reading import read_bank_text
from quiz.history.page import Column, Draw, Figure, Page, Row
from quiz.reports.report import Report, Wish
from quiz.reports.report_rows import answers_table, sittings_table

NOON = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)
FIRST = date(2026, 2, 2)
HOSTILE = (
    '</title></style></script><script>alert(1)</script><img src="http://x.example/" onerror=alert(1)> ]]> --> {{ 7 * 7 }} &amp; '
    "\u202eevil\u2066 \x00\x1b[31m \ud800 '\" " + "Donaudampfschifffahrt" * 40
)
SCORED = (Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))


def bars(values: Sequence[float | None] = (0.5, None, 1.0), names: Sequence[str] = ("Air", "Water", "Parks")) -> Figure:
    """Topics with their scores, as lying bars with intervals."""
    rows = [
        Row((name, 4, value, None if value is None else value / 2, value), Behind(topic=name.casefold()))
        for name, value in zip(names, values, strict=True)
    ]
    return Figure("Score by topic", (Column("Topic"), *SCORED), tuple(rows), Draw("bars", "Topic", ("Score",), "Low", "High", 1.0))


def minutes(values: Sequence[float] = (10.0, 0.0, 25.0)) -> Figure:
    """Days with their minutes, as standing bars."""
    rows = [Row((FIRST + timedelta(days=at), value), Behind(FIRST, FIRST)) for at, value in enumerate(values)]
    return Figure("Minutes by day", (Column("Day", "day"), Column("Minutes", "minutes")), tuple(rows), Draw("bars", "Day", ("Minutes",)))


def weeks(values: Sequence[float | None] = (0.5, 0.75, None, 1.0)) -> Figure:
    """Weeks with their scores, as a line with a band."""
    rows = [Row((FIRST + timedelta(weeks=at), 4, value, None if value is None else value / 2, value)) for at, value in enumerate(values)]
    return Figure("Score by week", (Column("Week", "day"), *SCORED), tuple(rows), Draw("line", "Week", ("Score",), "Low", "High", 1.0))


def calendar(days: int = 30) -> Figure:
    """Days from a Monday on, each with one answer more than the day before."""
    rows = [Row((FIRST + timedelta(days=at), at), Behind(FIRST, FIRST) if at else None) for at in range(days)]
    return Figure("Study days", (Column("Day", "day"), Column("Answers", "count")), tuple(rows), Draw("heat", "Day", ("Answers",)))


def predicted() -> Figure:
    """What was predicted and what happened."""
    rows = (Row((0.5, 0.25, 0.0, 0.5)), Row((1.0, 1.0, 0.75, 1.0)))
    columns = (Column("Predicted", "share"), Column("Recalled", "share"), Column("Low", "share"), Column("High", "share"))
    return Figure("Predicted and recalled", columns, rows, Draw("calibration", "Predicted", ("Recalled",), "Low", "High", 1.0))


def question(prompt: str = "The capital of Canada?") -> AnyQuestion:
    """A question to which Ottawa is the answer."""
    text = "topic: T\nquestions:\n  - {id: q, kind: choice, prompt: P, answer: Ottawa, distractors: [Toronto]}\n"
    return replace(read_bank_text(text.encode(), Path("t.yaml")).questions[0], prompt=prompt)


def answer(number: int, sitting: str = "one", *, day: int = 0, **fields: object) -> AnswerRecord:
    """An answer of a day after the first one."""
    when = Moment.of(datetime(2026, 2, 2, 17, tzinfo=UTC) + timedelta(days=day, minutes=number), -300)
    given = AnswerRecord(
        EntryId("s", number), sitting, "t/q", "choice", when, "hash", ("Ottawa", "Toronto"), "Toronto", "wrong", 0.0, "Not the answer.",
        1, "the answer was wrong", "", "", 4_000, hinted=False, undone=False, due=None, confidence="sure", first=number == 1, recall=None,
    )  # fmt: skip
    return given._replace(**fields)


def sitting(id_: str = "one", *, day: int = 0, answers: int = 2) -> SittingRecord:
    """A sitting of a day after the first one."""
    started = Moment.of(datetime(2026, 2, 2, 17, tzinfo=UTC) + timedelta(days=day), -300)
    return SittingRecord(id_, "review", ("t/q",), (), None, 1, started, started.at, "finished", 60_000, answers, 1, 0.5)


def report(
    text: str = "Ann",
    figures: Sequence[Figure] | None = None,
    *,
    answers: Sequence[AnswerRecord] | None = None,
    sat: Sequence[SittingRecord] = (),
) -> Report:
    """A report of a learner; ``text`` is her name, and stands wherever text from outside may stand."""
    drawn = [minutes(), weeks(), calendar(400), predicted(), bars(names=(text, "Water", "Parks"))] if figures is None else figures
    titled = [replace(figure, title=f"{figure.title} {text}" if text != "Ann" else figure.title) for figure in drawn]
    pages = (
        Page("doing", "How am I doing?", (f"{text} does well.",), tuple(titled)),
        Page("work", "How much do I work?", empty="Nothing yet."),
    )
    topics = Figure("Topics", (Column("Topic"), Column("Answers", "count")), (Row((text, 2), Behind(topic="t")),))
    given = None if answers is None else answers_table(tuple(answers), tuple(sat), lambda _hash: question(text))
    about = (("Learner", text), ("Made", "2 Mar 2026 12:00"))
    return Report(
        f"History of {text}", text, NOON, Wish(answers=answers is not None), about, pages, topics, sittings_table(tuple(sat)), given,
        tuple(answers or ()), tuple(sat),
    )  # fmt: skip
