"""The one thread on which the record is used."""

from __future__ import annotations

import asyncio
import threading

import pytest

from quiz.background import Background


async def test_what_was_asked_for_is_done_though_its_turn_comes_when_nobody_waits_any_more() -> None:
    background, may_go_on, done = Background(), threading.Event(), []
    first = asyncio.ensure_future(background(may_go_on.wait))
    answer = asyncio.ensure_future(background(lambda: done.append("written")))
    await asyncio.sleep(0)
    answer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answer
    may_go_on.set()
    await first
    background.close()
    assert done == ["written"]
