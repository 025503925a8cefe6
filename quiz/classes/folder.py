"""A class without a server: the folder of handed-in logs that is looked at, and its students' work down to each answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from progress.gathering import Gathering, Progress
from progress.moment import Moment
from progress.records import Learner
from progress.store import Store
from questions.bank import Library
from quiz.classes.figures import Classroom, Student, classroom, topic_of
from quiz.classes.words import reading_text
from quiz.display import one_line
from quiz.filters.search import learners_called, question_named, topics_meant
from quiz.places import Places, keep_json
from quiz.reopening import Reopened
from quiz.study import Study


class Class:
    """The class of one folder; ``look`` before anything else."""

    def __init__(self, folder: Path, library: Library, where: Places, clock: Callable[[], Moment] = Moment.now) -> None:
        self.folder = folder.absolute()
        self.library = library
        self._where = where
        self._clock = clock
        self._gathering = Gathering(self.folder, where.data / "classes")
        self._store: Store | None = None

    @property
    def now(self) -> Moment:
        """The moment as of which the class is looked at."""
        return self._clock()

    @property
    def store(self) -> Store:
        """The record of the class, which nothing may be written to."""
        if self._gathering.under_way is not None:
            return self._gathering.under_way
        if self._store is None:
            self._store = self._gathering.open()
        return self._store

    @property
    def left_out(self) -> tuple[str, ...]:
        """Why each file that could not be taken in was left out, in sentences."""
        return tuple(self._gathering.refused.values())

    def look(self) -> Generator[Progress, None, None]:
        """Take in what is new in the folder, file by file; who closes it in between keeps what was read. Raises as ``Gathering.look``."""
        self.close()
        yield from self._gathering.look()

    def close(self) -> None:
        """Let go of the record."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def room(self, *, since: date = date.min, topics: Collection[str] = ()) -> Classroom:
        """Return the class in figures. Raises ``ProgressError``."""
        learners = self.store.learners()
        standings = {learner.id: self._study(learner).standing() for learner in learners}
        return classroom(learners, standings, self.store.scored(), self.library, self._clock(), since=since, topics=topics)

    def _study(self, learner: Learner) -> Study:
        return Study(self.library, self.store, learner, self._where, self._clock)

    def _learner(self, student: str) -> Learner:
        return next(learner for learner in self.store.learners() if learner.id == student)

    def answers(self, student: str, about: str = "") -> tuple[Reopened, ...]:
        """Return a student's answers to a question or on a topic, or all, as they were given; the newest first."""
        study, renamed = self._study(self._learner(student)), self.library.renamed

        def meant(question: str) -> bool:
            today = renamed.get(question, question)
            return about in ("", question, today, topic_of(today))

        asked = {question for question, _ in self.store.marked_by(student) if meant(question)}
        given = (each for question in asked for each in study.answers_to(question))
        return tuple(sorted(given, key=lambda each: (each.answer.when.at, each.answer.id), reverse=True))

    def twins(self, room: Classroom) -> list[tuple[str, list[str]]]:
        """Return the students of whom there are several of one name, each with the files in which her logs were handed in."""
        learners = self.store.learners()
        twins = [learner for learner in learners if len(learners_called(learners, learner.name)) > 1]
        files = {one.id: self._gathering.files_of({one.id, *self.store.known_as(one)}) for one in twins}
        return [(student.name, files[student.id]) for student in room.students if student.id in files]


_A_WHILE = 1.0
"""So many seconds pass before it is told how far a look is, and between two such sentences."""


@contextmanager
def opened_class(
    folder: Path, library: Library, where: Places, tell: Callable[[str], object], clock: Callable[[], Moment] = Moment.now
) -> Iterator[Class]:
    """Look at a class for as long as the block lasts; ``tell`` hears how far that is if it takes a while, and what was left out.

    Raises:
        ProgressError: the folder, or the record of the class, cannot be used.
    """
    looked_at, told = Class(folder, library, where, clock), time.monotonic()
    try:
        for step in looked_at.look():
            if time.monotonic() - told >= _A_WHILE and step.done < step.of:
                told = time.monotonic()
                tell(reading_text(step.done, step.of))
        for sentence in looked_at.left_out:
            tell(sentence)
        yield looked_at
    finally:
        looked_at.close()


def student_named(room: Classroom, wanted: str) -> Student:
    """Return the student of this name, or whose id begins so.

    Raises:
        ValueError: there is none, or more than one; the message says who there is.
    """
    name = one_line(wanted).casefold()
    exact = [each for each in room.students if one_line(each.name).casefold() == name]
    begun = [each for each in room.students if name and (one_line(each.name).casefold().startswith(name) or each.id.startswith(name))]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"More than one student is called “{one_line(wanted)[:40]}”: {_names(found)}.")
    raise ValueError(f"There is no student “{one_line(wanted)[:40]}” in this class. There are: {_names(room.students)}.")


def _names(students: Collection[Student]) -> str:
    return ", ".join(one_line(each.name) for each in students) or "none yet"


def about_meant(library: Library, wanted: str, room: Classroom | None = None) -> str:
    """Return the topic, or the question (``topic/id``), that is meant; of one that the class has met no bank need be loaded.

    Raises:
        ValueError: there is none.
    """
    met = {question for student in (room.students if room else ()) for question in student.first}
    if wanted in met or wanted in map(topic_of, met):
        return wanted
    return question_named(library, wanted).id if "/" in wanted else topics_meant(library, [wanted])[0]


# -- which folder is looked at


def folder_named(typed: str) -> Path:
    """Return the folder of a path; ``~`` is the user's own. Raises ``ValueError`` if there is none."""
    try:
        folder = Path(typed).expanduser().absolute()
        if typed and folder.is_dir():
            return folder
    except (RuntimeError, OSError, ValueError):  # no such user, or a name that can be none
        pass
    raise ValueError(f"There is no folder {one_line(typed)[:200]}." if typed else "Type the path of a folder.")


def kept_folder(where: Places) -> Path | None:
    """Return the folder that was looked at last in the program; None if none was, or what was kept cannot be read."""
    try:
        folder = json.loads(_file(where).read_text("utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(folder) if isinstance(folder, str) and folder else None


def keep_folder(where: Places, folder: Path) -> None:
    """Keep what ``kept_folder`` returns. Raises ``UnusableFolder`` if it can't be kept."""
    keep_json(where, _file(where), {"folder": str(folder.absolute())})


def _file(where: Places) -> Path:
    return where.data / "class.json"
