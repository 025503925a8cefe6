"""``quiz topics``: every topic with its questions and where the learner stands."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places

_KEYS = ("topic", "title", "questions", "due", "learned", "started", "recall")


@as_command("topics")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@common
def command(where: Places, as_json: bool, as_csv: bool) -> int:
    """List the topics: how many questions, how many are due, learned and started, and how much you would recall now."""
    from quiz.phrases import percent
    from quiz.readout import opened, print_csv, print_json, print_table

    with opened(where) as study:
        topics = study.ahead()[0].topics
    rows = [
        {**{key: getattr(topic, key) for key in _KEYS}, "recall": None if topic.recall is None else round(topic.recall, 4)}
        for topic in topics
    ]
    if as_json:
        print_json({"topics": rows})
    elif as_csv:
        print_csv(_KEYS, rows)
    else:
        print_table(_KEYS, rows, {"recall": percent})
    return DONE
