"""The program with a learner, Ann, a small bank of each kind, a clock that stands still, and a record on disk.

The picture in the README, .github/home.svg, is made by ``python tests/ui/picture.py``.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.content import Content
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import WorkerCancelled

from progress.moment import Moment
from progress.records import AnswerRecord
from progress.store import Store
from questions.bank import Library
from questions.reading import read_library
from questions.verdict import DONT_KNOW
from quiz.app import QuizApp
from quiz.marking import Marked, rated_as
from quiz.places import Places
from quiz.rereading import Banks
from quiz.screens.question import DOUBLE_PRESS
from quiz.sitting import answer as answered
from quiz.study import Study
from quiz.widgets.arranging import RightSide
from quiz.widgets.feedback import FeedbackPanel
from quiz.widgets.keybar import KeyBar
from quiz.widgets.rows import Row
from quiz.widgets.sheet import Sheet

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
"""A Sunday noon in Ottawa."""
BANKS = Path(__file__).parent / "banks"
SEED = 7


class Clock:
    """Time that passes only when it is told to, both on the wall and on the stop watch."""

    def __init__(self) -> None:
        self.passed = self.put_forward = timedelta()

    def __call__(self) -> Moment:
        return NOON.later(self.passed + self.put_forward)

    def seconds(self) -> float:
        return self.passed.total_seconds()

    def advance(self, **passed: float) -> None:
        """Let time pass."""
        self.passed += timedelta(**passed)

    def change(self, **forward: float) -> None:
        """Put the clock on the wall forward, or back; no time passes."""
        self.put_forward += timedelta(**forward)


# What was imported stays; to look through it again and again for garbage would take a tenth of the time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way any more: no worker, no message, no repaint."""
    rounds_at_rest = rounds = 0
    while rounds_at_rest < 2 and not (pilot.app._exit or pilot.app._exception):
        rounds += 1
        assert rounds < 1_000, "it does not come to rest"
        await pilot.pause()
        if pilot.app._resize_timer is not None:
            pilot.app._check_resize()
        await pilot.app.animator.wait_until_complete()
        under_way = [worker for worker in pilot.app.workers if not worker.is_finished]
        if under_way:
            with suppress(WorkerCancelled):  # e.g. by one that reads again what it was to read
                await pilot.app.workers.wait_for_complete(under_way)
        rounds_at_rest = rounds_at_rest + 1 if not under_way and at_rest(pilot.app) else 0


def at_rest(app: App[Any]) -> bool:
    """Whether no message waits for anyone, nothing is being built, and nothing is to be drawn."""
    pumps = [app, *app.screen_stack, *app.screen.walk_children()]
    waiting = any(pump._message_queue.qsize() or pump._next_callbacks for pump in pumps)
    screen = app.screen
    whole = all(node.is_mounted and not node._pruning for node in screen.walk_children(Widget, with_self=True))
    return whole and not (waiting or screen._callbacks or screen._dirty_widgets or screen._layout_required or screen._repaint_required)


@pytest.fixture(autouse=True)
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot sleeps until the processor has nothing to do, thrice for a key; ``settle`` looks instead."""

    async def let_others_run(*_seconds: float) -> None:
        for _ in range(3):
            await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", let_others_run)
    monkeypatch.setattr("textual.pilot.wait_for_idle", let_others_run)


@dataclass
class Desk:
    """Where Ann sits: her record, her clock, and the program when it runs."""

    where: Places
    library: Library
    name: str = "ann"
    clock: Clock = field(default_factory=Clock)
    apps: list[QuizApp] = field(default_factory=list)
    banks: Banks | None = None

    @property
    def database(self) -> Path:
        """The file that is the record."""
        return self.where.data / "progress.db"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program writes to the record, and does not come to an end."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    def study(self) -> Study:
        """Open the record as one more program would."""
        store = Store.open(self.where.url, "laptop")
        study = Study(self.library, store, store.learner_named(self.name, self.clock()), self.where, self.clock)
        study.banks = self.banks
        return study

    def app(self, begin: Callable[[Study], Any] | None = None) -> QuizApp:
        """Return the program, to be run."""
        app = QuizApp(self.where, begin, opens=lambda _: self.study(), seconds=self.clock.seconds)
        app.animation_level = "none"
        self.apps.append(app)
        return app

    @asynccontextmanager
    async def open(
        self, begin: Callable[[Study], Any] | None = None, size: tuple[int, int] = (80, 24), app: QuizApp | None = None
    ) -> AsyncIterator[Ann]:
        """Run the program until the block ends."""
        app = app or self.app(begin)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield Ann(pilot, self)
            await settle(pilot)

    def asking(self, *questions: str) -> Callable[[Study], Any]:
        """Return what begins a practice of just these questions."""
        return lambda study: study.again(questions)

    def close(self) -> None:
        for app in self.apps:
            app.close()


@dataclass
class Ann:
    """A learner at the program: what she presses, clicks and sees, and what the record holds then."""

    pilot: Pilot[Any]
    desk: Desk

    @property
    def app(self) -> QuizApp:
        app = self.pilot.app
        assert isinstance(app, QuizApp)
        return app

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each in its own time."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)
            self.desk.clock.advance(seconds=DOUBLE_PRESS)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*("space" if c == " " else "slash" if c == "/" else "colon" if c == ":" else c for c in text))
        await settle(self.pilot)

    async def looks_at_banks(self) -> None:
        """Let the program look, as it does all the time, until it tells of a bank that was saved."""
        told = len(self.toasts)
        for _ in range(20):
            if len(self.toasts) == told:
                self.app.look_at_banks()
                await settle(self.pilot)

    async def click(self, selector: Any, **where: Any) -> None:
        await self.pilot.click(selector, **where)
        await settle(self.pilot)

    @property
    def control(self) -> Any:
        """The answer control before her."""
        return self.app.screen.query_one(Sheet).control

    def digit(self, option: str) -> str:
        """Return the number that stands before an option."""
        return str(self.control.shown.index(option) + 1)

    async def pick(self, *options: str) -> None:
        """Press the numbers of options."""
        await self.press(*map(self.digit, options))

    def row(self, index: int) -> Row:
        """Return a row of the control, to be clicked."""
        return next(row for row in self.control.query(Row) if not isinstance(row, RightSide) and row.index == index)

    def right_side(self, index: int) -> RightSide:
        """Return what may be matched to a line, to be clicked."""
        return next(right for right in self.control.query(RightSide) if right.index == index)

    def input(self, number: int) -> Input:
        """Return a field of the control, to be clicked."""
        return list(self.control.query(Input))[number]

    async def click_key(self, label: str) -> None:
        """Click a command at the foot of the screen."""
        bar = self.app.screen.query_one(KeyBar)
        place = next(index for index, key in enumerate(bar.keys) if key.label == label)
        await self.click(KeyBar, offset=(sum(key.width for key in bar.keys[:place]) + 1, 0))

    def row_of(self, topic: str) -> str:
        """Return the line of the screen that tells of a topic."""
        return next(line for line in self.page.splitlines() if topic in line)

    async def settle(self) -> None:
        await settle(self.pilot)

    def sees(self, selector: str) -> str:
        """Return the text of a widget on the screen before her, or of a part of the feedback; nothing if it isn't there or is hidden."""
        try:
            widget = self.app.screen.query(selector).first(Static)
        except NoMatches:
            shown = [panel.told for panel in self.app.screen.query(FeedbackPanel) if panel.display]
            return "".join(told[name].plain for told in shown for name in told if selector == f".{name}")
        return text_of(widget) if all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget)) else ""

    @property
    def screen(self) -> str:
        """The name of the screen before her."""
        return type(self.app.screen).__name__

    @property
    def page(self) -> str:
        """All that stands on the screen, as lines of text."""
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in self.app.screen._compositor.render_strips())

    @property
    def footer(self) -> list[str]:
        """The commands at the foot of the screen."""
        return [key.label for key in self.app.screen.query_one(KeyBar).keys]

    @property
    def toasts(self) -> list[str]:
        """What the program notified of and still shows."""
        return [notification.message for notification in self.app._notifications]

    # -- what the record holds

    def record(self, read: Callable[[Study], Any]) -> Any:
        """Return what another program reads from the record now."""
        study = self.desk.study()
        try:
            return read(study)
        finally:
            study.close()

    @property
    def answers(self) -> list[AnswerRecord]:
        """Every answer of hers on disk that counts, the earliest first."""

        def read(study: Study) -> list[AnswerRecord]:
            sittings = study.store.sittings(study.learner.id)
            every = [answer for sitting in sittings for answer in study.store.answers(sitting.id) if not answer.undone]
            return sorted(every, key=lambda answer: (answer.when, answer.id.seq))

        return list(self.record(read))


def text_of(widget: Static) -> str:
    content = widget.content
    return content.plain if isinstance(content, Content) else str(content)


@pytest.fixture(scope="session")
def fresh_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it: to make one takes longer than to copy it."""
    path = tmp_path_factory.mktemp("record") / "progress.db"
    Store.open(f"sqlite:///{path}", "laptop").close()
    return path


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library([BANKS])


@pytest.fixture
def settled() -> Callable[[Pilot[Any]], Awaitable[None]]:
    return settle


@pytest.fixture
def desk(tmp_path: Path, fresh_record: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for module in ("sittings", "exams"):
        monkeypatch.setattr(f"quiz.study.{module}.new_seed", lambda: SEED)
    monkeypatch.setattr("progress.sqlite.BUSY_SECONDS", 0.05)
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(fresh_record, data / "progress.db")
    desk = Desk(Places(data), library)
    yield desk
    desk.close()


STUDY_DAYS = (40, 39, 37, 33, 30, 29, 25, 16, 9, 8, 5, 3, 1)
"""So many days ago Ann studied; in the last weeks she told how sure she was."""


@pytest.fixture(scope="session")
def long_record(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A record of six weeks, in which Ann first misses every third question, later every seventh."""
    path, clock = tmp_path_factory.mktemp("long-record") / "progress.db", Clock()
    store = Store.open(f"sqlite:///{path}", "laptop")
    study = Study(library, store, store.learner_named("ann", NOON), Places(path.parent), clock)
    given = 0
    for day in STUDY_DAYS:
        clock.put_forward, clock.passed = timedelta(days=-day), timedelta()
        sitting = study.review(new=3, seed=day)
        while sitting is not None and sitting.asked is not None and len(sitting.given) < 6:
            question, given = study.library.by_id[sitting.asked], given + 1
            response = None if given % (3 if day > 20 else 7) == 0 else question.right_response()
            verdict = DONT_KNOW if response is None else question.mark(response)
            rated = rated_as(question, response, verdict, 4_000, None, hinted=False)
            entry, wording = Marked(question, study.shown(sitting, question), response, verdict, rated, 4_000).entry(sitting.id)
            sure = ("sure", "think", "guess")[given % 3] if day < 20 and response is not None else ""
            recorded = store.record_answer(study.learner.id, replace(entry, confidence=sure), wording, clock())
            clock.advance(seconds=90)
            sitting = study.next(answered(sitting, recorded.id, verdict.outcome, verdict.score, recorded.after))
        if sitting is not None and sitting.asked is not None:
            study.end(sitting)
    store.settle()
    store.close()
    return path


@pytest.fixture
def studied_long(desk: Desk, long_record: Path) -> Desk:
    """Ann's desk after six weeks."""
    shutil.copy(long_record, desk.database)
    return desk
