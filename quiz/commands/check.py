"""``quiz check``: the problems in banks."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.cli import DONE, PROBLEMS, common
from quiz.places import Places


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say what is wrong in banks: files, folders, or (with none) all that are loaded. Status 1 if anything is."""
    from questions.problems import as_text
    from questions.reading import SHIPPED, read_library
    from quiz.phrases import count
    from quiz.readout import print_json

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"There is no file or folder {missing[0]}.")
    library = read_library(paths or [SHIPPED, *where.banks])
    if as_json:
        print_json(
            {
                "problems": [
                    {"path": p.path, "line": p.line, "column": p.column, "code": p.code, "message": p.message, "advice": p.advice}
                    for p in library.problems
                ],
                "questions": len(library),
                "banks": len(library.banks),
            }
        )
    else:
        if library.problems:
            click.echo(as_text(library.problems))
        found = count(len(library.problems), "problem") if library.problems else "No problems"
        click.echo(f"{found} in {count(len(library.banks), 'bank')} with {count(len(library), 'usable question')}.", err=bool(library.problems))
    raise SystemExit(PROBLEMS if library.problems else DONE)
