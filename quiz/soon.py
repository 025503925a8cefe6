"""What is left until the first screen is there."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from importlib import import_module

from quiz.background import Background

_SOON = (
    "quiz.marking",
    "progress.replay",
    "quiz.confusions",
    "rapidfuzz.distance",
    "quiz.widgets.filling",
    "quiz.widgets.arranging",
    "quiz.widgets.flashcard",
    "quiz.widgets.how_sure",
    "quiz.screens.results",
    "quiz.screens.question",
    "quiz.widgets.topics",
)
"""What the first screen does without, and an answer, the next question or the way home needs."""
_USUAL = (2_000, 10, 10)
"""After how many objects more Python looks for garbage again, once all that was loaded is left out of it."""
_BREATH = 0.02
"""Seconds between two things that are loaded, so that a key need not wait for all of them."""


def look_for_garbage_as_usual() -> None:
    """Have Python look for garbage again, which it hardly did while the program started."""
    gc.freeze()
    gc.set_threshold(*_USUAL)


async def load_what_comes(background: Background) -> None:
    """Load what is needed next, one after the other."""
    for name in _SOON:
        await background(partial(import_module, name))
        await asyncio.sleep(_BREATH)
