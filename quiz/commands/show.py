"""``quiz show``: a question as a student sees it."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places


@as_command("show", "A question as a student sees it")
@click.argument("question")
@click.option("--answer", is_flag=True, help="With the answer and the explanation.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
@common
def command(where: Places, question: str, answer: bool, as_json: bool) -> int:
    """Show QUESTION (topic/id) as a student sees it."""
    import json

    from questions.wording import to_json
    from quiz.plain.words import question_lines
    from quiz.readout import find_question, print_json, say
    from quiz.sitting import shown_order

    found = find_question(where, question)
    if as_json:
        print_json(json.loads(to_json(found)))
        return DONE
    say(*question_lines(found, shown_order(found, 0, 0)))
    if answer:
        say("", f"Answer: {found.answer_text()}", *([found.explanation] if found.explanation else []))
    return DONE
