"""What a room of the house, and the start of the program, must not bring along: looked for in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys

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
    "import quiz.cli; quiz.cli.main(['--help'])": {*SCREENS, *DATABASE, *BANKS, "pydantic", "fsrs"},
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
