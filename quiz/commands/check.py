"""``quiz check``: the problems in banks."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places


@as_command("check", "What is wrong in banks, line by line")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, paths: tuple[Path, ...], as_json: bool) -> int:
    """Say what is wrong in banks, with line and column: in files, in folders, or (with none) in all that are loaded.

    The exit status is 1 if anything is.
    """
    from questions.problems import as_text
    from questions.reading import SHIPPED, read_library
    from quiz.phrases import count
    from quiz.readout import print_json, say

    for path in paths:
        if not path.exists():
            raise WrongUse(f"There is no file or folder {path}.")
    library = read_library(paths or [SHIPPED, *where.banks])
    problems = library.problems
    if as_json:
        keys = ("path", "line", "column", "code", "message", "advice")
        listed = [{key: getattr(problem, key) for key in keys} for problem in problems]
        print_json({"problems": listed, "questions": len(library), "banks": len(library.banks)})
    else:
        if problems:
            say(as_text(problems))
        found = count(len(problems), "problem") if problems else "No problems"
        say(f"{found} in {count(len(library.banks), 'bank')} with {count(len(library), 'usable question')}.")
    return PROBLEMS if problems else DONE
