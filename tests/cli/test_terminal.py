"""The line mode at a real terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.places import wants_plain

_PATIENCE = 20


class Terminal:
    """A program at a pseudo-terminal of 80 columns."""

    def __init__(self, data: Path, arguments: tuple[str, ...], env: dict[str, str]) -> None:
        self.told = ""
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
                    self.told += os.read(self.descriptor, 65536).decode().replace("\r", "")
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


@pytest.mark.parametrize(("arguments", "env"), [(("--plain",), {}), ((), {"ACCESSIBLE": "1"}), ((), {"TERM": "dumb"})])
def test_lines_are_chosen_in_three_ways_and_draw_nothing(terminal, arguments: tuple[str, ...], env: dict[str, str]) -> None:
    at = terminal(*arguments, **env)
    at.until("quiz> ")
    at.type("quit\n")
    assert at.left_with() == 0
    assert "\x1b" not in at.told


def test_the_last_answer_can_be_taken_back_and_ctrl_c_loses_nothing(terminal) -> None:
    at = terminal("practice", "--count", "2", "--plain")
    at.until("1 of 2")
    at.type(":d\n")
    at.until("Enter goes on.")
    at.type(":u\n")
    at.until("1 of 2")
    at.type(":redo\n")
    at.until("2 of 2")
    at.type("\x03")
    assert "Left. Nothing is lost." in at.until("Left.")
    assert at.left_with() == 0
    assert max(map(len, at.told.splitlines())) < 80


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_the_line_mode_is_chosen_if_one_of_the_streams_is_no_terminal(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", SimpleNamespace(isatty=lambda name=name: name != stream))
    assert wants_plain()


def test_the_screens_are_chosen_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", SimpleNamespace(isatty=lambda: True))
    assert not wants_plain()


def test_a_question_is_changed_in_the_editor_and_asked_as_it_is_now(terminal, tmp_path: Path) -> None:
    bank = tmp_path / "sevens.yaml"
    bank.write_text("topic: Sevens\nquestions:\n  - {id: days, kind: number, prompt: Days in a week?, answer: 7}\n", "utf-8")
    editor = tmp_path / "nano"
    editor.write_text('#!/bin/sh\necho "at $1"\nsed "s/Days in a week/Hours in a day/" "$2" > "$2.new" && mv "$2.new" "$2"\n', "utf-8")
    editor.chmod(0o755)
    at = terminal("practice", "sevens", "--banks", str(bank), EDITOR=str(editor))
    at.until("Days in a week?")
    at.type("\x1b[17~")  # F6
    assert "at +3" in at.until("Hours in a day?")
    at.type("\x11")
    assert at.left_with() == 0
