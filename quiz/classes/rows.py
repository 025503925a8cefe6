"""A class as rows, for JSON and CSV."""

from __future__ import annotations

from typing import Any

from quiz.classes.figures import Beside, Cell, Classroom, Student, Topic

STUDENT_KEYS = (
    "student", "id", "answers", "days", "last", "minutes_7", "minutes_28", "streak", "due", "overdue",
    "topic", "met", "score", "score_low", "score_high", "others", "compared", "low", "recall", "learned", "of", "stuck",
)  # fmt: skip
COMPARE_KEYS = (
    "topic", "one", "one_low", "one_high", "one_met", "other", "other_low", "other_high", "other_met", "shared", "difference",
    "difference_low", "difference_high", "apart",
)  # fmt: skip


def student_rows(room: Classroom, student: Student) -> list[dict[str, Any]]:
    """Return a student as rows, one for each topic."""
    about = activity_row(student)
    return [dict(zip(STUDENT_KEYS, (*about.values(), *cell_row(student, topic).values()), strict=True)) for topic in room.topics]


def student_row(room: Classroom, student: Student) -> dict[str, Any]:
    """Return a student as one row with all her topics."""
    return {**activity_row(student), "topics": [cell_row(student, topic) for topic in room.topics]}


def activity_row(student: Student) -> dict[str, Any]:
    """Return what a student does, as a row."""
    last = None if student.last is None else student.last.isoformat()
    values = (student.name, student.id, student.answers, student.days, last, *student.minutes, student.streak, student.due, student.overdue)
    return dict(zip(STUDENT_KEYS[:10], values, strict=True))


def cell_row(student: Student, topic: Topic) -> dict[str, Any]:
    """Return a student in one topic as a row."""
    cell = student.cell(topic.topic)
    low, high = cell.interval or (None, None)
    figures = (*map(_rounded, (cell.score, low, high, cell.expected)), cell.compared, cell.low, _rounded(cell.recall), cell.learned)
    return dict(zip(STUDENT_KEYS[10:], (topic.topic, cell.met, *figures, topic.questions, list(cell.stuck)), strict=True))


def topic_row(topic: Topic) -> dict[str, Any]:
    """Return a topic over the class as a row."""
    low, high = topic.interval or (None, None)
    return {
        "topic": topic.topic,
        "title": topic.title,
        "questions": topic.questions,
        "students": topic.students,
        "median": _rounded(topic.score),
        "median_low": _rounded(low),
        "median_high": _rounded(high),
        "recall": _rounded(topic.recall),
        "learned": topic.learned,
        "low": topic.low,
        "stuck": topic.stuck,
    }


def whole_row(room: Classroom, away_after: int) -> dict[str, Any]:
    """Return the whole class as data."""
    return {
        "day": room.day.isoformat(),
        "students": [{**activity_row(student), "topics": [cell_row(student, topic) for topic in room.topics]} for student in room.students],
        "topics": [topic_row(topic) for topic in room.topics],
        "away": [student.id for student in room.away(away_after)],
        "stuck": [{"question": each.question, "students": list(each.students)} for each in room.hard],
    }


def compare_row(row: Beside) -> dict[str, Any]:
    """Return one student beside another in a topic as a row."""
    one, other, apart = row.one.interval or (None, None), row.other.interval or (None, None), row.interval or (None, None)
    met = row.other.met if isinstance(row.other, Cell) else row.other.students
    values = (
        row.topic or "all",
        *map(_rounded, (row.one.score, *one)),
        row.one.met,
        *map(_rounded, (row.other.score, *other)),
        met,
        row.shared,
        *map(_rounded, (row.difference, *apart)),
        row.apart,
    )
    return dict(zip(COMPARE_KEYS, values, strict=True))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
