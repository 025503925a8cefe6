"""``quiz review``: what is due, with new questions among it."""

from __future__ import annotations

import click

from quiz.commands.base import MINUTES, QUESTIONS, SEED, Whole, as_command, common, only_option
from quiz.places import Places


@as_command("review")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", metavar="N", type=QUESTIONS, help="At most N questions.")
@click.option("--minutes", metavar="N", type=MINUTES, help="Ask nothing new after N minutes.")
@click.option("--new", metavar="N", type=Whole(0, 10_000), help="N new questions, whatever the day's usual ten.")
@click.option("--all", "everything", is_flag=True, help="What is set aside for later days too, when much is overdue.")
@click.option("--seed", metavar="N", type=SEED, help="The order of options, the same for the same N.")
@only_option
@common
def command(
    where: Places,
    topics: tuple[str, ...],
    count: int | None,
    minutes: int | None,
    new: int | None,
    everything: bool,
    seed: int | None,
    only: str,
) -> int:
    """Review what is due, with new questions among it: of these topics, or of all.

    A topic may be called by what its name begins with. Without options a review that was left today is gone on with. --only
    narrows further, as in quiz review --only 'recall<80%'.
    """
    from quiz.commands.sittings import run_sitting

    return run_sitting(where, "review", topics, only=only, everything=everything, count=count, minutes=minutes, new=new, seed=seed)
