"""Whatever the bytes: an importer gives an account or refuses in words, soon, and what it takes passes the check."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.formats import FORMATS, Imported, NotRead, bank_of, import_bank
from questions.reading import read_bank_text
from questions.writing import bank_text

PIECES = [
    "::", "t", "{", "}", "=", "~", "%50%", "%-50%", "%", "#", "####", "->", "\\", "\\n", "\n", "\n\n", "//", "$CATEGORY:", "[html]", "T",
    "F", "1..2", "3:0.1", "1e999999", "NaN", ":", "fog", "A. wet\n", "B) dry\n", "ANSWER: A\n", "a. x\n", ",", ";", "\t", "|", '"', '""',
    "prompt,answer\n", "prompt,kind,answer\n", "fog,cloze,{{x}}\n", "option 1", "correct", "<b>", "<img src=x>", "<li>", "<sup>2", "<!--",
    "-->", "<script>", "&amp;", "&#0;", "&#x202e;", "\u202e", "\x00", "\ufeff", "\ud800", "é", "灯", "{1:SA:=x}", "{1:NM:=1:1}",
    "{1:MR:=x}", "[[1]]", "{{", "}}", "'=", " ", "#separator:", "#html:true\n", "#deck column:1\n", "#notetype:", "{{c1::", "tab\n", '"\n',
]  # fmt: skip
XML_PIECES = [
    *(f'<question type="{kind}">' for kind in ["multichoice", "truefalse", "numerical", "cloze", "ddwtos", "matching", "ordering"]),
    '<question type="category">',
    "<questiontext><text>", "</text></questiontext>", '<answer fraction="100"><text>', "</text></answer>", "<tolerance>1</tolerance>",
    "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>", "<units><unit><unit_name>km</unit_name></unit></units>",
    "<dragbox><text>x</text></dragbox>", "</question>", "<![CDATA[", "]]>", *PIECES[:20], "{1:SA:=x}", "[[1]]", "&lt;p&gt;", "&amp;",
]  # fmt: skip
broken_files = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass"))
broken_xml = st.lists(st.sampled_from(XML_PIECES), max_size=25).map(lambda pieces: f"<quiz>{''.join(pieces)}</quiz>".encode())


def account(raw: bytes, format_name: str = "") -> Imported | str:
    """Return what was imported, or with which words the file was refused."""
    try:
        return import_bank(BytesIO(raw), "lights.txt", format_name)
    except NotRead as refusal:
        return str(refusal)


def assert_accounted_for(raw: bytes, format_name: str) -> None:
    imported = account(raw, format_name)
    if isinstance(imported, str):
        assert imported.endswith(".")
        return
    assert [item.id for item in imported.items if item.outcome != "refused"] == [each.id.partition("/")[2] for each in imported.questions]
    assert all(item.notes for item in imported.items if item.outcome != "taken")
    if imported.questions:
        bank = bank_of(imported, Path("lights.yaml"))
        again = read_bank_text(bank_text(bank).encode(), bank.path)
        assert (again.problems, again.questions) == ((), bank.questions)


@pytest.mark.parametrize("format_name", FORMATS)
def test_any_bytes_are_accounted_for_or_refused_in_words(format_name: str) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=200) | broken_files | (broken_xml if format_name == "moodle" else broken_files))
    def accounted_for(raw: bytes) -> None:
        assert_accounted_for(raw, format_name)

    accounted_for()


@given(st.binary(max_size=200) | broken_files)
def test_the_format_of_any_bytes_is_told_or_not(raw: bytes) -> None:
    told = account(raw)
    assert told.endswith(".") if isinstance(told, str) else told.format


def in_moodle(type_: str, text: str) -> str:
    return f'<quiz><question type="{type_}"><questiontext><text>{text}</text></questiontext></question></quiz>'


LARGE = {
    "gift: open braces": ("gift", "{" * 5_000_000),
    "gift: backslashes": ("gift", "\\" * 5_000_000),
    "gift: one long question": ("gift", "Q{" + "~a" * 2_500_000 + "}"),
    "gift: never closed": ("gift", "Q {=a\n\n" * 60_000),
    "gift: tags": ("gift", "<" * 2_500_000 + "<b " * 800_000 + "{T}"),
    "gift: remarks of HTML": ("gift", "<!--" * 1_200_000 + "{T}"),
    "gift: format names": ("gift", " " * 4_000_000 + "[html]Q{T}"),
    "gift: blanks among answers": ("gift", "Q{~" + " " * 4_000_000 + "}"),
    "gift: remarks": ("gift", "//" + "[tag:" * 200_000 + "\nQ{T}"),
    "aiken: options": ("aiken", "Q\n" + "A. x\n" * 900_000),
    "aiken: blanks": ("aiken", (" " * 5_000 + "\n") * 1_000),
    "anki-text: quotes": ("anki-text", "#separator:tab\n" + '"' * 5_000_000),
    "anki-text: heads": ("anki-text", "#html:true\n" * 400_000),
    "anki-text: notes": ("anki-text", "#separator:tab\n" + ("{{c1::" * 200 + "\t\n") * 1_000),
    "csv: quotes": ("csv", '"' * 5_000_000),
    "csv: separators": ("csv", "," * 5_000_000),
    "moodle: braces": ("moodle", in_moodle("cloze", "{1:SA:=" * 700_000)),
    "moodle: gaps": ("moodle", in_moodle("ddwtos", "[[1]]" * 900_000)),
}  # fmt: skip


@pytest.mark.parametrize("case", LARGE)
def test_megabytes_of_nonsense_are_accounted_for_in_seconds(case: str) -> None:
    format_name, text = LARGE[case]
    began = time.process_time()
    assert_accounted_for(text.encode(), format_name)
    assert time.process_time() - began < 8


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(NotRead, match="more than 20,000,000 bytes"):
        import_bank(BytesIO(b"x" * 20_000_001), "lights.gift")
