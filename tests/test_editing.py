"""The editor that a question is opened in: which, and at which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.editing import NoEditor, editor_command

BANK = Path("/banks/fog and mist.yaml")


@pytest.fixture(autouse=True)
def every_program_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.editing.shutil.which", lambda name: None if name == "gone" else f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+12", str(BANK)]),
        ("/opt/bin/nvim -u NONE", ["/opt/bin/nvim", "-u", "NONE", "+12", str(BANK)]),
        ("emacsclient -t", ["emacsclient", "-t", "+12", str(BANK)]),
        ("code --wait", ["code", "--wait", "--goto", f"{BANK}:12"]),
        ("'/my tools/hx'", ["/my tools/hx", f"{BANK}:12"]),
        ("kate", ["kate", "--line", "12", str(BANK)]),
        ("myed", ["myed", str(BANK)]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor, command):
    assert editor_command({"EDITOR": editor}, BANK, 12) == command


def test_the_visual_editor_goes_first():
    assert editor_command({"VISUAL": "hx", "EDITOR": "ed"}, BANK, 1)[0] == "hx"


def test_without_a_choice_a_usual_one_is_taken():
    assert editor_command({"EDITOR": " "}, BANK, 3) == ["nano", "+3", str(BANK)]


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("gone -w", f"The editor gone was not found. Set EDITOR to another, or open {BANK} at line 4."),
        ("vim 'x", "EDITOR holds a quote that is not closed: vim 'x"),
    ],
)
def test_an_editor_that_cannot_be_is_told(editor, said):
    with pytest.raises(NoEditor) as refusal:
        editor_command({"EDITOR": editor}, BANK, 4)
    assert str(refusal.value) == said


def test_where_there_is_none_at_all_the_place_is_told(monkeypatch):
    monkeypatch.setattr("quiz.editing.shutil.which", lambda _name: None)
    with pytest.raises(
        NoEditor, match=r"^There is no editor\. Set EDITOR to one, as in EDITOR=nano, or open /banks/fog and mist\.yaml at line 4\.$"
    ):
        editor_command({}, BANK, 4)
