"""What a machine may do to the record: a full disk, a folder that can only be read, a lock, a damaged page, a journal gone.

Each is done to the program itself, in a process of its own. After the cause is mended every answer whose feedback was
told must be there.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from faults.result import Result

ROOT = Path(__file__).parent.parent.parent
MANY = 40


def quiz(folder: Path, *arguments: str, lines: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the program on a data folder; answer “I don't know” so many times."""
    command = [sys.executable, "-m", "quiz", *arguments, "--data", str(folder), "--learner", "Ann"]
    return subprocess.run(command, input=":d\n" * lines, capture_output=True, text=True, cwd=ROOT, env=_environment(), check=False)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("QUIZ_")} | {"QUIZ_TRACEBACK": "1"}


def practise(folder: Path, answers: int) -> subprocess.CompletedProcess[str]:
    return quiz(folder, "practice", "--plain", "--count", str(answers), lines=answers)


def told(ran: subprocess.CompletedProcess[str]) -> int:
    """How many answers were acknowledged."""
    return sum(line.startswith("Back ") for line in ran.stdout.splitlines())


def kept(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "progress.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own of this size, if this machine lets one be mounted; ``PermissionError`` if not."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        raise PermissionError("no disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


# Each returns the answers that were told, those kept in the end, and what the learner was told.
Done = tuple[int, int, str]


def full_disk(folder: Path) -> Done:
    with small_disk(folder, "600k") as disk:
        first = practise(disk, MANY * 5)
        remount(disk, "size=50m")
        second = practise(disk, 3)
        return told(first) + told(second), kept(disk), first.stderr


def read_only_disk(folder: Path) -> Done:
    with small_disk(folder, "50m") as disk:
        first = practise(disk, 3)
        remount(disk, "ro")
        refused = practise(disk, 3)
        remount(disk, "rw")
        return told(first) + told(refused), kept(disk), refused.stderr


def locked(folder: Path) -> Done:
    first = practise(folder, 3)
    with closing(sqlite3.connect(folder / "progress.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = practise(folder, 3)
    second = practise(folder, 3)
    return told(first) + told(refused) + told(second), kept(folder), refused.stderr


def damaged_page(folder: Path) -> Done:
    first = practise(folder, MANY)
    record = folder / "progress.db"
    data = bytearray(record.read_bytes())
    page = next(number for number in range(2, len(data) // 4096) if data[4096 * number : 4096 * (number + 1)].count(b'"outcome"') > 1)
    data[4096 * page : 4096 * (page + 1)] = os.urandom(4096)
    record.write_bytes(data)
    found = quiz(folder, "verify")
    repaired = quiz(folder, "repair")
    restored = quiz(folder, "restore", "--yes")  # the backup of the first use is empty; what the page held is gone with it
    lost = int(repaired.stdout.partition(" kept, ")[2].split()[0].replace("none", "0"))
    return told(first) - lost, kept(folder), found.stdout + repaired.stderr + restored.stderr


def killed_and_without_its_journal(folder: Path) -> Done:
    return _killed(folder, lambda: [(folder / f"progress.db{end}").unlink(missing_ok=True) for end in ("-wal", "-shm")], folder)


def copied_without_its_journal(folder: Path) -> Done:
    copy = folder.with_name("copy")

    def into_the_cloud() -> None:
        copy.mkdir()
        shutil.copy(folder / "progress.db", copy)

    return _killed(folder, into_the_cloud, copy)


def _killed(folder: Path, then: Callable[[], object], looked_at: Path) -> Done:
    command = [sys.executable, "-m", "quiz", "practice", "--plain", "--count", "10", "--data", str(folder), "--learner", "Ann"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, env=_environment()) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(":d\n" * 5)
        program.stdin.flush()
        answers, line = 0, " "
        while line and not line.startswith("6 of "):  # the sixth question is asked
            line = program.stdout.readline()
            answers += line.startswith("Back ")
        then()
        program.send_signal(signal.SIGKILL)
    ran = quiz(looked_at, "history")
    return answers, kept(looked_at), ran.stderr


FAULTS: dict[str, tuple[Callable[[Path], Done], str]] = {
    "disk full": (full_disk, "The disk is full, or it failed. Make room, then try again."),
    "disk read-only": (read_only_disk, "The record cannot be written: its file or folder is read-only."),
    "locked by another program": (locked, "Another program is using the record. Close it, or try again in a moment."),
    "damaged page": (damaged_page, "To mend it: quiz repair"),
    "killed, journal gone": (killed_and_without_its_journal, ""),
    "copied without its journal": (copied_without_its_journal, ""),
}
"""What is done, and what must be told meanwhile."""


def misuse_the_machine(folder: Path, runs: int) -> Result:
    """Do all of it so many times; count tracebacks, acknowledged answers lost, and messages that don't name the cure."""
    bad = {"tracebacks": 0, "acknowledged answers lost": 0, "messages that don't help": 0}
    left_out: dict[str, int] = {}
    for run in range(runs):
        for number, (name, (fault, message)) in enumerate(FAULTS.items()):
            place = folder / f"{run}-{number}" / "data"
            place.mkdir(parents=True)
            with suppress(PermissionError):
                acknowledged, there, said = fault(place)
                bad["tracebacks"] += "Traceback" in said
                bad["acknowledged answers lost"] += max(0, acknowledged - there)
                bad["messages that don't help"] += message not in said
                continue
            left_out[f"left out, for no disk can be mounted: {name}"] = 1
    return Result(runs * len(FAULTS), bad, left_out)
