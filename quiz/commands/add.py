"""``quiz add``: a bank of the learner's own, loaded from now on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Library


@as_command("add", "Load a bank of your own, or a folder of them, from now on")
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=FILE)
@common
def command(where: Places, paths: tuple[Path, ...]) -> int:
    """Load the bank in each FILE, and all in each FOLDER, whenever the program starts.

    They are read where they are, so that what is changed there is learned here; quiz remove takes them away again. The exit
    status is 1 if they have problems.
    """
    from quiz.readout import say

    # A link stays a link, and may be changed to lead elsewhere.
    found = [_add(where, Path(os.path.abspath(path))) for path in paths]  # noqa: PTH100
    if any(each is not None for each in found):
        say("They are read where they are: leave them there. quiz banks lists what is loaded.")
    return PROBLEMS if any(found) else DONE


def _add(where: Places, path: Path) -> int | None:
    """Load what is at a path from now on; return how many problems it has, None if it is loaded already."""
    from questions.reading import read_library
    from quiz.phrases import count
    from quiz.readout import complain, say
    from quiz.shelf import added, keep

    if not path.exists():
        raise WrongUse(f"There is no file or folder {path}.")
    known = added(where)
    if any(each.exists() and each.samefile(path) for each in known):
        say(f"{path} is loaded already.")
        return None
    library = read_library([path])
    if not len(library):
        raise WrongUse(f"Nothing was added: no question in {path} can be used. quiz check {path} says why.")
    _refuse_known_topics(where, library)
    keep(where, [*known, path])
    for bank in library.banks:
        say(f"{bank.topic}: {count(len(bank.questions), 'question')} from {bank.path}")
    if library.problems:
        complain(f"{count(len(library.problems), 'problem')} in what was added: quiz check {path} says where.")
    return len(library.problems)


def _refuse_known_topics(where: Places, library: Library) -> None:
    from quiz.shelf import all_banks

    loaded = all_banks(where)
    for bank in library.banks:
        same = loaded.bank(bank.topic)
        if same is None or os.path.realpath(same.path) == os.path.realpath(bank.path):
            continue
        gone = f", which is gone. quiz remove {same.path} takes it off the list."
        advice = ". Give the bank an `id:` of its own, or rename the file."
        there = f"from {same.path}{advice if same.path.exists() else gone}"
        raise WrongUse(f"Nothing was added: the topic {bank.topic} is there already, {there}")
