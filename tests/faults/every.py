"""Every fault, how often it is done in the suite, and how often when it is measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from faults.bits import flip_bits
from faults.hostile_banks import read_hostile_banks
from faults.hostile_copies import merge_hostile_copies
from faults.kills import kill_while_answering
from faults.merges import merge_in_any_order
from faults.migrations import kill_while_migrating
from faults.power_cuts import can_be_recorded, cut_the_power
from faults.resources import misuse_the_machine
from faults.result import Result
from faults.windows import write_at_once


def always() -> bool:
    """Whether a fault can be done that any machine can do."""
    return True


def check_hostile_banks(folder: Path, runs: int) -> Result:
    """Read so many hostile banks, each in a process of its own."""
    read = read_hostile_banks(folder, runs)
    bad = {
        "errors nobody caught": read.uncaught,
        "banks over a second": read.over_a_second,
        "banks over 200 MB": read.over_200_mb,
        "hostile bytes on the terminal": read.hostile_bytes,
        "actions fired": read.actions,
    }
    return Result(read.files, bad, {"slowest, ms": round(1_000 * read.slowest.seconds), "largest, MB": round(read.largest.megabytes)})


class Fault(NamedTuple):
    """What is done, by which function, how often in the suite (0: it has a test of its own) and in full, and whether this machine can."""

    name: str
    do: Callable[[Path, int], Result]
    short: int
    full: int
    possible: Callable[[], bool] = always
    needs: str = ""


FAULTS = (
    Fault("SIGKILL while answering", kill_while_answering, 15, 1_000),
    Fault("power cut, replayed from recorded writes", cut_the_power, 15, 1_000, can_be_recorded, "strace, and leave to trace a program"),
    Fault("windows on one record, 200 answers each", write_at_once, 2, 8),
    Fault("SIGKILL while migrating", kill_while_migrating, 8, 200),
    Fault("one bit of the record flipped", flip_bits, 20, 2_000),
    Fault("three machines that merge in any order", merge_in_any_order, 15, 2_000),
    Fault("hostile banks, up to 4 MB", check_hostile_banks, 0, 300),
    Fault("logs and databases someone has meddled with, merged", merge_hostile_copies, 40, 2_000),
    Fault("disk full or read-only, lock, damaged page, journal gone", misuse_the_machine, 0, 5),
)
