"""What a learner mixes up, in lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.confusions import Pair
from quiz.display import one_line
from quiz.phrases import count
from quiz.told import NOTHING_MIXED_UP, prompt_text, taken_text, times_text

if TYPE_CHECKING:
    from questions.bank import Library


def confusion_lines(pairs: Sequence[Pair], library: Library, drill: str = "drill and a number") -> list[str]:
    """Return the pairs that are mixed up, numbered, each with its questions; or what will stand here. ``drill`` begins a drill."""
    if not pairs:
        return [NOTHING_MIXED_UP]
    lines = []
    for number, pair in enumerate(pairs, 1):
        lines.append(f"{number}. {one_line(pair.one)} ↔ {one_line(pair.other)}: {times_text(pair.times)}")
        for each in pair.taken:
            question = library.by_id.get(each.question)
            asked = one_line(prompt_text(question)) if question is not None else "(in no bank any more)"
            lines.append(f"   {each.question}: {asked} {taken_text(each)}")
    return [*lines, f"{count(len(pairs), 'pair')}. {drill} asks what tells them apart."]
