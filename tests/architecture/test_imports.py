"""What a room of the house, and the start of the program, must not bring along: looked for in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_LOOK = """
import json, sys
sys.argv = ["quiz"]
try:
    exec({code!r})
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""

SCREENS = {"textual", "rich"}
DATABASE = {"sqlalchemy", "sqlmodel", "alembic"}
BANKS = {"yaml", "rapidfuzz"}

NOT_FOR_HELP = {"asyncio", "platformdirs", "progress", "questions", "quiz.places", "quiz.commands.review"}

KEPT_OUT = {
    "import questions.reading, questions.wording, questions.problems": {
        *SCREENS,
        *DATABASE,
        "click",
        "fsrs",
        "progress",
        "quiz",
        "questions.advice",
    },
    "import progress.store, progress.schedule": {*SCREENS, *BANKS, "click", "questions", "quiz"},
    "import quiz.app": {*DATABASE, *BANKS, "pydantic"},
    "import quiz.plain.opening": SCREENS,
    "import quiz.cli; quiz.cli.main(['--help'])": {*SCREENS, *DATABASE, *BANKS, *NOT_FOR_HELP, "pydantic", "fsrs"},
    "import quiz.cli; quiz.cli.main(['practice', '--help'])": {*SCREENS, *DATABASE, *BANKS, "pydantic", "fsrs"},
    "import quiz.cli; quiz.cli.main(['show', 'agreement-year'])": {*SCREENS, *DATABASE},
}


@pytest.mark.parametrize("code", KEPT_OUT)
def test_nothing_is_loaded_that_is_not_needed(code: str) -> None:
    look = [sys.executable, "-c", _LOOK.format(code=code)]
    run = subprocess.run(look, capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert loaded & KEPT_OUT[code] == set()
    assert loaded & {"questions", "progress", "quiz"}


_FIRST_SCREEN = """
import asyncio, json, sys
from quiz.app import QuizApp
from quiz.places import places
from quiz.wish import Wish

class Looked(QuizApp):
    def look(self, *_):
        print(json.dumps([type(self.screen).__name__, sorted(sys.modules)]), file=sys.__stdout__)
        self.exit()

    {when} = look

app = Looked(places({folder!r}), {begin})
asyncio.run(app.run_async(headless=True))
app.close()
"""
_NOT_AT_FIRST = {*DATABASE, *BANKS, "pydantic", "fsrs", "quiz.history", "quiz.filters", "quiz.screens.exam", "quiz.screens.results"}


def first_screen(folder: Path, when: str, begin: str = "None") -> tuple[str, set[str]]:
    """Return the screen that is shown first, and what was loaded until then; the banks were read before."""
    there = ["-c", "import sys, quiz.cli; quiz.cli.main(sys.argv[1:])", "due", "--data", str(folder)]
    subprocess.run([sys.executable, *there], capture_output=True, check=True)
    look = [sys.executable, "-c", _FIRST_SCREEN.format(when=when, folder=str(folder), begin=begin)]
    run = subprocess.run(look, capture_output=True, text=True, check=True)
    screen, loaded = json.loads(run.stdout.splitlines()[-1])
    return screen, set(loaded)


def test_the_first_paint_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    screen, loaded = first_screen(tmp_path, "open_study")
    soon = {"progress.store", "questions.bank", "questions.kinds", "quiz.screens.question"}
    assert (screen, loaded & (_NOT_AT_FIRST | soon)) == ("HomeScreen", set())


def test_the_first_question_waits_for_nothing_that_only_comes_after_it(tmp_path: Path) -> None:
    screen, loaded = first_screen(tmp_path, "_see_to_the_rest", "Wish('review').begin")
    after = {"progress.backups", "progress.copies", "quiz.glance", "quiz.widgets.topics", "textual.widgets._data_table"}
    assert (screen, loaded & {*_NOT_AT_FIRST, *after}) == ("QuestionScreen", set())
