"""Logs as students hand them in, made without their programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from progress.copies import Copy, Worded, write_log
from progress.log import GENESIS, Answered, Body, Entry, StreamOpened, entry_of, hash_of, stream_of
from progress.moment import Moment
from questions.kinds import AnyQuestion
from questions.wording import to_json


def hand_in(
    folder: Path,
    questions: Iterable[AnyQuestion],
    id_: str,
    name: str,
    known: int,
    now: Moment,
    days_ago: Sequence[int] = (3,),
    wrong: str | None = None,
) -> Path:
    """Write the log of a student who answers all questions on each of some days: the first rightly, the others with ``wrong``."""
    stream, entries, wordings, asked = stream_of(id_, "laptop"), list[Entry](), {}, list(questions)

    def add(body: Body, at: Moment) -> None:
        entries.append(entry_of(stream, len(entries) + 1, at.milliseconds, now.offset, body, entries[-1].digest if entries else GENESIS))

    add(StreamOpened(id_, name, "laptop"), now.later(-timedelta(days=60)))
    for ago in days_ago:
        for place, question in enumerate(asked):
            right, body = place < known, to_json(question)
            wordings[hash_of(body)] = Worded(question.id, body)
            marking = ("right", 1.0, "You chose the right option.") if right else ("wrong", 0.0, "You chose another option.")
            what = (f"{id_}-{ago}", question.id, question.kind, hash_of(body), question.options())
            given = question.right_response() if right else wrong
            answered = Answered(*what, given, *marking, 3 if right else 1, "it was right" if right else "it was wrong", 4000)
            add(answered, now.later(timedelta(days=-ago, seconds=place)))
    path = folder / f"{id_}.quizlog"
    with path.open("wb") as file:
        write_log(file, Copy(name, tuple(entries), wordings), id_)
    return path
