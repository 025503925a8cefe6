"""``quiz try``: how a response would be marked, and why. Nothing is recorded."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places


@as_command("try", context_settings={"ignore_unknown_options": True})
@click.argument("question")
@click.argument("response", nargs=-1, required=True, metavar="RESPONSE")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, question: str, response: tuple[str, ...], as_json: bool) -> int:
    """Mark RESPONSE to QUESTION (topic/id) as a student's would be, and say why. Nothing is recorded.

    Options are named by their text, or by number as `quiz show` lays them out.
    """
    from questions.verdict import NotAResponse
    from quiz.phrases import OUTCOMES, percent
    from quiz.readout import find_question, print_json, say
    from quiz.sitting import shown_order

    found = find_question(where, question)
    try:
        given = found.parse(" ".join(response), shown_order(found, 0, 0))
        verdict = found.mark(given)
    except NotAResponse as refusal:
        raise WrongUse(f"Not marked. {refusal}") from None
    if as_json:
        print_json(
            {
                "question": found.id,
                "response": given,
                "outcome": verdict.outcome,
                "score": verdict.score,
                "rule": verdict.rule,
                "answer": found.right_response(),
            }
        )
        return DONE
    sign, word = OUTCOMES[verdict.outcome]
    say(f"{sign} {word} (score {percent(verdict.score)}): {verdict.rule}")
    say(f"Response: {found.response_text(given)}", f"Answer: {found.answer_text()}")
    return DONE
