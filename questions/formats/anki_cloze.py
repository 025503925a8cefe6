"""Anki's text with gaps: ``{{c1::what is hidden::hint}}``, with one card for each number and gaps inside gaps."""

from __future__ import annotations

import re

from questions.formats.drafts import Draft, Unfit
from questions.typed import typed_fault

_PART = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3})*)::|\}\}")
# Three signs that are no characters: no text holds them, and taking off HTML leaves them.
_BEGINS, _HINTS, _ENDS = "\ufdd0", "\ufdd1", "\ufdd2"
_GAP = re.compile(f"{_BEGINS}([^{_BEGINS}{_ENDS}{_HINTS}]*)(?:{_HINTS}([^{_BEGINS}{_ENDS}]*))?{_ENDS}")
_DEEPEST = 8


def numbers_in(text: str) -> list[int]:
    """Return the numbers of the gaps in a text, each once, in ascending order; each makes a card."""
    return sorted({int(number) for part in _PART.finditer(text) if part[1] for number in part[1].split(",")} - {0})


def with_gaps(text: str, number: int) -> str:
    """Return a text in which the gaps of one number are marked for ``fill_gaps``, and all others filled in.

    A gap inside a gap of the same number, or inside more than eight, is filled in with it.
    """
    text = re.sub(f"[{_BEGINS}{_HINTS}{_ENDS}]", "", text)
    parts: list[tuple[bool, list[str]]] = [(False, [])]
    place = 0
    for found in _PART.finditer(text):
        parts[-1][1].append(text[place : found.start()])
        place = found.end()
        if found[1] and len(parts) <= _DEEPEST:
            own = number in map(int, found[1].split(",")) and not any(gap for gap, _ in parts)
            parts.append((own, []))
        elif found[1]:
            continue
        elif len(parts) > 1:
            parts[-2][1].append(_closed(*parts.pop()))
        else:
            parts[-1][1].append(found[0])
    parts[-1][1].append(text[place:])
    return "".join(piece for _, pieces in parts for piece in pieces)


def _closed(own: bool, pieces: list[str]) -> str:
    hidden, hints, hint = "".join(pieces).partition("::")
    if not own:
        return hidden
    return f"{_BEGINS}{hidden}{_HINTS if hints else ''}{hint}{_ENDS}"


def fill_gaps(draft: Draft, text: str) -> None:
    """Make a draft of a text with marked gaps: a cloze where the gaps can be typed and marked, or else a flashcard.

    Raises:
        Unfit: it has no gap.
    """
    blanks = [" ".join(gap[1].split()) for gap in _GAP.finditer(text)]
    if not blanks:
        raise Unfit("Its gap lies within too many others.")
    hints = [" ".join((gap[2] or "").split()) for gap in _GAP.finditer(text)]
    if given := [hint for hint in hints if hint]:
        draft.fields["hint"] = given[0] if len(blanks) == 1 else "\n".join(f"[{n}] {hint}" for n, hint in enumerate(hints, 1) if hint)
        draft.note("What stood in a gap as a hint is the question’s hint.")
    outside = _GAP.sub("", text)
    fault = next((fault for blank in blanks if (fault := typed_fault(blank))), None)
    if not fault and not any("{{" in each or "}}" in each for each in (outside, text)) and not set("{}|") & set("".join(blanks)):
        draft.kind = "cloze"
        draft.prompt = _GAP.sub(lambda gap: f"{{{{{' '.join(gap[1].split())}}}}}", text)
        return
    several = len(blanks) > 1
    numbers = iter(range(1, len(blanks) + 1))
    draft.prompt = _GAP.sub(lambda _: f"[{next(numbers)}] _____" if several else "_____", text)
    why = f"typed, it could not be marked. {fault[1]}" if fault else "a blank cannot hold braces or bars."
    draft.recall("\n".join(f"[{number}] {blank}" for number, blank in enumerate(blanks, 1)) if several else blanks[0], why)
