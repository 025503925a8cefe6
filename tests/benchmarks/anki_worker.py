"""Anki's side, run by a Python that has the package ``anki``: what is asked for comes as lines of JSON, and so do the answers.

Nothing of this project is imported here, and nothing of Anki's is anywhere else. Times are taken here, so that the pipe does
not count; ``make`` builds a collection of the cards and reviews that lie in files beside it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection

AT_ONCE = 2_000
NEW_A_DAY = 10


def make(file: str) -> dict[str, Any]:
    """Build a collection from ``cards.jsonl`` and ``reviews.jsonl``."""
    folder = Path(file).parent
    cards = [json.loads(line) for line in (folder / "cards.jsonl").read_text("utf-8").splitlines()]
    col = Collection(file)
    col.set_config("fsrs", True)
    config = col.decks.config_dict_for_deck_id(1)
    config["new"]["perDay"], config["rev"]["perDay"] = NEW_A_DAY, 9_999
    col.decks.update_config(config)
    basic = col.models.by_name("Basic")
    for start in range(0, len(cards), AT_ONCE):
        requests = []
        for card in cards[start : start + AT_ONCE]:
            note = col.new_note(basic)
            note.fields = [card["front"], card["back"]]
            requests.append(AddNoteRequest(note, 1))
        col.add_notes(requests)
    ids = col.db.list("select id from cards order by nid")
    today = col.sched.today
    col.db.executemany(
        "update cards set type = 2, queue = 2, due = ?, ivl = ?, factor = 2500, reps = ?, lapses = ?, data = ? where id = ?",
        [
            (today + card["due"], max(1, card["interval"]), card["reps"], card["lapses"], card["memory"], id_)
            for card, id_ in zip(cards, ids, strict=True)
            if card["reps"]
        ],
    )
    reviews = (json.loads(line) for line in (folder / "reviews.jsonl").read_text("utf-8").splitlines())
    col.db.executemany(
        "insert or ignore into revlog values (?, ?, -1, ?, ?, ?, 0, ?, ?)",
        [(at, ids[card], ease, days, days, took, kind) for at, card, ease, days, took, kind in reviews],
    )
    told = {"cards": col.db.scalar("select count() from cards"), "reviews": col.db.scalar("select count() from revlog")}
    col.close()
    return told


def timed(work: Any) -> dict[str, Any]:
    """Return the milliseconds of something, on the wall and of the processor, and how many things it gave."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    took = {"wall": (time.perf_counter() - wall) * 1000, "processor": (time.process_time() - processor) * 1000}
    return {**took, "found": len(found) if isinstance(found, (list, tuple)) else 0}


class Worker:
    """A collection that is open, and what can be asked of it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.col = Collection(file)

    def queue(self) -> dict[str, Any]:
        """Build the first queue after the collection is opened, and get its first card."""
        self.col.close()
        self.col = Collection(self.file)
        return timed(self.col.sched.getCard)

    def answer(self) -> dict[str, Any]:
        """Get a card, render both of its sides, answer it."""

        def cycle() -> None:
            card = self.col.sched.getCard()
            card.question()
            card.answer()
            self.col.sched.answerCard(card, 3)

        return timed(cycle)

    def graphs(self) -> dict[str, Any]:
        """Return the data of all graphs, over all days."""
        return timed(lambda: self.col._backend.graphs(search="", days=0))

    def search(self, wanted: str) -> dict[str, Any]:
        """Find notes."""
        return timed(lambda: self.col.find_notes(wanted))

    def memory(self) -> dict[str, Any]:
        """Return the megabytes that this process has, and the most that it had."""
        said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
        return {"now": int(said["VmRSS"].split()[0]) / 1024, "most": int(said["VmHWM"].split()[0]) / 1024}


def main() -> None:
    what, file = sys.argv[1:]
    if what == "make":
        print(json.dumps(make(file)), flush=True)
        return
    worker = Worker(file)
    print(json.dumps({"cards": worker.col.card_count()}), flush=True)
    for line in sys.stdin:
        name, *given = json.loads(line)
        print(json.dumps(getattr(worker, name)(*given)), flush=True)
    worker.col.close()


if __name__ == "__main__":
    main()
