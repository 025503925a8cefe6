"""``quiz check``: the problems in banks."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Library

STANDARD_INPUT = Path("-")


@as_command("check", "What is wrong in banks, line by line")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="For people, or programs.")
@click.option("--json", "form", flag_value="json", help="As --format json.")
@common
def command(where: Places, paths: tuple[Path, ...], form: str) -> int:
    """Say what is wrong in banks, with line and column: in files, in folders, or (with none) in all that are loaded.

    The path - is what comes from standard input. The exit status is 1 if anything is wrong.
    """
    from questions.reading import SHIPPED

    for path in paths:
        if path != STANDARD_INPUT and not path.exists():
            raise WrongUse(f"There is no file or folder {path}.")
    library = _read(paths or [SHIPPED, *where.banks])
    _print(library, form)
    return PROBLEMS if library.problems else DONE


def _read(paths: Sequence[Path]) -> Library:
    from questions.guard import MAXIMUM_BYTES
    from questions.reading import read_library

    given = {STANDARD_INPUT: sys.stdin.buffer.read(MAXIMUM_BYTES + 1)} if STANDARD_INPUT in paths else {}
    return read_library(paths, given=given)


def _print(library: Library, form: str) -> None:
    from questions.problems import as_lines
    from questions.reporting import as_annotations, as_data, as_sarif
    from quiz.phrases import count
    from quiz.readout import print_json, say, say_pieces, wants_colour

    problems = library.problems
    if form == "json":
        print_json({"problems": as_data(problems), "questions": len(library), "banks": len(library.banks)})
    elif form == "sarif":
        print_json(as_sarif(problems, version("canada-us-quiz")))
    elif form == "github":
        say(*as_annotations(problems))
    else:
        say_pieces(as_lines(problems), coloured=wants_colour(sys.stdout, os.environ))
        found = count(len(problems), "problem") if problems else "No problems"
        say(f"{found} in {count(len(library.banks), 'bank')} with {count(len(library), 'usable question')}.")
