"""A program that writes answers as fast as it can, killed at any moment by SIGKILL, again and again over one record."""

from __future__ import annotations

import random
import time
from pathlib import Path

from faults.result import Result
from faults.students import answer_for_ever, kill, new_record, said, started, unsound
from progress.records import EntryId
from progress.store import Store

LONGEST = 0.08
"""Seconds that a program lives at most: enough to open the record and to write some dozens of answers."""


def kill_while_answering(folder: Path, runs: int, seed: int = 1991) -> Result:
    """Kill so many programs; count acknowledged answers that are not in the record afterwards."""
    chance = random.Random(seed)
    file = folder / "progress.db"
    learner, sitting = new_record(file)
    acknowledged: set[EntryId] = set()
    for number in range(runs):
        process, told = started(answer_for_ever, str(file), learner, sitting, str(number))
        end = time.monotonic() + chance.uniform(0, LONGEST)
        while (left := end - time.monotonic()) > 0 and told.poll(left):
            if (written := told.recv()) is not None:
                acknowledged.add(EntryId(*written))
        kill(process)
        acknowledged |= {EntryId(*written) for written in said(told) if written is not None}
        process.join()
    store = Store.open(f"sqlite:///{file}", "checker")
    written = {entry.id for entry in store.entries() if entry.type == "answered"}
    store.close()
    # One more may be written than was acknowledged: the one that was on its way.
    surplus = max(0, len(written - acknowledged) - runs)
    bad = {"acknowledged answers lost": len(acknowledged - written), "answers nobody gave": surplus, **unsound(file)}
    return Result(runs, bad, {"answers": len(acknowledged)})
