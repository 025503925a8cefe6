"""A disk with no room left: a program of its own whose files may not grow past a limit, which it can lift again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from progress.chain import broken_at
from progress.store import Store

pytest.importorskip("resource", reason="this system sets no limit to the size of files")

PROGRAM = """
import resource, sys
from datetime import timedelta
from progress.errors import NotSaved
from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.store import Store

store, now = Store.open(sys.argv[1], "laptop"), Moment.now()
ann = store.add_learner("Ann", now)
sitting = store.start_sitting(ann.id, "review", [], now)

def answer(number):
    question = f"air/{number}"
    body = Answered(sitting, question, "choice", hash_of(question), (), "1991", "right", 1.0, "", 3, "", 4000)
    return store.record_answer(ann.id, body, question, now.later(timedelta(seconds=number))).id.seq

_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, most))
number = 0
try:
    while True:
        written = answer(number)
        number += 1
except NotSaved as error:
    print(error)
print(len(store.answers(sitting)) - number)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print(answer(number) - written)
store.close()
"""


def test_an_answer_that_finds_no_room_is_told_and_can_be_given_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'progress.db'}"
    done = subprocess.run([sys.executable, "-c", PROGRAM, url], capture_output=True, text=True, check=True)
    # What is told; answers too many or too few then; how far the next number is from the last.
    assert done.stdout.splitlines() == ["The disk is full, or it failed. Make room, then try again.", "0", "1"]
    store = Store.open(url, "laptop")
    derived = store.derived()
    store.rebuild()
    assert (broken_at(store.entries()), store.derived()) == (None, derived)
    store.close()
