"""Export, then import: the same questions in every format able to hold them, and what it can't hold is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from formats.strategies import any_text, banks, plain_text
from questions.bank import Bank
from questions.formats import FORMATS, import_bank
from questions.formats.exporting import WRITERS, Exported, export_bank
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, Source, TrueFalse

HELD = {
    "gift": {"choice", "select", "true-false", "short-answer", "number", "match", "flashcard"},
    "moodle": {"choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order", "flashcard"},
    "aiken": {"choice"},
    "qti": {"choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order", "flashcard"},
    "qti2": {"choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order", "flashcard"},
    "csv": {"choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order", "flashcard"},
    "anki": {"choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order", "flashcard"},
}
"""The kinds that a format holds whole, if a question says no more than what it asks and the answer."""

each_format = pytest.mark.parametrize("format_name", WRITERS)


def imported(exported: Exported, format_name: str) -> dict[str, AnyQuestion]:
    found = import_bank(BytesIO(exported.content), "bank", format_name).questions
    return {question.id.partition("/")[2]: replace(question, id="t/q", source=None) for question in found}


def bank_of(*questions: AnyQuestion) -> Bank:
    return Bank(topic="t", title="T", path=Path("t.yaml"), questions=questions)


@each_format
def test_what_is_said_to_be_kept_comes_back_the_same(format_name: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(banks(any_text))
    def comes_back(bank: Bank) -> None:
        exported = export_bank(bank, format_name)
        whole = [item.id for item in exported.items if item.outcome == "taken"]
        wanted = [replace(question, id="t/q", source=None) for question in bank.questions if question.id.partition("/")[2] in whole]
        back = imported(exported, format_name)
        assert len(back) == len([item for item in exported.items if item.outcome != "refused"])
        assert all(question in back.values() for question in wanted)

    comes_back()


BARE = {
    "flashcard": Flashcard(id="t/q", prompt="Fog", answer="Low cloud"),
    "choice": Choice(id="t/fog", prompt="Fog", answer="Wet", distractors=("Dry", "Hot")),
    "select": Select(id="t/q", prompt="Fog", answer=("Wet", "Cold"), distractors=("Dry",)),
    "true-false": TrueFalse(id="t/q", prompt="Fog is wet = yes?", answer=True),
    "short-answer": ShortAnswer(id="t/q", prompt="Fog: {what}?", answer="wet", accept=("damp",)),
    "number": Number(id="t/q", prompt="How far?", answer=Decimal(20), tolerance=Decimal("2.5")),
    "cloze": Cloze(id="t/q", prompt="{{Fog|Mist}} is {{wet}} & low."),
    "match": Match(id="t/q", prompt="Pair", answer={"a": "b", "c": "d"}, distractors=("e",)),
    "order": Order(id="t/q", prompt="Order", answer=("first", "second", "third")),
}


@pytest.mark.parametrize(("format_name", "kind"), [(format_name, kind) for format_name, kinds in HELD.items() for kind in sorted(kinds)])
def test_a_format_holds_these_kinds_whole(format_name: str, kind: str) -> None:
    assert [(item.outcome, item.notes) for item in export_bank(bank_of(BARE[kind]), format_name).items] == [("taken", ())]


@pytest.mark.parametrize("format_name", ["gift", "moodle", "qti", "qti2", "csv", "anki"])
def test_plain_questions_are_nearly_all_held_whole(format_name: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(banks(plain_text))
    def held(bank: Bank) -> None:
        bare = [
            replace(
                question, hint="", was=(), source=None, section="", explanation="",
                **({"distractors": tuple(d.text if isinstance(d, Distractor) else d for d in question.distractors)}
                   if isinstance(question, Choice | Select) else {}),
                **({"unit": ""} if isinstance(question, Number) else {}),
            )
            for question in bank.questions
            if question.kind in HELD[format_name]
        ]  # fmt: skip
        exported = export_bank(bank_of(*bare), format_name)
        assert [item for item in exported.items if item.outcome != "taken"] == []

    held()


LOST = {
    ("gift", "order"): ("changed", "It becomes a match."),
    ("gift", "cloze"): ("refused", "GIFT has no text with several blanks."),
    ("aiken", "true-false"): ("changed", "It becomes a choice."),
    ("aiken", "match"): ("refused", "Aiken holds nothing but a choice of one option."),
}


@pytest.mark.parametrize(("format_name", "kind"), LOST)
def test_a_kind_that_a_format_lacks_is_said(format_name: str, kind: str) -> None:
    (item,) = export_bank(bank_of(BARE[kind]), format_name).items
    assert (item.outcome, *item.notes) == LOST[format_name, kind]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"hint": "Look"}, "Not kept as it is here: hint."),
        ({"was": ("mist",)}, "Not kept as it is here: earlier ids."),
        ({"source": Source(title="Lights", publisher="Museum")}, "Its own source is not kept."),
        ({"prompt": " Fog"}, "Not kept as it is here: prompt."),
    ],
)
def test_what_gift_cannot_hold_of_a_question_is_said(fields: dict[str, object], note: str) -> None:
    (item,) = export_bank(bank_of(replace(BARE["choice"], **fields)), "gift").items
    assert (item.outcome, item.notes) == ("changed", (note,))


@pytest.mark.parametrize("format_name", ["gift", "moodle"])
def test_the_back_of_a_flashcard_is_kept_where_its_explanation_cannot_be(format_name: str) -> None:
    (item,) = export_bank(bank_of(replace(BARE["flashcard"], explanation="So.")), format_name).items
    assert (item.outcome, item.notes) == ("changed", ("Not kept as it is here: explanation.",))


def test_a_cell_that_a_spreadsheet_would_reckon_out_is_marked_as_text() -> None:
    exported = export_bank(bank_of(replace(BARE["choice"], prompt="=1+1")), "csv")
    assert "fog,choice,'=1+1,Wet" in exported.content.decode()
    assert [item.outcome for item in exported.items] == ["taken"]


@each_format
def test_every_format_that_is_written_is_read(format_name: str) -> None:
    assert format_name in FORMATS
