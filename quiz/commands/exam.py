"""``quiz exam``: timed, no feedback until the end."""

from __future__ import annotations

import click

from quiz.cli import chosen, common
from quiz.places import Places


@click.command("exam")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", type=click.IntRange(1), default=20, show_default=True, help="How many questions.")
@click.option("--minutes", type=click.IntRange(1), help="The time for all of them; a minute a question if not given.")
@click.option("--seed", type=int, help="The questions drawn and their order, the same for the same number.")
@common
def command(where: Places, topics: tuple[str, ...], count: int, minutes: int | None, seed: int | None) -> None:
    """Sit a timed exam; an exam that was left is gone on with."""
    from quiz.commands.sittings import run_sitting

    run_sitting(
        where,
        lambda study: study.exam(
            topics=chosen([bank.topic for bank in study.library.banks], topics), count=count, minutes=minutes, seed=seed
        ),
        resume="exam",
    )
