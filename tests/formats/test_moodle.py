"""Moodle's XML: each type of question, and what a hostile file is told."""

from __future__ import annotations

import time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from questions.formats import Imported, NotRead, import_bank
from questions.kinds import Choice, Cloze, Distractor, Match, Number, Order, Select, ShortAnswer, TrueFalse


def taken(inside: str) -> Imported:
    return import_bank(BytesIO(f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{inside}</quiz>'.encode()), "lights.xml")


def asked(type_: str, inside: str, prompt: str = "&lt;p&gt;Q&lt;/p&gt;") -> str:
    text = f'<questiontext format="html"><text>{prompt}</text></questiontext>'
    return f'<question type="{type_}"><name><text>Fog</text></name>{text}{inside}</question>'


def answer(text: str, fraction: float, feedback: str = "", more: str = "") -> str:
    said = f'<feedback format="html"><text>{feedback}</text></feedback>' if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{said}{more}</answer>'


def question(kind: type[Any], prompt: str = "Q", **fields: Any) -> Any:
    return kind(id="t/fog", prompt=prompt, source=taken("").source, **fields)


WHOLE = {
    asked("multichoice", "<single>true</single>" + answer("A", 100, "Yes.") + answer("B", 0, "No.")): question(
        Choice, answer="A", distractors=(Distractor(text="B", feedback="No."),), explanation="Yes."
    ),
    asked("multichoice", "<single>false</single>" + answer("A", 50) + answer("B", 50) + answer("C", -100)): question(
        Select, answer=("A", "B"), distractors=("C",)
    ),
    asked("truefalse", answer("true", 0) + answer("false", 100)): question(TrueFalse, answer=False),
    asked("shortanswer", answer("wet", 100) + answer("damp", 100)): question(ShortAnswer, answer="wet", accept=("damp",)),
    asked("numerical", answer("3.5", 100, more="<tolerance>0.5</tolerance>")): question(
        Number, answer=Decimal("3.5"), tolerance=Decimal("0.5")
    ),
    asked("numerical", answer("3", 100) + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"): question(
        Number, answer=Decimal(3), unit="km"
    ),
    asked("matching", "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
        for left, right in (("a", "b"), ("c", "d"), ("", "e"))
    )): question(Match, answer={"a": "b", "c": "d"}, distractors=("e",)),
    asked("ordering", answer("a", 1) + answer("b", 2)): question(Order, answer=("a", "b")),
    asked("cloze", "", "{1:SHORTANSWER:=Fog~=Mist} is {2:NUMERICAL:=3} m high."): question(Cloze, "{{Fog|Mist}} is {{3}} m high."),
    asked("truefalse", answer("true", 100) + "<generalfeedback><text>So.</text></generalfeedback>"): question(
        TrueFalse, answer=True, explanation="So."
    ),
    asked("truefalse", answer("true", 100) + '<hint format="html"><text>Look.</text></hint>'): question(
        TrueFalse, answer=True, hint="Look."
    ),
    asked("truefalse", answer("true", 100), "&lt;ul&gt;&lt;li&gt;a&lt;li&gt;H&lt;sub&gt;2&lt;/sub&gt;O &amp;amp; b&lt;/ul&gt;"): question(
        TrueFalse, "- a\n- H₂O & b", answer=True
    ),
    '<question type="category"><category><text>$course$/top/Sea</text></category></question>'
    + asked("truefalse", answer("true", 100)): question(TrueFalse, answer=True, section="Sea"),
}  # fmt: skip


@pytest.mark.parametrize("inside", WHOLE, ids=range(len(WHOLE)))
def test_what_is_ours_is_taken_as_it_is(inside: str) -> None:
    imported = taken(inside)
    assert (imported.questions, [item.notes for item in imported.items]) == ((WHOLE[inside],), [()])


CHANGED = {
    asked("truefalse", answer("true", 100) + "<image>backupdata/fog.png</image>"): (
        question(TrueFalse, answer=True), "The image that belongs to it is not brought along."
    ),
    asked("cloze", "", "It is {1:MULTICHOICE:=wet~dry}."): (
        question(Cloze, "It is {{wet}}."), "What was chosen is typed here; the other options are left out: dry."
    ),
    asked("ddwtos", "<dragbox><text>wet</text></dragbox><dragbox><text>dry</text></dragbox>", "Fog is [[1]]."): (
        question(Cloze, "Fog is {{wet}}."), "The words are typed here; those that fit nowhere are left out: dry."
    ),
    asked("gapselect", "<selectoption><text>wet</text></selectoption>", "Fog is [[1]]."): (
        question(Cloze, "Fog is {{wet}}."), "The words are typed here."
    ),
    asked("truefalse", answer("true", 100), '&lt;img src="@@PLUGINFILE@@/f.png" alt="a map"&gt; Q'): (
        question(TrueFalse, "[image: a map] Q", answer=True), "The image “a map” is named in the text; it is not brought along."
    ),
    asked("ordering", answer("a", 1, "First.") + answer("b", 2)): (
        question(Order, answer=("a", "b")), "What was said to single items is not kept."
    ),
    asked("shortanswer", "<usecase>1</usecase>" + answer("wet", 100)): (
        question(ShortAnswer, answer="wet"), "Capitals counted; they don't here."
    ),
    asked("truefalse", answer("true", 100) + "<tags><tag><text>sea</text></tag></tags>"): (
        question(TrueFalse, answer=True), "Tags are not kept: sea."
    ),
    asked("truefalse", answer("true", 100) + "<correctfeedback><text>Hooray!</text></correctfeedback>"): (
        question(TrueFalse, answer=True), "What was said to any right, partly right or wrong answer is not kept."
    ),
}  # fmt: skip


@pytest.mark.parametrize("inside", CHANGED, ids=range(len(CHANGED)))
def test_what_is_nearly_ours_is_changed_and_said(inside: str) -> None:
    imported = taken(inside)
    assert (imported.questions, [item.notes for item in imported.items]) == ((CHANGED[inside][0],), [(CHANGED[inside][1],)])


REFUSED = {
    asked("description", ""): "It is a description: a text that asks nothing.",
    asked("calculated", ""): "Questions of the type “calculated” have no kind here.",
    asked("cloze", "", "It is {1:MULTIRESPONSE:=wet~=cold~dry}."): (
        "A group of boxes to tick stands in its text; a blank takes one answer."
    ),
    asked("cloze", "", r"It is {1:SA:=x^\{2\}}."): "An answer holds a brace or a bar, which a blank cannot hold.",
    asked("cloze", "", "It is {1:SA:=wet}, {2:SA:=dry."): "An answer that begins in its text with a brace is never closed.",
    asked("ordering", ""): "An order needs at least two items.",
    asked("truefalse", ""): "It does not say whether true or false is right.",
    asked("multichoice", answer("A", "much")): "“much” is not a number.",  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("inside", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_asked_is_refused_by_name(inside: str) -> None:
    assert [(item.where, item.name, item.notes) for item in taken(inside).items] == [("line 2", "Fog", (REFUSED[inside],))]


def test_the_idnumber_goes_before_the_name() -> None:
    inside = asked("truefalse", "<idnumber>fog-7</idnumber>" + answer("true", 100))
    assert [each.id for each in taken(inside).questions] == ["t/fog-7"]


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
HOSTILE = {
    "many laughs": (f'<!DOCTYPE quiz [<!ENTITY a0 "ha">{LAUGHS}]><quiz>&a9;</quiz>', "It declares entities"),
    "a file of the machine": ('<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "It declares entities"),
    "deep": ("<quiz>" + "<a>" * 100_000, "It has more than 500,000 elements, or more than 50 inside one another."),
    "wide": ("<quiz>" + "<a/>" * 600_000 + "</quiz>", "It has more than 500,000 elements"),
    "cut off": ("<quiz><question>", "It is not well-formed XML: on line 1, no element found."),
    "an entity of HTML": ("<quiz>&nbsp;</quiz>", "It is not well-formed XML: on line 1, undefined entity."),
    "another encoding": ('<?xml version="1.0" encoding="klingon"?><quiz/>', "It is in an encoding that is not known here."),
    "other XML": ("<html/>", "It is XML, but not Moodle's: it begins with <html> and not with <quiz>."),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_words_and_soon(case: str) -> None:
    text, said = HOSTILE[case]
    began = time.process_time()
    with pytest.raises(NotRead) as refusal:
        import_bank(BytesIO(text.encode()), "lights.xml")
    assert str(refusal.value).startswith(said)
    assert time.process_time() - began < 5
