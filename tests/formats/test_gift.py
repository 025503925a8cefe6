"""GIFT, rule by rule of its published grammar: what becomes of it, and what is said."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from questions.formats import Imported, import_bank
from questions.formats.drafts import NO_MODEL
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Select, ShortAnswer, TrueFalse


def taken(text: str) -> Imported:
    return import_bank(BytesIO(text.encode()), "lights.gift")


def one(text: str) -> AnyQuestion:
    imported = taken(text)
    assert [(item.outcome, item.notes) for item in imported.items] == [("taken", ())]
    return imported.questions[0]


def noted(text: str) -> tuple[AnyQuestion, tuple[str, ...]]:
    imported = taken(text)
    assert [item.outcome for item in imported.items] == ["changed"]
    return imported.questions[0], imported.items[0].notes


def refused(text: str) -> str:
    imported = taken(text)
    assert [(item.outcome, imported.questions) for item in imported.items] == [("refused", ())]
    return imported.items[0].notes[0]


def question(kind: type[Any], id_: str, prompt: str, **fields: Any) -> Any:
    return kind(id=f"t/{id_}", prompt=prompt, source=taken("").source, **fields)


READ = {
    "Who lit it?{=Grant ~no one ~Napoleon}": question(
        Choice, "who-lit-it", "Who lit it?", answer="Grant", distractors=("no one", "Napoleon")
    ),
    "::Lit by:: Who?{\n~no one\n=Grant\n}": question(Choice, "lit-by", "Who?", answer="Grant", distractors=("no one",)),
    "Q{~A#Not so. =B#Just so. ~C}": question(
        Choice, "q", "Q", answer="B", distractors=(Distractor(text="A", feedback="Not so."), "C"), explanation="Just so."
    ),
    "Q{~%50%A ~%50%B ~%-100%C}": question(Select, "q", "Q", answer=("A", "B"), distractors=("C",)),
    "Q{~%33.333%A ~%33.333%B ~%33.333%C ~%-50%D ~%-50%E}": question(
        Select, "q", "Q", answer=("A", "B", "C"), distractors=("D", "E")
    ),
    "Q{~%100%A ~%0%B}": question(Choice, "q", "Q", answer="A", distractors=("B",)),
    "Two plus two is{=four =4}": question(ShortAnswer, "two-plus-two-is", "Two plus two is", answer="four", accept=("4",)),
    "Q{=%100%four#Yes.}": question(ShortAnswer, "q", "Q", answer="four", explanation="Yes."),
    "The sun rises in the east.{T}": question(TrueFalse, "the-sun-rises-in-the-east", "The sun rises in the east.", answer=True),
    "Q{TRUE}": question(TrueFalse, "q", "Q", answer=True),
    "Q{FALSE#No, for it sank.}": question(TrueFalse, "q", "Q", answer=False, explanation="No, for it sank."),
    "Q{ f }": question(TrueFalse, "q", "Q", answer=False),
    "Q{#3}": question(Number, "q", "Q", answer=Decimal(3)),
    "Q{#3:0.1}": question(Number, "q", "Q", answer=Decimal(3), tolerance=Decimal("0.1")),
    "Q{#1..5}": question(Number, "q", "Q", answer=Decimal(3), tolerance=Decimal(2)),
    "Q{#-1.5..-0.5}": question(Number, "q", "Q", answer=Decimal(-1), tolerance=Decimal("0.5")),
    "Q{#=3:2#Yes.}": question(Number, "q", "Q", answer=Decimal(3), tolerance=Decimal(2), explanation="Yes."),
    "Q{=a -> b =c -> d}": question(Match, "q", "Q", answer={"a": "b", "c": "d"}),
    "Q{=a -> b =c->d = -> e}": question(Match, "q", "Q", answer={"a": "b", "c": "d"}, distractors=("e",)),
    "Fog is {~dry =wet} air.": question(Choice, "fog-is-air", "Fog is _____ air.", answer="wet", distractors=("dry",)),
    "Fog is {=wet =damp} air.": question(Cloze, "fog-is-wet-damp-air", "Fog is {{wet|damp}} air."),
    "Fog is {=wet}.": question(Cloze, "fog-is-wet", "Fog is {{wet}}."),
    "Q{fog}": question(ShortAnswer, "q", "Q", answer="fog"),
    "{=Fog} is low.": question(Cloze, "fog-is-low", "{{Fog}} is low."),
    "What is $x^{2}$ or {}^{14}C? {=four ~two}": question(
        Choice, "what-is-x-2-or-14-c", "What is $x^{2}$ or {}^{14}C?", answer="four", distractors=("two",)
    ),
    r"Q{=\frac{1}{2} ~\frac{2}{1}}": question(Choice, "q", "Q", answer=r"\frac{1}{2}", distractors=(r"\frac{2}{1}",)),
    "Q{=A ~B ####All in all.}": question(Choice, "q", "Q", answer="A", distractors=("B",), explanation="All in all."),
    "Q{T####All in all.}": question(TrueFalse, "q", "Q", answer=True, explanation="All in all."),
    r"2 \= 2 \~ 2 \# \{x\} \: \\ {T}": question(TrueFalse, "2-2-2-x", r"2 = 2 ~ 2 # {x} : \ ".rstrip(), answer=True),
    r"One\nTwo{T}": question(TrueFalse, "one-two", "One\nTwo", answer=True),
    r"Is \(x\) so?{T}": question(TrueFalse, "is-x-so", r"Is \(x\) so?", answer=True),
    r"::A\:\: B::Q{T}": question(TrueFalse, "a-b", "Q", answer=True),
    "[html]<p>Is <b>fog</b> &amp; mist<br>wet?</p>{T}": question(
        TrueFalse, "is-fog-mist-wet", "Is fog & mist\nwet?", answer=True
    ),
    "[markdown]Is *fog* &amp; so?{T}": question(TrueFalse, "is-fog-amp-so", "Is *fog* &amp; so?", answer=True),
    "[plain]Is <b> a tag?{T}": question(TrueFalse, "is-b-a-tag", "Is <b> a tag?", answer=True),
    "[moodle]Is a < b?{T}": question(TrueFalse, "is-a-b", "Is a < b?", answer=True),
    "Q{=[html]<i>A</i> ~[plain]<i>B</i>}": question(Choice, "q", "Q", answer="A", distractors=("<i>B</i>",)),
    "// a remark\nQ{T}": question(TrueFalse, "q", "Q", answer=True),
    "Q{\n// a remark = ~ {\n=A\n~B\n}": question(Choice, "q", "Q", answer="A", distractors=("B",)),
    "// [id:fog-1]\n::Fog::Q{T}": question(TrueFalse, "fog-1", "Q", answer=True),
    "$CATEGORY: $course$/top/Lamps//Fires/Old\n\nQ{T}": question(TrueFalse, "q", "Q", answer=True, section="Lamps/Fires / Old"),
    "$CATEGORY: Lamps\nQ{T}": question(TrueFalse, "q", "Q", answer=True, section="Lamps"),
    "\ufeffQ{T}\r\n": question(TrueFalse, "q", "Q", answer=True),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_is_ours_is_taken_as_it_is(text: str) -> None:
    assert one(text) == READ[text]


CHANGED = {
    "Q{# =4 =-7}": (
        question(Flashcard, "q", "Q", answer="4\n-7"), "It became a flashcard: several numbers are right; a number has one here."
    ),
    "Fog is {1:SA:=wet~=damp}, {2:SA:=cold}.": (
        question(Cloze, "fog-is-wet-damp-cold", "Fog is {{wet|damp}}, {{cold}}."),
        "Its answers stand in the text as in a cloze of Moodle’s; each is a blank here.",
    ),
    "Fog is {=wet =damp} and {=cold ####So.}.": (
        question(Cloze, "fog-is-wet-damp-and-cold", "Fog is {{wet|damp}} and {{cold}}.", explanation="So."),
        "GIFT has one gap in a question; each of its gaps became a blank.",
    ),
    "Q{#3:2~#Look again.}": (
        question(Number, "q", "Q", answer=Decimal(3), tolerance=Decimal(2)), "What was said to any other number is not kept."
    ),
    "Q{=%50%half =whole}": (
        question(ShortAnswer, "q", "Q", answer="whole"), "“half” was worth 50 % and is not accepted here."
    ),
    "Q{=A ~%50%B ~C}": (
        question(Choice, "q", "Q", answer="A", distractors=("B", "C")), "“B” was worth 50 %; it is wrong here."
    ),
    "Q{=A =B ~C}": (
        question(Select, "q", "Q", answer=("A", "B"), distractors=("C",)),
        "Any one of several options was right; all of them have to be chosen here.",
    ),
    "Q{~%70%A ~%30%B ~C}": (
        question(Select, "q", "Q", answer=("A", "B"), distractors=("C",)),
        "The right options had different weights; they count alike here.",
    ),
    "Q{=A ~B ~b}": (
        question(Choice, "q", "Q", answer="A", distractors=("B",)), "“b” stands twice and was left out once."
    ),
    "Q{#=3:1 =%50%3:2}": (
        question(Number, "q", "Q", answer=Decimal(3), tolerance=Decimal(1)),
        "The answer “3:2”, worth 50 %, is not kept: a number has one here.",
    ),
    "Q{#=3 ~#Look again.}": (question(Number, "q", "Q", answer=Decimal(3)), "What was said to any other number is not kept."),
    "Q{T#Wrong.#Right.}": (
        question(TrueFalse, "q", "Q", answer=True, explanation="Wrong.\nRight."),
        "What was said to a right and to a wrong answer stands together in the explanation.",
    ),
    "Q{=a -> b =c -> b}": (
        question(Flashcard, "q", "Q", answer="a → b\nc → b"), "It became a flashcard: two of its pairs have a side in common."
    ),
    "Q{=a -> b}": (question(Flashcard, "q", "Q", answer="a → b"), "It became a flashcard: a match needs two pairs."),
    "Q{=+}": (
        question(Flashcard, "q", "Q", answer="+"),
        "It became a flashcard: typed, it could not be marked. Nothing is left of this answer once punctuation is forgiven.",
    ),
    "Q{####Two fires.}": (
        question(Flashcard, "q", "Q", answer="Two fires."),
        "It became a flashcard: an essay cannot be marked here; its general feedback is the back of the card.",
    ),
    "Q{=*fog}": (question(ShortAnswer, "q", "Q", answer="*fog"), "In “*fog” the * stood for any text; it is a plain * here."),
    "Q {\n=A\n\n~B\n}": (
        question(Choice, "q", "Q", answer="A", distractors=("B",)), "An empty line among the answers was passed over."
    ),
    "// [tag:sea] [tag:old]\nQ{T}": (question(TrueFalse, "q", "Q", answer=True), "Tags are not kept: sea, old."),
    "Q\u200b{T}": (
        question(TrueFalse, "q", "Q", answer=True), "Characters that a bank may not hold were removed: U+200B."
    ),
    'Q <img src="@@PLUGINFILE@@/fog.png">{T}': (
        question(TrueFalse, "q-image-fog-png", "Q [image: fog.png]", answer=True),
        "The image “fog.png” is named in the text; it is not brought along.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", CHANGED)
def test_what_is_nearly_ours_is_changed_and_said(text: str) -> None:
    expected, note = CHANGED[text]
    assert noted(text) == (expected, (note,))


REFUSED = {
    "Here begins a chapter.": "It is a description: a text that asks nothing, for it has no answers in braces.",
    "Q{=A ~B": "Its answers begin with { and are never closed with }.",
    "Q{=A ~B ~a}": "A right and a wrong option read the same here.",
    "Q{~A ~B}": "None of its options is right.",
    "Q{#fog}": "“fog” is not a number.",
    "Q {=A ~B} R {=C ~D}": (
        "Answers in braces stand in several places of its text; GIFT has one. A brace of the text itself is written \\{."
    ),
    "Q {=A} R {S": "Its answers begin with { and are never closed with }.",
    "Q {1:SA:=A} R {1:SA:=B|C}": "An answer holds a brace or a bar, which a blank cannot hold.",
    "Set {one} and {two}": "It is a description: a text that asks nothing, for it has no answers in braces.",
    "A power, $x^{2}$": "It is a description: a text that asks nothing, for it has no answers in braces.",
    "Q{=A " + "~B " * 200 + "}": "It has 201 answers; 100 are allowed.",
    "{=A ~B}": "It asks nothing: it has no text.",
    f"{'fog ' * 1_500}{{T}}": "This text has 5,999 characters; 4,000 are allowed. Shorten it.",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_cannot_be_asked_is_refused_by_name(text: str) -> None:
    assert refused(text) == REFUSED[text]


def test_a_text_that_is_too_long_is_refused_by_the_name_of_its_place() -> None:
    told = "In its explanation: This text has 5,000 characters; 4,000 are allowed. Shorten it."
    assert refused(f"Q{{T####{'x' * 5_000}}}") == told


def test_an_essay_becomes_a_flashcard_whose_back_is_to_be_written() -> None:
    imported = taken("Write about fog.{}")
    assert [(question.kind, question.answer) for question in imported.questions] == [("flashcard", NO_MODEL)]
    assert imported.items[0].notes == (
        "It became a flashcard: an essay cannot be marked here. No answer came with it: write one on the back of the card.",
    )


def test_every_item_has_its_line_and_its_name() -> None:
    items = taken("// lights\n\n::Fog::Is it wet?{T}\n\n\nA chapter\n").items
    assert [(item.where, item.name, item.id) for item in items] == [("line 3", "Fog", "fog"), ("line 6", "A chapter", "")]


def ids(text: str) -> list[str]:
    return [item.id for item in taken(text).items]


def test_questions_of_one_title_keep_their_ids_when_another_comes_before_them() -> None:
    before = ids("::Fog::Q{T}\n\n::Fog::R{F}")
    assert ids("::Fog::P{T}\n\n::Fog::Q{T}\n\n::Fog::R{F}")[1:] == before
    assert len(set(before)) == 2


def test_questions_of_one_title_and_one_text_are_numbered() -> None:
    assert ids("::Fog::Q{T}\n\n::Fog::Q{=A ~B}\n\n::Fog 2::Q{F}") == ["fog", "fog-3", "fog-2"]


def test_an_id_that_is_as_long_as_it_may_be_is_numbered_within_its_length() -> None:
    assert [len(each) for each in ids(f"::{'a' * 80}::Q{{T}}\n\n::{'a' * 80}::Q{{F}}\n\n::{'a' * 80}::R{{F}}")] == [73, 75, 73]


def test_a_title_without_a_latin_letter_makes_an_id_that_stays() -> None:
    assert [each.id for _ in range(2) for each in taken("::灯台::問{T}").questions] == ["t/q-cc8d79e8"] * 2


def test_a_question_that_is_never_closed_takes_none_of_the_next_along() -> None:
    assert [item.outcome for item in taken("Q{=A ~B\n\nR{T}\n\nS{F}").items] == ["refused", "taken", "taken"]


def test_the_file_is_recorded_as_the_source() -> None:
    source = taken("Q{T}").questions[0].source
    assert source is not None
    assert (source.title, source.publisher) == ("lights.gift", "Imported from GIFT")


def test_a_file_of_windows_is_read_and_that_is_noted() -> None:
    imported = import_bank(BytesIO("Québec{T}".encode("cp1252")), "lights.gift")
    assert imported.questions[0].prompt == "Québec"
    assert imported.notes == ("The file is not UTF-8; it was read as Windows-1252. Look whether accents and quotes are as they were.",)


def test_a_number_that_cannot_be_reckoned_with_is_refused() -> None:
    imported = import_bank(BytesIO(b"Q{#9e999999..9e999999}"), "lights.gift")
    assert [item.notes for item in imported.items] == [("“9e999999” has more than 50 digits.",)]
