"""Logs and databases for merging that someone has meddled with: refused in words, or harmless; never anything else."""

from __future__ import annotations

import io
import random
import shutil
import time
import traceback
from collections import Counter
from pathlib import Path

from faults.result import Result
from faults.students import answers, new_record, unsound
from progress.copies import read_copy, write_log
from progress.errors import Refused
from progress.store import Store

ANSWERS = 30
PIECES = (
    b"\x1b]52;c;aGk=\x07", b"[" * 5_000, b"1" * 5_000, b'"', b"{", b"}", b"\n", b"\x00", b"\xff\xfe", b"null", b"-1", b"1e999", b"NaN",
    b"\\ud800", "\u202e".encode(), b"[/b]", b"answered", b"undone", b"stream-opened", b"learners-joined", b"entries-lost", b"A" * 70_000,
)  # fmt: skip


def merge_hostile_copies(folder: Path, runs: int, seed: int = 1991) -> Result:
    """Merge so many logs and databases, each with something changed in it; count what must not come of it."""
    chance = random.Random(seed)
    there, here = folder / "there.db", folder / "here.db"
    learner, sitting = new_record(there)
    new_record(here)
    store = Store.open(f"sqlite:///{there}", "laptop")
    for _ in zip(range(ANSWERS), answers(store, learner, sitting, ""), strict=False):
        pass
    log = io.BytesIO()
    write_log(log, store.export(store.learners()[0]), learner)
    store.close()
    wholes = {"quizlog": log.getvalue(), "db": there.read_bytes()}
    seen: Counter[str] = Counter()
    slowest = 0.0
    for number in range(runs):
        kind = ("quizlog", "db")[number % 2]
        file = folder / f"copy.{kind}"
        file.write_bytes(meddled(wholes[kind], chance))
        before = time.perf_counter()
        seen[_merged(file, here, folder / "target.db")] += 1
        slowest = max(slowest, time.perf_counter() - before)
    bad = {name: seen.pop(name, 0) for name in ("errors nobody caught", "records not sound afterwards")}
    return Result(runs, bad | {"over a second": int(slowest > 1)}, dict(seen) | {"slowest, ms": round(1_000 * slowest)})


def meddled(whole: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three things changed in it."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 8, 400))
        match chance.randrange(6):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case 3:
                data[at:at] = chance.choice(PIECES)
            case 4:
                piece = chance.choice(PIECES)
                data[at : at + len(piece)] = piece
            case _:
                other = chance.randrange(len(data) + 1)
                data[at : at + length] = data[other : other + length]
    return bytes(data)


def _merged(file: Path, here: Path, target: Path) -> str:
    shutil.copy(here, target)
    store = Store.open(f"sqlite:///{target}", "here")
    try:
        store.merge(read_copy(file).sound())
    except Refused:
        return "refused in words"
    except Exception:  # noqa: BLE001 - to be counted
        traceback.print_exc()
        return "errors nobody caught"
    finally:
        store.close()
    return "records not sound afterwards" if any(unsound(target).values()) else "taken, as far as it is sound"
