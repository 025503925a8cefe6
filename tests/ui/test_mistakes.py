"""A mistake of the program itself, wherever it arises: the program ends, and nothing of what it held is printed."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager, suppress

import pytest
from textual.worker import WorkerFailed

from quiz.screens.base import QuizScreen

KEY = "Ottawa"
TWO = ("lakes/american", "lakes/salty")


class Mistake(Exception):  # noqa: N818 - as it is called throughout
    """Something nobody has foreseen."""


def fail(*_given: object) -> None:
    raise Mistake(KEY)


async def fail_later(*_given: object) -> None:
    fail()


class Broken(QuizScreen[None]):
    """A screen that cannot be composed."""

    compose = fail


def in_a_handler(ann):
    ann.app.call_later(fail)


def in_a_worker(ann):
    ann.app.run_worker(fail_later())


def in_a_timer(ann):
    ann.app.set_timer(0.001, fail)


def in_compose(ann):
    ann.app.push_screen(Broken())


def in_a_thread(_ann):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_the_store(ann):
    ann.app.run_worker(ann.app.background(fail))


def in_a_callback_of_the_loop(_ann):
    asyncio.get_running_loop().call_soon(fail)


@pytest.mark.parametrize("plant", [in_a_handler, in_a_worker, in_a_timer, in_compose, in_a_thread, in_the_store, in_a_callback_of_the_loop])
async def test_a_mistake_ends_the_program_and_prints_nothing(desk, plant, capsys):
    with suppress(Mistake, WorkerFailed):
        async with desk.open() as ann:
            plant(ann)
            await ann.app._exception_event.wait()
    assert (type(desk.apps[0].mistake), KEY in capsys.readouterr().err) == (Mistake, False)


async def test_a_task_that_nobody_waits_for_ends_it_too(desk):
    with suppress(Mistake):
        async with desk.open():
            task = asyncio.ensure_future(fail_later())
            await asyncio.wait([task])
            del task
    assert type(desk.apps[0].mistake) is Mistake


@asynccontextmanager
async def failing(desk, begin=None):
    """Run the program until the block ends, and let it fail then."""
    with suppress(Mistake):
        async with desk.open(begin) as ann:
            yield ann
            ann.app.call_later(fail)


async def test_what_is_kept_is_counted(desk):
    async with failing(desk, desk.asking(*TWO)) as ann:
        await ann.press("d", "enter", "d")
    assert desk.apps[0].close() == "All 2 answers of this sitting are kept."


async def test_a_sitting_without_an_answer_promises_nothing(desk):
    async with failing(desk, desk.asking(*TWO)):
        pass
    assert desk.apps[0].close() == ""


async def test_an_answer_that_was_not_saved_yet_is_written_at_the_end(desk):
    async with failing(desk, desk.asking(*TWO)) as ann:
        with desk.locked():
            await ann.press("d")
    assert desk.apps[0].close() == "The one answer of this sitting is kept."


async def test_what_cannot_be_written_at_the_end_is_told(desk):
    async with failing(desk, desk.asking(*TWO)) as ann:
        with desk.locked():
            await ann.press("d")
    with desk.locked():
        kept = desk.apps[0].close()
    assert kept.startswith("What you did last could not be written down. Another program is using the record.")


async def test_an_exam_is_paused_with_what_stands_in_it(desk):
    async with failing(desk, lambda study: study.exam(count=2, seed=1)) as ann:
        await ann.press("pagedown")
        desk.clock.advance(seconds=20)
    desk.apps[0].close()
    study = desk.study()
    exam = study.home().exam
    study.close()
    assert exam.spent >= 20_000
