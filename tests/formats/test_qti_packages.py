"""Zip files of QTI: which files are read, in which order, and that none is passed over in silence."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats import test_qti, test_qti2
from formats.test_hostile_files import assert_accounted_for
from formats.test_round_trip import BARE, bank_of
from questions.formats import Imported, NotRead, import_bank
from questions.formats.exporting import export_bank

OF_1 = test_qti.CANVAS["multiple choice"][0]
OF_2 = test_qti2.WHOLE["one choice"][0]


def packed(**files: str | bytes) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def manifest(*names: str) -> str:
    files = "".join(f'<resource identifier="r{n}" href="{name}"><file href="{name}"/></resource>' for n, name in enumerate(names))
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{files}</resources></manifest>'


def as_test(inside: str = OF_1, title: str = "Weather") -> str:
    return f'<questestinterop><assessment ident="t" title="{title}"><section ident="root">{inside}</section></assessment></questestinterop>'


def taken(**files: str | bytes) -> Imported:
    return import_bank(packed(**files), "fog.zip")


def outcomes(imported: Imported) -> list[tuple[str, str]]:
    return [(each.where, each.outcome) for each in imported.items]


def test_a_package_is_read_in_the_order_of_its_manifest() -> None:
    items = {name: OF_2.replace('title="Fog"', f'title="{name}"') for name in ("a.xml", "b.xml")}
    imported = taken(**{"imsmanifest.xml": manifest("b.xml", "a.xml"), **items})
    assert (outcomes(imported), imported.notes) == ([("b.xml", "taken"), ("a.xml", "taken")], ())


def test_a_package_in_a_folder_is_read_as_well() -> None:
    imported = taken(**{"fog/imsmanifest.xml": manifest("items/a.xml"), "fog/items/a.xml": OF_2})
    assert (len(imported.questions), imported.notes) == (1, ())


def test_files_without_a_manifest_are_read() -> None:
    assert len(taken(**{"a.xml": as_test(), "b.xml": OF_2}).questions) == 2


def test_what_says_when_a_test_is_open_and_media_are_passed_over_and_the_rest_is_named() -> None:
    beside = {"assessment_meta.xml": "<quiz/>", "fog.png": b"", "__MACOSX/._a.xml": b"\0", "read me.txt": "x", "course.xml": "<course/>"}
    imported = taken(**{"a.xml": as_test(), **beside})
    assert imported.notes == ("It is called “Weather”.", "No questions are in: read me.txt, course.xml.")


def test_of_a_test_that_canvas_writes_twice_the_fuller_copy_is_read() -> None:
    imported = taken(**{
        "imsmanifest.xml": manifest("t1/assessment_qti.xml", "non_cc_assessments/t1.xml.qti"),
        "t1/assessment_qti.xml": as_test(), "non_cc_assessments/t1.xml.qti": as_test(),
    })  # fmt: skip
    assert len(imported.items) == 1
    assert "Passed over, for the folder non_cc_assessments holds the same in more detail: t1/assessment_qti.xml." in imported.notes


def test_a_question_that_stands_in_a_bank_and_in_a_test_is_taken_once() -> None:
    bank = f'<questestinterop><objectbank ident="b">{OF_1}</objectbank></questestinterop>'
    imported = taken(**{"bank.xml.qti": bank, "test.xml.qti": as_test()})
    assert outcomes(imported) == [("bank.xml.qti, line 1", "taken"), ("test.xml.qti, line 1", "refused")]
    assert imported.items[1].notes == ("The same question stood in the archive before, and was taken there.",)


def test_the_titles_of_several_tests_and_banks_become_sections() -> None:
    title = "<qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>Air</fieldentry></qtimetadatafield>"
    inside = f"<qtimetadata>{title}</qtimetadata>{test_qti.CANVAS['true or false'][0]}"
    bank = f'<questestinterop><objectbank ident="b">{inside}</objectbank></questestinterop>'
    assert [question.section for question in taken(**{"a.xml": as_test(), "b.xml": bank}).questions] == ["Weather", "Air"]


def test_a_test_of_version_2_gives_the_order_and_the_sections() -> None:
    refs = "".join(f'<assessmentItemRef identifier="{name}" href="items/{name}.xml"/>' for name in "bac")
    test = (
        f'<assessmentTest title="Weather"><testPart><assessmentSection title="Fog">{refs}</assessmentSection></testPart></assessmentTest>'
    )
    imported = taken(**{"items/a.xml": OF_2, "items/b.xml": OF_2, "test.xml": test})
    assert outcomes(imported) == [("test.xml", "refused"), ("items/b.xml", "taken"), ("items/a.xml", "taken")]
    assert imported.items[0].notes == ("It asks for the item items/c.xml, which is not in the archive.",)
    assert ([question.section for question in imported.questions], imported.notes) == (["Fog", "Fog"], ("It is called “Weather”.",))


def test_of_several_files_a_damaged_one_is_refused_by_name_and_the_others_are_taken() -> None:
    bomb = '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><questestinterop>&b;</questestinterop>'
    deep = "<assessmentItem>" * 60
    imported = taken(**{"a.xml": OF_2, "b.xml": "<questestinterop><item>", "c.xml": bomb, "d.xml": "none", "e.xml": deep})
    told = {each.where: each.notes[0] for each in imported.items if each.outcome == "refused"}
    assert len(imported.questions) == 1
    assert told == {
        "b.xml": "It is not well-formed XML: on line 1, no element found.",
        "c.xml": "It declares entities, by which a few lines can grow into gigabytes. Take the declaration out.",
        "d.xml": "It is not well-formed XML: on line 1, syntax error.",
        "e.xml": "It has more than 500,000 elements, or more than 50 inside one another.",
    }


def test_a_file_that_unpacks_to_too_much_is_refused_by_name_and_the_others_are_taken() -> None:
    imported = taken(**{"a.xml": OF_2, "bomb.xml": b"<assessmentItem>" + b" " * 20_000_001})
    assert outcomes(imported) == [("a.xml", "taken"), ("bomb.xml", "refused")]
    assert imported.items[1].notes[0].startswith("Unpacked, bomb.xml has more than 20,000,000 bytes")


def test_paths_that_lead_out_are_not_followed() -> None:
    imported = taken(**{"imsmanifest.xml": manifest("../../etc/passwd", "/etc/a.xml", "gone.xml"), "a.xml": OF_2, "../b.xml": OF_2})
    assert outcomes(imported) == [("line 1", "taken")]
    assert imported.notes == (
        "The manifest names what is not in the archive: /etc/a.xml, gone.xml.",
        "“../b.xml” in the archive leads out of its folder, and was not read.",
    )


def test_a_damaged_manifest_is_said_and_the_files_are_taken() -> None:
    imported = taken(**{"imsmanifest.xml": "<manifest>", "a.xml": OF_2})
    assert len(imported.questions) == 1
    assert imported.notes[0].startswith("The manifest cannot be read, and the files are taken in the order of the archive.")


def test_a_manifest_that_points_nowhere_leaves_nothing_to_take() -> None:
    imported = taken(**{"imsmanifest.xml": manifest("gone.xml")})
    assert (imported.items, imported.notes) == ((), ("The manifest names what is not in the archive: gone.xml.",))


def test_an_archive_of_something_else_is_none() -> None:
    with pytest.raises(NotRead, match="nothing known here"):
        taken(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<workbook/>"})


def test_a_test_alone_is_refused_since_its_items_are_elsewhere() -> None:
    with pytest.raises(NotRead, match="Import the archive that holds them all"):
        import_bank(BytesIO(b"<assessmentTest/>"), "test.xml")


def test_thousands_of_items_of_one_name_are_taken_in_seconds() -> None:
    raw = as_test("".join(OF_1.replace('ident="i"', f'ident="i{number}"') for number in range(2_000)))
    began = time.process_time()
    assert taken(**{"a.xml": raw}).questions[-1].id == "t/what-is-fog-2000"
    assert time.process_time() - began < 4


def test_the_same_bank_is_exported_as_the_same_bytes() -> None:
    bank = bank_of(*BARE.values())
    assert export_bank(bank, "qti").content == export_bank(bank, "qti").content


# Parts of items that are well formed, in any order: sense is not to be expected.
TESTS = st.recursive(
    st.sampled_from([
        '<varequal respident="r">a</varequal>', '<varequal respident="r">b</varequal>', '<varequal respident="b"/>', "<other/>",
        '<vargte respident="r">NaN</vargte>', '<vargte respident="r">-1e999999</vargte>', '<varlte respident="r">9e999999</varlte>',
        '<vargt respident="r">1</vargt>', "<varsubstring>a</varsubstring>", '<varequal respident="r" margin="x">1e30</varequal>',
        "<unanswered/>",
    ]),
    lambda tests: st.builds(
        lambda name, inside: f"<{name}>{''.join(inside)}</{name}>", st.sampled_from(["and", "or", "not"]), st.lists(tests)
    ),
    max_leaves=4,
)  # fmt: skip
LABELS = st.lists(
    st.sampled_from([
        '<response_label ident="a"><material><mattext>wet</mattext></material></response_label>', "<response_label/>",
        '<response_label ident="b">x</response_label>', '<response_label ident="a"/>',
    ])
).map("".join)  # fmt: skip
RESPONSES = st.builds(
    lambda name, cardinality, shown, labels: f'<{name} ident="r" rcardinality="{cardinality}"><{shown}>{labels}</{shown[:10]}></{name}>',
    st.sampled_from(["response_lid", "response_str", "response_num", "response_xy"]),
    st.sampled_from(["Single", "Multiple", "Ordered"]),
    st.sampled_from(["render_fib", 'render_fib fibtype="Decimal"']),
    LABELS,
)
TEXTS = st.sampled_from([
    "<material><mattext>Fog [r] {{</mattext></material>", "<material><mattext>|}}\u202e</mattext></material>", "<material/>", "<matimage/>",
    '<flow class="RIGHT_MATCH_BLOCK"><flow><material><mattext>x</mattext></material></flow></flow>',
])  # fmt: skip
SETTINGS = [
    "<setvar>1</setvar>",
    "<setvar>1e999</setvar>",
    '<setvar action="Add">-1</setvar>',
    '<setvar variablename="EvaluationType"/>',
    "",
]
TYPES = ["", "Essay", "Matching", "Ordering", "Numeric", "True/False"]


@settings(max_examples=150, deadline=None)
@given(st.lists(RESPONSES | TEXTS, max_size=4), st.lists(st.tuples(TESTS, st.sampled_from(SETTINGS)), max_size=4), st.sampled_from(TYPES))
def test_any_parts_of_an_item_are_accounted_for_or_refused_in_words(shown: list[str], tests: list[tuple[str, str]], type_: str) -> None:
    conditions = "".join(f"<respcondition><conditionvar>{test}</conditionvar>{setting}</respcondition>" for test, setting in tests)
    metadata = f"<itemmetadata><bbmd_questiontype>{type_}</bbmd_questiontype></itemmetadata>"
    said = '<itemfeedback ident="general_fb"><material><mattext>x</mattext></material></itemfeedback>'
    item = f"<item>{metadata}<presentation>{''.join(shown)}</presentation><resprocessing>{conditions}</resprocessing>{said}</item>"
    assert_accounted_for(f"<questestinterop>{item}</questestinterop>".encode(), "qti")


VALUES = ["a", "b", "a b", "1", "-1e999999", "NaN", "", "{{", "|"]
INSIDE = [
    "", "Fog {{", "}}", '<simpleChoice identifier="a">wet</simpleChoice>', '<simpleChoice identifier="b"/>', '<gap identifier="b"/>',
    '<gapText identifier="a">x</gapText>',
    '<simpleMatchSet><simpleAssociableChoice identifier="a">x</simpleAssociableChoice></simpleMatchSet>',
    '<simpleMatchSet><simpleAssociableChoice identifier="b">y</simpleAssociableChoice></simpleMatchSet>', "<prompt>Q</prompt>",
    "<math><mfrac/></math>", '<feedbackInline identifier="a">z</feedbackInline>', '<inlineChoice identifier="a">|</inlineChoice>',
]  # fmt: skip
ASKING = ["choice", "order", "match", "gapMatch", "textEntry", "inlineChoice", "extendedText", "slider"]
INTERACTIONS = st.builds(
    lambda name, inside: f'<{name}Interaction responseIdentifier="R">{"".join(inside)}</{name}Interaction>',
    st.sampled_from(ASKING),
    st.lists(st.sampled_from(INSIDE), max_size=5),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["single", "multiple", "ordered"]),
    st.sampled_from(["identifier", "float"]),
    st.lists(st.sampled_from(VALUES), max_size=3),
    st.lists(INTERACTIONS | st.sampled_from(INSIDE), max_size=4),
)
def test_any_parts_of_an_item_of_version_2_are_accounted_for_or_refused_in_words(
    cardinality: str, base: str, values: list[str], body: list[str]
) -> None:
    right = "".join(f"<value>{value}</value>" for value in values)
    mapped = "".join(f'<mapEntry mapKey="{value}" mappedValue="{value}"/>' for value in values)
    declared = f"<correctResponse>{right}</correctResponse><mapping>{mapped}</mapping>"
    declaration = f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">{declared}</responseDeclaration>'
    item = f"<assessmentItem>{declaration}<itemBody>{''.join(body)}</itemBody></assessmentItem>"
    assert_accounted_for(item.encode(), "qti")


ASKED = test_qti.FOG + test_qti.choice("a", "b")
LARGE = {
    "tests inside tests": lambda: test_qti.item("", ASKED, test_qti.when("<not>" * 30 + "<other/>" + "</not>" * 30) * 2_000),
    "many tests": lambda: test_qti.item("", ASKED, test_qti.when(test_qti.is_("o1") * 1_900)) * 30,
    "many options": lambda: test_qti.item("", test_qti.FOG + test_qti.choice(*map(str, range(10_000))), test_qti.when(test_qti.is_("o1"))),
    "many responses": lambda: test_qti.item("", test_qti.FOG + test_qti.choice("a") * 10_000, test_qti.when(test_qti.is_("o1"))),
    "much feedback": lambda: test_qti.item("", ASKED, *(test_qti.feedback("x", str(number)) for number in range(20_000))),
    "many images": lambda: test_qti.item("", test_qti.material("".join(f"<img src={number}>" for number in range(50_000))) + ASKED),
}


@pytest.mark.parametrize("case", LARGE)
def test_megabytes_of_nonsense_are_accounted_for_in_seconds(case: str) -> None:
    raw = f"<questestinterop>{LARGE[case]()}</questestinterop>".encode()
    began = time.process_time()
    assert_accounted_for(raw, "qti")
    assert time.process_time() - began < 4
