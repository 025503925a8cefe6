"""``quiz learner``: who learns here; add, switch, rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places, learner_name

if TYPE_CHECKING:
    from quiz.study import Study


@as_command("learner")
@click.argument("name", required=False)
@click.option("--rename", metavar="NEW", help="Call NAME something else; the record stays.")
@click.option("--join", metavar="OTHER", help="NAME and OTHER are one person: join what both did. It cannot be undone.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, name: str | None, rename: str | None, join: str | None, as_json: bool) -> int:
    """List the learners; with NAME go on as that learner from now on. A new name is added."""
    from quiz.display import one_line
    from quiz.filters.search import learner_called
    from quiz.readout import opened, print_json, say

    if join is not None and (name is None or rename is not None):
        raise WrongUse("Say who are one person: quiz learner NAME --join OTHER.")
    if rename is not None and name is None:
        raise WrongUse("Say who shall be called otherwise: quiz learner NAME --rename NEW.")
    try:
        name, rename = (None if given is None else learner_name(given) for given in (name, rename))
    except ValueError as error:
        raise WrongUse(str(error)) from None
    said = ""
    with opened(where) as study:
        if name and join:
            said = _join(study, name, join)
        elif name and rename:
            said = _rename(study, name, rename)
        elif name:
            added = learner_called(study.store.learners(), name) is None
            study.switch_learner(study.store.learner_named(name, study.clock()))
            said = f"{study.learner.name} is new here, and was added." if added else ""
        learners, current = study.store.learners(), study.learner.id
    if as_json:
        print_json({"learners": [{"id": each.id, "name": each.name, "current": each.id == current} for each in learners]})
        return DONE
    if said:
        say(said)
    say(*(f"{'*' if each.id == current else ' '} {one_line(each.name)}" for each in learners))
    return DONE


def _rename(study: Study, name: str, rename: str) -> str:
    from quiz.filters.search import learner_called

    learners = study.store.learners()
    learner, other = learner_called(learners, name), learner_called(learners, rename)
    if learner is None:
        raise WrongUse(f"There is no learner {name}.")
    if other is not None and other != learner:
        raise WrongUse(f"There is a learner {other.name} already.")
    study.store.rename_learner(learner.id, rename, study.clock())
    return f"{learner.name} is called {rename} now."


def _join(study: Study, name: str, other: str) -> str:
    from quiz.filters.search import learners_called
    from quiz.keeping import back_up

    found = []
    for called in (name, other):
        if not (those := learners_called(study.store.learners(), called)):
            raise WrongUse(f"There is no learner {called}.")
        found += [each for each in those if each not in found]
    if len(found) < 2:
        raise WrongUse(f"There is only one learner {name}: nobody to be joined with.")
    back_up(study.where, "before-merge", study.clock())
    one = found[0]
    for each in found[1:]:
        one = study.store.join_learners(one.id, each.id, study.clock())
    return f"{len(found)} learners are one now: {one.name}."
