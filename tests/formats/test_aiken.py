"""Aiken: the strict format, and what strays from it and is clear all the same."""

from __future__ import annotations

from io import BytesIO

import pytest

from questions.formats import Imported, import_bank


def taken(text: str) -> Imported:
    return import_bank(BytesIO(text.encode()), "lights.txt", "aiken")


def shown(text: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    imported = taken(text)
    by_id = {question.id.partition("/")[2]: question for question in imported.questions}
    return [(by_id[item.id].prompt, by_id[item.id].answer_text(), by_id[item.id].options()[1:], item.notes) for item in imported.items]


STRICT = "What is fog?\nA. Smoke\nB. Cloud\nANSWER: B\n"


def test_a_question_is_a_choice_whose_answer_the_last_line_names() -> None:
    assert shown(STRICT) == [("What is fog?", "Cloud", ("Smoke",), ())]


def test_a_bracket_does_as_well_as_a_point() -> None:
    assert shown(STRICT.replace(". ", ") ")) == [("What is fog?", "Cloud", ("Smoke",), ())]


def test_questions_stand_with_or_without_a_blank_line_between() -> None:
    assert [item.where for item in taken(STRICT + STRICT + "\n" + STRICT).items] == ["line 1", "line 5", "line 10"]


ALIKE = {
    STRICT.replace("ANSWER", "Correct answer"): "The line of the answer is not written as Aiken wants it, `ANSWER: B`.",
    STRICT.replace("ANSWER: B", "Answer: b."): "The line of the answer is not written as Aiken wants it, `ANSWER: B`.",
    STRICT.replace("A.", "a.").replace("B.", "b."): "The letters of the options are small; Aiken wants capitals.",
}


@pytest.mark.parametrize("text", ALIKE)
def test_what_is_nearly_aiken_is_taken_and_noted(text: str) -> None:
    assert shown(text) == [("What is fog?", "Cloud", ("Smoke",), (ALIKE[text],))]


def test_a_question_over_several_lines_keeps_them_and_is_noted() -> None:
    assert shown("What\nis fog?\nA. Smoke\nB. Cloud\nANSWER: B") == [
        ("What\nis fog?", "Cloud", ("Smoke",), ("The question goes over several lines; Aiken wants one.",))
    ]


def test_blank_lines_within_a_question_make_no_difference() -> None:
    assert shown(STRICT.replace("\n", "\n\n")) == shown(STRICT)


def test_letters_within_the_question_are_no_options() -> None:
    text = "Which are wet?\nI. Fog\nV. Sand\nA. I\nB. I and V\nANSWER: A\n"
    assert [shown[:3] for shown in shown(text)] == [("Which are wet?\nI. Fog\nV. Sand", "I", ("I and V",))]


def test_a_text_that_names_a_tag_keeps_it() -> None:
    assert [each[:3] for each in shown("Which is bold?\nA. <b>\nB. <i>\nANSWER: A")] == [("Which is bold?", "<b>", ("<i>",))]


REFUSED = {
    "What is fog?\nA. Smoke\nB. Cloud\n": "No line `ANSWER:` names the right option.",
    "What is fog?\nA. Smoke\nB. Cloud\nANSWER: D": "The answer is D, but there is no option D.",
    "What is fog?\nA. Smoke\nB. Cloud\nANSWER: A, B": "“A, B” names no option: `ANSWER:` wants one letter.",
    "What is fog?\nA. Smoke\nA. Cloud\nANSWER: A": "The option A stands twice.",
    "What is fog?\nANSWER: A": "It has no options. They begin with a letter and a point or a bracket, as in `A. Fog`.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_question_is_refused_by_name(text: str) -> None:
    assert [item.notes for item in taken(text).items] == [(REFUSED[text],)]


def test_a_question_without_its_answer_takes_none_of_the_next_along() -> None:
    text = "What is mist?\nA. Smoke\nB. Cloud\n\n" + STRICT
    assert [(item.where, item.outcome) for item in taken(text).items] == [("line 1", "refused"), ("line 5", "taken")]


def test_the_format_is_known_by_its_last_line() -> None:
    assert import_bank(BytesIO(STRICT.encode()), "lights.txt").format == "Aiken"


def test_braces_of_code_don_t_make_it_gift() -> None:
    assert import_bank(BytesIO(STRICT.replace("fog", "f() { return 1; }").encode()), "lights.txt").format == "Aiken"
