"""Decks from strangers: a database is read within limits, nothing in it is executed, and what is wrong is said in words."""

from __future__ import annotations

import random
import sys
import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.decks import CLOZE, Made, Type, card, database, newer, older, packed
from formats.test_hostile_files import PIECES, assert_accounted_for
from questions.formats import NotRead, import_bank
from questions.formats.extras import zstd

NONE_OF_ANKIS = "The deck’s database is none of Anki’s, or a damaged one: "
VIEW = "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id, 1 AS mid, '' AS tags, "
ENDLESS = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n)"
TABLE = "DROP TABLE notes; CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text"
UNREAD = "its note types or decks cannot be read."
OLDER = {
    "a view that never ends": (f"{VIEW}{ENDLESS} AS flds", "it has no table notes as Anki writes it."),
    "a view with a gigantic value": (f"{VIEW}zeroblob(900000000) AS flds", "it has no table notes as Anki writes it."),
    "a column that is reckoned out": (f"{TABLE}, flds AS (hex(zeroblob(mid))))", "it has no table notes as Anki writes it."),
    "a virtual table": (
        "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(mid, tags, flds)", "it has no table notes as Anki writes it.",
    ),
    "no table of cards": ("DROP TABLE cards", "it has no table cards as Anki writes it."),
    "no column of fields": (f"{TABLE})", "it has no table notes as Anki writes it."),
    "note types that are no JSON": ("UPDATE col SET models = 'x'", UNREAD),
    "note types of another sort": ("UPDATE col SET models = '[1]'", UNREAD),
    "note types as bytes": ("UPDATE col SET models = x'ff00'", UNREAD),
    "note types without end": ("UPDATE col SET models = replace(hex(zeroblob(50000)), '0', '[')", UNREAD),
    "no row of them": ("DELETE FROM col", UNREAD),
    "a value larger than any": ("UPDATE notes SET flds = zeroblob(30000000)", "string or blob too big."),
}  # fmt: skip
NEWER = {
    "settings that are no message": ("UPDATE templates SET config = x'0aff'", UNREAD),
    "a place that is left out": ("UPDATE fields SET ord = ord + 7", UNREAD),
    "no table of templates": ("DROP TABLE templates", "it has no table templates as Anki writes it."),
}


@pytest.mark.parametrize("case", [*OLDER, *NEWER])
def test_a_database_that_anki_never_writes_is_refused_in_words(case: str) -> None:
    also, why = {**OLDER, **NEWER}[case]
    assert refusal(packed(anki2=database([card()], newer=case in NEWER, also=also))) == f"{NONE_OF_ANKIS}{why} Export the deck again."


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"SQLite 2" * 200, "it does not begin as one."),
        (b"", "it does not begin as one."),
        (database([card()])[:600], "database disk image is malformed."),
    ],
)
def test_what_is_no_database_is_refused_in_words(raw: bytes, why: str) -> None:
    assert refusal(packed(anki2=raw)) == f"{NONE_OF_ANKIS}{why} Export the deck again."


def refusal(file: BytesIO) -> str:
    with pytest.raises(NotRead) as error:
        import_bank(file, "lights.apkg")
    return str(error.value)


def test_a_trigger_is_never_run() -> None:
    also = "CREATE TABLE ran (x); CREATE TRIGGER t AFTER UPDATE ON notes BEGIN INSERT INTO ran VALUES (zeroblob(900000000)); END"
    assert [item.outcome for item in import_bank(older(card(), also=also), "lights.apkg").items] == ["taken"]


NOTES_OF_OTHER_TYPES = {
    "fields as bytes": "UPDATE notes SET flds = x'00ff'",
    "no fields": "UPDATE notes SET flds = NULL",
    "a type that is not there": "UPDATE notes SET mid = 99",
    "a type as text": "UPDATE notes SET mid = 'x'",
}


@pytest.mark.parametrize("case", NOTES_OF_OTHER_TYPES)
def test_a_note_of_values_that_anki_never_writes_is_refused_alone(case: str) -> None:
    also = f"{NOTES_OF_OTHER_TYPES[case]} WHERE id = 1"
    items = import_bank(older(card(), card("Mist"), also=also), "lights.apkg").items
    assert [(item.outcome, item.notes) for item in items] == [
        ("refused", ("It is a note without a type, a template or a text.",)),
        ("taken", ()),
    ]


@pytest.mark.parametrize("also", ["UPDATE cards SET ord = 'x', did = x'00'", "UPDATE cards SET nid = NULL", "UPDATE cards SET ord = -3"])
def test_cards_of_values_that_anki_never_writes_do_no_harm(also: str) -> None:
    assert_accounted_for(older(card(), also=also).getvalue(), "anki")


@pytest.mark.parametrize("make", [older, newer])
def test_a_damaged_deck_is_accounted_for_or_refused_in_words(make) -> None:
    sound = make(card(), Made(("{{c1::a}}", "b"), CLOZE)).getvalue()
    chance = random.Random(7)
    for _ in range(40):
        raw = bytearray(sound)
        for _ in range(chance.choice([1, 8, 60])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        assert_accounted_for(bytes(raw), "anki")


def test_a_damaged_database_is_accounted_for_or_refused_in_words() -> None:
    sound = database([card(), Made(("{{c1::a}}", "b"), CLOZE)], newer=True)
    chance = random.Random(8)
    for _ in range(60):
        raw = bytearray(sound)
        for _ in range(chance.choice([1, 8, 60])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        assert_accounted_for(packed(anki21b=zstd().compress(bytes(raw))).getvalue(), "anki")


def test_what_unpacks_to_more_than_any_deck_is_refused() -> None:
    bomb = packed(anki21b=zstd().compress(bytes(110_000_000)))
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(NotRead, match=r"^Unpacked, collection\.anki21b is cut off, or has more than 100,000,000 bytes"):
        import_bank(bomb, "lights.apkg")


@pytest.mark.parametrize(("raw", "why"), [(b"x" * 50, "is damaged"), (zstd().compress(database([card()]))[:300], "is cut off")])
def test_a_damaged_package_is_said(raw: bytes, why: str) -> None:
    with pytest.raises(NotRead, match=why):
        import_bank(packed(anki21b=raw), "lights.apkg")


def test_what_is_missing_to_unpack_a_deck_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    file = newer(card())
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    told = r"^A deck of Anki’s newer format needs one more package: pip install 'canada-us-quiz\[formats\]'\.$"
    with pytest.raises(NotRead, match=told):
        import_bank(file, "lights.apkg")


def test_an_older_deck_needs_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    assert import_bank(older(card()), "lights.apkg").questions


def test_a_deck_of_more_notes_than_a_bank_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("questions.formats.anki_collection.MOST_NOTES", 2)
    with pytest.raises(NotRead, match=r"^The file holds more than 2 notes\. Export its decks one by one\.$"):
        import_bank(older(card(), card(), card()), "lights.apkg")


def test_the_work_on_all_cards_together_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("questions.formats.anki_cards._MOST_WORK", 60)
    items = import_bank(older(card(), card("Mist" * 30)), "lights.apkg").items
    assert [(item.outcome, item.notes) for item in items] == [
        ("taken", ()),
        ("refused", ("The cards before it were too large all together for the rest to be read.",)),
    ]


TEMPLATE = [
    "{{A}}", "{{B}}", "{{FrontSide}}", "<hr id=answer>", "{{type:A}}", "{{cloze:A}}", "{{type:cloze:B}}", "{{hint:B}}", "{{#A}}", "{{/A}}",
    "{{^B}}", "{{/B}}", "{{", "}}", "{{#", "{{furigana:A}}", "<script>", "</script>", "<!--", "-->", "fog", "{{:A}}", "{{tts:A}}", "{{!x}}",
]  # fmt: skip
FIELD = [
    *PIECES,
    "{{c1::",
    "{{c2::",
    "{{c1,3::",
    "{{c0::",
    "::",
    "}}",
    "[sound:a.mp3]",
    "\\(x\\)",
    "<div>",
    "</div>",
    "<br>",
    "今日[きょう]",
]


@given(
    st.lists(st.lists(st.sampled_from(TEMPLATE), max_size=6).map("".join), min_size=2, max_size=2),
    st.lists(st.lists(st.sampled_from(FIELD), max_size=8).map("".join), min_size=2, max_size=2),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_any_template_and_any_fields_are_accounted_for(sides: list[str], fields: list[str], cloze: bool) -> None:
    texts = tuple(text.encode("utf-8", "replace").decode() for text in fields)
    note = Made(texts, Type(("A", "B"), ((sides[0], sides[1]),), cloze))
    assert_accounted_for(older(note).getvalue(), "anki")


SLOW = {
    "gaps in gaps": Made(("{{c1::" * 100_000, ""), CLOZE),
    "gaps that close": Made(("{{c1::x}}" * 50_000, ""), CLOZE),
    "gaps of many numbers": Made(("".join(f"{{{{c{n}::" for n in range(1, 100)) + "x" * 50_000 + "}}" * 99, ""), CLOZE),
    "one field many times": card("x" * 400_000, type=Type(templates=(("{{Front}}" * 900, "{{Back}}"),))),
    "tags without end": card(type=Type(templates=(("{{#Front}}" * 20_000, "{{Back}}"),))),
    "braces": card(type=Type(templates=(("{{" * 100_000, "{{Back}}"),))),
    "open remarks": card(type=Type(templates=(("<!--<script>" * 8_000, "{{Back}}"),))),
    "sounds": card("[sound:" * 100_000),
}


@pytest.mark.parametrize("case", SLOW)
def test_a_note_made_to_take_long_is_accounted_for_in_a_moment(case: str) -> None:
    raw = older(SLOW[case]).getvalue()
    began = time.process_time()
    assert_accounted_for(raw, "anki")
    assert time.process_time() - began < 4
