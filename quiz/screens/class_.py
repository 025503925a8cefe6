"""A class: every student by topic, and from each figure down to the answers behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from quiz.background import Failed
from quiz.classes import words
from quiz.classes.figures import DAYS_AWAY, Cell, Classroom, Student, Topic, compared
from quiz.display import cell, display, one_line
from quiz.screens.base import QuizScreen
from quiz.screens.past import AnswersScreen
from quiz.widgets.keybar import KeyBar
from quiz.widgets.matrix import Matrix
from quiz.widgets.table import Column

if TYPE_CHECKING:
    from quiz.classes.folder import Class
    from quiz.reopening import Reopened

_CLASS = "class"
"""The key of the row for the whole class."""
_NAME, _ALL, _SEEN = "Student", "All", "Seen"
_MORE = {"Answers": 8, "Days": 5, "28 d": 6, "Due": 5}
"""Columns for which there is room on a wide terminal: answers, days, minutes in four weeks, what is due."""
_WIDE_FROM = 110
_WIDEST_NAME, _MARGIN = 30, 6
_SHOWN_EVERY = 3.0
"""Seconds between two looks at a class that is being read still."""
_NO_FOLDER = "Press f and name the folder in which your students' logs are. " + words.EMPTY


class GivenScreen(AnswersScreen):
    """What a student answered to a question or on a topic, the newest first."""

    own = False

    def __init__(self, said: Callable[[int], str], answers: Callable[[], Sequence[Reopened]]) -> None:
        super().__init__()
        self._said = said
        self._given = answers

    def read(self) -> tuple[str, Sequence[Reopened]]:
        answers = self._given()
        return self._said(len(answers)), answers


class ClassScreen(QuizScreen[None]):
    """The matrix, and below it the cell under the cursor in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="class.back", tooltip="Back to where you came from"),
        Binding("w", "who", "Stuck, away", id="class.who", tooltip="Who is stuck, who is away, which questions are hard"),
        Binding("s", "sort", "Sort", id="class.sort", tooltip="Sort by the column under the cursor; again: the other way round"),
        Binding("v", "show", "Show", id="class.show", tooltip="Show first tries, recall now, questions learned, or questions met"),
        Binding("c", "compare", "Compare", id="class.compare", tooltip="Compare the student under the cursor with another"),
        Binding("f", "folder", "Folder", id="class.folder", tooltip="Look at the logs in another folder"),
        Binding("r", "read_again", "Read again", id="class.again", tooltip="Take in what was handed in meanwhile", show=False),
        Binding("tab", "app.focus_next", "Scroll", id="class.scroll", tooltip="Go between the matrix and what stands below it", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.room: Classroom | None = None
        self._class: Class | None = None
        self._folder: Path | None = None
        self._reading = ""
        self._measure = "score"
        self._sorted_by, self._falling = _NAME, False
        self._beside: str | None = None

    def compose(self) -> ComposeResult:
        yield Static("Class", id="heading")
        yield Static("", id="empty")
        yield Matrix("matrix", (Column(_NAME),))
        with VerticalScroll(id="below"):
            yield Static("", id="told")
        yield KeyBar()

    @work
    async def on_mount(self) -> None:
        def kept() -> Path | None:
            from quiz.classes.folder import kept_folder

            return kept_folder(where)

        where = self.program.where
        folder = await self.off_thread(kept)
        if folder is None:
            self._say_instead(_NO_FOLDER)
            self.action_folder()
        else:
            self._look_at(folder)

    def on_unmount(self) -> None:
        if self._class is not None:
            self.program.background.later(self._class.close)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action in ("who", "sort", "show", "compare"):
            return self.room is not None and bool(self.room.students)
        return action != "read_again" or self._class is not None

    def on_resize(self) -> None:
        self._show()

    # -- reading

    def action_folder(self) -> None:
        from quiz.screens.class_folder import ClassFolderDialog

        self.app.push_screen(ClassFolderDialog(self._folder), self._look_at)

    def _look_at(self, folder: Path | None) -> None:
        if folder is None:
            return
        from quiz.classes.folder import Class

        if self._class is not None:
            self.program.background.later(self._class.close)
        self._folder, self.room, self._beside = folder, None, None
        self._class = Class(folder, self.study.library, self.program.where, self.study.clock)
        self.fill()

    def action_read_again(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Take in what is new in the folder, and show the class; while that takes time, as far as it is read."""
        looked_at = self._class
        if looked_at is None:
            return
        looked_at.library = self.study.library
        steps, shown = looked_at.look(), time.monotonic()
        try:
            while (step := await self.off_thread(lambda: next(steps, None))) is not None:
                self._reading = words.reading_text(step.done, step.of)
                if step.done and time.monotonic() - shown >= _SHOWN_EVERY:
                    self.room = await self.off_thread(looked_at.room)
                    shown = time.monotonic()
                    self._show()
                self._head()
            self._reading = ""
            self.room = await self.off_thread(looked_at.room)
        except Failed as failure:
            self._reading = ""
            self._say_instead(str(failure))
            return
        finally:
            # Who leaves in between keeps what was read; it may be under way still.
            self.program.background.later(steps.close)
        self._show()

    def _say_instead(self, said: str) -> None:
        empty = self.query_one("#empty", Static)
        empty.update(display(said))
        empty.display = bool(said)
        self.query_one(Matrix).display = self.query_one("#below").display = not said

    # -- showing

    def _head(self) -> None:
        room = self.room
        parts = ["Class", *([self._folder.name] if self._folder else []), *([words.headline(room)] if room and not self._reading else [])]
        parts += [self._reading] if self._reading else []
        self.query_one("#heading", Static).update(display(" · ".join(one_line(part) for part in parts)))

    def _show(self) -> None:
        self._head()
        room = self.room
        if room is None:
            return
        self._say_instead("" if room.students or self._reading else " ".join([words.EMPTY, *self._left_out()]))
        table = self.query_one(Matrix)
        columns = self._columns(room)
        table.lay_out(columns)
        median = self._median(room, columns)
        table.fill([(_CLASS, median), *((student.id, self._cells(student, room, columns)) for student in self._in_order(room))])
        self._say()
        self.refresh_bindings()

    def _columns(self, room: Classroom) -> tuple[Column, ...]:
        short = words.shortened([topic.title for topic in room.topics])
        wide = self.size.width >= _WIDE_FROM
        topics = [Column(name.rjust(3), 5 if wide else words.COLUMN) for name in short]
        more = [Column(label, width, True) for label, width in _MORE.items()] if wide else []
        others = *topics, Column(_ALL.rjust(4), 5), *more, Column(_SEEN, 6, True)
        left = self.size.width - sum(column.width for column in others)
        return Column(_NAME, _WIDEST_NAME if left > _WIDEST_NAME + _MARGIN else 0), *others

    def _median(self, room: Classroom, columns: Sequence[Column]) -> tuple[Text, ...]:
        figures = [words.topic_text(topic, self._measure) for topic in (*room.topics, room.whole)]
        texts = ["The class: median", *(figure.rjust(3) for figure in figures[:-1]), figures[-1].rjust(4)]
        return tuple(map(cell, [*texts, *[""] * (len(columns) - len(texts))]))

    def _cells(self, student: Student, room: Classroom, columns: Sequence[Column]) -> tuple[Text, ...]:
        name = f"{'▸ ' if student.id == self._beside else ''}{one_line(student.name)}"
        figures = [self._figure(student.cell(topic.topic), 3) for topic in room.topics]
        more = {"Answers": str(student.answers), "Days": str(student.days), "28 d": str(student.minutes[1]), "Due": str(student.due)}
        rest = [cell(more[column.label], right=True) for column in columns if column.label in more]
        return cell(name), *figures, self._figure(student.whole, 4), *rest, cell(words.seen_text(student), right=True)

    def _figure(self, one: Cell, width: int) -> Text:
        text = words.cell_text(one, self._measure)
        shown = cell(text.rjust(width + (text[-1] in "!?")))
        if one.low:
            shown.stylize(f"bold {self.app.theme_variables['error']}")
        elif text.endswith("?"):
            shown.stylize("dim")
        return shown

    def _in_order(self, room: Classroom) -> list[Student]:
        """Return the students by the column that is sorted by; who has no figure there comes last."""
        values: list[tuple[Student, float | str | None]] = [(student, self._value(student, room)) for student in room.students]
        known = [(student, value) for student, value in values if value is not None]
        ordered = sorted(known, key=lambda each: each[1], reverse=self._falling)
        return [student for student, _ in ordered] + [student for student, value in values if value is None]

    def _value(self, student: Student, room: Classroom) -> float | str | None:
        by = self._sorted_by
        if by == _NAME:
            return one_line(student.name).casefold()
        if by in _MORE:
            return {"Answers": student.answers, "Days": student.days, "28 d": student.minutes[1], "Due": student.due}[by]
        if by == _SEEN:
            return student.away
        topic = self._topic(room, by)
        return words.value_of(student.cell(topic.topic), self._measure) if topic else None

    def _topic(self, room: Classroom, label: str) -> Topic | None:
        """Return the topic of a column; None if it shows something else."""
        if label == _ALL:
            return room.whole
        short = words.shortened([topic.title for topic in room.topics])
        return room.topics[short.index(label)] if label in short else None

    def _say(self) -> None:
        """Tell below the matrix of the cell under the cursor, and what must be known of the whole."""
        room = self.room
        if room is None:
            return
        student, topic = self._under_cursor(room)
        if student is None:
            said = list(words.topic_lines(room, topic or room.whole))[:4]
        elif topic is None:
            said = [f"{one_line(student.name)}: {words.doing_text(student)}"]
        else:
            said = [words.cell_line(student, topic)]
        order = "" if self._sorted_by == _NAME and not self._falling else f" Sorted by {self._sorted_by}."
        lines = [display("\n".join(said)), display(words.summary(room, DAYS_AWAY))]
        lines += [display(one_line(sentence), "$text-warning") for sentence in self._left_out()]
        lines.append(display(f"{words.MEASURES[self._measure].capitalize()}. {words.legend(room)}{order}", "dim"))
        self.query_one("#told", Static).update(Content("\n").join(lines))

    def _left_out(self) -> tuple[str, ...]:
        return self._class.left_out if self._class is not None else ()

    def _under_cursor(self, room: Classroom) -> tuple[Student | None, Topic | None]:
        """Return the student and the topic of the cell under the cursor; None is the whole class, or a column that is of no topic."""
        table = self.query_one(Matrix)
        column = min(table.cursor_column, len(self._columns(room)) - 1)
        return room.student(table.current or ""), self._topic(room, self._columns(room)[column].label.strip())

    # -- what is asked for

    def on_data_table_cell_highlighted(self, message: DataTable.CellHighlighted) -> None:
        message.stop()
        self._say()

    def on_data_table_header_selected(self, message: DataTable.HeaderSelected) -> None:
        message.stop()
        self._sort(message.column_index)

    def action_sort(self) -> None:
        self._sort(self.query_one(Matrix).cursor_column)

    def _sort(self, column: int) -> None:
        if self.room is None:
            return
        label = self._columns(self.room)[column].label.strip()
        self._falling = label == self._sorted_by and not self._falling
        self._sorted_by = label
        self._show()

    def action_show(self) -> None:
        measures = list(words.MEASURES)
        self._measure = measures[(measures.index(self._measure) + 1) % len(measures)]
        self._show()

    def on_data_table_cell_selected(self, message: DataTable.CellSelected) -> None:
        message.stop()
        room, looked_at = self.room, self._class
        if room is None or looked_at is None:
            return
        student, topic = self._under_cursor(room)
        if student is None:
            self._read(list(words.topic_lines(room, topic or room.whole)))
        elif topic is None:
            self._read(list(words.student_lines(room, student)))
        else:
            self.program.open(
                lambda: GivenScreen(
                    lambda number: words.given_line(student, topic.title, number), lambda: looked_at.answers(student.id, topic.topic)
                )
            )

    @work(exclusive=True, group="who")
    async def action_who(self) -> None:
        room, looked_at = self.room, self._class
        if room is None or looked_at is None:
            return
        try:
            twins = await self.off_thread(lambda: looked_at.twins(room))
        except Failed as failure:
            self.say(str(failure))
        else:
            self._read([words.headline(room), *words.needs_lines(room, DAYS_AWAY), *words.twin_lines(twins), *self._left_out()])

    def _read(self, lines: Sequence[str]) -> None:
        from quiz.screens.lines import LinesScreen

        self.program.open(lambda: LinesScreen(lines))

    def action_compare(self) -> None:
        room = self.room
        if room is None:
            return
        here = self._under_cursor(room)[0]
        first = room.student(self._beside or "")
        if first is None:
            if here is not None:
                self._beside = here.id
                self.say(f"{one_line(here.name)} beside whom? Go to another student, or to the class, and press c again.")
        else:
            self._beside = None
            if here is not first:
                rows = compared(room, first, here)
                self._read(list(words.compare_lines(rows, room, first.name, here.name if here else "")))
        self._show()
