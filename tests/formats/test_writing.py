"""A bank written as YAML: the same when it is read again, and as a teacher would like to read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.strategies import STRATEGIES, any_text, banks
from questions.bank import Bank
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, ShortAnswer, Source, TrueFalse
from questions.reading import SHIPPED, read_bank, read_bank_text
from questions.writing import bank_text


def read_again(bank: Bank) -> Bank:
    return read_bank_text(bank_text(bank).encode(), bank.path)


def bank_of(*questions: AnyQuestion, **head: object) -> Bank:
    return Bank(**{"topic": "t", "title": "T", "path": Path("t.yaml"), "questions": questions, **head})


@settings(max_examples=40)
@given(banks())
def test_any_bank_reads_back_as_it_was(bank: Bank) -> None:
    again = read_again(bank)
    assert replace(again, lines={}) == bank


@pytest.mark.parametrize("kind", STRATEGIES)
def test_a_question_of_any_kind_with_any_text_reads_back_as_it_was(kind: str) -> None:
    @settings(max_examples=30)
    @given(STRATEGIES[kind](any_text))
    def reads_back(question: AnyQuestion) -> None:
        again = read_again(bank_of(question))
        assert (again.problems, again.questions) == ((), (question,))

    reads_back()


@settings(max_examples=300)
@given(st.lists(any_text, min_size=1, max_size=2, unique=True).map(" ".join))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    question = Flashcard(id="t/q", prompt=text, answer=text)
    assert read_again(bank_of(question)).questions == (question,)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_bank_reads_back_as_it_was(path: Path) -> None:
    bank = read_bank(path)
    assert replace(read_again(bank), lines={}) == replace(bank, lines={})


def test_the_keys_stand_in_the_order_of_the_guide() -> None:
    question = Choice(
        id="t/fog",
        prompt="Why?",
        answer="A",
        distractors=("B", Distractor(text="C", feedback="No.")),
        hint="H",
        explanation="E",
        section="S",
        source=Source(title="Lights", publisher="Museum"),
        was=("mist",),
    )
    assert bank_text(bank_of(question)) == (
        "topic: T\n"
        "questions:\n"
        "  - id: fog\n"
        "    kind: choice\n"
        "    prompt: Why?\n"
        "    answer: A\n"
        "    distractors:\n"
        "      - B\n"
        "      - text: C\n"
        "        feedback: No.\n"
        "    hint: H\n"
        "    explanation: E\n"
        "    section: S\n"
        "    source:\n"
        "      title: Lights\n"
        "      publisher: Museum\n"
        "    was:\n"
        "      - mist\n"
    )


@pytest.mark.parametrize("text", ["no", "012", "1:30", "1.10", "2020-07-01", "~", "-40", "It’s 5 o'clock", "a, b", 'so-called "fog"'])
def test_a_text_that_the_guide_writes_without_quotes_has_none(text: str) -> None:
    assert f"    answer: {text}\n" in bank_text(bank_of(ShortAnswer(id="t/q", prompt="P", answer=text)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Note: why?", '"Note: why?"'),
        ("Which is # 1?", '"Which is # 1?"'),
        ('"Fog" is what?', "'\"Fog\" is what?'"),
        ("-prompt", '"-prompt"'),
        ("why:", '"why:"'),
        ("@home", '"@home"'),
        ('"It\'s" \\', '"\\"It\'s\\" \\\\"'),
    ],
)
def test_a_text_that_yaml_would_misread_stands_in_quotes(text: str, written: str) -> None:
    assert f"    prompt: {written}\n" in bank_text(bank_of(TrueFalse(id="t/q", prompt=text, answer=True)))


def test_a_long_text_is_folded_within_a_hundred_and_twenty_columns() -> None:
    lines = bank_text(bank_of(TrueFalse(id="t/q", prompt="Keepers wrote: fog. " * 20 + "So?", answer=True))).splitlines()
    assert lines[4] == "    prompt: >-"
    assert max(map(len, lines)) <= 120


def test_a_text_of_several_lines_keeps_them() -> None:
    assert "    prompt: |-\n      One\n      Two\n" in bank_text(bank_of(TrueFalse(id="t/q", prompt="One\nTwo", answer=True)))


def test_the_prompt_of_a_cloze_that_begins_with_a_blank_is_quoted() -> None:
    assert '    prompt: "{{Fog}} hides."\n' in bank_text(bank_of(Cloze(id="t/q", prompt="{{Fog}} hides.")))


def test_pairs_are_written_as_a_mapping() -> None:
    question = Match(id="t/q", prompt="P", answer={"<<": "a", "b: c": "d"})
    assert '    answer:\n      "<<": a\n      "b: c": d\n' in bank_text(bank_of(question))


def test_the_topic_s_short_name_is_written_where_the_file_is_called_otherwise() -> None:
    text = bank_text(bank_of(TrueFalse(id="t/q", prompt="P", answer=True), path=Path("other.yaml")))
    assert text.startswith("topic: T\nid: t\n")


def test_a_question_s_source_is_left_to_the_bank_where_it_is_the_bank_s() -> None:
    source = Source(title="Lights", publisher="Museum")
    text = bank_text(bank_of(TrueFalse(id="t/q", prompt="P", answer=True, source=source), source=source))
    assert text.count("source:") == 1
