"""``quiz due``: what is to be asked today, and how much comes."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places


@click.command("due")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> None:
    """Say what is due and new today, and what comes in the next two weeks."""
    from quiz.phrases import count
    from quiz.readout import opened, print_json

    with opened(where) as study:
        overview = study.home().overview
    if as_json:
        print_json(
            {
                "due": overview.due,
                "new": overview.new,
                "minutes": overview.minutes,
                "streak": overview.streak,
                "forecast": list(overview.forecast),
                "topics": {t.topic: t.due for t in overview.topics},
            }
        )
        return
    click.echo(f"{overview.due} due, {overview.new} new, about {count(overview.minutes, 'minute')}.")
    click.echo("Next 14 days: " + " ".join(map(str, overview.forecast)))
