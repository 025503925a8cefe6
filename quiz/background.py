"""The store off the UI thread: one thread, so that what is asked first is written first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from quiz.mishap import noted
from quiz.places import UnusableFolder

Result = TypeVar("Result")


class Failed(Exception):  # noqa: N818 - it is named as a learner would say it
    """The record could not be used; the message tells the learner why and what to do."""


class Background:
    """Runs work that may block, one piece after the other."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def __call__(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns. It is done even if nobody waits for it any more when its turn comes.

        Raises:
            Failed: the record, or the data folder, could not be used.
        """
        doing = asyncio.get_running_loop().run_in_executor(self._threads, _told_plainly, work)
        # One that was cancelled before its turn would never be done: an answer would be lost.
        doing.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(doing)

    def last(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns, after all that was begun; for when there is no loop any more.

        Raises:
            Failed: it could not be done, for whatever reason.
        """
        future = self._threads.submit(_told_plainly, work)
        error = future.exception()
        if error is not None:
            raise error if isinstance(error, Failed) else Failed(noted(error))
        return future.result()

    def later(self, work: Callable[[], object]) -> None:
        """Do ``work`` after all that was begun, without anyone to wait for it or to hear of it."""
        self._threads.submit(work)

    def close(self) -> None:
        """Finish what was begun."""
        self._threads.shutdown(wait=True)


def _told_plainly(work: Callable[[], Result]) -> Result:
    # Imported here, on the thread: it brings SQLAlchemy, which the first paint must not wait for.
    from progress.errors import ProgressError

    try:
        return work()
    except (ProgressError, UnusableFolder) as error:
        raise Failed(str(error)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Failed(f"The data folder cannot be used: {reason}. Choose another with --data.") from error
