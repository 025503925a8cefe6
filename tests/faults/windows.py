"""Several windows of one learner on one record, all writing at once."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from pathlib import Path

from faults.result import Result
from faults.students import answers, new_record, said, started, unsound
from progress.errors import ProgressError
from progress.records import EntryId
from progress.store import Store

ANSWERS = 200


def answer_so_many(told: Connection, file: str, learner: str, sitting: str, mark: str) -> None:
    """Tell of every answer, how long it took, or that it failed."""
    store = Store.open(f"sqlite:///{file}", "laptop")
    given = answers(store, learner, sitting, mark)
    for _ in range(ANSWERS):
        before = time.perf_counter()
        try:
            written = next(given)
        except ProgressError as error:
            told.send((str(error), 0.0))
            return
        told.send((tuple(written), time.perf_counter() - before))
    store.close()


def write_at_once(folder: Path, runs: int, seed: int = 0) -> Result:
    """Let so many windows give 200 answers each at once; count what is lost or fails, and measure the longest wait."""
    file = folder / "progress.db"
    learner, sitting = new_record(file)
    windows = [started(answer_so_many, str(file), learner, sitting, str(number)) for number in range(runs)]
    told = [each for _, connection in windows for each in said(connection)]
    for process, _ in windows:
        process.join()
    store = Store.open(f"sqlite:///{file}", "checker")
    written = {entry.id for entry in store.entries() if entry.type == "answered"}
    store.close()
    acknowledged = {EntryId(*answer) for answer, _ in told if not isinstance(answer, str)}
    longest = max(seconds for _, seconds in told)
    bad = {
        "answers lost": len(acknowledged - written),
        "answers not given": runs * ANSWERS - len(acknowledged),
        "waits over a second": sum(seconds > 1 for _, seconds in told),
        **unsound(file),
    }
    return Result(runs, bad, {"answers": len(acknowledged), "worst wait, ms": round(1_000 * longest)})
