"""Aiken, a strict text format of Moodle's: https://docs.moodle.org/en/Aiken_format is where it is published.

A question on one line, options on lines of their own that begin with a capital letter and a point or a bracket, and last
a line such as ``ANSWER: B``. What strays from that and is clear all the same is taken, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.formats.drafts import Draft, Imported, Intake, Option, Unfit, at_most_a_hundred
from questions.formats.text import decoded, from_text, without_hidden

_OPTION = re.compile(r"\s*\(?([A-Za-z])([.)])(?:\s+|$)(.*)")
_ANSWER = re.compile(r"\s*(?:CORRECT\s+)?ANS(?:WER)?\s*:\s*(.*?)\s*", re.IGNORECASE)


def read_aiken(raw: bytes, name: str) -> Imported:
    """Return the questions in a file of Aiken; ``name`` is what the file is called."""
    intake = Intake("Aiken", name)
    for number, lines in _blocks(decoded(raw, intake.notes.append)):
        draft = Draft(f"line {number}", name=lines[0])
        intake.add(draft, lambda draft, lines=lines: _make(draft, lines))  # type: ignore[misc]
    return intake.done()


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each question, up to the one that names the answer, and where they begin."""
    lines: list[str] = []
    begins = 0
    options = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            # Between two questions the answer is missing where a blank line follows options and no option follows it.
            options = -1 if options > 0 else options
            continue
        is_option = _OPTION.fullmatch(line) is not None
        if options == -1 and not is_option and not _ANSWER.fullmatch(line):
            yield begins, lines
            lines, options = [], 0
        begins = begins if lines else number
        lines.append(line)
        options = options + 1 if is_option and options >= 0 else 1 if is_option else options
        if _ANSWER.fullmatch(line):
            yield begins, lines
            lines, options = [], 0
    if lines:
        yield begins, lines


def _make(draft: Draft, lines: list[str]) -> None:
    at_most_a_hundred(len(lines))
    asked: list[str] = []
    options: dict[str, str] = {}
    right = ""
    # A question may list what it asks about under letters of its own, as in "I. Fog"; options begin with A.
    first = next((place for place, line in enumerate(lines) if (option := _OPTION.fullmatch(line)) and place and option[1] in "Aa"), 0)
    for place, line in enumerate(lines):
        if answer := _ANSWER.fullmatch(line):
            right = _letter(draft, answer[1], line)
        elif (option := _OPTION.fullmatch(line)) and asked and place >= first:
            letter = option[1].upper()
            if letter in options:
                raise Unfit(f"The option {letter} stands twice.")
            if option[1] != letter:
                draft.note("The letters of the options are small; Aiken wants capitals.")
            options[letter] = _text(draft, option[3])
        elif options:
            last = next(reversed(options))
            options[last] = f"{options[last]}\n{_text(draft, line)}"
            draft.note("An option goes on over several lines; Aiken wants one.")
        else:
            asked.append(_text(draft, line))
    draft.prompt = "\n".join(asked)
    if len(asked) > 1:
        draft.note("The question goes over several lines; Aiken wants one.")
    if not options:
        raise Unfit("It has no options. They begin with a letter and a point or a bracket, as in `A. Fog`.")
    if not right:
        raise Unfit("No line `ANSWER:` names the right option.")
    if right not in options:
        raise Unfit(f"The answer is {right}, but there is no option {right}.")
    draft.choose([Option(text, 100 if letter == right else 0) for letter, text in options.items()], several=False)


def _letter(draft: Draft, given: str, line: str) -> str:
    bare = given.rstrip(".)").upper()
    if not re.fullmatch("[A-Z]", bare):
        raise Unfit(f"“{given[:20]}” names no option: `ANSWER:` wants one letter.")
    if bare != given or not line.lstrip().startswith("ANSWER:"):
        draft.note("The line of the answer is not written as Aiken wants it, `ANSWER: B`.")
    return bare


def _text(draft: Draft, line: str) -> str:
    return from_text(without_hidden(line, draft.note).strip(), draft.note)
