"""``quiz due``: what is to be asked today, and how much comes."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places


@as_command("due")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> int:
    """Say what is due and new today, and how many questions come back on each of the next fourteen days."""
    from quiz.plain.words import due_lines
    from quiz.readout import opened, print_json, say

    with opened(where) as study:
        overview, outlook = study.ahead()
    if as_json:
        keys = ("due", "aside", "new", "minutes", "streak")
        topics = {topic.topic: topic.due for topic in overview.topics}
        print_json({**{key: getattr(overview, key) for key in keys}, "forecast": list(overview.forecast), "topics": topics})
    else:
        say(*due_lines(overview, outlook))
    return DONE
