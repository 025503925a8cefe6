"""Whether a learner is asked how sure she is, switched from any screen."""

from __future__ import annotations

from typing import Any

from quiz.background import Failed
from quiz.screens.base import QuizScreen


async def switch_how_sure(screen: QuizScreen[Any]) -> bool | None:
    """Ask the learner how sure she is from now on, or no more; say and return which, None if it could not be written down."""
    from quiz.told import ASKS_HOW_SURE

    study = screen.study

    def switch() -> bool:
        on = not study.asks_how_sure()
        study.ask_how_sure(on=on)
        return on

    try:
        on = await screen.off_thread(switch)
    except Failed as failure:
        screen.notify(str(failure), severity="error", markup=False)
        return None
    screen.notify(ASKS_HOW_SURE[on], markup=False)
    return on
