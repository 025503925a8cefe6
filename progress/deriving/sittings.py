"""Sittings and the drafts of exams."""

from __future__ import annotations

from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving.entries import LATEST, put_latest
from progress.log import Entry
from progress.rows import Rows

_STARTED = ("learner", "mode", "questions", "topics", "seconds", "seed", "started", "offset")
_SITTINGS = Rows("SITTINGS", _STARTED, ("spent",), ("ended", "how"))
_DRAFTS = Rows("DRAFTS", ("response", "shown", "took", "later", *LATEST))


def drafted(connection: Connection, entry: Entry, said: log.Drafted) -> None:
    """Keep the latest response to a question of an exam."""
    put_latest(connection, _DRAFTS, entry, {"sitting": said.sitting, "question": said.question}, draft_values(said))


def draft_values(said: log.Drafted) -> dict[str, Any]:
    """Return what the row of a draft has of what was said."""
    response, shown = log.canonical(said.response), log.canonical(said.shown)
    return {"response": response, "shown": shown, "took": said.took, "later": said.later}


def sitting_row(connection: Connection, learner: str, sitting: str) -> Any:
    """Return the row of a sitting; an empty one is made if its start is not known yet."""
    found = _SITTINGS.find(connection, sitting=sitting)
    if found is not None:
        return found
    _SITTINGS.add(connection, empty_sitting(learner, sitting))
    return _SITTINGS.find(connection, sitting=sitting)


def empty_sitting(learner: str, sitting: str) -> dict[str, Any]:
    """Return the row of a sitting of which nothing is known yet."""
    return {
        "sitting": sitting,
        "learner": learner,
        "mode": "",
        "questions": "[]",
        "topics": "[]",
        "seconds": None,
        "seed": 0,
        "started": 0,
        "offset": 0,
        "ended": None,
        "how": "",
        "spent": 0,
        "answers": 0,
        "rights": 0,
        "points": 0,
    }


def started(connection: Connection, entry: Entry, learner: str, said: log.SittingStarted) -> None:
    """Write down what a sitting is, and that it is hers: someone else may have answered in it before its start was known."""
    sitting_row(connection, learner, said.sitting)
    _SITTINGS.change(connection, {"sitting": said.sitting}, started_values(entry, learner, said))


def started_values(entry: Entry, learner: str, said: log.SittingStarted) -> dict[str, Any]:
    """Return what the row of a sitting has of its start."""
    return {
        "learner": learner,
        "mode": said.mode,
        "questions": log.canonical(said.questions),
        "topics": log.canonical(said.topics),
        "seconds": said.seconds,
        "seed": said.seed,
        "started": entry.at,
        "offset": entry.offset,
    }


def spent(connection: Connection, learner: str, sitting: str, milliseconds: int) -> None:
    """Remember how much of a sitting's time is used, if that is more than is known."""
    if milliseconds > sitting_row(connection, learner, sitting).spent:
        _SITTINGS.change(connection, {"sitting": sitting}, {"spent": milliseconds})


def ended(connection: Connection, entry: Entry, learner: str, said: log.SittingEnded) -> None:
    """End a sitting; of several ends the last counts."""
    found = sitting_row(connection, learner, said.sitting)
    if found.ended is None or (found.ended, found.how) < (entry.at, said.how):
        _SITTINGS.change(connection, {"sitting": said.sitting}, {"ended": entry.at, "how": said.how})
