"""Sixty banks with one mistake each: it is told at its place and by its name, and nothing else is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.reading import read_bank_text

BANK = """\
topic: Lighthouses
about: The lights of the coast.
source:
  title: Lights of the coast
  publisher: Harbour Museum
questions:
  - id: lens
    kind: choice
    prompt: Why was the lens made of rings?
    answer: To save glass
    distractors:
      - To save oil
      - text: To be seen by day
        feedback: No lens does that.
    hint: It is about weight.
    explanation: >-
      One piece of that size
      would be too heavy.
  - id: name
    kind: short-answer
    prompt: Whose name has the lens?
    answer: Fresnel
    accept: [Augustin Fresnel, A Fresnel]
  - id: range
    kind: number
    prompt: How far is it seen?
    answer: 20
    tolerance: 2
    unit: km
  - id: last
    kind: true-false
    prompt: Most lights have keepers.
    answer: false
"""

# What is written instead of what, then line, column and code of the one problem.
BROKEN: dict[str, tuple[str, str, int, int, str]] = {
    # Indents
    "a tab indents a key": ("    hint", "\thint", 15, 1, "tab"),
    "a tab behind spaces": ("    hint", "  \thint", 15, 3, "tab"),
    "a tab indents a question": ("  - id: name", "\t- id: name", 19, 1, "tab"),
    "a tab indents a list item": ("      - To save oil", "\t\t- To save oil", 12, 1, "tab"),
    "tabs indent a whole question": ("  - id: last\n    kind", "\t- id: last\n\t\tkind", 30, 1, "tab"),
    "a no-break space indents a key": ("    hint", "\u00a0   hint", 15, 1, "false-space"),
    "a no-break space behind spaces": ("    hint", "   \u00a0hint", 15, 4, "false-space"),
    "a key too far left": ("    hint", "  hint", 15, 3, "wrong-indent"),
    "a key too far right": ("    hint", "      hint", 15, 7, "wrong-indent"),
    "a key too far right behind a text": ("    answer: Fresnel", "      answer: Fresnel", 22, 7, "wrong-indent"),
    "a question too far right": ("  - id: name", "    - id: name", 19, 5, "wrong-indent"),
    "a question too far left": ("  - id: name", "- id: name", 19, 1, "wrong-indent"),
    "a list item too far left": ("      - To save oil", "   - To save oil", 12, 4, "wrong-indent"),
    "a list item too far right": ("      - text: To be", "        - text: To be", 13, 9, "wrong-indent"),
    "a folded line not indented": ("      would be", "    would be", 18, 5, "wrong-indent"),
    "a head key indented": ("about:", "  about:", 2, 3, "wrong-indent"),
    "feedback not aligned with its text": ("        feedback", "      feedback", 14, 7, "wrong-indent"),
    # Colons, hashes, dashes
    "a colon in a prompt": ("prompt: Why was", "prompt: Lens: why was", 9, 17, "colon-in-text"),
    "a colon in a distractor": ("- To save oil", "- Reason: to save oil", 12, 9, "text-expected"),
    "a colon in a title": ("about: The", "about: Lighthouses: the", 2, 19, "colon-in-text"),
    "a colon in the second line of a text": ("rings?", "rings,\n      do you think: why?", 10, 19, "colon-in-text"),
    "a hash in a prompt": ("prompt: Why was", "prompt: Which is # 1, and why was", 9, 22, "hash-in-text"),
    "a hash before a number": ("answer: To save glass", "answer: The #1 reason", 10, 17, "hash-in-text"),
    "a text that is a hash": ("answer: To save glass", "answer: #1", 10, 12, "empty"),
    "no space after a colon": ("    hint: It", "    hint:It", 15, 5, "missing-space"),
    "no space after the first colon": ("  - id: name", "  - id:name", 19, 5, "missing-space"),
    "no space after a dash": ("  - id: name", "  -id: name", 19, 3, "missing-space"),
    "a dash before a key": ("    prompt: Whose", "    -prompt: Whose", 21, 5, "dash-before-key"),
    "a dash and a space before a key": ("    prompt: Whose", "    - prompt: Whose", 21, 5, "dash-before-key"),
    "no space after the dash of an item": ("      - To save oil", "      -To save oil", 12, 7, "missing-space"),
    "no colon": ("    hint: It", "    hint It", 15, 5, "missing-colon"),
    "a dash before a key in capitals": ("    prompt: Whose", "    - Prompt: Whose", 21, 5, "dash-before-key"),
    "an equals sign": ("    kind: number", "    kind = number", 25, 5, "missing-colon"),
    "a wide colon": ("    hint: It", "    hint：It", 15, 5, "missing-colon"),
    # Quotes
    "a double quote stays open": ("prompt: Why was", 'prompt: "Why was', 9, 13, "unclosed-quote"),
    "a single quote stays open": ("prompt: Whose", "prompt: 'Whose", 21, 13, "unclosed-quote"),
    "text behind quotes": ("prompt: Why was the lens", 'prompt: "Why" was the lens', 9, 19, "text-after-quote"),
    "an apostrophe in single quotes": ("hint: It is about weight.", "hint: 'It's about weight.'", 15, 15, "text-after-quote"),
    "a quote in double quotes": ("hint: It is about weight.", 'hint: "It is about "weight"."', 15, 25, "text-after-quote"),
    "smart quotes round a text with a colon": ("prompt: Why was", "prompt: “Lens: why was", 9, 13, "smart-quote"),
    "smart quotes round a kind": ("kind: number", "kind: “number”", 25, 11, "unknown-kind"),
    "smart quotes round an answer": ("answer: false", "answer: “false”", 33, 13, "not-true-or-false"),
    "smart quotes round a key": ("    hint: It", "    “hint”: It", 15, 5, "unknown-key"),
    "a smart quote that closes a straight one": ("hint: It is about weight.", 'hint: "It is about weight.”', 15, 11, "unclosed-quote"),
    # Lists
    "a list without brackets": ("accept: [Augustin Fresnel, A Fresnel]", "accept: Augustin Fresnel, A Fresnel", 23, 13, "list-expected"),
    "a bracket stays open": ("A Fresnel]", "A Fresnel", 23, 13, "unclosed-list"),
    "a list in round brackets": ("[Augustin Fresnel, A Fresnel]", "(Augustin Fresnel, A Fresnel)", 23, 13, "list-expected"),
    "folded text for a list": ("[Augustin Fresnel, A Fresnel]", ">-\n      - Augustin\n      - A", 23, 13, "list-expected"),
    "folded text with a remark behind the sign": ("explanation: >-\n      One", "explanation: >- One", 16, 18, "unreadable-start"),
    "a first item too far right": ("      - To save oil", "        - To save oil", 13, 7, "wrong-indent"),
    "an item in a text": ("    hint: It is about weight.", "    hint: It is\n      - about weight.", 16, 7, "wrong-indent"),
    "no space after the last dash": ("    hint: It", "      -To turn\n    hint: It", 15, 7, "wrong-indent"),
    # Names
    "a key in capitals": ("    answer: To", "    Answer: To", 10, 5, "unknown-key"),
    "a first key in capitals": ("  - id: name", "  - ID: name", 19, 5, "unknown-key"),
    "the answer as an item in capitals": ("      - To save oil", "      - Answer: To save oil", 12, 9, "text-expected"),
    "a key misspelt": ("    distractors", "    distracters", 11, 5, "unknown-key"),
    "a key twice": ("    hint: It is", "    answer: It is", 15, 5, "duplicate-key"),
    "an id twice": ("id: name", "id: lens", 19, 9, "duplicate-id"),
    # The file
    "a second document": ("  - id: last", "---\n  - id: last", 30, 1, "second-document"),
    "a byte of another encoding": ("keepers", "keepérs", 32, 34, "not-utf-8"),
}  # fmt: skip


def test_the_bank_itself_has_no_mistake_and_there_are_sixty_to_make() -> None:
    assert (read_bank_text(BANK.encode(), Path("bank.yaml")).problems, len(BROKEN)) == ((), 60)


@pytest.mark.parametrize(("old", "new", "line", "column", "code"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_told_by_its_name_at_its_place_and_nothing_else_is(old: str, new: str, line: int, column: int, code: str) -> None:
    assert BANK.count(old) == 1
    raw = BANK.replace(old, new).encode("cp1252" if code == "not-utf-8" else "utf-8")
    told = [(problem.line, problem.column, problem.code) for problem in read_bank_text(raw, Path("bank.yaml")).problems]
    assert told == [(line, column, code)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rings?", "rings?  # a remark behind two spaces"),
        ("kind: number", "kind: number # a remark behind a kind"),
        ("answer: 20", "answer: 20 # a remark behind a number"),
        ("answer: false", "answer: false # a remark behind a verdict"),
        ("rings?", "rings#5?"),
        ("prompt: Why was the lens made of rings?", "prompt: “Why was the lens made of rings?”"),
        ("rings?", "rings -\n      or not - of glass?"),
    ],
)
def test_what_only_looks_like_a_trap_is_welcome(old: str, new: str) -> None:
    assert read_bank_text(BANK.replace(old, new).encode(), Path("bank.yaml")).problems == ()
