"""``quiz`` alone: the program on its home screen, or the line mode's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.mishap import Mishap
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study


def run(where: Places) -> int:
    """Run the program; return its exit status."""
    if where.plain:
        from quiz.plain.opening import open_at_home

        return open_at_home(where)
    return run_app(where)


def run_app(where: Places, begin: Callable[[Study], Sitting | Exam | None] | None = None) -> int:
    """Run the screens, straight into what ``begin`` begins; return the exit status."""
    from quiz.app import QuizApp

    app = QuizApp(where, begin)
    try:
        status = app.run()
    finally:
        kept = app.close()
    if app.mistake is not None:
        raise Mishap(kept) from app.mistake
    return status or 0
