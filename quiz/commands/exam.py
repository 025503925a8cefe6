"""``quiz exam``: timed, no feedback until the end."""

from __future__ import annotations

import click

from quiz.commands.base import MINUTES, QUESTIONS, SEED, as_command, common, only_option
from quiz.places import Places


@as_command("exam")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", metavar="N", type=QUESTIONS, default=20, show_default=True, help="How many questions.")
@click.option("--minutes", metavar="N", type=MINUTES, help="The time for all of them; a minute a question if not given.")
@click.option("--seed", metavar="N", type=SEED, help="Which questions, and their order: the same for the same N.")
@click.option("--fresh", is_flag=True, help="Begin another exam even if one was left unfinished.")
@only_option
@common
def command(where: Places, topics: tuple[str, ...], count: int, minutes: int | None, seed: int | None, only: str, fresh: bool) -> int:
    """Sit a timed exam on these topics, or on all.

    Nothing is marked before it is handed in, by you or when its time is up. An exam on the same topics that was left
    unfinished is gone on with, with the time it had left.
    """
    from quiz.commands.sittings import run_sitting

    return run_sitting(where, "exam", topics, only=only, fresh=fresh, count=count, minutes=minutes, seed=seed)
