"""Decks of Anki's: what becomes of notes of each type, in each container."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from formats.decks import BACK, CLOZE, FORTH, TYPED, UPDATE, Made, Type, card, database, newer, older, packed
from questions.formats import Imported, NotRead, import_bank
from questions.kinds import Cloze, Flashcard, ShortAnswer


def taken(file: BytesIO, name: str = "lights.apkg") -> Imported:
    return import_bank(file, name)


def told(file: BytesIO) -> list[tuple[str, ...]]:
    return [(item.where, item.outcome, *item.notes) for item in taken(file).items]


SOURCE = taken(older(card())).source
VARIED = [
    card(deck="Lights::Words"),
    Made(("phare", "lighthouse"), Type(templates=(FORTH, BACK), name="Both")),
    Made(("Who made the lens?", "Fresnel"), Type(templates=(TYPED,), name="Typed")),
    Made(("The {{c1::lamp}} of {{c2::Sambro}}", "It burns."), CLOZE),
]


@pytest.mark.parametrize(
    "file",
    [
        packed(anki2=database(VARIED)),
        packed(meta=b"\x08\x02", anki21=database(VARIED), anki2=database(UPDATE)),
        newer(*VARIED),
    ],
    ids=["anki2", "anki21", "anki21b"],
)
def test_all_containers_hold_the_same(file: BytesIO) -> None:
    # Notes of one text are told apart by what each asks.
    apart = tuple(replace(each, id=re.sub("-[0-9a-f]{6}$", "", each.id)) for each in taken(file).questions)
    assert apart == (
        Flashcard(id="t/fog", prompt="Fog", answer="Low cloud", section="Lights / Words", source=SOURCE),
        Flashcard(id="t/phare", prompt="phare", answer="lighthouse", source=SOURCE),
        Flashcard(id="t/lighthouse", prompt="lighthouse", answer="phare", source=SOURCE),
        ShortAnswer(id="t/who-made-the-lens", prompt="Who made the lens?", answer="Fresnel", source=SOURCE),
        Cloze(id="t/the-lamp-of-sambro", prompt="The {{lamp}} of Sambro", explanation="It burns.", source=SOURCE),
        Cloze(id="t/the-lamp-of-sambro", prompt="The lamp of {{Sambro}}", explanation="It burns.", source=SOURCE),
    )


def test_a_deck_is_known_whatever_its_name() -> None:
    assert taken(newer(card()), "lights.colpkg").format == "Anki"


def test_a_deck_of_a_later_version_is_refused() -> None:
    with pytest.raises(NotRead, match=r"^The deck was written by a later version of Anki"):
        taken(packed(meta=b"\x08\x04", anki21b=b"?", anki2=database(UPDATE)))


def test_cards_of_one_note_are_items_of_their_own() -> None:
    file = older(Made(("phare", "lighthouse"), Type(templates=(FORTH, BACK))))
    assert told(file) == [("note 1, card 1", "taken"), ("note 1, card 2", "changed", "It is another card of the same note.")]


def test_only_cards_that_the_deck_holds_are_taken() -> None:
    assert told(older(Made(("phare", "lighthouse"), Type(templates=(FORTH, BACK)), cards=(1,)))) == [("note 1", "taken")]


def test_notes_that_say_the_same_have_ids_of_their_own() -> None:
    assert [item.id for item in taken(older(card(), card(), card())).items] == ["fog", "fog-2", "fog-3"]


def test_a_card_lent_to_another_deck_has_the_section_of_its_own() -> None:
    assert taken(older(card(deck="Due today", home="Lights"))).questions[0].section == "Lights"


def test_tags_are_noted() -> None:
    assert told(older(card(tags=" sea light::old "))) == [("note 1", "changed", "Tags are not kept: sea, light::old.")]


def test_that_the_schedule_stays_behind_is_noted_once() -> None:
    assert taken(older(card(studied=3), card(studied=2))).notes == (
        "When its cards come due, and which were suspended, is not brought along: here they are new.",
    )


SIDES: dict[str, tuple[tuple[str, str], dict[str, str], dict[str, str]]] = {
    "the front again, with no line": (("{{A}}", "{{A}}<br>{{B}}"), {"A": "Fog", "B": "Wet"}, {"prompt": "Fog", "answer": "Wet"}),
    "words around a field": (("What is {{A}}?", "{{FrontSide}}<hr id='answer'>It is {{B}}."), {"A": "fog", "B": "wet"},
                             {"prompt": "What is fog?", "answer": "It is wet."}),
    "a part shown if a field holds something": (("{{#B}}{{A}}?{{/B}}{{^B}}no{{/B}}", "{{B}}"), {"A": "Fog", "B": "Wet"},
                                                {"prompt": "Fog?", "answer": "Wet"}),
    "a part shown if it holds nothing": (("{{A}}{{^B}}!{{/B}}", "{{A}} = {{C}}"), {"A": "Fog", "B": "<br>", "C": "Wet"},
                                         {"prompt": "Fog!", "answer": "Fog = Wet"}),
    "parts inside parts": (("{{#A}}{{#B}}x{{/B}}{{A}}{{/A}}", "{{C}}"), {"A": "Fog", "B": "", "C": "Wet"},
                           {"prompt": "Fog", "answer": "Wet"}),
    "a hint": (("{{A}}{{hint:B}}", "{{C}}"), {"A": "Fog", "B": "Look", "C": "Wet"}, {"prompt": "Fog", "hint": "Look", "answer": "Wet"}),
    "a voice": (("{{A}}{{tts en_US:A}}", "{{B}}"), {"A": "Fog", "B": "Wet"}, {"prompt": "Fog", "answer": "Wet"}),
    "a filter that is not known": (("{{text:A}}", "{{other:B}}"), {"A": "Fog", "B": "Wet"}, {"prompt": "Fog", "answer": "Wet"}),
    "how Japanese is read": (("{{kanji:A}}", "{{kana:A}} {{furigana:A}}"), {"A": "今日[きょう]は 霧[きり]"},
                             {"prompt": "今日は霧", "answer": "きょうはきり 今日(きょう)は霧(きり)"}),
    "a remark and a style": (("<!-- x --><style>b {}</style>{{! note }}{{A}}", "{{B}}"), {"A": "Fog", "B": "Wet"},
                             {"prompt": "Fog", "answer": "Wet"}),
    "HTML": (("{{A}}", "{{B}}"), {"A": "<b>Fog</b>&nbsp;?", "B": "<div>one</div><div>two</div><ul><li>three</li></ul>"},
             {"prompt": "Fog ?", "answer": "one\ntwo\n- three"}),
    "a word for what was typed": (("{{A}}{{type:B}}", "{{A}}<hr id=answer>{{type:B}}{{C}}"), {"A": "Fog", "B": "wet", "C": "Always."},
                                  {"prompt": "Fog", "answer": "wet", "explanation": "Always."}),
}  # fmt: skip


@pytest.mark.parametrize("case", SIDES)
def test_a_card_shows_what_its_template_makes_of_the_fields(case: str) -> None:
    sides, fields, expected = SIDES[case]
    (question,) = taken(older(Made(tuple(fields.values()), Type(tuple(fields), (sides,))))).questions
    assert {name: getattr(question, name) for name in expected} == expected


CHANGED = {
    "A field that no card shows": (
        Made(("Fog", "Wet", "Grey"), Type(("Front", "Back", "Colour"))), "The field “Colour” is on no card, and is not kept.",
    ),
    "An image": (card('Fog <img src="fog.png">'), "The image “fog.png” is named in the text; it is not brought along."),
    "A sound": (card("Fog [sound:horn.mp3]"), "The sound “horn.mp3” is named in the text; it is not brought along."),
    "A formula": (card(r"\(x^2\)"), "Formulas stand as they are typed, in LaTeX."),
    "A front that a script fills": (
        card(type=Type(templates=(("<script>draw()</script>", "{{Back}}{{Front}}"),))),
        "Its front shows nothing by itself; the first two fields of the note were taken.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_what_is_changed_is_noted(case: str) -> None:
    note, said = CHANGED[case]
    assert told(older(note)) == [("note 1", "changed", said)]


REFUSED = {
    "an image occlusion": (
        Made(("{{c1::image-occlusion:rect:left=.1}}", ""), CLOZE),
        "It is an image occlusion: it hides parts of an image, and images are not brought along.",
    ),
    "a bare image ahead": (card('<img src="a.png">'), "Its front is nothing but an image or a sound, which is not brought along."),
    "a bare sound behind": (card(back="[sound:a.mp3]"), "Its back is nothing but an image or a sound, which is not brought along."),
    "an empty back": (card(back="<br>"), "It has no answer."),
    "no gap": (Made(("The lamp", ""), CLOZE), "It is a text with gaps, but has none."),
    "an empty note": (card("", " "), "It is a note without a type, a template or a text."),
    "no template": (card(type=Type(templates=())), "It is a note without a type, a template or a text."),
    "a hundred gaps": (Made(("".join(f"{{{{c{n}::x}}}}" for n in range(1, 103)), ""), CLOZE), "It has 102 answers; 100 are allowed."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_asked_is_refused_by_name(case: str) -> None:
    note, why = REFUSED[case]
    assert told(older(note)) == [("note 1", "refused", why)]


GAPS: dict[str, list[str]] = {
    "{{c1::Fog}} is {{c1::wet}}.": ["{{Fog}} is {{wet}}."],
    "{{c2::Fog}} is {{c1::wet}}.": ["Fog is {{wet}}.", "{{Fog}} is wet."],
    "{{c1::Fog is {{c2::wet}}}}": ["{{Fog is wet}}", "Fog is {{wet}}"],
    "{{c1::a {{c1::b}} c}}": ["{{a b c}}"],
    "{{c1,2::Fog}} is {{c2::wet}}": ["{{Fog}} is wet", "{{Fog}} is {{wet}}"],
    "{{c1::<b>Fog</b><br>bank}}": ["{{Fog bank}}"],
    "Fog }} is {{c3::wet}}": ["Fog }} is _____"],
    "Fog is {{c1::wet|damp}}": ["Fog is _____"],
    "{{c1::Fog}} and {{c1::\\(x_{1}\\)}}": ["[1] _____ and [2] _____"],
}


@pytest.mark.parametrize("text", GAPS)
def test_each_number_of_a_cloze_is_a_question_of_its_own(text: str) -> None:
    assert [question.prompt for question in taken(older(Made((text, ""), CLOZE))).questions] == GAPS[text]


@pytest.mark.parametrize(
    ("text", "hint"), [("{{c1::Fog::what?}}", "what?"), ("{{c1::Fog::what?}} {{c1::is}} {{c1::wet::how?}}", "[1] what?\n[3] how?")]
)
def test_what_stands_in_a_gap_becomes_the_hint(text: str, hint: str) -> None:
    imported = taken(older(Made((text, ""), CLOZE)))
    assert (imported.questions[0].hint, imported.items[0].notes) == (hint, ("What stood in a gap as a hint is the question’s hint.",))


def test_gaps_that_cannot_be_typed_make_a_flashcard() -> None:
    imported = taken(older(Made(("Fog is {{c1::wet|damp}}", ""), CLOZE)))
    expected: dict[str, Any] = {"prompt": "Fog is _____", "answer": "wet|damp"}
    assert imported.questions == (Flashcard(id="t/fog-is", source=SOURCE, **expected),)
    assert imported.items[0].notes == ("It became a flashcard: a blank cannot hold braces or bars.",)


def test_what_is_around_a_cloze_is_not_said_twice() -> None:
    type_ = Type(("Title", "Text", "Extra"), (("{{Title}}: {{cloze:Text}}", "{{Title}}: {{cloze:Text}}<hr>{{Extra}}"),), cloze=True)
    (question,) = taken(older(Made(("Sea", "{{c1::Fog}}", "Wet."), type_))).questions
    assert (question.prompt, question.explanation) == ("Sea: {{Fog}}", "Wet.")


def test_that_a_script_is_not_run_is_noted_once() -> None:
    type_ = Type(templates=(("{{Front}}<script>go()</script>", "{{Back}}"),), name="Moving")
    assert taken(older(card(type=type_), card("Mist", type=type_))).notes == (
        "The cards of “Moving” run a script in Anki; it is not run here.",
    )
