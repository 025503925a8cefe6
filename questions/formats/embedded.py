"""Answers that stand in the text as Moodle embeds them: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type."""

from __future__ import annotations

import re

from questions.formats.drafts import Draft, Unfit, at_most_a_hundred

# An answer may hold a brace, but not the beginning of the next blank: so the work grows with the length of the text alone.
_EMBEDDED = re.compile(r"\{\d*:([A-Z_]+):((?:[^{}\\]|\\.|\{(?!\d*:[A-Z_]+:))*)\}", re.DOTALL)
_BEGINS = re.compile(r"\{\d*:[A-Z_]{2,}:")
_WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%")
_TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_NUMBERED = {"NUMERICAL", "NM"}


def begins_with_embedded(text: str) -> bool:
    """Whether a text begins with an embedded answer."""
    return _BEGINS.match(text) is not None


def fill_embedded(draft: Draft) -> None:
    """Make every answer that stands in the prompt a blank; raises Unfit if there is none, or one that no blank can hold."""
    parts: list[str] = []
    place = 0
    for number, found in enumerate(_EMBEDDED.finditer(draft.prompt), 1):
        at_most_a_hundred(number)
        parts += [outside(draft.prompt[place : found.start()]), blank(_right(draft, found[1], found[2]))]
        place = found.end()
    if not place:
        raise Unfit("No answer is embedded in its text.")
    draft.prompt, draft.kind = "".join([*parts, outside(draft.prompt[place:])]), "cloze"


def _right(draft: Draft, type_: str, answers: str) -> list[str]:
    """Return the answers of a blank that are right, having noted what happens to the others."""
    if type_.startswith(("MULTIRESPONSE", "MR")):
        raise Unfit("A group of boxes to tick stands in its text; a blank takes one answer.")
    at_most_a_hundred(answers.count("~"))
    right: list[str] = []
    wrong: list[str] = []
    for answer in re.split(r"(?<!\\)~", answers):
        text, worth = _weighed(answer.strip())
        text, *feedback = re.split(r"(?<!\\)#", text, maxsplit=1)
        if feedback and feedback[0].strip():
            draft.note("What was said to single answers of a blank is not kept.")
        if type_ in _NUMBERED and worth > 0:
            text, colon, tolerance = text.partition(":")
            if colon and tolerance.strip() not in ("", "0"):
                draft.note(f"In a blank the number {text} must be exact; {tolerance} more or less was right.")
        (right if worth > 99.99 else wrong).append(re.sub(r"\\(.)", r"\1", text).strip())
    wrong = [text for text in wrong if text not in ("", "*")]
    if type_ not in _TYPED | _NUMBERED:
        draft.note("What was chosen is typed here" + (f"; the other options are left out: {', '.join(wrong)}." if wrong else "."))
    elif wrong:
        draft.note(f"Answers that were wrong, or worth less than 100 %, are left out: {', '.join(wrong)}.")
    if not any(right):
        raise Unfit("One of its blanks has no right answer.")
    return right


def _weighed(answer: str) -> tuple[str, float]:
    if weight := _WEIGHT.match(answer):
        return answer[weight.end() :], float(weight[1])
    return (answer[1:], 100.0) if answer.startswith("=") else (answer, 0.0)


def blank(wordings: list[str]) -> str:
    """Return a blank as a prompt of ours holds it; raises Unfit if it cannot hold these wordings."""
    if any(set("{}|") & set(wording) for wording in wordings):
        raise Unfit("An answer holds a brace or a bar, which a blank cannot hold.")
    return f"{{{{{'|'.join(dict.fromkeys(wordings))}}}}}"


def outside(text: str) -> str:
    """Return a text that stands outside all blanks; raises Unfit if it would be read as one, or should have been."""
    if "{{" in text or "}}" in text:
        raise Unfit("Its text holds {{ or }}, which stand for a blank here.")
    if _BEGINS.search(text):
        raise Unfit("An answer that begins in its text with a brace is never closed.")
    return text
