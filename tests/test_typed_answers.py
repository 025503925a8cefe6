"""Typed answers: what is forgiven, what is nearly right, what is wrong, and which numbers are read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from questions.number_words import read_number
from questions.typed import MAXIMUM_TYPED, NEARLY_SCORE, mark_text, normalise
from questions.verdict import NotAResponse, Outcome, Verdict

# (typed, answer). A right answer given in another form must be right, or a learner loses faith.
RIGHT = [
    ("twenty-seven", "27"),
    ("27", "twenty-seven"),
    ("one hundred and five", "105"),
    ("two thousand and one", "2001"),
    ("nineteen ninety-one", "1991"),
    ("twenty twenty-six", "2026"),
    ("two million", "2 million"),
    ("1.5 million people", "1,500,000 people"),
    ("400 000", "400,000"),
    ("400,000", "four hundred thousand"),
    ("1'500", "1500"),
    ("a hundred treaties", "100 treaties"),
    ("Roosevelt-Campobello international park", "Roosevelt Campobello International Park"),
    ("roosevelt campobello international park.", "The Roosevelt Campobello International Park"),
    ("the Great Lakes", "Great Lakes"),
    ("Great Lakes, the", "the Great Lakes"),
    ("quebec", "Québec"),
    ("Québec", "Quebec"),
    ("Tromso", "Tromsø"),
    ("Sacre-Coeur", "Sacré-Cœur"),
    ("STRASSE", "Straße"),
    ("oeuvre", "Œuvre"),
    ("Canadas capital", "Canada's capital"),
    ("Canada’s capital", "Canada's capital"),
    ("Canada and the United States", "Canada & the United States"),
    ("U.S.", "US"),
    ("U.S.A", "USA"),
    ("N.A.F.T.A.", "NAFTA"),
    ("smallmouth bass", "small-mouth bass"),
    ("e-mail", "email"),
    ("75 per cent", "75%"),
    ("75 %", "seventy-five percent"),
    ("minus 40", "-40"),
    ("−40 degrees", "-40 degrees"),
    (".5", "0.5"),
    ("+5", "5"),
    ("CO₂", "CO2"),
    ("m2", "m²"),
    ("COVID 19", "COVID-19"),
    ("1914 1918", "1914–1918"),
    ("cannot", "can not"),
    ("  smog  ", "smog"),
    ("“smog”", "smog"),
    ("२७", "27"),
    ("２７", "27"),
]

NEARLY = [
    ("ratifed", "ratified"),
    ("ratfiied", "ratified"),
    ("ratifiedd", "ratified"),
    ("Roosvelt Campobello International Park", "Roosevelt Campobello International Park"),
    ("Boundary Water Treaty", "Boundary Waters Treaty"),
    ("Porcupine cariboo", "Porcupine caribou"),
    ("mispelled internationaly", "misspelled internationally"),
    ("transbondary", "trans-boundary"),
    ("nternational", "international"),
    ("co-opertion", "cooperation"),
]

WRONG = [
    ("not ratified", "ratified"),
    ("ratified", "not ratified"),
    ("it was not ratified", "it was ratified"),
    ("isn't ratified", "is ratified"),
    ("never ratified", "ratified"),
    ("unratified", "ratified"),
    ("unratifed", "ratified"),
    ("unconstitutional", "constitutional"),
    ("independent", "dependent"),
    ("moral", "amoral"),
    ("unilateral", "bilateral"),
    ("illegal", "legal"),
    ("not able", "notable"),
    ("notable", "not able"),
    ("1990", "1991"),
    ("19 91", "1991"),
    ("1919", "1991"),
    ("199", "1991"),
    ("COVID-18", "COVID-19"),
    ("2 billion", "2 million"),
    ("1.5", "15"),
    ("5", ".5"),
    ("5", "-5"),
    ("40 degrees", "−40 degrees"),
    ("3.1", "3.10"),
    ("102", "10²"),
    ("11/2", "1½"),
    ("007", "7"),
    ("vitamin", "vitamin A"),
    ("vitamin B", "vitamin A"),
    ("World War", "World War I"),
    ("World War I", "World War II"),
    ("World War", "World War One"),
    ("Lake Huron", "Huron"),
    ("the Great Lakes of Canada", "the Great Lakes"),
    ("Boundary Waters", "Boundary Waters Treaty"),
    ("Iraq", "Iran"),
    ("coat", "coal"),
    ("southern", "northern"),
    ("immigration", "emigration"),
    ("C", "C++"),
    ("C", "C#"),
    ("がん", "かん"),
    ("का", "कि"),
    ("", "smog"),
    ("?!", "smog"),
    ("?", "!"),
    ("the", "smog"),
]


@pytest.mark.parametrize(("typed", "answer"), RIGHT)
def test_another_form_of_the_answer_is_right(typed: str, answer: str) -> None:
    assert (mark_text(typed, [answer]).outcome, mark_text(typed, [answer]).score) == ("right", 1)


@pytest.mark.parametrize(("typed", "answer"), NEARLY)
def test_a_slip_of_the_keyboard_is_nearly_right(typed: str, answer: str) -> None:
    assert mark_text(typed, [answer]) == Verdict(Outcome.NEARLY, NEARLY_SCORE, f"A slip of the keyboard: it is spelled “{answer}”.")


@pytest.mark.parametrize(("typed", "answer"), WRONG)
def test_another_answer_is_wrong(typed: str, answer: str) -> None:
    assert (mark_text(typed, [answer]).outcome, mark_text(typed, [answer]).score) == ("wrong", 0)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("Smog", "Exactly the answer."),
        (" Smog ", "Exactly the answer."),
        ("haze", "Exactly the answer."),
        ("SMOG", "Capitals don't count."),
        ("the smog!", "Capitals, accents, punctuation, articles and number words don't count."),
        ("air polution", "A slip of the keyboard: it is spelled “air pollution”."),
        ("fog", "Not one of the accepted answers."),
    ],
)
def test_the_rule_that_decided_is_said(typed: str, rule: str) -> None:
    assert mark_text(typed, ["Smog", "haze", "air pollution"]).rule == rule


def test_wrong_figures_are_said_to_be_the_reason() -> None:
    assert mark_text("In 1990", ["in 1991"]).rule == "Figures must be exact."


def test_of_several_wordings_the_one_that_is_right_counts() -> None:
    assert mark_text("acid rain", ["acid rian", "acid rain"]).outcome == "right"


def test_a_text_that_nobody_types_is_no_response() -> None:
    with pytest.raises(NotAResponse, match=r"^Give at most 1,000 characters\.$"):
        mark_text("x" * (MAXIMUM_TYPED + 1), ["x"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Boundary-Waters  Treaty, of 1909!", "boundary waters treaty of 1909"),
        ("an Hour & a Half", "hour and half"),
        ("$1,500.50 (US)", "$1500.50 us"),
        ("nineteen hundred and nine", "1909"),
        ("five hundred twenty thousand", "520000"),
        ("hundred", "100"),
        ("twenty zero", "20 0"),
        ("two hundred twenty thirty", "220 30"),
        ("one hundred and more", "100 and more"),
        ("no one", "no 1"),
        ("12,34", "12 34"),
        ("1,5", "1 5"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_what_is_forgiven_is_taken_away_before_texts_are_compared(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("27", ("27", "")),
        ("27.", ("27", "")),
        (" 27 km ", ("27", "km")),
        ("27km", ("27", "km")),
        ("27 %", ("27", "%")),
        ("twenty-seven", ("27", "")),
        ("Twenty-seven.", ("27", "")),
        ("twenty-seven square miles", ("27", "square miles")),
        ("a hundred and five", ("105", "")),
        ("nineteen sixty-four", ("1964", "")),
        ("about 300", ("300", "")),
        ("~300", ("300", "")),
        ("c. 1900", ("1900", "")),
        ("more than 300 people", ("300", "people")),
        ("at least twelve", ("12", "")),
        ("roughly 50%", ("50", "%")),
        ("-40", ("-40", "")),
        ("−40", ("-40", "")),
        ("– 40", ("-40", "")),
        ("minus 40", ("-40", "")),
        ("minus forty", ("-40", "")),
        ("+5", ("5", "")),
        ("1,500", ("1500", "")),
        ("1,500,000", ("1500000", "")),
        ("1 500 000", ("1500000", "")),
        ("1\u202f500", ("1500", "")),
        ("1'500", ("1500", "")),
        ("1,500.5", ("1500.5", "")),
        ("1 500,5", ("1500.5", "")),
        ("1,5", ("1.5", "")),
        ("0,125", ("0.125", "")),
        ("1500,25", ("1500.25", "")),
        (".5", ("0.5", "")),
        (",5", ("0.5", "")),
        ("1.5 million", ("1500000", "")),
        ("2 millions of dollars", ("2000000", "of dollars")),
        ("3 thousand million", ("3000000000", "")),
        ("a billion", ("1000000000", "")),
        ("2 trillion", ("2000000000000", "")),
        ("$5", ("5", "$")),
        ("-$5", ("-5", "$")),
        ("US$ 5 million", ("5000000", "US$")),
        ("5 $", ("5", "$")),
        ("€5,50", ("5.50", "€")),
        ("0", ("0", "")),
        ("zero", ("0", "")),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, expected: tuple[str, str]) -> None:
    assert read_number(typed) == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "many", "about", "-", "--5", "km", "19 91", "12 34", "1 2 3", "1,50,000", "1.500.000", "1,500,5", "27-30", "27–30", "1/2",
     "1991 or 1992", "1" + "0" * 40, "9" * 300, "x" * 300],
)  # fmt: skip
def test_what_is_no_number_or_several_is_no_response(typed: str) -> None:
    with pytest.raises(NotAResponse):
        read_number(typed)
