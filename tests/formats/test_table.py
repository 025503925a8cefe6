"""Tables and the text of Quizlet: found out by themselves, or by the names of their columns."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from questions.formats import Imported, import_bank
from questions.kinds import Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse


def taken(text: str | bytes, name: str = "lights.csv") -> Imported:
    return import_bank(BytesIO(text.encode() if isinstance(text, str) else text), name)


def question(kind: type[Any], **fields: Any) -> Any:
    return kind(id="t/fog", prompt="Fog", source=taken("").source, **fields)


CARD = question(Flashcard, answer="Low cloud")
FOUND_OUT = [
    "Fog,Low cloud", "Fog\tLow cloud", "Fog;Low cloud", 'Fog,"Low cloud"\n', "\ufeffprompt,answer\r\nFog,Low cloud\r\n",
    "Term\tDefinition\nFog\tLow cloud",
]  # fmt: skip


@pytest.mark.parametrize("text", FOUND_OUT)
def test_what_sets_columns_apart_is_found_out(text: str) -> None:
    assert taken(text).questions == (CARD,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert taken("Québec,Été".encode(encoding)).questions[0].prompt == "Québec"


def test_the_text_of_quizlet_is_known_by_its_tab() -> None:
    assert taken('Fog\tA "low" cloud\nMist\tThin fog', "export.txt").questions[0].answer_text() == 'A "low" cloud'


ROWS = {
    "answer,distractors\nFog,Wet,Dry | Hot": question(Choice, answer="Wet", distractors=("Dry", "Hot")),
    "answer,distractor 1,distractor 2\nFog,Wet,Dry,Hot": question(Choice, answer="Wet", distractors=("Dry", "Hot")),
    "kind,answer,distractors\nFog,select,Wet;Cold,Dry": question(Select, answer=("Wet", "Cold"), distractors=("Dry",)),
    "kind,answer\nFog,true-false,TRUE": question(TrueFalse, answer=True),
    "kind,answer,accept\nFog,short-answer,wet,damp": question(ShortAnswer, answer="wet", accept=("damp",)),
    'kind,answer,tolerance,unit\nFog,number,"1,5",0.5,km': question(Number, answer=Decimal("1.5"), tolerance=Decimal("0.5"), unit="km"),
    "kind,answer\nFog,match,a → b | c → d": question(Match, answer={"a": "b", "c": "d"}),
    "kind,answer\nFog,order,a | b": question(Order, answer=("a", "b")),
    "answer,hint,explanation,section\nFog,Wet,H,E,S": question(Flashcard, answer="Wet", hint="H", explanation="E", section="S"),
    "option 1,option 2,correct\nFog,Wet,Dry,1": question(Choice, answer="Wet", distractors=("Dry",)),
    "Answer 1,Answer 2,Answer 3,Correct answer(s)\nFog,Wet,Cold,Dry,\"1,2\"": question(
        Select, answer=("Wet", "Cold"), distractors=("Dry",)
    ),
    "option a,option b,answer\nFog,Wet,Dry,B": question(Choice, answer="Dry", distractors=("Wet",)),
}  # fmt: skip


@pytest.mark.parametrize("rest", ROWS)
def test_columns_are_taken_by_their_names(rest: str) -> None:
    assert taken(f"prompt,{rest}").questions == (ROWS[rest],)


def test_a_cloze_has_its_blanks_in_the_prompt() -> None:
    (cloze,) = taken("kind,prompt\ncloze,{{Fog}} hides.").questions
    assert (type(cloze), cloze.prompt) == (Cloze, "{{Fog}} hides.")


HEADED = {
    "Question,1,2,3,Correct Answer\nFog,Wet,Dry,Hot,Dry": question(Choice, answer="Dry", distractors=("Wet", "Hot")),
    "prompt,A,B,C,answer\nFog,Wet,Dry,Hot,C": question(Choice, answer="Hot", distractors=("Wet", "Dry")),
    "questionText,optionA,optionB,correctAnswer\nFog,Wet,Dry,optionB": question(Choice, answer="Dry", distractors=("Wet",)),
    "category,question,right_answer,wrong_one,wrong_two\nSea,Fog,Wet,Dry,Hot": question(
        Choice, answer="Wet", distractors=("Dry", "Hot"), section="Sea"
    ),
    "Question;Option 1;Option 2;Correct Option\nFog;Paris, Texas;Rome;Paris, Texas": question(
        Choice, answer="Paris, Texas", distractors=("Rome",)
    ),
    "question,option 1,option 2,option 3,answer\nFog,2,3,4,3\nMist,5,6,7,7": question(Choice, answer="3", distractors=("2", "4")),
    "question,option 1,option 2,option 3,answer\nFog,2,3,4,3\nMist,5,6,7,1": question(Choice, answer="4", distractors=("2", "3")),
}  # fmt: skip


@pytest.mark.parametrize("text", HEADED)
def test_columns_are_known_by_the_names_that_others_give_them(text: str) -> None:
    assert taken(text).questions[0] == HEADED[text]


def test_quotes_in_a_text_of_quizlet_s_are_quotes() -> None:
    text = '"Fog" is what?\tA "low" cloud\n"Mist"\tThin fog\n'
    assert [question.prompt for question in taken(text, "export.txt").questions] == ['"Fog" is what?', '"Mist"']


CUSTOM = ["Fog---Low cloud\nMist---Thin fog", "Fog - Low cloud\nMist - Thin fog", "Fog/////Low cloud\n\nMist/////Thin fog"]


@pytest.mark.parametrize("text", CUSTOM)
def test_a_sign_of_one_s_own_between_term_and_definition_is_found_out(text: str) -> None:
    assert [(question.prompt, question.answer_text()) for question in taken(text, "export.txt").questions] == [
        ("Fog", "Low cloud"),
        ("Mist", "Thin fog"),
    ]


def test_a_definition_may_go_on_over_lines_without_a_tab() -> None:
    imported = taken("Fog\tLow cloud\nthat hides ships\n\nMist\tThin fog", "export.txt")
    assert [question.answer_text() for question in imported.questions] == ["Low cloud\nthat hides ships", "Thin fog"]
    assert imported.notes == ("What stands on these lines was added to the card above, for nothing sets a term apart in it: 2.",)


REFUSED = {
    "question,option 1,option 2,option 3,answer\nFog,2,3,4,3": (
        "“3” is one option, and the place of another. Name the right one by a letter."
    ),
    "question,option 1,option 2\nFog,Wet,Dry": "It does not say which option is right.",
    "question,points,level\nFog,2,3": "No column is named as the answer’s. Call one “answer”.",
    "prompt,answer\nFog,": "The cell of the answer is empty.",
    "prompt,answer\n,Wet": "The cell of what is asked is empty.",
    "prompt,kind,answer\nFog,true-false,perhaps": "“perhaps” is neither true nor false.",
    "prompt,option 1,option 2,correct\nFog,Wet,Dry,7": "“7” names none of its options as right.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_row_that_cannot_be_asked_is_refused_by_name(text: str) -> None:
    assert [(item.where, item.outcome, item.notes) for item in taken(text).items] == [("line 2", "refused", (REFUSED[text],))]


def test_a_row_is_named_by_the_line_on_which_it_begins() -> None:
    assert [item.where for item in taken('"a\nb",c\n\nd,e').items] == ["line 1", "line 4"]


def test_columns_that_are_not_known_are_named() -> None:
    assert taken("prompt,answer,colour\nFog,Wet,grey").notes == ("Columns that are not known were left out: colour.",)


def test_a_third_column_without_a_name_is_noted() -> None:
    assert taken("Fog,Wet,grey").items[0].notes == ("A further column, “grey”, was left out.",)


def test_a_cell_that_is_longer_than_any_text_is_told() -> None:
    imported = taken(f"Fog,{'wet ' * 50_000}\nMist,thin")
    assert (imported.notes, [item.name for item in imported.items]) == (("Line 1 cannot be read as a row: a cell is too long.",), ["Mist"])
