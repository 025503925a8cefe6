"""The line mode at a real terminal."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.places import wants_plain


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
