"""``quiz topics``: every topic with its questions and where the learner stands."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places


@click.command("topics")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@common
def command(where: Places, as_json: bool, as_csv: bool) -> None:
    """List the topics, their questions, and how far you are with each."""
    from quiz.phrases import percent
    from quiz.readout import opened, put_out

    with opened(where) as study:
        topics = study.home().overview.topics
    rows = [
        {
            "topic": t.topic,
            "title": t.title,
            "questions": t.questions,
            "due": t.due,
            "learned": t.learned,
            "started": t.started,
            "recall": None if t.recall is None else round(t.recall, 4),
        }
        for t in topics
    ]
    put_out("topics", rows, as_json=as_json, as_csv=as_csv, shown={"recall": percent})
