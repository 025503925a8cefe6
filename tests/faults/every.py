"""Every fault, how often it is done in the suite, and how often when it is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from faults.bits import flip_bits
from faults.hostile_banks import read_hostile_banks
from faults.hostile_copies import merge_hostile_copies
from faults.keyboard import megabytes_pasted, random_keys, resizes
from faults.kills import kill_while_answering
from faults.merges import merge_in_any_order
from faults.migrations import kill_while_migrating
from faults.power_cuts import can_be_recorded, cut_the_power
from faults.resources import misuse_the_machine
from faults.result import Result
from faults.signals import closed_terminals, signals_at_any_moment, signals_while_loading
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


def signal_it(folder: Path, runs: int) -> Result:
    """Send a signal so many times at every moment, close the terminal, and send signals while it is loaded."""
    moments, loading = signals_at_any_moment(folder, runs, 1991), signals_while_loading(folder, runs, 1991)
    closed = closed_terminals(folder, max(1, runs // 5), 1991)
    names = ("tracebacks", "lost", "broken", "terminals_changed", "not_ended", "not_paused")
    bad = {name.replace("_", " "): sum(len(getattr(each, name)) for each in (moments, loading, closed)) for name in names}
    return Result(moments.runs + loading.runs + closed.runs, bad)


def type_at_random(folder: Path, runs: int) -> Result:
    """Press so many keys at random."""
    typed = random_keys(folder, runs, 1991)
    sys.stderr.writelines([*typed.tracebacks, *typed.wrong_ends])  # which depends on the machine's moment, and may not come again
    bad = {"tracebacks": len(typed.tracebacks), "wrong ends": len(typed.wrong_ends), "unsound records": int(not typed.sound)}
    return Result(typed.keys, bad, {"answers": typed.answers, "starts": typed.starts})


def paste_and_resize(folder: Path, runs: int) -> Result:
    """Paste so many characters into every place, and give every screen so many sizes, down to 1×1 and up again."""
    pasted, resized = megabytes_pasted(folder, runs, 1991), resizes(folder, 11, 1991)
    bad = {
        "tracebacks": len(pasted.tracebacks) + len(resized.tracebacks),
        "wrong ends": len(pasted.wrong_ends) + len(resized.wrong_ends),
        "answers recorded": pasted.answers,
        "unsound records": 2 - pasted.sound - resized.sound,
    }
    return Result(pasted.keys, bad, {"slowest, ms": round(1_000 * max(pasted.seconds.values(), default=0))})


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
    Fault("SIGINT, SIGTERM, SIGHUP at any moment; closed terminals", signal_it, 0, 20),
    Fault("keys at random", type_at_random, 0, 20_000),
    Fault("a megabyte pasted; every screen at eleven sizes", paste_and_resize, 0, 1_000_000),
    Fault("hostile banks, up to 4 MB", check_hostile_banks, 0, 300),
    Fault("logs and databases someone has meddled with, merged", merge_hostile_copies, 40, 2_000),
    Fault("disk full or read-only, lock, damaged page, journal gone", misuse_the_machine, 0, 5),
)
