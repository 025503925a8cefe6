"""Another program for the terminal: clanki, which is built of the same Textual on Anki's own engine. It is never imported here."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import beside
from benchmarks.data import environment
from benchmarks.run import Run, both
from benchmarks.starting import HOME, QUESTION
from benchmarks.table import Figure, compared
from benchmarks.timing import Cost, Program, cost_until, in_turn

from quiz.places import Places

DECK = "Default"
ASKED = "Show Answer"
READ = 0.35
"""Seconds for which an answer lies there; ours takes a key that comes sooner for the same press."""
TIMES = 8


def clanki(run: Run) -> list[Figure]:
    """Measure home, the first question and the way to the next one, and the memory, beside clanki with the same cards."""
    if not run.clanki:
        return [Figure("beside clanki", note="not compared: no clanki here")]
    figures = []
    for questions, answers in ((run.questions // 100, run.answers // 100), (run.questions, run.answers)):
        figures += _beside(run, questions, answers)
    return figures


def _beside(run: Run, questions: int, answers: int) -> list[Figure]:
    where, base = run.data.copied(run.data.record(answers)), _base(run, questions, answers)
    many = f"{questions:,} questions, {answers:,} answers"
    figures = []
    for what, command, theirs, until in (
        ("home painted", (), (), DECK),
        ("first question", ("review",), ("review", DECK, "--no-images", "--no-audio"), ASKED),
    ):
        ours, around = run.start(*command, where=where, questions=questions)
        again = partial(cost_until, QUESTION if command else HOME, ours, around)
        again()
        pairs = in_turn(again, partial(cost_until, until, [run.clanki, *theirs], _around(where, base)), max(3, run.pairs // 2))
        figures += both(f"{what}, {many}", pairs[0], "clanki", pairs[1], 1)
    return [*figures, *_one_after_the_other(run, where, base, questions, many)]


def _one_after_the_other(run: Run, where: Places, base: Path, questions: int, many: str) -> list[Figure]:
    with (
        Program(*run.start("review", where=where, questions=questions)) as ours,
        Program([run.clanki, "review", DECK, "--no-images", "--no-audio"], _around(where, base)) as theirs,
    ):
        ours.until(QUESTION)
        theirs.until(ASKED)
        for program in (ours, theirs):
            program.rest(1)
        # F3 says “I don't know”, which is written down at once; clanki writes down the rating.
        mine, other = in_turn(_through(ours, b"\x1bOR", "█ ", b"\r", r"\d of \d"), _through(theirs, b" ", "Again", b"1", ASKED), TIMES)
        memory = [program.memory()[1] for program in (ours, theirs)]
    told = both(f"question answered, answer shown, next on the screen, {many}", mine, "clanki", other, 1)
    return [*told, compared(f"memory after that, {many}", memory[:1], "clanki", memory[1:], target=1, unit="MB")]


def _through(program: Program, answer: bytes, told: str, go_on: bytes, asked: str) -> Callable[[], Cost]:
    def cost() -> Cost:
        first = program.cost_to(told, answer)
        program.rest()
        time.sleep(READ)
        second = program.cost_to(asked, go_on)
        program.rest()
        return Cost(first.wall + second.wall, first.processor + second.processor)

    return cost


def _base(run: Run, questions: int, answers: int) -> Path:
    """Return a folder as Anki has it, with the collection of these cards."""
    made = beside.collection(run.anki, run.data, questions, answers)
    base = run.data.folder / f"clanki-{questions}"
    shutil.rmtree(base, ignore_errors=True)
    (base / "User 1").mkdir(parents=True)
    shutil.copyfile(made, base / "User 1" / "collection.anki2")
    return base


def _around(where: Places, base: Path) -> dict[str, str]:
    return environment(where) | {"ANKI_BASE": str(base)}
