"""How sure a learner is of an answer, asked in a line of its own before anything is marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.plain import helps
from quiz.plain.commands import Commands, is_command, leave
from quiz.plain.lines import Lines, NoMoreLines
from quiz.told import ASKS_HOW_SURE, HOW_SURE, SURENESS

if TYPE_CHECKING:
    from quiz.study import Study

_ASKED = f"{HOW_SURE} 1 {SURENESS['sure']}, 2 {SURENESS['think']}, 3 {SURENESS['guess']}."
_MEANT = {
    **{str(number): confidence for number, confidence in enumerate(SURENESS, 1)},
    **{confidence: confidence for confidence in SURENESS},
    **{word: confidence for confidence, word in SURENESS.items()},
}


def read_how_sure(lines: Lines) -> str | None:
    """Return how sure the learner says she is, in a word of the log; None if she wants to change her response first.

    Where the lines have come to an end it is empty: a response that was given is not lost for want of it.

    Raises:
        Leave: she leaves the sitting; her response is not an answer yet.
    """
    back = Commands(lines, {"back": lambda: True, "undo": lambda: True, "quit": leave}, helps.FOR_HOW_SURE)
    lines.say(_ASKED)
    while True:
        try:
            line = lines.read()
        except NoMoreLines:
            return ""
        if is_command(line):
            if back.obey(line):
                lines.say("You are back at the question.")
                return None
        elif (word := " ".join(line.casefold().rstrip(".").split())) in _MEANT:
            return _MEANT[word]
        else:
            lines.say("Type 1, 2 or 3; :back changes your response.")


def switch_how_sure(study: Study, wanted: str) -> str:
    """Ask the learner how sure she is from now on (on), or no more (off); return what to say. With no word, how it is.

    Raises:
        ValueError: it is neither on nor off.
    """
    if wanted not in ("", "on", "off"):
        raise ValueError("Type confidence on or confidence off.")
    if wanted:
        study.ask_how_sure(on=wanted == "on")
        return ASKS_HOW_SURE[wanted == "on"]
    on = study.asks_how_sure()
    return f"You are {'asked' if on else 'not asked'} how sure you are: confidence {'off' if on else 'on'} changes that."


def commands(study: Study, say: Callable[[str], bool], took: Callable[[bool], object]) -> dict[str, Callable[[], bool]]:
    """Return the commands of a sitting that switch it; ``took`` hears what is wanted from now on."""

    def switch(wanted: str) -> bool:
        said = switch_how_sure(study, wanted)
        if wanted:
            took(wanted == "on")
        return say(said)

    return {
        "confidence": lambda: switch(""),
        "confidence on": lambda: switch("on"),
        "confidence off": lambda: switch("off"),
    }
