"""``quiz class``: how a class stands, from the logs that its students handed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, Whole, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Library
    from quiz.classes.figures import Classroom, Student
    from quiz.classes.folder import Class

MEASURES = ("score", "recall", "learned", "met")


@as_command("class", "How a class stands: who is stuck, who is away, down to each answer")
@click.argument("folder", required=False, metavar="[DIR]", type=FILE)
@click.argument("student", required=False)
@click.argument("about", required=False, metavar="[TOPIC|QUESTION]")
@click.option("--compare", nargs=2, metavar="A B", default=None, help="Two students, or a student and `class`, topic by topic.")
@click.option("--topic", "topics", metavar="TOPIC", multiple=True, help="Only this topic; may be given again.")
@click.option("--since", metavar="DATE", default="", help="Only answers since then, as in 2026-09 or 2026-09-15.")
@click.option("--away", metavar="DAYS", type=Whole(0, 10_000), default=7, help="Who was not seen for more than DAYS days (7).")
@click.option("--show", "measure", type=click.Choice(MEASURES), default="score", help="What the cells show: score, recall, learned, met.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@common
def command(
    where: Places,
    folder: Path | None,
    student: str | None,
    about: str | None,
    compare: tuple[str, str] | None,
    topics: tuple[str, ...],
    since: str,
    away: int,
    measure: str,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Tell how a class stands, from the logs in DIR that its students wrote with quiz export --log.

    Databases (progress.db) count as logs, and a folder for each student is as good as one for all. Nothing in DIR is changed, and
    nothing comes into your own record. Without DIR it is the folder that the program looked at last.

    With STUDENT, her figures beside the class's; with TOPIC or QUESTION (topic/id) too, each of her answers as it was given.

    The exit status is 1 if a file was left out.
    """
    from quiz.classes.folder import about_meant, opened_class, student_named
    from quiz.readout import complain

    if compare is not None and student is not None:
        raise WrongUse("--compare names both students itself.")
    with opened_class(_folder(where, folder), _library(where), where, complain) as looked_at:
        try:
            wanted = tuple(about_meant(looked_at.library, topic) for topic in topics)
            room = looked_at.room(since=_day(since), topics=wanted)
            one = None if student is None else student_named(room, student)
            on = about_meant(looked_at.library, about, room) if about else ""
            two = None if compare is None else (student_named(room, compare[0]), _other(room, compare[1]))
        except ValueError as error:
            raise WrongUse(str(error)) from None
        if two is not None:
            _tell_compared(room, *two, as_json=as_json, as_csv=as_csv)
        elif one is None:
            _tell_all(looked_at, room, away, measure, as_json=as_json, as_csv=as_csv)
        elif not on:
            _tell_student(room, one, as_json=as_json, as_csv=as_csv)
        else:
            _tell_answers(looked_at, one, on, as_json=as_json, as_csv=as_csv)
        return PROBLEMS if looked_at.left_out else DONE


def _folder(where: Places, given: Path | None) -> Path:
    from quiz.classes.folder import kept_folder

    folder = given or kept_folder(where)
    if folder is None:
        raise WrongUse("Name the folder that the logs are in: quiz class DIR.")
    return folder


def _library(where: Places) -> Library:
    from quiz.shelf import all_banks

    return all_banks(where)


def _day(text: str) -> date:
    """Return the first day of a date; raises ``ValueError`` if it is none."""
    from quiz.filters.language import Dates
    from quiz.filters.search import filter_meant

    meant = filter_meant(f"since:{text}") if text else None
    return meant.first if isinstance(meant, Dates) else date.min


def _other(room: Classroom, name: str) -> Student | None:
    from quiz.classes.folder import student_named

    return None if name == "class" else student_named(room, name)


def _tell_all(looked_at: Class, room: Classroom, away: int, measure: str, *, as_json: bool, as_csv: bool) -> None:
    from quiz.classes import rows
    from quiz.classes.words import class_lines, twin_lines
    from quiz.readout import print_csv, print_json, say

    if as_json:
        print_json({"folder": str(looked_at.folder), **rows.whole_row(room, away), "left_out": list(looked_at.left_out)})
    elif as_csv:
        print_csv(rows.STUDENT_KEYS, [row for student in room.students for row in rows.student_rows(room, student)])
    else:
        say(*class_lines(room, away, measure), *twin_lines(looked_at.twins(room)))


def _tell_student(room: Classroom, student: Student, *, as_json: bool, as_csv: bool) -> None:
    from quiz.classes import rows
    from quiz.classes.words import student_lines
    from quiz.readout import print_csv, print_json, say

    if as_json:
        print_json(rows.student_row(room, student))
    elif as_csv:
        print_csv(rows.STUDENT_KEYS, rows.student_rows(room, student))
    else:
        say(*student_lines(room, student))


def _tell_answers(looked_at: Class, student: Student, about: str, *, as_json: bool, as_csv: bool) -> None:
    from quiz.classes.words import given_line
    from quiz.plain.words import answers_lines
    from quiz.readout import ANSWER_KEYS, answer_row, print_csv, print_json, say

    answers = looked_at.answers(student.id, about)
    found = [answer_row(each) for each in answers]
    if as_json:
        print_json({"student": student.name, "id": student.id, "about": about, "given": found})
    elif as_csv:
        print_csv(ANSWER_KEYS, found)
    else:
        say(given_line(student, about, len(answers)))
        say(*answers_lines(answers, looked_at.now, own=False))


def _tell_compared(room: Classroom, one: Student, other: Student | None, *, as_json: bool, as_csv: bool) -> None:
    from quiz.classes import rows
    from quiz.classes.figures import compared
    from quiz.classes.words import compare_lines
    from quiz.readout import print_csv, print_json, say

    found = compared(room, one, other)
    name = other.name if other else ""
    if as_json:
        print_json({"one": one.name, "other": name or None, "topics": [rows.compare_row(row) for row in found]})
    elif as_csv:
        print_csv(rows.COMPARE_KEYS, [rows.compare_row(row) for row in found])
    else:
        say(*compare_lines(found, room, one.name, name))
