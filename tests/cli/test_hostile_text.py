"""Text from banks, names and lines is printed letter for letter, and nothing of it is obeyed by a terminal."""

from __future__ import annotations

import csv
import io
import json

import pytest

from progress.moment import Moment
from progress.store import Store

MARKUP = "[/b] [@click=app.quit]x[/] a[0]"
OBEYED = "\x1b]0;title\x07\x1b[31mred\x9b2J\u202e"
BANK = f"""\
topic: "{MARKUP}"
id: hostile
questions:
  - {{id: a, kind: short-answer, prompt: "{MARKUP}", answer: "=1+1", hint: "{MARKUP}", explanation: "{MARKUP}", section: "{MARKUP}"}}
"""


@pytest.fixture
def hostile(quiz, tmp_path, monkeypatch):
    """The command line with a bank whose texts are markup."""
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, "utf-8")
    return lambda *arguments, stdin=(): quiz(*arguments, "--banks", str(path), stdin=stdin)


def test_markup_is_printed_letter_for_letter(hostile) -> None:
    told = hostile("practice", "hostile", stdin=[":h", "2"]).out
    assert told.count(MARKUP) == 6  # topic, prompt, hint, explanation, section, and what was missed
    assert MARKUP in hostile("show", "hostile/a").out
    assert MARKUP in hostile("topics").out
    assert json.loads(hostile("history", "last", "--json").out)["given"][0]["prompt"] == MARKUP


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(hostile, cell: str) -> None:
    hostile("practice", "hostile", stdin=[cell])
    (row,) = csv.DictReader(io.StringIO(hostile("history", "last", "--csv").out))
    assert (row["response"], row["answer"]) == (f"'{cell}", "'=1+1")


def test_what_a_terminal_would_obey_never_reaches_it(hostile) -> None:
    hostile("learner", OBEYED)
    hostile("practice", "hostile", stdin=[OBEYED, OBEYED])
    past = ("history", "last")
    for arguments in (past, (*past, "--csv"), (*past, "--json"), ("learner",), ("show", OBEYED), (OBEYED,)):
        ran = hostile(*arguments)
        assert not set(OBEYED) & set("\x1b\x07\x9b\u202e") & set(ran.out + ran.err)


def test_a_name_from_another_machine_is_cleaned_too(quiz, data) -> None:
    store = Store.open(f"sqlite:///{data / 'progress.db'}", "elsewhere")
    store.add_learner(OBEYED, Moment.now())
    store.close()
    assert "\x1b" not in quiz("learner").out
    assert "\\u001b]0;title" in quiz("learner", "--json").out
