"""``quiz learner``: who learns here; add, switch, rename."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places

_LONGEST_NAME = 40


@click.command("learner")
@click.argument("name", required=False)
@click.option("--rename", metavar="NEW", help="Call NAME something else.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, name: str | None, rename: str | None, as_json: bool) -> None:
    """List the learners; with NAME go on as that learner from now on, who is added if new."""
    from quiz.display import clean, one_line
    from quiz.readout import opened, print_json

    for given in (name, rename):
        if given is not None and not 0 < len(one_line(given)) <= _LONGEST_NAME:
            raise click.UsageError(f"A name has 1 to {_LONGEST_NAME} characters.")
    with opened(where) as study:
        if name is not None:
            known = {learner.name.casefold() for learner in study.store.learners()}
            if rename is not None and one_line(name).casefold() not in known:
                raise click.UsageError(f"There is no learner {clean(name)}.")
            learner = study.store.learner_named(one_line(name), study.clock())
            if rename is not None:
                study.store.rename_learner(learner.id, one_line(rename), study.clock())
            else:
                study.switch_learner(learner)
        learners = study.store.learners()
        current = study.learner.id
    if as_json:
        print_json({"learners": [{"id": each.id, "name": each.name, "current": each.id == current} for each in learners]})
        return
    for each in learners:
        click.echo(clean(f"{'*' if each.id == current else ' '} {each.name}"))
