"""Two windows of one learner: real processes that use one record at the same time, as one device."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from progress.chain import broken_at

ANSWERS = 200

BEGIN = """
import sys
from datetime import timedelta
from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.store import Store

store, now = Store.open(sys.argv[1], "laptop"), Moment.now()
print("ready", flush=True)
sys.stdin.readline()
"""

ANSWER = """
for number in range(int(sys.argv[4])):
    question = f"air/{number % 20}"
    body = Answered(sys.argv[3], question, "choice", hash_of(question), (), "1991", "right", 1.0, "", 3, "", 4000)
    store.record_answer(sys.argv[2], body, question, now.later(timedelta(seconds=number)))
store.close()
"""

REBUILD = """
for _ in range(10):
    store.rebuild()
store.close()
"""

READ = """
for _ in range(40):
    standing = store.standing(sys.argv[2], now)
    answers = sum(card.repetitions for card in standing.cards.values()), sum(day.answers for day in standing.days)
    if answers[0] != answers[1]:
        print(answers)
store.close()
"""

NAME = """
for number in range(15):
    print(store.learner_named(f"Learner {number}", now).id)
store.close()
"""


def at_once(arguments: list[str], *programs: str) -> list[tuple[str, str]]:
    """Run programs that all begin when all have opened the record; return what each of them printed, and its errors."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([sys.executable, "-c", BEGIN + program, *arguments], **pipes) for program in programs]
    for program in running:
        program.stdout.readline()
    for program in running:
        program.stdin.write("\n")
        program.stdin.flush()
    return [program.communicate(timeout=50) for program in running]


def assert_nothing_lost(ann: Any, answers: int) -> None:
    entries, derived = ann.store.entries(), ann.store.derived()
    assert [entry.type for entry in entries].count("answered") == answers
    assert broken_at(entries) is None
    assert ann.store.sitting(ann.sitting).answers == answers
    assert sum(card.repetitions for card in ann.standing().cards.values()) == answers
    ann.store.rebuild()
    assert ann.store.derived() == derived


def test_two_programs_that_answer_at_once_lose_nothing(ann: Any, url: str) -> None:
    told = at_once([url, ann.id, ann.sitting, str(ANSWERS)], ANSWER, ANSWER)
    assert told == [("", "")] * 2
    assert_nothing_lost(ann, 2 * ANSWERS)


def test_a_rebuild_while_another_program_answers_loses_nothing(ann: Any, url: str) -> None:
    told = at_once([url, ann.id, ann.sitting, "80"], ANSWER, REBUILD)
    assert told == [("", "")] * 2
    assert_nothing_lost(ann, 80)


def test_what_is_read_while_another_program_answers_is_of_one_moment(ann: Any, url: str) -> None:
    assert at_once([url, ann.id, ann.sitting, "80"], ANSWER, READ) == [("", "")] * 2


def test_two_programs_that_start_at_once_know_the_same_learners(url: str) -> None:
    (one, errors), (other, more_errors) = at_once([url], NAME, NAME)
    assert (one, errors, more_errors) == (other, "", "")


def test_two_threads_of_one_program_lose_nothing(ann: Any) -> None:
    with ThreadPoolExecutor(4) as threads:
        for _ in threads.map(lambda number: ann.answers(f"air/{number % 5}"), range(60)):
            pass
    assert_nothing_lost(ann, 60)
