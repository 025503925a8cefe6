"""What review, practice and exam have in common: into a sitting, on screens or in lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.places import Places

if TYPE_CHECKING:
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study

Begin = Callable[["Study"], "Sitting | Exam | None"]


def run_sitting(where: Places, begin: Begin) -> int:
    """Hold the sitting that ``begin`` begins; return the exit status."""
    if where.plain:
        from quiz.plain.opening import open_in_sitting

        return open_in_sitting(where, begin)
    from quiz.commands.home import run_app

    return run_app(where, begin)
