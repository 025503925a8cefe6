"""``quiz export``: a learner's log as one file, to be handed in or merged elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places


@as_command("export", "Hand in a learner's log as one file")
@click.option("--log", "file", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file to write, as in ann.quizlog.")
@common
def command(where: Places, file: Path) -> int:
    """Write all that a learner did into one file, which quiz merge takes in elsewhere.

    An earlier export of the same learner's is replaced; any other file is left alone.
    """
    from progress.copies import read_export, write_log
    from quiz.phrases import count
    from quiz.readout import opened, say

    with opened(where) as study:
        if file.is_dir():
            raise WrongUse(f"{file} is a folder. Name a file, as in {file / study.learner.name}.quizlog.")
        copy = study.store.export(study.learner)
        if file.exists() and read_export(file) not in {study.learner.id, *study.store.known_as(study.learner)}:
            raise WrongUse(f"{file} is there already, and is no log of {study.learner.name}’s. Choose another name.")
        beside = file.with_name(f".{file.name}.new")
        try:
            with beside.open("wb") as out:
                write_log(out, copy, study.learner.id)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        say(f"{count(len(copy.entries), 'entry', 'entries')} of {study.learner.name}’s are in {file}.")
    return DONE
