"""Notes that Anki wrote as text: what its first lines say of the rest."""

from __future__ import annotations

from io import BytesIO

import pytest

from formats.decks import older
from questions.formats import Imported, guess_format, import_bank
from questions.formats.anki_own import CARD, note_fields
from questions.kinds import Choice


def taken(text: str) -> Imported:
    return import_bank(BytesIO(text.encode()), "notes.txt")


def told(text: str) -> list[tuple[str, ...]]:
    return [(item.where, item.outcome, *item.notes) for item in taken(text).items]


def asked(text: str) -> list[tuple[str, str]]:
    return [(question.prompt, question.answer_text()) for question in taken(text).questions]


@pytest.mark.parametrize("start", ["#separator:tab\n", "\ufeff#html:true\n", "#notetype column:1\n", "#columns:Front\tBack\n"])
def test_the_text_is_known_by_its_first_line(start: str) -> None:
    assert guess_format(f"{start}Fog\tWet\n".encode(), "notes.csv") == "anki-text"


@pytest.mark.parametrize(("name", "sign"), [("tab", "\t"), ("Comma", ","), ("semicolon", ";"), ("pipe", "|"), ("colon", ":"), (";", ";")])
def test_the_separator_is_the_one_that_is_named(name: str, sign: str) -> None:
    assert asked(f"#separator:{name}\nFog{sign}Wet\n") == [("Fog", "Wet")]


def test_a_field_in_quotes_may_hold_lines_and_quotes() -> None:
    assert asked('#separator:tab\n#html:true\n"What is\n""fog""?<br>Say."\tWet\n') == [('What is "fog"?\nSay.', "Wet")]


def test_without_html_a_sign_is_a_sign() -> None:
    assert asked('#separator:tab\n#html:false\n"a <b> c\nd"\t&amp;\n') == [("a <b> c\nd", "&amp;")]


def test_columns_that_are_no_fields_are_known_by_the_first_lines() -> None:
    text = "#separator:tab\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nx\tBasic\tSea::Lights\tFog\tWet\told\n"
    assert (asked(text), taken(text).questions[0].section) == ([("Fog", "Wet")], "Sea / Lights")
    assert told(text) == [("line 6", "changed", "Tags are not kept: old.")]


def test_a_deck_and_a_type_may_hold_for_all_notes() -> None:
    text = "#deck:Lights\n#notetype:Basic (type in the answer)\nWho?\tFresnel\n"
    assert [(question.kind, question.section) for question in taken(text).questions] == [("short-answer", "Lights")]


TYPES = {
    "Basic": [("phare", "lighthouse")],
    "Basic (and reversed card)": [("phare", "lighthouse"), ("lighthouse", "phare")],
    "Einfach": [("phare", "lighthouse")],
}


@pytest.mark.parametrize("name", TYPES)
def test_the_types_that_come_with_anki_are_known_by_name(name: str) -> None:
    assert asked(f"#separator:tab\n#notetype:{name}\nphare\tlighthouse\n") == TYPES[name]


@pytest.mark.parametrize(("third", "cards"), [("y", 2), ("", 1)])
def test_an_optional_reverse_is_made_where_it_is_asked_for(third: str, cards: int) -> None:
    assert len(asked(f"#separator:tab\n#notetype:Basic (optional reversed card)\nphare\tlighthouse\t{third}\n")) == cards


def test_a_text_with_gaps_is_a_cloze_whatever_its_type_is_called() -> None:
    assert asked("#separator:tab\n#notetype:Lücke\n{{c1::Fog}} is {{c2::wet}}\tSo.\n") == [
        ("{{Fog}} is wet", "Fog"),
        ("Fog is {{wet}}", "wet"),
    ]


def test_a_third_field_is_noted() -> None:
    assert told("#separator:tab\nFog\tWet\tgrey\n") == [("line 2", "changed", "The field “3” is on no card, and is not kept.")]


def test_a_question_of_ours_comes_back_whole_from_the_text() -> None:
    ours = Choice(id="sea/fog", prompt="Fog is", answer="wet", distractors=("dry", "hot"))
    row = "\t".join(['"' + text.replace('"', '""') + '"' for text in note_fields(ours)])
    (question,) = taken(f"#separator:tab\n#html:true\n#notetype:{CARD.name}\n{row}\t\t\n").questions
    assert (question.kind, question.prompt, question.answer_text()) == ("choice", "Fog is", "wet")


def test_an_archive_is_no_text() -> None:
    assert import_bank(older(), "notes.txt").format == "Anki"
