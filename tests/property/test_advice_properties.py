"""Advice on what is nearly the same finds what a plain comparison of everything with everything finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from questions.advice import advise
from questions.bank import Bank, Library
from questions.kinds import AnyQuestion, Flashcard, Order, Source

SENTENCES = [
    "Which of the two lighthouses on this coast was lit in 1822",
    "Which of the two keepers on this coast was heard in 1823",
    "How far is a lamp seen from thirty metres above the sea",
    "By whom was the lens of many rings first drawn",
    "The lamp is lit",
]


@st.composite
def with_slips(draw: st.DrawFn) -> str:
    """One of a few sentences, in which some places are other letters."""
    text = draw(st.sampled_from(SENTENCES))
    for place, letters in draw(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", "s", "18", " ", "!", "É"])), max_size=4)):
        text = text[:place] + letters + text[place + 1 :]
    return text


def alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 12 or Indel.distance(one, other) > 0.08 * (len(one) + len(other)):
        return False
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def compared(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def two_rarest(texts: Sequence[str]) -> list[list[str]]:
    words = [set(text.split()) for text in texts]
    return [sorted(each, key=lambda word: (sum(word in other for other in words), word))[:2] for each in words]


def advised(questions: Sequence[AnyQuestion], code: str) -> list[tuple[str, str | int | None, str]]:
    source = Source(title="Lights of the coast", publisher="Harbour Museum")
    bank = Bank(topic="t", title="T", path=Path("t.yaml"), source=source, questions=tuple(questions))
    hints = advise(Library.of([bank])).get("t", [])
    return [(hint.question, hint.path[-1], hint.message) for hint in hints if hint.code == code]


@given(st.lists(with_slips(), max_size=60))
def test_a_prompt_is_nearly_its_first_twin_or_else_the_first_that_shares_a_rare_word_and_is_alike(prompts: list[str]) -> None:
    texts = [compared(prompt) for prompt in prompts]
    rarest = two_rarest(texts)
    expected = []
    for later in range(len(texts)):
        sharing = [[other for other in range(later) if word in rarest[other]][:20] for word in rarest[later]]
        twins = [other for other in range(later) if texts[later] and texts[other] == texts[later]]
        same = twins or [other for others in sharing for other in others if alike(texts[later], texts[other])]
        expected += [(f"t/{later}", "prompt", f"This prompt is nearly that of `t/{same[0]}`.")] if same else []
    cards = [Flashcard(id=f"t/{number}", prompt=prompt, answer="A") for number, prompt in enumerate(prompts)]
    assert expected == advised(cards, "similar-prompt")


@given(st.lists(with_slips(), min_size=2, max_size=25))
def test_an_option_is_nearly_another_if_any_of_the_twenty_before_it_is_alike(options: list[str]) -> None:
    texts = [compared(option) for option in options[:20]]
    expected = [place for place, text in enumerate(texts) if text and any(alike(text, other) for other in texts[:place])]
    found = advised([Order(id="t/o", prompt="P", answer=tuple(options))], "similar-options")
    assert expected == [place if isinstance(place, int) else None for _, place, _ in found]
