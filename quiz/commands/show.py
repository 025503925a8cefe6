"""``quiz show``: a question as a student sees it."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places


@click.command("show")
@click.argument("question")
@click.option("--answer", is_flag=True, help="With the answer and the explanation.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
@common
def command(where: Places, question: str, answer: bool, as_json: bool) -> None:
    """Show QUESTION (topic/id) as a student sees it."""
    import json

    from questions.wording import to_json
    from quiz.readout import find_question, print_json, question_lines
    from quiz.sitting import shown_order

    found = find_question(where, question)
    if as_json:
        print_json(json.loads(to_json(found)))
        return
    lines = question_lines(found, shown_order(found, 0, 0))
    if answer:
        lines += ["", f"Answer: {found.answer_text()}", found.explanation]
    from quiz.display import clean

    for line in lines:
        click.echo(clean(line))
