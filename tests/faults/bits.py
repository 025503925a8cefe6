"""Single bits of a record's file that flip: nothing may be told wrongly in silence, and what is sound is saved."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from faults.result import Result
from faults.students import START, answers, new_record
from progress.errors import ProgressError
from progress.log import Entry
from progress.repairing import repair
from progress.store import Store
from progress.verifying import verify
from quiz.keeping import let_go, open_store, remember_length
from quiz.places import Places

ANSWERS = 150


def flip_bits(folder: Path, runs: int, seed: int = 1991) -> Result:
    """Flip one bit of the file so many times, each time of a whole one; open it, verify it, and repair what is found."""
    chance = random.Random(seed)
    file = folder / "progress.db"
    learner, sitting = new_record(file)
    store = Store.open(f"sqlite:///{file}", "laptop")
    for _, _answer in zip(range(ANSWERS), answers(store, learner, sitting, ""), strict=False):
        pass
    expected = told_by(store)
    store.close()
    where = Places(folder)
    remember_length(where)
    whole = file.read_bytes()
    seen: Counter[str] = Counter()
    for number in range(runs):
        flipped = bytearray(whole)
        bit = chance.randrange(8 * len(whole))
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        seen["not told when the program opens"] += not _told_when_opened(where)
        file.write_bytes(flipped)
        what, repairable = _verified(file, expected)
        seen[what] += 1
        if repairable:
            file.write_bytes(flipped)
            seen += _repaired(file, folder, number, expected[0])
    names = (
        "not told when the program opens", "told wrongly in silence", "errors nobody caught",
        "not sound after a repair", "entries lost beside the damaged one",
    )  # fmt: skip
    measured = {name: count for name, count in seen.items() if name not in names and count}
    return Result(runs, {name: seen[name] for name in names}, measured)


Told = tuple[tuple[Entry, ...], dict[str, list[tuple[object, ...]]], list[str]]


def told_by(store: Store) -> Told:
    """Return all that a record tells: the log, what is derived, every wording."""
    (learner,) = store.learners()
    hashes = [answer.wording for sitting in store.sittings(learner.id) for answer in store.answers(sitting.id)]
    return store.entries(), store.derived(), [store.wording(hash_) for hash_ in hashes]


def _told_when_opened(where: Places) -> bool:
    """Whether a learner hears of it that opens the program."""
    try:
        store, notice = open_store(where, START)
    except ProgressError:
        return True
    let_go(where, store)
    return bool(notice)


def _verified(file: Path, expected: Told) -> tuple[str, bool]:
    """Return what came of a flipped bit, and whether a repair is what mends it."""
    try:
        findings = verify(f"sqlite:///{file}").findings
        if findings:
            return "found", any(finding.mend == "quiz repair" for finding in findings)
        store = Store.open(f"sqlite:///{file}", "laptop")
        try:
            same = told_by(store) == expected
        finally:
            store.close()
    except ProgressError:
        return "refused in words", False
    except Exception:  # noqa: BLE001 - to be counted
        return "errors nobody caught", False
    return "without effect" if same else "told wrongly in silence", False


def _repaired(file: Path, folder: Path, number: int, entries: tuple[Entry, ...]) -> Counter[str]:
    """Repair a record; an entry whose number was damaged takes the one after it along, which cannot be proved without it."""
    done = repair(file, folder / "backups", f"repaired-{number}", START)
    store = Store.open(f"sqlite:///{file}", "checker")
    lost = {entry.id for entry in entries} - {entry.id for entry in store.entries()}
    store.close()
    sound = all("wording" in finding.what for finding in verify(f"sqlite:///{file}").findings)
    done.aside.unlink()
    return Counter(
        {
            "repaired": 1,
            "repaired without loss": int(not lost),
            "entries lost beside the damaged one": max(0, len(lost) - 2),
            "not sound after a repair": int(not sound),
        }
    )
