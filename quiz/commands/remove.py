"""``quiz remove``: a bank of the learner's own, loaded no more."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places


@as_command("remove", "Load a bank that was added no more; the file stays")
@click.argument("name", metavar="FILE|FOLDER|TOPIC")
@common
def command(where: Places, name: str) -> int:
    """Load what quiz add added no more. Neither the file nor what was answered is touched: added again, it all goes on."""
    from quiz.readout import say
    from quiz.shelf import added, keep

    known = added(where)
    wanted = _meant(where, known, name)
    keep(where, [path for path in known if path != wanted])
    say(f"{wanted} is not loaded any more. The file is where it was, and what you answered stays in the record.")
    return DONE


def _meant(where: Places, known: tuple[Path, ...], name: str) -> Path:
    from quiz.shelf import all_banks, origin

    path = Path(os.path.abspath(Path(name).expanduser()))  # noqa: PTH100 - it may be gone
    if path in known:
        return path
    bank = all_banks(where).bank(name)
    file = bank.path if bank is not None else path
    for each in known:
        if file == each:
            return each
        if file.is_relative_to(each):
            raise WrongUse(f"{file} is in {each}, which was added as a folder. quiz remove {each} takes all of it away.")
    if bank is not None and origin(where, file) == "shipped":
        raise WrongUse(f"{name} came with the program; only what was added can be removed.")
    listed = ", ".join(map(str, known)) or "nothing"
    raise WrongUse(f"{name} was not added. What was: {listed}.")
