"""``quiz banks``: what is loaded, from where, and what is wrong with it."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, PROBLEMS, as_command, common
from quiz.places import Places

_KEYS = ("topic", "title", "questions", "problems", "origin", "path")


@as_command("banks")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> int:
    """List the banks that are loaded: those that came with the program, those that were added, and those of --banks.

    An id that seems to have been changed, so that the answers to the question would be forgotten, is named too. The exit status
    is 1 if a bank has problems.
    """
    from questions.problems import short_path
    from quiz.phrases import count
    from quiz.readout import opened, print_json, print_table, say
    from quiz.shelf import origin

    with opened(where) as study:
        library, renames = study.library, study.renames()
    rows = [
        {
            "topic": bank.topic,
            "title": bank.title,
            "questions": len(bank.questions),
            "problems": sum(problem.path == short_path(bank.path) for problem in library.problems),
            "origin": origin(where, bank.path),
            "path": str(bank.path),
        }
        for bank in library.banks
    ]
    if as_json:
        problems = [str(problem) for problem in library.problems]
        print_json({"banks": rows, "problems": problems, "renames": [rename._asdict() for rename in renames]})
    else:
        print_table(_KEYS[:-1], rows, {})
        for row in rows:
            if row["origin"] != "shipped":
                say(f"{row['topic']} is {row['path']}.")
        if library.problems:
            say(f"{count(len(library.problems), 'problem')}: quiz check says where.")
        say(*(rename.told for rename in renames))
    return PROBLEMS if library.problems else DONE
