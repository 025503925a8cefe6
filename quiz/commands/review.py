"""``quiz review``: what is due, with new questions among it."""

from __future__ import annotations

import click

from quiz.cli import chosen, common
from quiz.places import Places


@click.command("review")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", type=click.IntRange(1), help="At most so many questions.")
@click.option("--minutes", type=click.IntRange(1), help="Ask nothing new after so many minutes.")
@click.option("--new", type=click.IntRange(0), help="So many new questions, whatever the day's usual ten.")
@click.option("--seed", type=int, help="The order of options, the same for the same number.")
@common
def command(where: Places, topics: tuple[str, ...], count: int | None, minutes: int | None, new: int | None, seed: int | None) -> None:
    """Review what is due, with new questions among it."""
    from quiz.commands.sittings import run_sitting

    run_sitting(
        where,
        lambda study: study.review(
            topics=chosen([bank.topic for bank in study.library.banks], topics), count=count, minutes=minutes, new=new, seed=seed
        ),
        resume="review" if not (count or minutes or new is not None or seed is not None) else None,
        topics=topics,
    )
