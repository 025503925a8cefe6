"""The tables of a report beside those of its pages: topics, sittings and answers, as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from progress.periods import Span, Work, work_of
from progress.rating import Rating
from progress.records import AnswerRecord, Behind, SittingRecord
from questions.kinds import AnyQuestion
from quiz.history.page import Cell, Column, Figure, Row, Seen
from quiz.planning.today import overview
from quiz.reopening import Reopened
from quiz.told import asked_text, given_text

ALL_DAYS = Span(date.min, date.max)


def topics_table(seen: Seen, span: Span) -> Figure:
    """Return each topic with its cards as they are now and what was answered in a span, over which ``seen`` is narrowed."""
    columns = (
        Column("Topic"),
        Column("Questions", "count"),
        Column("Learned", "count"),
        Column("Due", "count"),
        Column("Recall", "share"),
        Column("Answers", "count"),
        Column("Score", "share"),
        Column("First tries", "share"),
        Column("Minutes", "minutes"),
    )
    sums: dict[str, Work] = defaultdict(Work)
    for day in seen.days:
        sums[day.topic] += work_of(day)
    known = {each.topic: each for each in overview(seen.library, seen.standing, seen.now).topics}
    rows = []
    for topic in [*known, *sorted(sums.keys() - known.keys())]:
        if seen.topic not in ("", topic) or (topic not in sums and not seen.topic and span != ALL_DAYS):
            continue
        stands = known.get(topic)
        cards: tuple[Cell, ...] = (stands.questions, stands.learned, stands.due, stands.recall) if stands else (None,) * 4
        work = sums[topic]
        worked = (work.scores.answers, work.scores.mean, work.firsts.mean, work.took / 60_000)
        behind = Behind(topic=topic) if work.scores.answers else None
        rows.append(Row((seen.title(topic), *cards, *worked), behind))
    return Figure("Topics", columns, tuple(rows), note="Learned, due and recall are as of now; score is the mean over all answers.")


def sittings_table(sat: tuple[SittingRecord, ...]) -> Figure:
    """Return sittings, numbered from 1."""
    columns = (
        Column("No.", "count"),
        Column("Started", "moment"),
        Column("Mode"),
        Column("Topics"),
        Column("Answers", "count"),
        Column("Right", "count"),
        Column("Score", "share"),
        Column("Minutes", "minutes"),
        Column("State"),
        Column("Id"),
    )
    rows = tuple(
        Row(
            (
                number,
                each.started,
                each.mode,
                ", ".join(each.topics) or "all",
                each.answers,
                each.rights,
                each.score,
                each.spent / 60_000,
                each.how.replace("-", " ") or "open",
                each.id,
            ),
            sitting=each.id,
        )
        for number, each in enumerate(sat, 1)
    )
    return Figure("Sittings", columns, rows)


_ANSWERS = (
    Column("No.", "count"),
    Column("When", "moment"),
    Column("Sitting", "count"),
    Column("Question"),
    Column("Kind"),
    Column("Prompt"),
    Column("Response"),
    Column("Right answer"),
    Column("Outcome"),
    Column("Score", "share"),
    Column("Rule"),
    Column("Rating"),
    Column("Reason"),
    Column("First try"),
    Column("Confidence"),
    Column("Predicted recall", "share"),
    Column("Seconds", "number"),
    Column("Hint"),
    Column("Claim"),
    Column("Marked anew"),
)


def answers_table(given: tuple[AnswerRecord, ...], sat: tuple[SittingRecord, ...], worded: Callable[[str], AnyQuestion | None]) -> Figure:
    """Return answers, numbered from 1, with the numbers of their sittings; ``worded`` gives a question by the hash of its wording."""
    numbers = {each.id: number for number, each in enumerate(sat, 1)}

    def row(number: int, answer: AnswerRecord) -> Row:
        asked = worded(answer.wording)
        marked_by = worded(answer.marked_by) if answer.marked_by else asked
        reopened = Reopened(answer, asked, marked_by)
        cells = (
            number,
            answer.when,
            numbers.get(answer.sitting),
            answer.question,
            answer.kind,
            asked_text(reopened),
            given_text(reopened),
            marked_by.answer_text() if marked_by else None,
            answer.outcome,
            answer.score,
            answer.rule,
            Rating(answer.rating).word,
            answer.reason,
            _yes(answer.first),
            answer.confidence,
            answer.recall,
            answer.took / 1000,
            _yes(answer.hinted),
            answer.claim,
            _yes(bool(answer.marked_by)),
        )
        return Row(cells, sitting=answer.sitting)

    return Figure("Answers", _ANSWERS, tuple(row(number, answer) for number, answer in enumerate(given, 1)))


def _yes(holds: bool) -> str:
    return "yes" if holds else ""
