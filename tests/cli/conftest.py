"""The program as its user meets it: sessions of lines with a clock that stands still, the command line, real processes."""

from __future__ import annotations

import codecs
import functools
import io
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from progress.moment import Moment
from progress.store import Store
from questions import reading
from questions.bank import Bank
from questions.reading import read_library
from quiz.cli import main
from quiz.places import Places
from quiz.plain.lines import NoMoreLines
from quiz.plain.session import Session
from quiz.study import Study

NOON = Moment.of(datetime(2026, 3, 2, 17, tzinfo=UTC), -300)

BANK = """\
topic: All kinds
source: {title: A page, publisher: A publisher}
questions:
  - {id: flashcard, kind: flashcard, prompt: How many Great Lakes?, answer: "5"}
  - id: choice
    kind: choice
    prompt: The capital of Canada?
    answer: Ottawa
    distractors: [{text: Toronto, feedback: Toronto is the largest city.}, Montreal]
    hint: It lies on a river of its name.
    explanation: Queen Victoria chose it.
    section: Capitals
  - {id: select, kind: select, prompt: Which are Great Lakes?, answer: [Erie, Huron], distractors: [Baikal]}
  - {id: true-false, kind: true-false, prompt: The border is the longest., answer: true}
  - {id: short-answer, kind: short-answer, prompt: Smoke and fog?, answer: smog, hint: Blend the two.}
  - {id: number, kind: number, prompt: How many Great Lakes are there?, answer: 5}
  - {id: cloze, kind: cloze, prompt: "The {{beaver}} is on the {{nickel}}."}
  - {id: match, kind: match, prompt: Which capital?, answer: {Ottawa: Canada, Washington: United States}}
  - {id: order, kind: order, prompt: From the earliest., answer: [1909, 1972, 1991]}
"""

SEVENS = """\
topic: Sevens
questions:
  - {id: days, kind: number, prompt: Days in a week?, answer: 7}
  - {id: seas, kind: number, prompt: Seas of the saying?, answer: 7}
  - {id: wonders, kind: number, prompt: Wonders of the world?, answer: 7}
"""
"""Whichever is asked, the answer is 7."""


class Clock:
    """A moment that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> Moment:
        return self.now

    def passes(self, **time: float) -> None:
        self.now = self.now.later(timedelta(**time))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which Ann is the only learner, to be copied: making its tables takes longest."""
    path = tmp_path_factory.mktemp("record") / "progress.db"
    store = Store.open(f"sqlite:///{path}", "laptop")
    store.learner_named("Ann", NOON)
    store.close()
    return path


@pytest.fixture(scope="session")
def shipped_once() -> Iterator[None]:
    """Read the shipped banks once for all commands that are called in this process."""
    once = functools.cache(reading.read_bank)

    def read(path: Path, keep: reading.Keep | None = None) -> Bank:
        return once(path) if keep is None and path.is_relative_to(reading.SHIPPED) else once.__wrapped__(path, keep)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_bank", read)
        yield


@pytest.fixture
def data(tmp_path: Path, empty_record: Path) -> Path:
    """A data folder with Ann's record."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(empty_record, folder / "progress.db")
    return folder


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank with a question of each kind."""
    path = tmp_path / "all-kinds.yaml"
    path.write_text(BANK, "utf-8")
    return path


@pytest.fixture
def sevens(tmp_path: Path) -> Path:
    """A bank of three questions, all with the same answer."""
    path = tmp_path / "sevens.yaml"
    path.write_text(SEVENS, "utf-8")
    return path


@pytest.fixture
def study(data: Path, bank: Path, sevens: Path, clock: Clock) -> Iterator[Study]:
    """Ann at work with these two banks."""
    where = Places(data, banks=(bank, sevens))
    store = Store.open(where.url, "laptop")
    yield Study(read_library([bank, sevens]), store, store.learners()[0], where, clock)
    store.close()


class Typed(io.StringIO):
    """Lines that are typed at a terminal, or come from a pipe."""

    def __init__(self, lines: Sequence[str], *, terminal: bool) -> None:
        super().__init__("".join(line + "\n" for line in lines))
        self.isatty = lambda: terminal  # type: ignore[method-assign]


class Talk:
    """A session in which all lines are known beforehand; what was said is returned. ``seconds`` is the clock of answers."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.seconds: Callable[[], float] = lambda: 0.0

    def __call__(self, run: Callable[[Session], Any], *lines: str, terminal: bool = False) -> str:
        out = io.StringIO()
        session = Session(self.study, Typed(lines, terminal=terminal), out, self.seconds)
        try:
            run(session)
        except NoMoreLines:
            out.write("(no more lines)")
        return out.getvalue()

    def practise(self, *lines: str, ask: Sequence[str] = ("choice",), terminal: bool = False) -> str:
        """Practise just these questions."""
        names = [f"all-kinds/{name}" for name in ask]
        return self(lambda session: session.sit(lambda study: study.again(names)), *lines, terminal=terminal)


@pytest.fixture
def talk(study: Study) -> Talk:
    return Talk(study)


@dataclass(frozen=True)
class Ran:
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def quiz(shipped_once: None, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The command line, called in this process."""
    monkeypatch.setenv("QUIZ_HOME", str(data))
    monkeypatch.setenv("LOGNAME", "Ann")

    def run(*arguments: str, stdin: Sequence[str] = ()) -> Ran:
        monkeypatch.setattr(sys, "stdin", Typed(stdin, terminal=False))
        pipe = signal.getsignal(signal.SIGPIPE)
        with pytest.raises(SystemExit) as left:
            main(arguments)
        signal.signal(signal.SIGPIPE, pipe)
        told = capsys.readouterr()
        return Ran(int(left.value.code or 0), told.out, told.err)

    return run


@pytest.fixture
def process(data: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a process of its own; ``redirect`` does as a shell does, as in ``>&-``."""

    def run(*arguments: str, stdin: str = "", redirect: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", "-c", f'exec "$@" {redirect}', "sh", sys.executable, "-m", "quiz", *arguments]
        environment = os.environ | {"QUIZ_HOME": str(data)} | env
        streams: dict[str, Any] = {"input": stdin, "capture_output": True, "encoding": "utf-8"}
        return subprocess.run(command, env=environment, timeout=60, check=False, **streams)

    return run


_PATIENCE = 20


class Terminal:
    """A program at a pseudo-terminal of 80 columns."""

    def __init__(self, data: Path, arguments: tuple[str, ...], env: dict[str, str]) -> None:
        self.told = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.environ.update({"QUIZ_HOME": str(data), "TERM": "xterm", "COLUMNS": "80", "LINES": "24"} | env)
            os.execv(sys.executable, [sys.executable, "-m", "quiz", *arguments])

    def until(self, wanted: str) -> str:
        """Read until this is told; return all that was told since the last time."""
        start, ends = len(self.told), time.monotonic() + _PATIENCE
        while wanted not in self.told[start:]:
            assert time.monotonic() < ends, f"{wanted!r} was never told, but: {self.told[start:]}"
            if select.select([self.descriptor], [], [], 0.1)[0]:
                try:
                    self.told += self._decoder.decode(os.read(self.descriptor, 65536)).replace("\r", "")
                except OSError:  # the program has ended
                    break
        assert wanted in self.told[start:], self.told[start:]
        return self.told[start:]

    def type(self, keys: str) -> None:
        """Type at the terminal."""
        os.write(self.descriptor, keys.encode())

    def left_with(self) -> int:
        """Wait for the end; return the exit status."""
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.kill(self.process, signal.SIGKILL)
        raise AssertionError("the program did not end")


@pytest.fixture
def terminal(data: Path) -> Callable[..., Terminal]:
    """Start the program at a terminal."""
    return lambda *arguments, **env: Terminal(data, arguments, env)
