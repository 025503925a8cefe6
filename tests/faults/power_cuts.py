"""Power cuts, replayed: every write and every flush of a program is recorded, and the disk is built as it may be after any of them.

What was flushed is there. What was written later may be there, or not, or in part, sector by sector and in any order.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from faults.result import Result
from faults.students import answers, new_record, unsound
from progress.errors import ProgressError
from progress.store import Store

ANSWERS = 120
SECTOR = 512
TRACED = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"
PROGRAM = "import sys; from faults.power_cuts import answer_and_tell; answer_and_tell(*sys.argv[1:])"

_CALL = re.compile(r"^\d+ +(\w+)\((?:\d+<([^>]*)>|\"([^\"]*)\")(?:, (.*))?\) += (\d+)$")


def can_be_recorded() -> bool:
    """Whether this machine has strace and lets it look at a program."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0


def answer_and_tell(file: str, learner: str, sitting: str, synchronous: str) -> None:
    """Record answers; tell of each when it is acknowledged. It ends without closing the record, as when the power fails."""
    store = Store.open(f"sqlite:///{file}", "laptop")
    if synchronous != "FULL":
        # Of the one connection that there is, and that is taken again.
        with store._database._connected() as driver:  # type: ignore[attr-defined]
            driver.execute(f"PRAGMA synchronous={synchronous}")
    for _ in islice(answers(store, learner, sitting, ""), ANSWERS):
        os.write(1, b"acknowledged")
    os._exit(0)


@dataclass(frozen=True)
class Write:
    """Bytes that went to a place in a file; None: the file was cut off there. A flush has no place."""

    file: str
    at: int | None
    data: bytes | None


def record(folder: Path, synchronous: str) -> tuple[list[Write | None], dict[str, bytes]]:
    """Return what a program wrote, None where it acknowledged an answer, and the files as they were before."""
    file = folder / "progress.db"
    learner, sitting = new_record(file)
    before = {file.name: file.read_bytes()}
    trace = folder / "trace"
    strace = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={TRACED}", "-o", str(trace)]
    program = [sys.executable, "-c", PROGRAM, str(file), learner, sitting, synchronous]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([*strace, *program], check=True, stdout=subprocess.DEVNULL, env=environment)
    return list(_events(trace, str(folder))), before


def _events(trace: Path, folder: str) -> Iterator[Write | None]:
    with trace.open() as lines:
        for line in lines:
            if not (call := _CALL.match(line)):
                continue
            name, opened, named, rest, _ = call.groups()
            path = _plain(opened or named)
            if name == "write" and _plain((rest or "").partition(",")[0].strip('"')) == "acknowledged":
                yield None
            elif path.startswith(folder) and not path.endswith("-shm"):
                yield _write(name, Path(path).name, rest or "")


def _write(name: str, file: str, rest: str) -> Write:
    if name == "pwrite64":
        text, _, at = rest.rpartition(", ")[0].rpartition('"')[0].strip('"'), None, int(rest.rpartition(", ")[2])
        return Write(file, at, _bytes(text))
    if name == "ftruncate":
        return Write(file, int(rest), None)
    return Write(file, 0, None) if name == "unlink" else Write(file, None, None)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(text: str) -> str:
    return _bytes(text).decode("utf-8", "replace") if text.startswith("\\x") else text


def disk_after(events: Sequence[Write | None], before: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Return the files as they may be when the power fails after these events."""
    files = {name: bytearray(data) for name, data in before.items()}
    pending: dict[str, list[Write]] = defaultdict(list)
    for event in events:
        if event is not None:
            pending[event.file].append(event)
            if event.at is None:
                for write in pending.pop(event.file):
                    _apply(files, write)
    for writes in pending.values():
        for write in _some_sectors(writes, chance):
            _apply(files, write)
    return {name: bytes(data) for name, data in files.items()}


def _some_sectors(writes: Sequence[Write], chance: random.Random) -> Iterator[Write]:
    for write in writes:
        if write.data is None or write.at is None:
            if chance.random() < 0.5:
                yield write
        else:
            for start in range(0, len(write.data), SECTOR):
                if chance.random() < 0.5:
                    yield Write(write.file, write.at + start, write.data[start : start + SECTOR])


def _apply(files: dict[str, bytearray], write: Write) -> None:
    data = files.setdefault(write.file, bytearray())
    if write.at is None:
        return
    if write.data is None:
        del data[write.at :]
        return
    data.extend(bytes(max(0, write.at - len(data))))
    data[write.at : write.at + len(write.data)] = write.data


def cut_the_power(folder: Path, runs: int, seed: int = 1991, synchronous: str = "FULL") -> Result:
    """Cut the power at so many random moments; count acknowledged answers that are lost, and records that are not sound."""
    chance = random.Random(seed)
    recorded = folder / "recorded"
    recorded.mkdir()
    events, before = record(recorded, synchronous)
    bad = {"acknowledged answers lost": 0, "records that cannot be opened": 0, "records that are not sound": 0}
    image = folder / "image"
    for _ in range(runs):
        end = chance.randrange(len(events) + 1)
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        for name, data in disk_after(events[:end], before, chance).items():
            (image / name).write_bytes(data)
        acknowledged = sum(event is None for event in events[:end])
        try:
            store = Store.open(f"sqlite:///{image / 'progress.db'}", "checker")
            there = sum(entry.type == "answered" for entry in store.entries())
            store.close()
            bad["acknowledged answers lost"] += max(0, acknowledged - there)
            bad["records that are not sound"] += any(unsound(image / "progress.db").values())
        except ProgressError:
            bad["records that cannot be opened"] += 1
    return Result(runs, bad, {"answers": sum(event is None for event in events), "writes and flushes": len(events)})
