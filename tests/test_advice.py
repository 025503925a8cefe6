"""Advice on style: each rule by an example, where it points, and how a bank turns it off."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest

import questions
from questions.advice import CODES, advise, placed
from questions.bank import Bank, Library
from questions.kinds import Flashcard
from questions.problems import Problem
from questions.reading import SHIPPED, read_bank_text, read_library

BANK = """\
topic: Lighthouses
source: {title: Lights of the coast, publisher: Harbour Museum}
questions:
  - id: lens
    kind: choice
    prompt: Why was the lens made of rings?
    answer: To keep it light
    distractors: [To burn less oil, To be seen by day]
    explanation: One piece of that size would be too heavy.
    section: Lenses
  - id: name
    kind: short-answer
    prompt: After whom is it called?
    answer: Fresnel
    accept: [Augustin Fresnel]
    explanation: He drew the first in 1822.
    section: Lenses
  - id: range
    kind: number
    prompt: How far is a lamp seen from thirty metres above the sea?
    answer: 20
    unit: km
    explanation: The earth is round.
    section: Lamps
"""
ASKED = "Why was the lens made of rings?\n    answer: To keep it light"
OPTIONS = "To keep it light\n    distractors: [To burn less oil, To be seen by day]"
MORE = """\
  - id: other
    kind: {}
    explanation: Old lists of keepers tell.
    section: Lamps
"""
WHOLE = MORE.format("short-answer\n    prompt: Who came before him?\n    answer: Fresnal")
VERDICTS = "".join(
    MORE.replace("other", f"verdict-{word}").format(f"true-false\n    prompt: It is {word}.\n    answer: true")
    for word in ("tall", "bright", "painted", "ruined")
)
CHOICES = "".join(
    MORE.replace("other", f"pick-{word}").format(f"choice\n    prompt: What {word} it?\n    answer: Rain\n    distractors: [A, B]")
    for word in ("lit", "drove", "held", "shook", "marked")
)

# What is written instead of what, then line, column and code of the one piece of advice.
STYLE: dict[str, tuple[str, str, int, int, str]] = {
    "a long key": ("To keep it light", "To keep it light enough for its clockwork to turn", 7, 13, "longest-key"),
    "long keys all through a bank": ("questions:\n", "questions:\n" + CHOICES, 1, 1, "longest-keys"),
    "all of the above": ("To be seen by day", "All of the above", 8, 37, "all-of-the-above"),
    "none of these": ("To be seen by day", "None of these", 8, 37, "all-of-the-above"),
    "options that are nearly the same": ("To be seen by day", "To burn less oils", 8, 37, "similar-options"),
    "a prompt that is nearly another": ("After whom is it called?", "Why was the lens made of ring?", 13, 13, "similar-prompt"),
    "a stem that says not": ("Why was the lens made of rings?", "Which is not a reason for rings?", 6, 13, "negative-stem"),
    "a stem that says except": ("Why was the lens made of rings?", "What speaks for rings, except one?", 6, 13, "negative-stem"),
    "a strong word in a distractor": ("To burn less oil", "To never burn oil", 8, 19, "absolute-distractor"),
    "a word of the stem in the key": ("To keep it light", "To make a light ring", 7, 13, "echoed-word"),
    "an article that fits one option": (ASKED, "He drew an\n    answer: Idea", 6, 13, "article"),
    "numbers in no order": (OPTIONS, "1822\n    distractors: [1830, 1810, 1820]", 8, 18, "unsorted-numbers"),
    "two options": ("To burn less oil, ", "", 8, 18, "few-options"),
    "six options": ("To burn less oil", "By law, For luck, For show, To burn less oil", 8, 18, "many-options"),
    "many verdicts": ("questions:\n", "questions:\n" + VERDICTS, 1, 1, "many-true-false"),
    "no explanation": ("    explanation: He drew the first in 1822.\n", "", 11, 5, "no-explanation"),
    "an explanation that repeats": ("He drew the first in 1822.", "It is called after Fresnel.", 16, 18, "empty-explanation"),
    "no source": ("source: {title: Lights of the coast, publisher: Harbour Museum}\n", "", 1, 1, "no-source"),
    "no section": ("    section: Lamps\n", "", 18, 5, "no-section"),
    "a wording near another key": ("[Augustin Fresnel]", "[Fresnel lens, Argand]\n" + "    hint: H", 15, 28, "overlapping-answer"),
    "a decimal without tolerance": ("answer: 20", "answer: 20.5", 21, 13, "bare-number"),
    "a measure without a unit": ("    unit: km\n", "", 21, 13, "bare-number"),
}  # fmt: skip


def check(text: str) -> list[Problem]:
    bank = read_bank_text(text.encode(), Path("bank.yaml"))
    assert bank.problems == ()
    return [problem for hints in advise(Library.of([bank])).values() for problem in placed(hints, bank, text.encode())]


def codes(text: str) -> list[str]:
    return [problem.code for problem in check(text)]


@pytest.mark.parametrize(("old", "new", "line", "column", "code"), STYLE.values(), ids=STYLE)
def test_each_rule_advises_at_the_place_that_it_is_about(old: str, new: str, line: int, column: int, code: str) -> None:
    assert BANK.count(old) >= 1
    also = WHOLE.replace("Fresnal", "Argant") if code == "overlapping-answer" else ""
    assert [(found.line, found.column, found.code) for found in check(BANK.replace(old, new, 1) + also)] == [(line, column, code)]


def test_where_no_question_has_a_section_the_advice_says_where_it_goes_and_a_bank_says_so_too() -> None:
    without = re.sub(r" *section: .*\n", "", BANK)
    assert [(found.line, found.advice) for found in check(without)] == [
        (1, "Add `section:` to each question, with the heading in the source.")
    ]
    misplaced = read_bank_text(without.replace("questions:", "section: Lamps\nquestions:").encode(), Path("bank.yaml"))
    assert [problem.advice for problem in misplaced.problems] == ["It is a key of a question: write it in each that it is about."]


def test_every_rule_has_an_example() -> None:
    assert {code for *_, code in STYLE.values()} == set(CODES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("To keep it light", "To keep it light for once"),
        ("Why was the lens made of rings?", "Which is NOT a reason for rings?"),
        ("Why was the lens made of rings?", "Which needs at least a hundred rings?"),
        ("Why was the lens made of rings?", "It does not turn. Which reason do you see?"),
        (OPTIONS, "1822\n    distractors: [1810, 1820, 1830]"),
        (OPTIONS, "1822\n    distractors: [1830, 1820, 1810]"),
        (OPTIONS, "To be seen only by day\n    distractors: [To never burn oil, To turn all night]"),
        ("answer: 20\n", "answer: 20.5\n    tolerance: 2\n"),
        ("accept: [Augustin Fresnel]", "accept: [Fresnell]"),
    ],
)
def test_what_is_fair_needs_no_advice(old: str, new: str) -> None:
    assert codes(BANK.replace(old, new)) == []


def test_prompts_are_compared_across_banks_and_the_later_one_is_advised() -> None:
    banks = [read_bank_text(BANK.encode(), Path(f"{name}.yaml")) for name in ("a", "b")]
    assert {topic: {hint.code for hint in hints} for topic, hints in advise(Library.of(banks)).items()} == {"b": {"similar-prompt"}}


def test_a_prompt_that_comes_again_is_found_however_many_others_share_its_words() -> None:
    orders = [" ".join(words) for words in permutations(("Lamp", "lens", "light", "ring", "tower"))]
    asked = [*orders[:30], orders[29]]
    cards = [Flashcard(id=f"t/{number}", prompt=prompt, answer="A") for number, prompt in enumerate(asked)]
    (hints,) = advise(Library.of([Bank(topic="t", title="T", path=Path("t.yaml"), questions=tuple(cards))])).values()
    told = [(hint.question, hint.message) for hint in hints if hint.code == "similar-prompt"]
    assert told == [("t/30", "This prompt is nearly that of `t/29`.")]


def test_advice_is_marked_as_such() -> None:
    (found,) = check(BANK.replace("    unit: km\n", ""))
    assert (found.severity, str(found)) == (
        "advice",
        "bank.yaml:21:13: advice: The prompt asks for a measure, but no unit says in what. [bare-number]",
    )


def test_the_shipped_banks_need_no_advice() -> None:
    assert advise(read_library([SHIPPED])) == {}


# Turned off


BARE = BANK.replace("    unit: km\n", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    answer: 20\n", "    answer: 20\n    advice-off: {bare-number: The prompt names the unit.}\n"),
        ("questions:\n", "advice-off: {bare-number: All is in kilometres here.}\nquestions:\n"),
    ],
    ids=["in the question", "in the bank"],
)
def test_advice_is_turned_off_with_a_reason(old: str, new: str) -> None:
    assert (codes(BARE), codes(BARE.replace(old, new))) == (["bare-number"], [])


def test_what_one_question_turns_off_holds_for_no_other() -> None:
    assert codes(BARE.replace("    answer: Fresnel\n", "    answer: Fresnel\n    advice-off: {bare-number: R}\n")) == ["bare-number"]


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        ("advice-off: {bare-numbr: R}", (2, 14, "unknown-advice", "Did you mean `bare-number`?")),
        ("advice-off: {colour: R}", (2, 14, "unknown-advice", "The codes stand in ADVICE.md.")),
        ("advice-off: {bare-number: }", (2, 27, "empty", "Write the text, or delete the key.")),
        ("advice-off: {bare-number: [R]}", (2, 27, "text-expected", "Say in a sentence why the advice does not apply.")),
        ("advice-off: bare-number", (2, 13, "pairs-expected", "Write a code and a reason below it, as in `longest-key: Names are long.`")),
        ("advice_off: {bare-number: R}", (2, 1, "unknown-key", "Did you mean `advice-off`?")),
    ],
)
def test_a_reason_needs_a_known_code_and_words(off: str, expected: tuple[int, int, str, str]) -> None:
    text = BANK.replace("questions:", off + "\nquestions:").replace("source: {title: Lights of the coast, publisher: Harbour Museum}\n", "")
    (found,) = read_bank_text(text.encode(), Path("bank.yaml")).problems
    assert (found.line, found.column, found.code, found.advice) == expected


def test_every_code_has_a_section_in_the_guide() -> None:
    guide = Path(questions.__file__).with_name("ADVICE.md").read_text("utf-8")
    assert [line.removeprefix("## ") for line in guide.split("\n") if line.startswith("## ")] == list(CODES)
