"""Decks made for Anki: a question stays the same card, shows what it has to, and comes back whole."""

from __future__ import annotations

import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from formats.decks import Made, Type, older
from formats.test_round_trip import BARE
from questions.bank import Bank
from questions.formats import import_bank
from questions.formats.anki_own import note_fields, type_of
from questions.formats.exporting import export_bank
from questions.formats.extras import NotInstalled
from questions.kinds import AnyQuestion, Distractor, Source

QUESTIONS = tuple(replace(question, id=f"sea/{kind}") for kind, question in BARE.items())


def bank_of(*questions: AnyQuestion, topic: str = "sea", path: Path = Path("sea.yaml")) -> Bank:
    return Bank(topic=topic, title="The sea", path=path, questions=questions)


def rows(bank: Bank, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        with zipfile.ZipFile(BytesIO(export_bank(bank, "anki").content)) as archive:
            connection.deserialize(archive.read("collection.anki2"))
        return connection.execute(sql).fetchall()


def guids(*questions: AnyQuestion, topic: str = "sea") -> list[object]:
    return [guid for (guid,) in rows(bank_of(*questions, topic=topic), "SELECT guid FROM notes ORDER BY id")]


def test_a_note_keeps_its_identity_when_the_question_is_reworded() -> None:
    assert guids(replace(QUESTIONS[0], prompt="Mist", answer="Thin fog")) == guids(QUESTIONS[0])


def test_a_note_keeps_its_identity_when_the_question_is_renamed() -> None:
    assert guids(replace(QUESTIONS[0], id="sea/mist", was=("flashcard", "haze"))) == guids(QUESTIONS[0])


def test_notes_of_other_questions_and_topics_have_other_identities() -> None:
    assert len({*guids(*QUESTIONS), *guids(*(replace(each, id=each.id.replace("sea", "air")) for each in QUESTIONS), topic="air")}) == 18


def test_a_topic_is_the_same_deck_each_time() -> None:
    decks = [rows(bank_of(question), "SELECT DISTINCT did FROM cards") for question in QUESTIONS[:2]]
    assert decks[0] == decks[1] != rows(bank_of(QUESTIONS[0], topic="air"), "SELECT DISTINCT did FROM cards")


def test_every_question_makes_one_card() -> None:
    assert rows(bank_of(*QUESTIONS), "SELECT count(*), count(DISTINCT nid) FROM cards") == [(9, 9)]


def test_the_same_bank_makes_the_same_bytes() -> None:
    assert export_bank(bank_of(*QUESTIONS), "anki").content == export_bank(bank_of(*QUESTIONS), "anki").content


def test_a_bank_that_was_saved_again_makes_younger_notes(tmp_path: Path) -> None:
    file = tmp_path / "sea.yaml"
    file.touch()
    bank = bank_of(QUESTIONS[0], path=file)
    ((saved,),) = rows(bank, "SELECT mod FROM notes")
    assert (saved, rows(bank_of(QUESTIONS[0]), "SELECT mod FROM notes")) == (int(file.stat().st_mtime), [(946_684_800,)])


SHOWN: dict[str, tuple[str, ...]] = {
    "flashcard": ("Fog", "", "Low cloud"),
    "choice": ("Fog<br><br><ul><li>Dry</li><li>Wet</li><li>Hot</li></ul>", "", "Wet"),
    "true-false": ("Fog is wet = yes?<br><br>True or false?", "", "True"),
    "short-answer": ("Fog: &#123;what&#125;?", "", "wet", "Also right: damp"),
    "number": ("How far?", "", "20", "± 2.5 is right too."),
    "cloze": ("{{c1::Fog}} is {{c1::wet}} &amp; low.", "", "Also right: Fog · Mist"),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_card_shows_what_is_asked_and_the_answer(kind: str) -> None:
    assert note_fields(replace(BARE[kind], id=f"sea/{kind}"))[:-1] == SHOWN[kind]


def test_what_is_said_to_a_wrong_option_and_the_explanation_stand_on_the_back() -> None:
    choice = replace(BARE["choice"], distractors=("Dry", Distractor(text="Hot", feedback="No.")), explanation="So.")
    assert note_fields(choice)[2] == "Wet<br><br>Hot: No.<br><br>So."


def test_a_question_comes_back_whole_whatever_its_topic() -> None:
    questions = tuple(replace(each, hint="H", explanation="E", section="S", source=Source(title="L", publisher="M")) for each in QUESTIONS)
    assert [(item.outcome, item.notes) for item in export_bank(bank_of(*questions), "anki").items] == [("taken", ())] * 9


def changed_in_anki(question: AnyQuestion, **fields: str) -> BytesIO:
    type_ = type_of(question)
    values = dict(zip(type_.fields, note_fields(question), strict=True)) | fields
    return older(Made(tuple(values.values()), Type(type_.fields, tuple((each.front, each.back) for each in type_.templates), type_.cloze)))


def test_a_note_that_was_changed_in_anki_says_what_its_cards_show() -> None:
    imported = import_bank(changed_in_anki(QUESTIONS[0], Back="Cloud on the ground"), "sea.apkg")
    assert [(question.prompt, question.answer_text()) for question in imported.questions] == [("Fog", "Cloud on the ground")]
    assert imported.items[0].notes == (
        "The note was changed in Anki: what its cards show was taken, not the question that it was made of.",
    )


HOSTILE = {
    "another question": note_fields(QUESTIONS[1])[-1],
    "aliases": "topic: &amp;a x<br>questions: [*a, *a]",
    "a tag of YAML": "!!python/object/apply:os.system [ls]",
    "depth": "[" * 5_000,
    "nothing": "",
    "more than a bank": "x" * 4_100_000,
    "a half character": "\\ud800",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_entry_that_is_none_of_the_cards_is_not_believed(case: str) -> None:
    imported = import_bank(changed_in_anki(QUESTIONS[0], **{"Bank entry": HOSTILE[case]}), "sea.apkg")
    assert [(question.kind, question.prompt, question.answer_text()) for question in imported.questions] == [
        ("flashcard", "Fog", "Low cloud")
    ]


def test_what_is_missing_to_make_a_deck_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(NotInstalled, match=r"^A deck for Anki needs one more package: pip install 'canada-us-quiz\[formats\]'\.$"):
        export_bank(bank_of(*QUESTIONS), "anki")
