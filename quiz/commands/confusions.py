"""``quiz confusions``: which options the learner takes for which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.confusions import Pair


@as_command("confusions")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> int:
    """List the pairs of options that you take for each other in choice questions, the most often mixed up first.

    A drill of the first of them:

    \b
        quiz practice --pair 1
    """
    from quiz.plain.mixed_up import confusion_lines
    from quiz.readout import opened, print_json, say

    with opened(where) as study:
        pairs, library = study.mixed_up(), study.library
    if as_json:
        print_json({"pairs": [_row(number, pair) for number, pair in enumerate(pairs, 1)]})
    else:
        say(*confusion_lines(pairs, library, "quiz practice --pair and a number"))
    return DONE


def _row(number: int, pair: Pair) -> dict[str, Any]:
    taken = [{"question": each.question, "answer": each.right, "chosen": each.chosen, "times": each.times} for each in pair.taken]
    return {"pair": number, "one": pair.one, "other": pair.other, "times": pair.times, "taken": taken}
