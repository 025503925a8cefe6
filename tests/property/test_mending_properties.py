"""Whatever the bank: a mending never makes it worse, and a bank that is in order is left to the byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from property.test_reader_properties import PIECES, nearly_banks
from test_broken_banks import BANK, BROKEN

from questions.bank import Bank
from questions.kinds import AnyQuestion
from questions.mending import mended
from questions.reading import read_bank_text
from questions.writing import KEYS, bank_text

PATH = Path("bank.yaml")
ENTRIES = {
    "id": "id: q",
    "kind": "kind: choice",
    "prompt": "prompt: >-\n{i}  Which\n{i}  of them?",
    "answer": "answer: A",
    "distractors": "distractors:\n{i}  - B  # a remark\n\n{i}  - text: C\n{i}    feedback: D",
    "hint": "hint: 'It''s this'",
    "explanation": "explanation: |\n{i}  One\n\n{i}  # two\n{i}   three",
    "section": "section: S",
    "was": "was: [old,\n{i}  older]",
}
remarks = st.sampled_from(["", "", "", "{i}# a remark\n", "\n", "{i}# one\n{i}# two\n", "\n{i}# after a gap\n", "# far left\n"])


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str]:
    """A question that is sound, its keys in any order, with remarks and empty lines between them; and one whose keys are in order."""
    chosen = draw(
        st.permutations([key for key in ENTRIES if key in ("id", "kind", "prompt", "answer", "distractors") or draw(st.booleans())])
    )
    ordered = [key for key in ("id", *KEYS) if key in chosen]
    between = [draw(remarks) for _ in chosen[1:]]

    def written(keys: list[str]) -> str:
        lines = [f"  - {ENTRIES[keys[0]]}\n", *(f"{gap}{{i}}{ENTRIES[key]}\n" for gap, key in zip(between, keys[1:], strict=True))]
        return "topic: T\nquestions:\n" + "".join(lines).replace("{i}", "    ")

    return written(chosen), written(ordered)


def read(raw: bytes) -> Bank:
    return read_bank_text(raw, PATH)


def sound(bank: Bank) -> dict[str, AnyQuestion]:
    return {question.id: replace(question, source=None) for question in bank.questions}


@settings(max_examples=150)
@given(questions())
def test_a_sound_bank_says_the_same_in_the_same_lines_put_in_order(texts: tuple[str, str]) -> None:
    raw = texts[0].encode()
    after = mended(raw, PATH)
    assert replace(read(after.content), lines={}) == replace(read(raw), lines={})
    assert sorted(map(_bare, after.content.decode().split("\n"))) == sorted(map(_bare, texts[0].split("\n")))
    assert {mending.code for mending in after.mendings} <= {"order"}


def _bare(line: str) -> str:
    return line.strip().removeprefix("- ")


@settings(max_examples=100)
@given(questions())
def test_a_bank_in_order_is_left_to_the_byte(texts: tuple[str, str]) -> None:
    raw = texts[1].encode()
    assert mended(raw, PATH).content == raw


@settings(max_examples=100)
@given(questions())
def test_what_was_mended_needs_no_mending(texts: tuple[str, str]) -> None:
    once = mended(texts[0].encode(), PATH).content
    assert mended(once, PATH).content == once


def test_a_bank_that_the_program_writes_is_left_to_the_byte() -> None:
    written = bank_text(read(BANK.encode())).encode()
    assert mended(written, PATH).content == written


def assert_no_worse(raw: bytes) -> None:
    before, after = read(raw), read(mended(raw, PATH).content)
    assert len(after.problems) <= len(before.problems)
    assert sound(before).items() <= sound(after).items()


slips = st.tuples(st.sampled_from(sorted(BROKEN.values())), st.integers(0, len(BANK)), st.integers(0, 8), st.sampled_from(PIECES))


def slipped(chosen: list[tuple[tuple[str, str, int, int, str], int, int, str]], known: list[bool]) -> str:
    text = BANK
    for ((old, new, *_), start, length, piece), by_name in zip(chosen, known, strict=False):
        text = text.replace(old, new) if by_name else text[:start] + piece + text[start + length :]
    return text


@settings(max_examples=120)
@given(st.builds(slipped, st.lists(slips, min_size=1, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4)))
def test_a_bank_with_slips_is_never_the_worse_for_it(text: str) -> None:
    assert_no_worse(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=120)
@given(nearly_banks)
def test_what_is_nearly_a_bank_is_never_the_worse_for_it(text: str) -> None:
    assert_no_worse(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=80)
@given(st.binary(max_size=120))
def test_any_bytes_are_left_or_bettered(raw: bytes) -> None:
    assert_no_worse(raw)
