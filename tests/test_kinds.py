"""The nine kinds of question: how each is marked, how a typed line is read, and what is shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal

import pytest

from questions.kinds import (
    KINDS,
    AnyQuestion,
    Choice,
    Cloze,
    Distractor,
    Flashcard,
    Match,
    Number,
    Order,
    Select,
    ShortAnswer,
    TrueFalse,
)
from questions.verdict import NotAResponse, Response, Verdict

CHOICE = Choice(id="t/choice", prompt="P", answer="1991", distractors=("1909", Distractor(text="2000", feedback="Too late."), "1972"))
SELECT = Select(id="t/select", prompt="P", answer=("Smog", "Soot"), distractors=("Dew", Distractor(text="Fog, thin", feedback="Harmless.")))
TRUE = TrueFalse(id="t/true", prompt="P", answer=True)
SHORT = ShortAnswer(id="t/short", prompt="P", answer="International Joint Commission", accept=("IJC",))
NUMBER = Number(id="t/number", prompt="How far is it?", answer=Decimal(8891), tolerance=Decimal(10), unit="km")
PLAIN = Number(id="t/plain", prompt="How many countries signed?", answer=Decimal(27))
CLOZE = Cloze(id="t/cloze", prompt="In {{2000|the year 2000}}, the {{Ozone}} Annex was added to the {{Air Quality}} Agreement.")
ONE_BLANK = Cloze(id="t/blank", prompt="Pollution that crosses a border is {{transboundary}}.")
MATCH = Match(id="t/match", prompt="P", answer={"Trail": "smelter", "Windsor": "cars", "Sable": "wind"}, distractors=("fish",))
ORDER = Order(id="t/order", prompt="P", answer=("first", "second", "third", "fourth"))
CARD = Flashcard(id="t/card", prompt="P", answer="The back.")
EVERY: list[AnyQuestion] = [CHOICE, SELECT, TRUE, SHORT, NUMBER, PLAIN, CLOZE, ONE_BLANK, MATCH, ORDER, CARD]


def mark(question: AnyQuestion, response: Response) -> tuple[str, float]:
    verdict = question.mark(response)
    return str(verdict.outcome), verdict.score


# Marking


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.id)
def test_the_right_response_is_right(question: AnyQuestion) -> None:
    assert mark(question, question.right_response()) == ("right", 1)


@pytest.mark.parametrize(
    ("question", "response", "outcome", "score"),
    [
        (CHOICE, "1991", "right", 1),
        (CHOICE, "1909", "wrong", 0),
        (CHOICE, "2000", "wrong", 0),
        (TRUE, "True", "right", 1),
        (TRUE, "False", "wrong", 0),
        (TRUE, True, "right", 1),
        (TRUE, False, "wrong", 0),
        (SELECT, ["Soot", "Smog"], "right", 1),
        (SELECT, ["Smog", "Smog", "Soot"], "right", 1),
        (SELECT, ["Smog"], "partly", 0.5),
        (SELECT, ["Smog", "Soot", "Dew"], "partly", 0.5),
        (SELECT, ["Smog", "Dew"], "wrong", 0),
        (SELECT, ["Dew"], "wrong", 0),
        (SELECT, ["Smog", "Soot", "Dew", "Fog, thin"], "wrong", 0),
        (SHORT, "ijc", "right", 1),
        (SHORT, "the international joint commision", "nearly", 0.9),
        (SHORT, "Joint Commission", "wrong", 0),
        (NUMBER, "8891", "right", 1),
        (NUMBER, "8,881 km", "right", 1),
        (NUMBER, "about 8 901 kilometres", "right", 1),
        (NUMBER, "8901.5", "wrong", 0),
        (NUMBER, "eight thousand eight hundred and ninety-one", "right", 1),
        (PLAIN, "twenty-seven countries", "right", 1),
        (PLAIN, "26.9", "wrong", 0),
        (PLAIN, "-27", "wrong", 0),
        (CLOZE, ["2000", "ozone", "air quality"], "right", 1),
        (CLOZE, ["the year 2000", "Ozone", "Air quality"], "right", 1),
        (CLOZE, ["2000", "ozone", "air qualty"], "nearly", 0.9667),
        (CLOZE, ["2000", "oznoe", "air qualty"], "nearly", 0.9333),
        (CLOZE, ["2000", "smog", "air quality"], "partly", 0.6667),
        (CLOZE, ["2000"], "partly", 0.3333),
        (CLOZE, ["", "", "air quality"], "partly", 0.3333),
        (CLOZE, ["1999", "smog", "water"], "wrong", 0),
        (ONE_BLANK, ["trans-boundary"], "right", 1),
        (ONE_BLANK, ["transbondary"], "nearly", 0.9),
        (ONE_BLANK, ["local"], "wrong", 0),
        (MATCH, {"Sable": "wind", "Trail": "smelter", "Windsor": "cars"}, "right", 1),
        (MATCH, {"Trail": "smelter", "Windsor": "wind", "Sable": "cars"}, "partly", 0.3333),
        (MATCH, {"Trail": "smelter", "Windsor": "cars"}, "partly", 0.6667),
        (MATCH, {"Trail": "fish"}, "wrong", 0),
        (ORDER, ["first", "second", "third", "fourth"], "right", 1),
        (ORDER, ["second", "first", "third", "fourth"], "partly", 0.6667),
        (ORDER, ["second", "third", "fourth", "first"], "partly", 0.6667),
        (ORDER, ["second", "first", "fourth", "third"], "partly", 0.3333),
        (ORDER, ["fourth", "third", "second", "first"], "wrong", 0),
        (ORDER, ["first", "second"], "partly", 0.3333),
        (CARD, "again", "wrong", 0),
        (CARD, "hard", "right", 1),
        (CARD, "good", "right", 1),
        (CARD, "easy", "right", 1),
    ],
)
def test_a_response_is_worth(question: AnyQuestion, response: Response, outcome: str, score: float) -> None:
    assert mark(question, response) == (outcome, score)


@pytest.mark.parametrize(
    ("question", "response", "parts"),
    [
        (SELECT, ["Smog", "Dew"], (True, False, False, True)),
        (CLOZE, ["2000", "oznoe", "water"], (True, True, False)),
        (MATCH, {"Windsor": "cars"}, (False, True, False)),
        (ORDER, ["second", "first", "third", "fourth"], (False, False, True, True)),
        (ORDER, ["first"], (True, False, False, False)),
    ],
)
def test_the_verdict_says_which_parts_are_right(question: AnyQuestion, response: Response, parts: tuple[bool, ...]) -> None:
    assert question.mark(response).parts == parts


@pytest.mark.parametrize(
    ("question", "response", "rule"),
    [
        (CHOICE, "1991", "You chose the right option."),
        (CHOICE, "1909", "You chose another option."),
        (TRUE, "False", "The statement is true."),
        (SELECT, ["Smog"], "1 of 2 right options chosen."),
        (SELECT, ["Smog", "Dew"], "1 of 2 right options chosen, 1 wrong."),
        (NUMBER, "8891", "Exactly the number."),
        (NUMBER, "8900", "Within 10 of 8891."),
        (NUMBER, "9000", "More than 10 off."),
        (PLAIN, "28", "The number must be exact."),
        (
            CLOZE,
            ["2000", "oznoe", "water"],
            "2 of 3 blanks right. [2] A slip of the keyboard: it is spelled “Ozone”. [3] Not one of the accepted answers.",
        ),
        (ONE_BLANK, ["transbondary"], "A slip of the keyboard: it is spelled “transboundary”."),
        (MATCH, {"Trail": "smelter"}, "1 of 3 pairs right."),
        (ORDER, ["second", "first", "third", "fourth"], "3 of 4 items in the right order."),
        (CARD, "hard", "You marked it as known with effort."),
    ],
)
def test_the_verdict_names_the_rule(question: AnyQuestion, response: Response, rule: str) -> None:
    assert question.mark(response).rule == rule


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (CHOICE, ""),
        (CHOICE, "1990"),
        (CHOICE, ["1991"]),
        (SELECT, []),
        (SELECT, ["Rain"]),
        (SELECT, "Smog"),
        (SELECT, [["Smog"]]),
        (TRUE, "yes"),
        (TRUE, []),
        (SHORT, "  "),
        (SHORT, "x" * 1_001),
        (NUMBER, ""),
        (NUMBER, "far"),
        (NUMBER, "8891 miles"),
        (NUMBER, "8891 kilograms"),
        (PLAIN, "27 km"),
        (PLAIN, "$27"),
        (PLAIN, "27%"),
        (CLOZE, []),
        (CLOZE, ["", " "]),
        (CLOZE, ["2000", "ozone", "air quality", "more"]),
        (MATCH, {}),
        (MATCH, {"Halifax": "fish"}),
        (MATCH, {"Trail": "gold"}),
        (MATCH, {"Trail": ["smelter"]}),
        (ORDER, []),
        (ORDER, ["first", "first", "second", "third"]),
        (ORDER, ["first", "fifth"]),
        (CARD, "perfect"),
        (CARD, ""),
    ],
)
def test_what_is_no_response_is_not_marked(question: AnyQuestion, response: Response) -> None:
    with pytest.raises(NotAResponse, match=r"^[A-Z].{10,}\.$"):
        question.mark(response)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [("km", "5 km"), ("km", "5 Kilometers"), ("kilometres", "5km"), ("%", "5 per cent"), ("per cent", "5%"), ("percent", "5 percent"),
     ("dollars", "$5"), ("dollars", "5 dollar"), ("€", "5 euros"), ("people", "5 people"), ("nautical miles", "5 nautical mile"),
     ("m²", "5 m2")],
)  # fmt: skip
def test_a_unit_is_known_by_its_usual_names(unit: str, typed: str) -> None:
    assert mark(Number(id="t/n", prompt="P", answer=Decimal(5), unit=unit), typed) == ("right", 1)


def test_a_number_of_twenty_digits_is_marked_to_the_last_of_them() -> None:
    question = Number(id="t/n", prompt="P", answer=Decimal(12345678901234567891))
    assert (list(question.faults()), mark(question, question.right_response())) == ([], ("right", 1))
    assert mark(question, "12345678901234567890") == ("wrong", 0)


def test_an_unknown_unit_is_named_in_what_the_learner_is_told() -> None:
    with pytest.raises(NotAResponse, match=r"^Give the number in km; “miles” was not understood\.$"):
        NUMBER.mark("5500 miles")


# Typed lines


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        (CHOICE, "1", "2000"),
        (CHOICE, " 4. ", "1909"),
        (CHOICE, "b", "1991"),
        (CHOICE, "C)", "1972"),
        (CHOICE, "1972", "1972"),
        (SELECT, "1", ["Dew"]),
        (SELECT, "1 3", ["Dew", "Smog"]),
        (SELECT, "1,3", ["Dew", "Smog"]),
        (SELECT, "3; 1", ["Dew", "Smog"]),
        (SELECT, "31", ["Dew", "Smog"]),
        (SELECT, "a c", ["Dew", "Smog"]),
        (SELECT, "ca", ["Dew", "Smog"]),
        (SELECT, "AC", ["Dew", "Smog"]),
        (SELECT, "3 3 3", ["Smog"]),
        (SELECT, "smog, soot", ["Soot", "Smog"]),
        (SELECT, "fog,  THIN", ["Fog, thin"]),
        (SELECT, "Fog, thin; Dew", ["Dew", "Fog, thin"]),
        (TRUE, "t", "True"),
        (TRUE, "Yes", "True"),
        (TRUE, "FALSE", "False"),
        (TRUE, "n", "False"),
        (TRUE, "1", "True"),
        (TRUE, "2", "False"),
        (SHORT, "  IJC ", "IJC"),
        (NUMBER, " 8,891 km ", "8,891 km"),
        (CLOZE, "2000; ozone; air quality", ["2000", "ozone", "air quality"]),
        (CLOZE, "2000, ozone, air quality", ["2000", "ozone", "air quality"]),
        (CLOZE, "; ozone;", ["", "ozone", ""]),
        (CLOZE, "2000", ["2000"]),
        (CLOZE, "2000, or so", ["2000, or so"]),
        (ONE_BLANK, "cross, as it were; border", ["cross, as it were; border"]),
        (MATCH, "2 1 3", {"Trail": "wind", "Windsor": "fish", "Sable": "cars"}),
        (MATCH, "b a c", {"Trail": "wind", "Windsor": "fish", "Sable": "cars"}),
        (MATCH, "bac", {"Trail": "wind", "Windsor": "fish", "Sable": "cars"}),
        (MATCH, "smelter; cars", {"Trail": "smelter", "Windsor": "cars"}),
        (MATCH, "cars", {"Trail": "cars"}),
        (ORDER, "4 3 2 1", ["first", "second", "third", "fourth"]),
        (ORDER, "4321", ["first", "second", "third", "fourth"]),
        (ORDER, "d, c, b, a", ["first", "second", "third", "fourth"]),
        (ORDER, "dcba", ["first", "second", "third", "fourth"]),
        (ORDER, "first second", ["first", "second"]),
        (ORDER, "third", ["third"]),
        (CARD, "3", "good"),
        (CARD, " Again ", "again"),
        (CARD, "y", "good"),
    ],
)
def test_a_line_stands_for_a_response(question: AnyQuestion, line: str, expected: Response) -> None:
    assert question.parse(line, shown(question)) == expected


def shown(question: AnyQuestion) -> Sequence[str]:
    """The options in another order than the bank's."""
    return {
        CHOICE.id: ("2000", "1991", "1972", "1909"),
        SELECT.id: ("Dew", "Soot", "Smog", "Fog, thin"),
        MATCH.id: ("fish", "wind", "cars", "smelter"),
        ORDER.id: ("fourth", "third", "second", "first"),
    }.get(question.id, question.options())


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (CHOICE, ""),
        (CHOICE, "0"),
        (CHOICE, "5"),
        (CHOICE, "e"),
        (CHOICE, "1 2"),
        (CHOICE, "99"),
        (CHOICE, "²"),
        (SELECT, ""),
        (SELECT, ",;"),
        (SELECT, "1 5"),
        (SELECT, "ae"),
        (SELECT, "fog"),
        (TRUE, "maybe"),
        (TRUE, "3"),
        (SHORT, " "),
        (NUMBER, "far"),
        (NUMBER, "8891 miles"),
        (CLOZE, ""),
        (CLOZE, ";;"),
        (CLOZE, "1;2;3;4"),
        (MATCH, ""),
        (MATCH, "1 2 3 4"),
        (MATCH, "xyz"),
        (ORDER, ""),
        (ORDER, "1 1 2 3"),
        (ORDER, "1 2 3 9"),
        (CARD, "5"),
        (CARD, ""),
    ],
)
def test_a_line_that_stands_for_nothing_is_told_what_to_type(question: AnyQuestion, line: str) -> None:
    with pytest.raises(NotAResponse, match=r"^[A-Z“].{10,}\.$"):
        question.parse(line, shown(question))


def test_the_text_of_an_option_goes_before_its_number() -> None:
    question = Choice(id="t/c", prompt="P", answer="2", distractors=("3", "1"))
    assert [question.parse(line, ("3", "1", "2")) for line in ("1", "2", "3", "a")] == ["1", "2", "3", "3"]


def test_what_cannot_be_picked_is_named() -> None:
    with pytest.raises(NotAResponse, match=r"^“ozone” is not one of the choices\. Type a number from 1 to 4\.$"):
        SELECT.parse("smog, ozone", shown(SELECT))


# What is shown


@pytest.mark.parametrize(
    ("question", "options", "answer"),
    [
        (CHOICE, ("1991", "1909", "2000", "1972"), "1991"),
        (SELECT, ("Smog", "Soot", "Dew", "Fog, thin"), "Smog · Soot"),
        (TRUE, ("True", "False"), "True"),
        (SHORT, (), "International Joint Commission"),
        (NUMBER, (), "8891 km (± 10)"),
        (PLAIN, (), "27"),
        (CLOZE, (), "2000 · Ozone · Air Quality"),
        (MATCH, ("smelter", "cars", "wind", "fish"), "Trail → smelter · Windsor → cars · Sable → wind"),
        (ORDER, ("first", "second", "third", "fourth"), "first → second → third → fourth"),
        (CARD, (), "The back."),
    ],
)
def test_a_question_shows_its_options_and_its_answer(question: AnyQuestion, options: tuple[str, ...], answer: str) -> None:
    assert (question.options(), question.answer_text()) == (options, answer)


@pytest.mark.parametrize(
    ("question", "response", "text"),
    [
        (CHOICE, "1909", "1909"),
        (SELECT, ["Smog", "Dew"], "Smog · Dew"),
        (CLOZE, ["2000", "", "air"], "2000 · – · air"),
        (MATCH, {"Windsor": "cars"}, "Trail → – · Windsor → cars · Sable → –"),
        (ORDER, ["second", "first"], "second → first"),
        (CARD, "hard", "marked by yourself: hard"),
        *((question, None, "I don't know") for question in EVERY),
    ],
)
def test_a_response_is_told_in_words(question: AnyQuestion, response: Response, text: str) -> None:
    assert question.response_text(response) == text


@pytest.mark.parametrize(
    ("question", "response", "feedback"),
    [
        (CHOICE, "2000", "Too late."),
        (CHOICE, "1909", ""),
        (CHOICE, "1991", ""),
        (SELECT, ["Smog", "Fog, thin"], "Harmless."),
        (SELECT, ["Smog"], ""),
        (
            Select(id="t/s", prompt="P", answer=("A",), distractors=(Distractor(text="B"), Distractor(text="C", feedback="No."))),
            ["B", "C"],
            "No.",
        ),
        (SHORT, "IJC", ""),
    ],
)
def test_a_distractor_gives_its_feedback_to_who_chose_it(question: AnyQuestion, response: Response, feedback: str) -> None:
    assert question.feedback(response) == feedback


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.id)
def test_every_kind_says_how_to_respond(question: AnyQuestion) -> None:
    assert (question.how()[:5] in {"Type ", "Recal"}, question.how()[-1]) == (True, ".")


def test_a_cloze_shows_numbered_gaps_and_the_text_filled_in() -> None:
    assert CLOZE.gapped() == "In [1] ____, the [2] ____ Annex was added to the [3] ____ Agreement."
    assert CLOZE.around() == ["In ", ", the ", " Annex was added to the ", " Agreement."]
    assert CLOZE.filled() == "In 2000, the Ozone Annex was added to the Air Quality Agreement."


def test_true_stands_before_false_always() -> None:
    assert [kind for kind in KINDS if not KINDS[kind].shuffles] == ["true-false"]


def test_there_are_nine_kinds_each_under_its_name() -> None:
    assert [field.default for kind in KINDS.values() for field in fields(kind) if field.name == "kind"] == list(KINDS)
    assert len(KINDS) == 9


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("27", "27"),
        ("1991", "1991"),
        ("400000", "400,000"),
        ("12345.50", "12,345.5"),
        ("0.5", "0.5"),
        ("-40", "-40"),
        ("1E+3", "1000"),
        ("0E-5", "0"),
    ],
)
def test_a_number_is_shown_as_people_write_it(number: str, text: str) -> None:
    assert Number(id="t/n", prompt="P", answer=Decimal(number)).answer_text() == text


def test_a_topic_is_the_first_part_of_the_id() -> None:
    assert CHOICE.topic == "t"


def test_a_verdict_carries_no_parts_where_there_are_none() -> None:
    assert CHOICE.mark("1991") == Verdict(CHOICE.mark("1991").outcome, 1.0, "You chose the right option.", ())
