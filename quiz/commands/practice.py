"""``quiz practice``: questions drawn at random, due or not."""

from __future__ import annotations

import click

from quiz.cli import chosen, common
from quiz.places import Places


@click.command("practice")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", type=click.IntRange(1), default=10, show_default=True, help="How many questions.")
@click.option("--minutes", type=click.IntRange(1), help="Ask nothing new after so many minutes.")
@click.option("--seed", type=int, help="The questions drawn and the order of options, the same for the same number.")
@common
def command(where: Places, topics: tuple[str, ...], count: int, minutes: int | None, seed: int | None) -> None:
    """Practise questions drawn at random, due or not."""
    from quiz.commands.sittings import run_sitting

    run_sitting(
        where,
        lambda study: study.practice(
            topics=chosen([bank.topic for bank in study.library.banks], topics), count=count, minutes=minutes, seed=seed
        ),
    )
