"""When the key of a question is another one, so that past answers were marked by what no longer holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from questions.keys import same_key
from questions.kinds import Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.wording import from_json, to_json

CHOICE = Choice(id="t/q", prompt="Which lake?", answer="Lake Michigan", distractors=("Lake Erie", "Lake Huron"))
SALT = Choice(id="t/q", prompt="Which salt?", answer="nitrate", distractors=("nitrite",))
SELECT = Select(id="t/q", prompt="Which?", answer=("Erie", "Huron"), distractors=("Michigan",))
TYPED = ShortAnswer(id="t/q", prompt="Who?", answer="Pearson", accept=("Lester Pearson",))
NUMBER = Number(id="t/q", prompt="How far?", answer=Decimal(20), tolerance=Decimal(1), unit="km")
CLOZE = Cloze(id="t/q", prompt="{{Ottawa}} on the {{Ottawa River|Outaouais}}")
MATCH = Match(id="t/q", prompt="Pair", answer={"a": "one", "b": "two"})
ORDER = Order(id="t/q", prompt="Order", answer=("one", "two", "three"))
TRUE = TrueFalse(id="t/q", prompt="So?", answer=True)
CARD = Flashcard(id="t/q", prompt="So?", answer="Yes")


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (CHOICE, replace(CHOICE, prompt="Which of the lakes?", explanation="So.", hint="Look.")),
        (CHOICE, replace(CHOICE, distractors=("Lake Erie", Distractor(text="Lake Superior", feedback="No.")))),
        (CHOICE, replace(CHOICE, answer="Lake Michgan")),
        (SELECT, replace(SELECT, answer=("Huron", "Erie"))),
        (TYPED, replace(TYPED, accept=("lester pearson", "PEARSON"))),
        (NUMBER, replace(NUMBER, unit="kilometres", answer=Decimal("20.0"))),
        (CLOZE, replace(CLOZE, prompt="The town of {{Ottawa}} lies on the {{Outaouais|Ottawa River}}.")),
        (MATCH, replace(MATCH, answer={"b": "two", "a": "one"}, distractors=("three",))),
        (CARD, replace(CARD, answer="No")),
        (CARD, TRUE),
    ],
)  # fmt: skip
def test_rewording_mended_slips_and_more_options_leave_the_key(then, now):
    assert (same_key(then, now), same_key(now, then)) == (True, True)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (CHOICE, replace(CHOICE, answer="Lake Erie", distractors=("Lake Michigan", "Lake Huron"))),
        (replace(CHOICE, answer="1909"), replace(CHOICE, answer="1908")),
        (SELECT, replace(SELECT, answer=("Erie",), distractors=("Huron", "Michigan"))),
        (SELECT, replace(SELECT, answer=("Erie", "Michigan"), distractors=("Huron",))),
        (TYPED, replace(TYPED, accept=())),
        (TYPED, replace(TYPED, accept=("Lester Pearson", "Trudeau"))),
        (NUMBER, replace(NUMBER, answer=Decimal(21))),
        (NUMBER, replace(NUMBER, tolerance=Decimal(2))),
        (CLOZE, replace(CLOZE, prompt="{{Ottawa}} on the {{Ottawa River}}")),
        (CLOZE, replace(CLOZE, prompt="Ottawa on the {{Ottawa River|Outaouais}}")),
        (MATCH, replace(MATCH, answer={"a": "two", "b": "one"})),
        (ORDER, replace(ORDER, answer=("two", "one", "three"))),
        (TRUE, replace(TRUE, answer=False)),
        (CHOICE, replace(TYPED, answer="Lake Michigan")),
        (SALT, replace(SALT, answer="nitrite", distractors=("nitrate",))),
        (SALT, replace(SALT, answer="nitrite", distractors=("sulphate",))),
        (replace(SELECT, answer=("nitrate", "x"), distractors=("nitrite",)), replace(SELECT, answer=("nitrite", "x"), distractors=())),
        (replace(ORDER, answer=("nitrate", "nitrite")), replace(ORDER, answer=("nitrite", "nitrate"))),
        (replace(MATCH, answer={"a": "nitrate", "b": "nitrite"}), replace(MATCH, answer={"a": "nitrite", "b": "nitrate"})),
    ],
)  # fmt: skip
def test_what_makes_other_responses_right_is_another_key(then, now):
    assert (same_key(then, now), same_key(now, then)) == (False, False)


def test_every_shipped_question_has_the_key_it_was_asked_with():
    from questions.reading import SHIPPED, read_library

    assert [each.id for each in read_library([SHIPPED]) if not same_key(from_json(to_json(each)), each)] == []
