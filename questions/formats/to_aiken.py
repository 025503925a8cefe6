"""A question as Aiken."""

from __future__ import annotations

from questions.formats.drafts import Unfit
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, TrueFalse
from questions.kinds.choice import distractor_texts


def _aiken(question: AnyQuestion) -> str:
    if isinstance(question, TrueFalse):
        options = [question.answer_text(), str(not question.answer)]
    elif isinstance(question, Choice):
        options = [question.answer, *distractor_texts(question.distractors)]
    else:
        raise Unfit("Aiken holds nothing but a choice of one option.")
    if len(options) > 26:
        raise Unfit("Aiken names options by the letters from A to Z, and these are more.")
    # The right option must not be the first of every question.
    options.insert(sum(map(ord, question.id)) % len(options), options.pop(0))
    right = options.index(question.answer_text())
    lines = [f"{chr(ord('A') + place)}. {' '.join(text.split())}" for place, text in enumerate(options)]
    return "\n".join([" ".join(question.prompt.split()), *lines, f"ANSWER: {chr(ord('A') + right)}"]) + "\n"


AIKEN = Writer(_aiken, lambda _bank, written: "\n".join(written).encode(), has_ids=False)
