"""A class in the line mode: the whole of it, a student, her answers, or two beside one another."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.classes.folder import Class
    from quiz.plain.session import Session


def class_told(session: Session, rest: str) -> None:
    """Tell what is asked of a class: ``[DIR] [STUDENT [TOPIC|QUESTION]]`` or ``[DIR] STUDENT beside STUDENT``.

    Raises:
        ValueError: something of it is not there; the message says what is.
        ProgressError: the folder, or the record of the class, cannot be used.
    """
    from quiz.classes.folder import opened_class

    study, say = session.study, session.lines.say
    folder, words = _folder(session, shlex.split(rest))
    with opened_class(folder, study.library, study.where, say, study.clock) as looked_at:
        say(*_told(looked_at, words))


def _folder(session: Session, words: list[str]) -> tuple[Path, list[str]]:
    """Return the folder that is named, which is remembered, or that was looked at last; and the other words."""
    from quiz.classes.folder import folder_named, keep_folder, kept_folder

    where = session.study.where
    kept = kept_folder(where)
    if not words or (kept is not None and not Path(words[0]).expanduser().is_dir()):
        if kept is None:
            raise ValueError("Name the folder that the logs are in: class DIR.")
        return kept, words
    folder = folder_named(words[0])
    keep_folder(where, folder)
    return folder, words[1:]


def _told(looked_at: Class, words: Sequence[str]) -> Iterator[str]:
    from quiz.classes import words as class_words
    from quiz.classes.figures import DAYS_AWAY, compared
    from quiz.classes.folder import about_meant, student_named
    from quiz.plain.words import answers_lines

    room = looked_at.room()
    if not words:
        yield from (*class_words.class_lines(room, DAYS_AWAY), *class_words.twin_lines(looked_at.twins(room)))
    elif "beside" in words:
        at = words.index("beside")
        one, other = student_named(room, " ".join(words[:at])), " ".join(words[at + 1 :])
        beside = None if other == "class" else student_named(room, other)
        yield from class_words.compare_lines(compared(room, one, beside), room, one.name, beside.name if beside else "")
    else:
        student = student_named(room, words[0])
        about = about_meant(looked_at.library, " ".join(words[1:]), room) if words[1:] else ""
        if not about:
            yield from class_words.student_lines(room, student)
            return
        answers = looked_at.answers(student.id, about)
        yield class_words.given_line(student, about, len(answers))
        yield from answers_lines(answers, looked_at.now, own=False)
