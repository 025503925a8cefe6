"""``quiz check``: the problems in banks."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Library
    from questions.nodes import Document
    from questions.problems import Problem

STANDARD_INPUT = Path("-")


@as_command("check", "What is wrong in banks, line by line")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="For people, or programs.")
@click.option("--json", "form", flag_value="json", help="As --format json.")
@click.option("--no-advice", is_flag=True, help="Without advice on style.")
@common
def command(where: Places, paths: tuple[Path, ...], form: str, no_advice: bool) -> int:
    """Say what is wrong in banks, with line and column: in files, in folders, or (with none) in all that are loaded.

    The path - is what comes from standard input. The exit status is 1 if anything is wrong; advice on
    style comes after the problems and does not count.
    """
    from questions.reading import read_library
    from quiz.shelf import shelf

    for path in paths:
        if path != STANDARD_INPUT and not path.exists():
            raise WrongUse(f"There is no file or folder {path}.")
    given = {STANDARD_INPUT: _standard_input()} if STANDARD_INPUT in paths else {}
    documents: dict[Path, Document] = {}
    with _no_collecting():
        library = read_library(paths or shelf(where), given=given, keep=None if no_advice else documents.__setitem__)
        _print(library, [] if no_advice else _advice(library, documents), form)
    return PROBLEMS if library.problems else DONE


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: what is read is kept to the end, and is many things to look through again and again."""
    were_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # As old things they are not looked through at once.
        gc.freeze()
        gc.unfreeze()
        if were_collecting:
            gc.enable()


def _standard_input() -> bytes:
    from questions.guard import MAXIMUM_BYTES

    return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)


def _advice(library: Library, documents: Mapping[Path, Document]) -> list[Problem]:
    from questions.advice import advise, placed_in

    banks = {bank.topic: bank for bank in library.banks}
    hints = advise(library).items()
    return sorted(problem for topic, found in hints for problem in placed_in(found, banks[topic], documents[banks[topic].path]))


def _print(library: Library, advice: Sequence[Problem], form: str) -> None:
    from questions.problems import as_lines
    from questions.reporting import as_annotations, as_data, as_sarif
    from quiz.phrases import count
    from quiz.readout import print_json, say, say_pieces, wants_colour

    problems = library.problems
    if form == "json":
        told = {"problems": as_data(problems), "advice": as_data(advice)}
        print_json({**told, "questions": len(library), "banks": len(library.banks)})
    elif form == "sarif":
        print_json(as_sarif([*problems, *advice], version("canada-us-quiz")))
    elif form == "github":
        say(*as_annotations([*problems, *advice]))
    else:
        coloured = wants_colour(sys.stdout, os.environ)
        say_pieces(as_lines(problems), coloured=coloured)
        say_pieces(as_lines(advice), coloured=coloured)
        found = count(len(problems), "problem") if problems else "No problems"
        also = f", and advice in {count(len(advice), 'place')}" if advice else ""
        say(f"{found} in {count(len(library.banks), 'bank')} with {count(len(library), 'usable question')}{also}.")
