"""Signals at any moment: no traceback, nothing acknowledged lost, the terminal as it was."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from faults.terminals import Terminal, Zygote, answers_kept, is_sound, left_under_way
from progress.store import Store

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
QUIET = (0, 130, *(-number for number in SIGNALS))
_FEEDBACK = "change it."


@dataclass
class Result:
    """What became of so many runs; the lists name the runs in which something was wrong."""

    runs: int = 0
    tracebacks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    terminals_changed: list[str] = field(default_factory=list)
    not_ended: list[str] = field(default_factory=list)
    not_paused: list[str] = field(default_factory=list)
    statuses: dict[int | None, int] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """All that was wrong."""
        return [*self.tracebacks, *self.lost, *self.broken, *self.terminals_changed, *self.not_ended, *self.not_paused]


def _home(at: Terminal) -> int:
    assert at.until("Browse"), bytes(at.seen[-2000:])
    assert at.until("216") or b"216" in at.seen, bytes(at.seen[-2000:])
    return 0


def _question(at: Terminal) -> int:
    assert at.until("Don't know"), bytes(at.seen[-2000:])
    return 0


def _answered(at: Terminal) -> int:
    _question(at)
    at.press("d")
    assert at.until(_FEEDBACK), bytes(at.seen[-2000:])
    return 1


def _saving(at: Terminal) -> int:
    answered = _answered(at)
    at.press("\r")
    assert at.until("2 of "), bytes(at.seen[-2000:])
    at.press("d")
    return answered


def _dialog(at: Terminal) -> int:
    _home(at)
    at.press("p")
    assert at.until("Practice"), bytes(at.seen[-2000:])
    return 0


def _help(at: Terminal) -> int:
    answered = _answered(at)
    at.press("?")
    assert at.until("go on with what you left"), bytes(at.seen[-2000:])
    return answered


def _exam(at: Terminal) -> int:
    assert at.until("Hand in"), bytes(at.seen[-2000:])
    at.press("\x1b[6~")
    return 0


def _results(at: Terminal) -> int:
    answered = _answered(at)
    at.press("\x1b")
    assert at.until("Every answer"), bytes(at.seen[-2000:])
    return answered


def _lines_waiting(at: Terminal) -> int:
    assert at.until("1 of "), bytes(at.seen[-2000:])
    at.press(":d\n")
    assert at.until("Enter goes on."), bytes(at.seen[-2000:])
    return 1


def _lines_writing(at: Terminal) -> int:
    answered = _lines_waiting(at)
    at.press("\n:d\n\n:d\n")
    return answered


def _nothing(_at: Terminal) -> int:
    return 0


@dataclass(frozen=True)
class Scene:
    """Where the program is when the signal comes: its arguments, how it gets there, and how long after that at most."""

    name: str
    arguments: tuple[str, ...]
    reach: Callable[[Terminal], int]
    longest: float


_PRACTICE = ("practice", "--count", "5", "--seed", "1")
SCENES = (
    Scene("starting", (), _nothing, 0.4),
    Scene("starting in a question", _PRACTICE, _nothing, 0.6),
    Scene("home", (), _home, 0.05),
    Scene("question", _PRACTICE, _question, 0.05),
    Scene("saving", _PRACTICE, _saving, 0.04),
    Scene("feedback", _PRACTICE, _answered, 0.02),
    Scene("dialog", (), _dialog, 0.05),
    Scene("help over a question", _PRACTICE, _help, 0.05),
    Scene("exam", ("exam", "--count", "5", "--seed", "1"), _exam, 0.1),
    Scene("results", _PRACTICE, _results, 0.05),
    Scene("lines starting", (*_PRACTICE, "--plain"), _nothing, 0.2),
    Scene("lines waiting", (*_PRACTICE, "--plain"), _lines_waiting, 0.02),
    Scene("lines writing", (*_PRACTICE, "--plain"), _lines_writing, 0.06),
)


def fresh_folder(folder: Path) -> Path:
    """Return a data folder with an empty record in it, from which others are copied."""
    fresh = folder / "fresh"
    fresh.mkdir(parents=True, exist_ok=True)
    Store.open(f"sqlite:///{fresh / 'progress.db'}", "laptop").close()
    return fresh


def signals_at_any_moment(folder: Path, times: int, seed: int, scenes: Sequence[Scene] = SCENES) -> Result:
    """Send a signal in each scene so many times, each time another one, a little later or earlier."""
    chance, result, fresh = random.Random(seed), Result(), fresh_folder(folder)
    with Zygote() as zygote:
        for scene in scenes:
            for time_ in range(times):
                number, data = SIGNALS[time_ % len(SIGNALS)], folder / "data"
                shutil.copytree(fresh, data)
                _one(zygote, data, scene, number, chance.uniform(0, scene.longest), f"{scene.name} {number.name} {time_}", result)
                shutil.rmtree(data)
    return result


def _one(zygote: Zygote, data: Path, scene: Scene, number: signal.Signals, later: float, name: str, result: Result) -> None:
    with zygote.start(data, *scene.arguments) as at:
        acknowledged = scene.reach(at)
        at.read(later)
        drawn = len(at.seen)
        at.send(number)
        status = at.wait(15)
        acknowledged = max(acknowledged, at.seen[:drawn].count(b"\nBack "))
        result.runs += 1
        result.statuses[status] = result.statuses.get(status, 0) + 1
        if at.traceback or status == 70 or (data / "error.log").exists():
            result.tracebacks.append(f"{name}: {bytes(at.seen[-1500:])!r}")
        if status is None or status not in QUIET:
            result.not_ended.append(f"{name}: {status}")
        elif not at.as_it_was:
            result.terminals_changed.append(name)
    _look_at_record(data, acknowledged, name, result)


def _look_at_record(data: Path, acknowledged: int, name: str, result: Result) -> None:
    if answers_kept(data) < acknowledged:
        result.lost.append(name)
    if left_under_way(data):
        result.not_paused.append(name)
    if not is_sound(data):
        result.broken.append(name)


_DEAF = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"


def closed_terminals(folder: Path, times: int, seed: int, scenes: Sequence[Scene] = SCENES) -> Result:
    """Close the terminal in each scene so many times, heard of by a signal or, as after ``nohup``, not."""
    chance, result, fresh = random.Random(seed), Result(), fresh_folder(folder)
    for changes in ("", _DEAF):
        with Zygote(changes) as zygote:
            for scene in scenes:
                for time_ in range(times):
                    data, name = folder / "data", f"{scene.name} closed {'unheard' if changes else 'heard'} {time_}"
                    shutil.copytree(fresh, data)
                    with zygote.start(data, *scene.arguments) as at:
                        acknowledged = scene.reach(at)
                        at.read(chance.uniform(0, scene.longest))
                        at.close()
                        status = at.wait(15)
                    result.runs += 1
                    result.statuses[status] = result.statuses.get(status, 0) + 1
                    if status not in QUIET:
                        result.not_ended.append(f"{name}: {status}")
                    if (data / "error.log").exists():
                        result.tracebacks.append(f"{name}: {(data / 'error.log').read_text()}")
                    _look_at_record(data, acknowledged, name, result)
                    shutil.rmtree(data)
    return result


def signals_while_loading(folder: Path, times: int, seed: int) -> Result:
    """Send each signal so many times to a program that is still being loaded, or has just been."""
    chance, result, fresh = random.Random(seed), Result(), fresh_folder(folder)
    for number in SIGNALS:
        for time_ in range(times):
            command = [sys.executable, "-m", "quiz", "topics", "--data", str(fresh)]
            with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
                # Before that it is not yet the program that runs, but Python that starts.
                _wait_until_loading(process.pid)
                time.sleep(chance.uniform(0, 1))
                process.send_signal(number)
                _, told = process.communicate(timeout=30)
            result.runs += 1
            result.statuses[process.returncode] = result.statuses.get(process.returncode, 0) + 1
            if b"Traceback" in told or b'File "' in told:
                result.tracebacks.append(f"loading {number.name} {time_}: {told.decode()[-300:]}")
            if process.returncode not in QUIET:
                result.not_ended.append(f"loading {number.name} {time_}: {process.returncode}")
    return result


def _wait_until_loading(process: int) -> None:
    """Wait until a process has Python's handler of Ctrl+C taken away, the first thing that the program does."""
    until = time.monotonic() + 10
    state = Path(f"/proc/{process}/status")
    bit = 1 << (signal.SIGINT - 1)
    caught = False
    while state.exists() and time.monotonic() < until:
        try:
            (line,) = [line for line in state.read_text().splitlines() if line.startswith("SigCgt")]
        except (OSError, ValueError):
            return
        now = bool(int(line.split()[1], 16) & bit)
        if caught and not now:
            return
        caught = now
        os.sched_yield()
