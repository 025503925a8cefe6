"""Whatever the bytes: the reader tells problems, at places that exist, and never fails."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from questions.bank import Bank
from questions.guard import FORBIDDEN, LINE_END
from questions.kinds import KINDS, Choice
from questions.nodes import read_nodes
from questions.problems import as_text
from questions.reading import read_bank_text

GOOD = "topic: T\nquestions:\n  - {id: good, kind: true-false, prompt: P, answer: true}\n"
PIECES = [
    "topic: T\n", "questions:\n", "  - id: a\n", "    kind: choice\n", "    kind: cloze\n", "    prompt: P\n", "    answer: A\n",
    "    distractors: [B, C]\n", "    accept:\n", "      - D\n", "    tolerance: 5\n", "    was: [b]\n",
    "    source: {title: S, publisher: P}\n", "    hint: |\n      H\n", "- ", "  ", "\t", "\n", "\r\n", "\r", ": ", ":", "?", ", ",
    "[", "]", "{", "}", "{{", "}}", "'", '"', "\\", "\\e", "#", "&a ", "*a", "!t ", "!!str ", "<<: ", "---\n", "...\n", "%x\n", "| ",
    ">-\n", "é", "😀", "\u200b", "\u202e", "\u00a0", "\ufeff", "\x00", "\x1b", "~", "@",
]  # fmt: skip
# Text that is nearly a bank, so that every part of the reader is reached.
nearly_banks = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
broken_banks = st.builds(
    lambda text, start, length, piece: text[:start] + piece + text[start + length :],
    st.just(GOOD + GOOD[GOOD.index("  -") :].replace("good", "last")),
    st.integers(0, 120),
    st.integers(0, 10),
    st.sampled_from([piece for piece in PIECES if piece != "#"]),  # a question made a remark is no mistake
)
plain_data = st.recursive(
    st.sampled_from(["", "A", "B", "true", "5", "{{A}}", "{{"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "feedback", "title", "str", "A", ""]), inner, max_size=3)
    ),
    max_leaves=5,
)
keys = st.sampled_from(
    ["id", "prompt", "answer", "distractors", "accept", "unit", "tolerance", "source", "was", "hint", "str", "Distractor", "oops"]
)


def read(text: str | bytes) -> Bank:
    return read_bank_text(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text, Path("bank.yaml"))


def assert_told_properly(bank: Bank, text: str) -> None:
    lines = [*LINE_END.split(text), ""]  # the end of the file may be given as a line of its own
    for problem in bank.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert bool(as_text(bank.problems)) == bool(bank.problems)


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_give_problems_and_no_crash(raw: bytes) -> None:
    assert read(raw).problems


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_gives_problems_at_places_that_exist(text: str) -> None:
    bank = read(text)
    assert bank.problems
    assert_told_properly(bank, text)


@settings(max_examples=400)
@given(nearly_banks)
def test_what_is_nearly_a_bank_gives_problems_at_places_that_exist(text: str) -> None:
    assert_told_properly(read(text), text)


@settings(max_examples=200)
@given(nearly_banks, st.sampled_from(["\n", "\r", "\r\n"]))
def test_line_ends_of_one_sort_change_no_place(text: str, end: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    told, as_before = ([(p.line, p.column, p.code) for p in read(each).problems] for each in (plain.replace("\n", end), plain))
    assert told == as_before


@settings(max_examples=200)
@given(nearly_banks)
def test_what_is_told_has_nothing_that_a_terminal_would_obey(text: str) -> None:
    printed = as_text(read(text).problems)
    assert not [c for c in printed if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@settings(max_examples=150)
@given(nearly_banks, st.text(max_size=30))
def test_a_good_question_in_front_is_usable_whatever_follows(text: str, more: str) -> None:
    assume("\0" not in text + more)
    follows = "  - id: x\n    prompt: " + (text + more).replace("\r", " ").replace("\n", " ") + "\n"
    assert [question.id for question in read(GOOD + follows).questions][:1] == ["bank/good"]


@settings(max_examples=200)
@given(broken_banks)
def test_a_bank_with_a_mistake_anywhere_is_told_or_whole(text: str) -> None:
    bank = read(text)
    assert_told_properly(bank, text)
    assert bank.problems or len(bank.questions) == 2


@settings(max_examples=200)
@given(st.sampled_from(list(KINDS)), st.dictionaries(keys, plain_data, max_size=6))
def test_a_question_of_any_shape_is_told_or_whole(kind: str, data: dict[str, object]) -> None:
    # JSON is YAML, in quotes and on one line.
    text = json.dumps({"topic": "T", "questions": [{"id": "a", "kind": kind, **data}]}, ensure_ascii=False)
    bank = read(text)
    assert_told_properly(bank, text)
    assert bool(bank.problems) != bool(bank.questions)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("\x85")
@example("\u2028")
@example('\\"\n\t/')
def test_any_text_in_double_quotes_comes_back_letter_for_letter_or_is_refused(text: str) -> None:
    refused: list[str] = []
    root = read_nodes(json.dumps(text, ensure_ascii=False), lambda refusal: refused.append(refusal.code))
    assert root is not None
    if FORBIDDEN.search(text):
        assert set(refused) == {"control-character"}
    else:
        assert (refused, root.data) == ([], text)


@settings(max_examples=100)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u200b\u2028\u2029\u2060\ufeff\ufffd\ufffe\uffff"), min_size=1
    )
)
def test_any_text_is_asked_as_it_was_written_or_told(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    bank = read(f"topic: T\nquestions:\n  - id: a\n    kind: choice\n    prompt: P\n    answer: {quoted}\n    distractors: [never]\n")
    question = bank.questions[0] if bank.questions else None
    assert bank.problems or (isinstance(question, Choice) and question.answer == text)
