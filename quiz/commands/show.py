"""``quiz show``: a question as a student sees it."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places


@as_command("show")
@click.argument("question")
@click.option("--answer", is_flag=True, help="With the answer and the explanation.")
@click.option("--why", "why", is_flag=True, help="Why it is due now, or when it will be.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
@click.option("--mine", is_flag=True, help="With the answer, all answers of yours, and which wrong options you chose.")
@common
def command(where: Places, question: str, answer: bool, why: bool, as_json: bool, mine: bool) -> int:
    """Show QUESTION (topic/id) as a student sees it."""
    import json

    from questions.wording import to_json
    from quiz.plain.words import card_lines, question_lines
    from quiz.readout import find_question, opened, print_json, say
    from quiz.schedule.why import why_asked
    from quiz.sitting import shown_order

    if mine and as_json:
        raise WrongUse("--mine is told in lines; quiz history --json has answers as JSON.")
    found = find_question(where, question)
    if mine:
        with opened(where) as study:
            given, chosen = study.answers_to(found.id), study.chosen_wrong(found)
            say(*card_lines(found, shown_order(found, 0, 0), given, study.clock(), chosen))
            say(*(["", *why_asked(study, found.id)] if why else []))
        return DONE
    if as_json:
        print_json(json.loads(to_json(found)))
        return DONE
    say(*question_lines(found, shown_order(found, 0, 0)))
    if answer:
        say("", f"Answer: {found.answer_text()}", *([found.explanation] if found.explanation else []))
    if why:
        with opened(where) as study:
            say("", *why_asked(study, found.id))
    return DONE
