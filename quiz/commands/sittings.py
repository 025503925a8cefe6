"""What review, practice and exam have in common: into a sitting, on screens or in lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quiz.places import Places

if TYPE_CHECKING:
    from quiz.sitting import Exam, Sitting
    from quiz.study import Study

Begin = Callable[["Study"], "Sitting | Exam | None"]


def run_sitting(where: Places, begin: Begin, *, resume: str | None = None, topics: Sequence[str] = ()) -> None:
    """Go on with what was left, if ``resume`` names its mode and it is of these topics, else begin; then leave."""

    def start(study: Study) -> Sitting | Exam | None:
        home = study.home()
        if resume == "exam" and home.exam is not None:
            return study.resume_exam(home.exam)
        left = home.unfinished
        if resume == "review" and left is not None and left.mode == "review" and set(left.topics) == set(topics):
            return study.resume(left)
        return begin(study)

    if where.plain:
        from quiz.plain import open_plainly

        raise SystemExit(open_plainly(where, lambda session: session.sit(start)))
    from quiz.commands.home import run_app

    raise SystemExit(run_app(where, start))
