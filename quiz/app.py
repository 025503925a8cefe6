"""The Textual program: holds the study and the way between screens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from quiz.background import Failed
from quiz.ending import Ending
from quiz.places import Places
from quiz.screens.base import QuizScreen, met_half_a_screen
from quiz.screens.home import HomeScreen
from quiz.soon import load_what_comes, look_for_garbage_as_usual
from quiz.turns import Turns
from quiz.undoing import How, Steps

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from progress.records import SittingRecord
    from quiz.confusions import Pair
    from quiz.screens.setup import Setup
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study

LIGHT, DARK = "textual-light", "textual-dark"
_LOOK_AT_BANKS = 0.2
"""Seconds between two looks whether a bank was saved: it is read at the second look, and shall be there within a second."""
_LONGEST_BUILDING = 1.0
_PATIENCE = 1.0
"""Seconds after which who waits for a sitting sees what is being done."""
_NOTHING_DUE = "Nothing is due and nothing is new here. Press n for more new questions, or p to practise."


class QuizApp(Ending):
    """Paints the home screen first, then opens the record off the UI thread; a sitting that is begun straight away is painted first.

    ``begin`` says what to go into straight away; ``opens`` and ``seconds`` let a test bring its own record and clock.
    """

    TITLE = "Canada–US relations"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", id="help", key_display="?", tooltip="All keys"),
        Binding("f1", "help", "Help", id="help-typing", show=False, tooltip="All keys"),
        Binding("t", "light_or_dark", "Light or dark", show=False, id="theme"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="redo"),
    ]

    def __init__(
        self,
        where: Places,
        begin: Callable[[Study], Sitting | Exam | None] | None = None,
        *,
        opens: Callable[[Places], Study] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("home" if begin is None else "sitting")
        self.where = where
        self.study: Study | None = None
        self.seconds = seconds
        self.steps = Steps()
        self._begin = begin
        self._opens = opens
        self._home = HomeScreen(later=begin is not None)
        self._starting = self._swapping = self._looking = False
        self._turns = Turns(self)

    def get_default_screen(self) -> Screen[Any]:
        self.fit(self._home)
        return self._home

    async def on_mount(self) -> None:
        self.theme = DARK
        if self._begin is None:
            self.call_after_refresh(self.open_study)
        else:
            await self._wait_for(self.open_study())

    async def _wait_for(self, opening: Worker[None]) -> None:
        """Draw nothing before the sitting is there, unless that takes long."""
        with self.batch_update(), suppress(TimeoutError, WorkerFailed, WorkerCancelled):
            await asyncio.wait_for(asyncio.shield(opening.wait()), _PATIENCE)
        if self._home.is_active and not self._home.is_built:
            self.run_worker(self._home.build())

    @work
    async def open_study(self) -> None:
        """Open the record and the banks; then fill the screens."""
        loop = asyncio.get_running_loop()

        def tell(bank: Path) -> None:
            loop.call_soon_threadsafe(self._home.reading, bank.stem)

        opens = self._opens or partial(_open, tell=tell)
        try:
            self.study = study = await self.background(lambda: opens(self.where))
            await self.take_theme(study)
        except Failed as failure:
            await self._home.build()
            self._home.complain(str(failure))
            self._offer_backup(failure)
            return
        if self._begin is not None:
            await self._go_into(study, self._begin)
        if self._home.is_active:
            self._home.fill()
        self.call_after_refresh(self._see_to_the_rest, study)

    def _see_to_the_rest(self, study: Study) -> None:
        """Do what can wait until the first screen is there."""
        self.dress("home", "sitting", "pages")
        if not self.is_headless:  # a test has other garbage
            look_for_garbage_as_usual()
            self.run_worker(load_what_comes(self.background))
        self._back_up(study)
        self._tell_renames(study)
        if study.banks is not None:
            self.set_interval(_LOOK_AT_BANKS, self.look_at_banks)

    def _offer_backup(self, failure: Failed) -> None:
        backup = getattr(failure.__cause__, "backup", None)
        if backup is None:
            return
        from quiz.keeping import told
        from quiz.screens.confirm import ConfirmDialog

        asked = f"The record that was here is gone. Shall the backup of {told(backup.made)} take its place?"

        def restore_if(yes: bool | None) -> None:
            if yes:
                self._restore(backup.file)

        self.push_screen(ConfirmDialog(asked, "Restore"), restore_if)

    @work
    async def _restore(self, backup: Path) -> None:
        from quiz.keeping import restore

        try:
            await self.background(lambda: restore(self.where, backup, exact=False))
        except Failed as failure:
            self._home.complain(str(failure))
        else:
            self.open_study()

    @work
    async def _back_up(self, study: Study) -> None:
        with suppress(Failed):
            await self.background(study.back_up)
        if study.notice and self._home.is_built:
            self._home.fill()

    @work
    async def _tell_renames(self, study: Study) -> None:
        with suppress(Failed):
            for rename in await self.background(study.renames):
                self.notify(rename.told, markup=False, timeout=8)

    @work
    async def look_at_banks(self) -> None:
        """Show the new wording of questions whose bank was saved, or what is wrong with it."""
        study = self.study
        if study is None or self._looking:
            return
        self._looking = True
        try:
            news = await self.background(study.read_again)
            if news is not None:
                for told in news.told:
                    self.notify(told, markup=False, timeout=8)
                # A question is there again as it is when what lies over it is closed; all else is read again then.
                for screen in {self.screen, self._sitting_screen()}:
                    if isinstance(screen, QuizScreen):
                        await screen.banks_changed(news)
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
        finally:
            self._looking = False

    @work
    async def settle(self) -> None:
        """Put the record in order while the learner reads."""
        if self.study is not None:
            await self.background(self.study.settle)

    async def take_theme(self, study: Study) -> None:
        """Wear the theme that the learner chose. Raises ``Failed``."""
        settings = await self.background(lambda: study.store.settings(study.learner.id))
        self.theme = LIGHT if settings.get("theme") == "light" else DARK

    # -- ways between screens

    def open(self, screen: Callable[[], Screen[Any]]) -> None:
        """Show a screen over this one, once the record is open."""
        if self.study is not None:
            self.push_screen(screen())

    def begin_review(self, topics: tuple[str, ...], new: int | None = None, *, everything: bool = False) -> None:
        """Begin a review."""
        self._start(lambda study: study.review(topics=topics, new=new, everything=everything))

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

    def drill(self, pair: Pair) -> None:
        """Begin a drill of two options that are mixed up."""
        self._start(lambda study: study.drill(pair))

    def go_on(self, record: SittingRecord) -> None:
        """Go on with a sitting that was left."""
        self._start(lambda study: study.resume_exam(record) if record.mode == "exam" else study.resume(record))

    @work
    async def _start(self, begin: Callable[[Study], Sitting | Exam | None]) -> None:
        def written_down(study: Study) -> Sitting | Exam | None:
            begun = begin(study)
            if begun is not None:
                study.write_start(begun.id)
            return begun

        if self.study is not None:
            await self._go_into(self.study, written_down)

    async def _go_into(self, study: Study, begin: Callable[[Study], Sitting | Exam | None]) -> None:
        # A key that was pressed twice gets here after the first has begun one.
        if self._starting or self._sitting_screen() is not None:
            return
        self._starting = True
        try:
            begun = await self.background(lambda: begin(study))
            if begun is None:
                self.notify(_NOTHING_DUE, markup=False)
            else:
                await self.hold(study, begun)
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
        finally:
            self._starting = False

    async def hold(self, study: Study, begun: Sitting | Exam, *, instead_of: QuizScreen[None] | None = None) -> None:
        """Ask the questions of a sitting. Raises ``Failed``."""
        from progress.moment import clock_warning
        from quiz.sitting import Exam

        screen: QuizScreen[None]
        if isinstance(begun, Exam):
            from quiz.screens.exam import ExamScreen

            screen = ExamScreen(begun)
        else:
            from quiz.screens.question import QuestionScreen

            standing = await self.background(study.ways)
            if warning := clock_warning(standing.last, study.clock().at):
                self.notify(warning, severity="warning", markup=False, timeout=15)
            asks = standing.settings.get("confidence") == "on"
            screen = QuestionScreen(begun, standing.usual, standing.flagged, asks_how_sure=asks)
        if instead_of is not None:
            instead_of.give_way(screen)
        else:
            self.push_screen(screen)
        self.call_after_refresh(self._write_start, study, begun.id)

    @work
    async def _write_start(self, study: Study, sitting: str) -> None:
        try:
            await self.background(lambda: study.write_start(sitting))
        except Failed as failure:  # the first answer tries again
            self.notify(str(failure), severity="error", markup=False)

    # -- undo

    def action_undo(self) -> None:
        self._swap("undo")

    def action_redo(self) -> None:
        self._swap("redo")

    @work
    async def _swap(self, how: How) -> None:
        study, held = self.study, self._sitting_screen()
        step = self.steps.next(how, held)
        shown = held or self.screen
        if study is None or step is None or not isinstance(shown, QuizScreen):
            self.notify(f"There is nothing to {how}.", markup=False)
            return
        if self._swapping:
            return
        self._swapping = True
        change = study.store.undo if how == "undo" else study.store.redo
        try:
            await self.background(lambda: change(study.learner.id, step.entry, study.clock()))
        except Failed as failure:
            self.notify(str(failure), severity="error", markup=False)
            return
        finally:
            self._swapping = False
        self.steps.swapped(how, step)
        await self._screen_is_whole()
        if shown.is_closed:
            return  # it was left meanwhile
        await shown.restore(step.before if how == "undo" else step.after)
        shown.say(f"Taken back: {step.what}. ctrl+y brings it back." if how == "undo" else f"Brought back: {step.what}.")

    def _sitting_screen(self) -> QuizScreen[Any] | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, QuizScreen) and screen.holds_sitting), None)

    # -- the program as a whole

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.InputEvent):
            await super().on_event(event)
            return
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if typed and self._turns.must_wait(event):
            return
        await self._screen_is_whole()
        if not self.screen_stack:
            return  # it comes too late: the program is being closed
        if typed:
            self._turns.goes_on()
        try:
            await super().on_event(event)
        except Exception as error:
            if not met_half_a_screen(error):
                raise

    async def _screen_is_whole(self) -> None:
        """Wait until all of this screen is built: what is pressed or clicked before that would meet half of it."""
        until = time.monotonic() + _LONGEST_BUILDING
        while (
            self.screen_stack
            and time.monotonic() < until
            and not all(node.is_mounted and not node._pruning for node in self.screen.walk_children(Widget, with_self=True))
        ):
            await asyncio.sleep(0)

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

    def action_command_palette(self) -> None:
        from quiz.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from quiz.palette import commands

        return commands(self, screen, self._home)

    def close(self) -> str:
        kept = super().close()
        if self.study is not None:
            self.study.close()
        return kept


def _open(where: Places, tell: Callable[[Path], None]) -> Study:
    from quiz.study import Study

    return Study.open(where, tell=tell)
