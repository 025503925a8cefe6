"""``quiz regrade``: past answers marked anew, where the key of their question was changed since."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.regrading import Anew, Corrected


@as_command("regrade")
@click.argument("topics", nargs=-1, metavar="[TOPIC|QUESTION]…")
@click.option("--yes", is_flag=True, help="Mark anew without asking.")
@click.option("--json", "as_json", is_flag=True, help="What would change, as JSON; nothing is marked without --yes.")
@common
def command(where: Places, topics: tuple[str, ...], yes: bool, as_json: bool) -> int:
    """Find the learner's answers to questions whose key was changed since, and offer to mark them by the key of now.

    The answers stay as they were given; the new marking is an entry of its own, and scores and schedule follow it. Where no
    one can be asked, nothing is marked without --yes.

    The exit status is 1 if there is something left to mark anew.
    """
    from quiz.readout import opened, print_json, say

    with opened(where) as study:
        for each in topics:
            if study.library.bank(each) is None and each not in study.library.by_id:
                raise WrongUse(f"There is no topic or question {each}. quiz topics lists the topics.")
        found = study.corrected(topics)
        answers = [each for one in found for each in one.answers if each.verdict is not None]
        if not as_json:
            say(*_told(found))
        agreed = bool(answers) and (yes or (not as_json and _asked(len(answers))))
        if agreed:
            study.regrade(answers)
        if as_json:
            print_json({"marked": len(answers) if agreed else 0, "questions": [_row(one) for one in found]})
        elif agreed:
            say(f"{_answers(len(answers))} marked anew.")
        elif answers:
            say("Nothing was marked anew; --yes does it.")
    return DONE if agreed or not answers else PROBLEMS


def _told(found: Sequence[Corrected]) -> list[str]:
    if not found:
        return ["Every answer is marked by the key of now."]
    lines = []
    for one in found:
        lines += [
            f"{one.question.id}: {_answers(len(one.answers))} under an earlier key.",
            f"    The answer was: {one.then.answer_text()}",
            f"    The answer is:  {one.question.answer_text()}",
            *(f"    {count} {what}" for what, count in Counter(map(_becomes, one.answers)).items()),
        ]
    return lines


def _becomes(one: Anew) -> str:
    if one.verdict is None:
        return "cannot be marked by it, and stay as they are: what was chosen is no option any more."
    if one.differs:
        return f"{one.answer.outcome} → {one.verdict.outcome}"
    return f"{one.answer.outcome}, as before"


def _row(one: Corrected) -> dict[str, object]:
    answers = [
        {
            "when": each.answer.when.local.isoformat(timespec="seconds"),
            "response": each.answer.response,
            "outcome": each.answer.outcome,
            "score": each.answer.score,
            "becomes": None if each.verdict is None else str(each.verdict.outcome),
            "new_score": None if each.verdict is None else each.verdict.score,
        }
        for each in one.answers
    ]
    return {"question": one.question.id, "was": one.then.right_response(), "is": one.question.right_response(), "answers": answers}


def _asked(answers: int) -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and click.confirm(f"Mark {_answers(answers)} by the key of now?", default=False)


def _answers(number: int) -> str:
    from quiz.phrases import count

    return count(number, "answer")
