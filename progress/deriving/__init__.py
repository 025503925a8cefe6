"""What follows from the log: cards, sittings, totals; entry by entry, and the same whichever order entries arrive in.

Every derived row is a function of the set of entries alone. Where order matters it is that of the log (time, stream,
number), never that of arrival: sums are of whole numbers, "latest" compares keys, and a card is replayed when an answer
arrives that lies before its last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from progress import log
from progress.database import Connection
from progress.deriving import answers, cards, sittings, streams
from progress.deriving.bulk import derive_all
from progress.deriving.cards import Touched
from progress.deriving.entries import read_entry
from progress.log import Entry
from progress.statements import sa, statement, tables


def derive(connection: Connection, entry: Entry, learner: str, said: log.Body | None = None) -> Touched | None:
    """Bring the derived tables up to date with one more entry of this learner's; return the card that it bears on.

    ``said`` is what the entry says, if that is known. After a change of the schedule ``remember`` must follow, once for
    however many there were.

    Raises:
        Damaged: the entry cannot be read.
    """
    match said or read_entry(entry):
        case log.StreamOpened() as opened:
            # Opening a stream names no one anew: a copy of the record from before a renaming still knows the old name.
            streams.latest_setting(connection, replace(entry, at=0), learner, "name", opened.name)
        case log.LearnerRenamed() as renamed:
            streams.latest_setting(connection, entry, learner, "name", renamed.name)
        case log.SettingChanged() as changed:
            streams.latest_setting(connection, entry, learner, changed.name, changed.value)
        case log.SittingStarted() as started:
            sittings.started(connection, entry, learner, started)
        case log.Answered() as answered:
            return answers.answered(connection, entry, learner, answered)
        case log.Drafted() as drafted:
            sittings.spent(connection, learner, drafted.sitting, drafted.spent)
            sittings.drafted(connection, entry, drafted)
        case log.SittingPaused() as paused:
            sittings.spent(connection, learner, paused.sitting, paused.spent)
        case log.SittingEnded() as ended:
            sittings.spent(connection, learner, ended.sitting, ended.spent)
            sittings.ended(connection, entry, learner, ended)
        case log.ScheduleChanged() as scheduled:
            streams.schedule_changed(connection, entry, learner, scheduled)
        case log.QuestionMarked() as marked:
            answers.marked(connection, entry, learner, marked)
        case log.Undone() | log.Redone() | log.Rerated() | log.Claimed() | log.Regraded() as said:
            return answers.amended(connection, entry, learner, said)
    return None


def rebuild(connection: Connection) -> None:
    """Derive everything anew from the log.

    Raises:
        Damaged: an entry cannot be read, or it is not known whose it is.
    """
    learner_of, one = streams.owners(telling(connection))
    derive_all(connection, learner_of, one)


def telling(connection: Connection) -> Iterator[Entry]:
    """Return the entries that tell whose the streams are, in the order of the log."""
    return (Entry(*row) for row in connection.tuples(_telling))


@statement
def _telling() -> sa.Select[Any]:
    entry = tables.LOG.c
    wanted = sa.select(tables.LOG).where((entry.seq == 1) | entry.type.in_(streams.TELLING))
    return wanted.order_by(entry.at, entry.stream, entry.seq)


def remember(connection: Connection, learners: Iterable[str]) -> None:
    """Estimate what learners remember by the schedules that they have now, after these were changed."""
    for learner in learners:
        cards.remember(connection, learner)
