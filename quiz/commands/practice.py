"""``quiz practice``: questions drawn at random, due or not."""

from __future__ import annotations

import click

from quiz.commands.base import MINUTES, QUESTIONS, SEED, WrongUse, as_command, common, only_option
from quiz.places import Places


@as_command("practice")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--count", metavar="N", type=QUESTIONS, help="How many questions; 10 by default.")
@click.option("--minutes", metavar="N", type=MINUTES, help="Ask nothing new after N minutes.")
@click.option("--seed", metavar="N", type=SEED, help="Which questions, and the order of options: the same for the same N.")
@click.option("--pair", metavar="N", type=QUESTIONS, help="A drill of two options that you mix up; quiz confusions numbers them.")
@only_option
@common
def command(
    where: Places, topics: tuple[str, ...], count: int | None, minutes: int | None, seed: int | None, pair: int | None, only: str
) -> int:
    """Practise questions of these topics, or of all, drawn at random, due or not.

    A topic may be called by what its name begins with. --only narrows further:

    \b
        quiz practice air --only 'wrong>2 since:2026-09'

    Without a terminal each line of standard input is a response:

    \b
        printf '2\\n1\\n3\\n' | quiz practice air-quality --count 3
    """
    from quiz.commands.sittings import run_sitting

    if pair is not None and (topics or only or (count, minutes, seed) != (None, None, None)):
        raise WrongUse("--pair chooses the questions by itself: leave topics, --only and the numbers out.")
    return run_sitting(where, "practice", topics, only=only, count=count, minutes=minutes, seed=seed, pair=pair)
