"""``quiz try``: how a response would be marked, and why. Nothing is recorded."""

from __future__ import annotations

import click

from quiz.cli import WRONG_USE, common
from quiz.places import Places


@click.command("try", context_settings={"ignore_unknown_options": True})
@click.argument("question")
@click.argument("response")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, question: str, response: str, as_json: bool) -> None:
    """Mark RESPONSE to QUESTION (topic/id) as a student's would be, and say why. Nothing is recorded.

    Options are named by their text, or by number as `quiz show` lays them out.
    """
    from questions.verdict import NotAResponse
    from quiz.display import clean
    from quiz.phrases import OUTCOMES, percent
    from quiz.readout import find_question, print_json
    from quiz.sitting import shown_order

    found = find_question(where, question)
    try:
        given = found.parse(response, shown_order(found, 0, 0))
        verdict = found.mark(given)
    except NotAResponse as refusal:
        click.echo(f"quiz: not marked: {clean(str(refusal))}", err=True)
        raise SystemExit(WRONG_USE) from None
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
        return
    sign, word = OUTCOMES[verdict.outcome]
    click.echo(clean(f"{sign} {word} (score {percent(verdict.score)}): {verdict.rule}"))
    click.echo(clean(f"Response: {found.response_text(given)}"))
    click.echo(clean(f"Answer: {found.answer_text()}"))
