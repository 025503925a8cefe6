"""The Textual program: holds the study and the way between screens."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quiz.background import Background, Failed
from quiz.places import Places
from quiz.screens.home import HomeScreen

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from progress.log import EntryId
    from progress.records import SittingRecord
    from quiz.screens.setup import Setup
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study

LIGHT, DARK = "textual-light", "textual-dark"


class QuizApp(App[int]):
    """Paints the home screen first, then opens the record off the UI thread.

    ``begin`` says what to go into straight away; ``opens`` and ``seconds`` let a test bring its own record and clock.
    """

    CSS_PATH = "quiz.tcss"
    TITLE = "Canada–US relations"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help", id="help", key_display="?", tooltip="All keys"),
        Binding("t", "light_or_dark", "Light or dark", show=False, id="theme"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="redo"),
        Binding("ctrl+q", "quit", "Quit", show=False, id="quit", priority=True),
    ]

    def __init__(
        self,
        where: Places,
        begin: Callable[[Study], Sitting | Exam | None] | None = None,
        *,
        opens: Callable[[Places], Study] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.where = where
        self.study: Study | None = None
        self.background = Background()
        self.seconds = seconds
        self._begin = begin
        self._opens = opens or _open
        self._done: list[tuple[EntryId, str]] = []
        self._undone: list[tuple[EntryId, str]] = []
        self._home = HomeScreen()

    def on_mount(self) -> None:
        self.theme = DARK
        self._heed_signals()
        self.push_screen(self._home)
        self.call_after_refresh(self.open_study)

    def _heed_signals(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self._ended_from_outside)
                except (NotImplementedError, RuntimeError, ValueError):
                    return  # not the main thread, or no such signals here

    def _ended_from_outside(self) -> None:
        self.run_worker(self.action_quit(), exclusive=False)

    @work(exclusive=True)
    async def open_study(self) -> None:
        """Open the record and the banks; then fill the screens."""
        try:
            self.study = await self.background(lambda: self._opens(self.where))
        except Failed as failure:
            self._home.complain(str(failure))
            return
        except OSError as error:
            self._home.complain(f"The data folder cannot be used: {error.strerror}. Choose another with --data.")
            return
        await self._take_theme()
        self._home.fill()
        if self._begin is not None:
            self._start(self._begin)

    async def _take_theme(self) -> None:
        assert self.study is not None
        standing = await self.background(self.study.standing)
        if standing.settings.get("theme") == "light":
            self.theme = LIGHT

    # -- ways between screens

    def open(self, screen: Callable[[], Screen[Any]]) -> None:
        """Show a screen over this one, once the record is open."""
        if self.study is not None:
            self.push_screen(screen())

    def begin_review(self, topics: tuple[str, ...], new: int | None = None) -> None:
        """Begin a review."""
        self._start(lambda study: study.review(topics=topics, new=new))

    def set_up(self, mode: str, topics: tuple[str, ...]) -> None:
        """Ask what a practice or exam shall be, and begin it."""
        if self.study is not None:
            from quiz.screens.setup import SetupDialog

            self.push_screen(SetupDialog(mode, topics), self._set_up)

    def _set_up(self, setup: Setup | None) -> None:
        if setup is None:
            return
        if setup.mode == "exam":
            self._start(lambda study: study.exam(topics=setup.topics, count=setup.count, minutes=setup.minutes))
        else:
            self._start(lambda study: study.practice(topics=setup.topics, count=setup.count))

    def go_on(self, record: SittingRecord) -> None:
        """Go on with a sitting that was left."""
        if record.mode == "exam":
            self._start(lambda study: study.resume_exam(record))
        else:
            self._start(lambda study: study.resume(record))

    @work(exclusive=True, group="start")
    async def _start(self, begin: Callable[[Study], Sitting | Exam | None]) -> None:
        study = self.study
        if study is None:
            return
        try:
            begun = await self.background(lambda: begin(study))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        if begun is None:
            self.notify("Nothing is due and nothing is new here. Press n for more new questions, or p to practise.", markup=False)
            return
        await self._show(begun)

    async def _show(self, begun: Sitting | Exam) -> None:
        from quiz.sitting import Exam

        if isinstance(begun, Exam):
            from quiz.screens.exam import ExamScreen

            self.push_screen(ExamScreen(begun))
        else:
            self.show_sitting(begun)

    @work(exclusive=True, group="show")
    async def show_sitting(self, sitting: Sitting, *, replace: bool = False) -> None:
        """Ask the questions of a sitting."""
        from quiz.screens.question import QuestionScreen

        assert self.study is not None
        standing = await self.background(self.study.standing)
        screen = QuestionScreen(sitting, standing.usual, standing.flagged)
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # -- undo

    def remember(self, entry: EntryId, what: str) -> None:
        """Note something that can be undone."""
        self._done.append((entry, what))
        self._undone.clear()

    def forget(self) -> None:
        """Let nothing be undone: someone else is learning now."""
        self._done.clear()
        self._undone.clear()

    async def action_undo(self) -> None:
        await self._swap(self._done, self._undone, "undo")

    async def action_redo(self) -> None:
        await self._swap(self._undone, self._done, "redo")

    async def _swap(self, taken: list[tuple[EntryId, str]], given: list[tuple[EntryId, str]], how: str) -> None:
        study = self.study
        if study is None or not taken:
            self.notify(f"There is nothing to {how}.", markup=False)
            return
        entry, what = taken[-1]
        change = study.store.undo if how == "undo" else study.store.redo
        try:
            await self.background(lambda: change(study.learner.id, entry, study.clock()))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        given.append(taken.pop())
        self.notify(f"{how.capitalize()}ne: {what}." if how == "redo" else f"Undone: {what}. ctrl+y brings it back.", markup=False)
        refill = getattr(self.screen, "fill", None)
        if refill is not None:
            refill()

    # -- commands

    def action_help(self) -> None:
        from quiz.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    @work
    async def action_light_or_dark(self) -> None:
        self.theme = LIGHT if self.theme == DARK else DARK
        study, chosen = self.study, "light" if self.theme == LIGHT else "dark"
        if study is not None:
            try:
                await self.background(lambda: study.store.change_setting(study.learner.id, "theme", chosen, study.clock()))
            except Failed as failure:
                self.notify(str(failure), severity="error", markup=False)

    async def action_quit(self) -> None:
        from quiz.screens.base import QuizScreen

        for screen in self.screen_stack:
            pause = getattr(screen, "pause", None)
            if pause is not None and isinstance(screen, QuizScreen):
                await pause()
        self.exit(0)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        home = self._home
        yield SystemCommand("Review", "Ask what is due, with new questions", lambda: self.begin_review(()))
        yield SystemCommand("Practice", "Questions drawn at random", lambda: self.set_up("practice", ()))
        yield SystemCommand("Exam", "A timed exam", lambda: self.set_up("exam", ()))
        yield SystemCommand("History", "Every past sitting", home.action_history)
        yield SystemCommand("Browse", "Search all questions", home.action_browse)
        yield SystemCommand("Learners", "Add or switch learners", home.action_learners)
        yield SystemCommand("Undo", "Take back the last thing you did", self.action_undo)
        yield SystemCommand("Redo", "Bring it back", self.action_redo)
        yield SystemCommand("Light or dark", "Change the theme", self.action_light_or_dark)
        yield SystemCommand("Help", "All keys", self.action_help)
        yield SystemCommand("Quit", "Leave; nothing is lost", self.action_quit)

    def close(self) -> None:
        """Let go of the record once the program has ended."""
        self.background.close()
        if self.study is not None:
            self.study.close()


def _open(where: Places) -> Study:
    from quiz.study import Study

    return Study.open(where)
