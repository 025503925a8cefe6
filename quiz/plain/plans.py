"""The exam plan at the line mode's home: shown, set and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.planning.exam_plan import plan_changed
from quiz.planning.words import NO_PLAN, plan_lines

if TYPE_CHECKING:
    from quiz.study import Study

_HOW = ("plan and a date makes one, as in: plan 2026-12-15 air-quality 90%",)
_OPTIONS = {"--exam": "day", "--topics": "topics", "--target": "target"}


def plan_in_lines(study: Study, words: str) -> list[str]:
    """Do what the words after ``plan`` say, and return how the plan stands then.

    They are a date, topics, a target with its per cent sign, in any order, or the options of the command line; or ``none``.

    Raises:
        ValueError: one of them makes no sense here; the message says what would.
    """
    if words.casefold() in ("none", "--none"):
        had = study.outlook() is not None
        study.keep_plan(None)
        return ["The exam plan is dropped." if had else NO_PLAN]
    if words:
        study.keep_plan(plan_changed(study.plan(), study.library, study.clock().day, **_given(words)))
    return plan_lines(study.outlook(), study.library, _HOW)


def _given(words: str) -> dict[str, str]:
    given: dict[str, str] = {}
    option = ""
    for word in words.replace("=", " ").replace(",", " ").split():
        if word.startswith("--"):
            if word not in _OPTIONS:
                raise ValueError(f"{word[:40]} is not known here; there are {', '.join(_OPTIONS)} and --none.")
            option = _OPTIONS[word]
            continue
        name = option or ("day" if word[:1].isdecimal() and "-" in word else "target" if word[:1].isdecimal() else "topics")
        given[name] = f"{given[name]} {word}" if name in given else word
        option = option if option == "topics" else ""
    return given
