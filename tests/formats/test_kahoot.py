"""Spreadsheets: Kahoot's template, and any sheet that names its columns."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from questions.formats import Imported, NotRead, import_bank
from questions.kinds import Choice, Flashcard, Number, Select, ShortAnswer

Rows = Sequence[Sequence[object]]


def book(**sheets: Rows) -> BytesIO:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = BytesIO()
    made.save(file)
    file.seek(0)
    return file


def taken(**sheets: Rows) -> Imported:
    return import_bank(book(**sheets), "lights.xlsx")


def told(imported: Imported) -> list[tuple[str, ...]]:
    return [(item.where, item.outcome, *item.notes) for item in imported.items]


SOURCE = taken(a=[["Fog", "Wet"]]).source
HEAD = [
    None, "Question - max 120 characters", *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one",
]  # fmt: skip
TITLE: Rows = [[None], [None, "Quiz template"], [None, "Add questions, and have fun!"], []]


def kahoot(*rows: Sequence[object]) -> Imported:
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    return taken(Sheet1=[*TITLE, HEAD, *numbered, *([number] for number in range(len(rows) + 1, 100))])


def test_a_question_of_kahoots_is_a_choice_or_a_select() -> None:
    imported = kahoot(["Fog is", "wet", "dry", "hot", None, 20, 1.0], ["Which are wet?", "Fog", "Sand", "Mist", None, 60.0, "1,3"])
    assert imported.questions == (
        Choice(id="t/fog-is", prompt="Fog is", answer="wet", distractors=("dry", "hot"), source=SOURCE),
        Select(id="t/which-are-wet", prompt="Which are wet?", answer=("Fog", "Mist"), distractors=("Sand",), source=SOURCE),
    )


def test_two_right_answers_that_a_spreadsheet_took_for_a_number_are_two() -> None:
    (question,) = kahoot(["Which are wet?", "Fog", "Sand", "Mist", None, 60, 1.3]).questions
    assert question.answer_text() == "Fog · Mist"


def test_what_is_not_kept_of_kahoots_sheet_is_noted() -> None:
    assert kahoot(["Fog is", "wet", "dry", None, None, 20, 1]).notes == (
        "What stands above the names of the columns, in row 5, was left out.",
        "Columns that are not known were left out: Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs.",
    )


def test_a_row_is_called_by_its_number_in_the_sheet() -> None:
    assert told(kahoot(["Fog is", "wet", "dry", None, None, 20, 1], ["Mist is", "wet", "dry", None, None, 20, 3])) == [
        ("row 6", "taken"),
        ("row 7", "refused", "None of its options is right."),
    ]


ROWS = {
    "our own columns": (["prompt", "kind", "answer", "tolerance"], ["How far?", "number", 20.0, 2.5], "20 (± 2.5)"),
    "numbers": (["Question", "Answer"], ["When?", 1812.0], "1812"),
    "a number with a point": (["Question", "Answer"], ["How much?", 1.5], "1.5"),
    "a day": (["Question", "Answer"], ["When?", date(1818, 10, 20)], "1818-10-20"),
    "a moment": (["Question", "Answer"], ["When?", datetime(1818, 10, 20, 8, tzinfo=UTC).replace(tzinfo=None)], "1818-10-20 08:00:00"),
    "true and false": (["Question", "kind", "Answer"], ["Fog is wet.", "true-false", True], "True"),
    "Quizizz": (
        ["Question Text", "Question Type", "Option 1", "Option 2", "Correct Answer", "Time in seconds"],
        ["Fog is", "Multiple Choice", "wet", "dry", 1, 30], "wet",
    ),
    "Quizizz, typed": (
        ["Question Text", "Question Type", "Option 1", "Option 2", "Correct Answer"],
        ["Fog is", "Fill-in-the-Blank", "wet", "damp", None], "wet",
    ),
    "Blooket": (
        ["Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Correct Answer(s)\n(Only include Answer #)"],
        [1, "Fog is", "wet", "dry", None, 1], "wet",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_sheet_is_read_by_the_names_of_its_columns(case: str) -> None:
    head, row, answer = ROWS[case]
    assert [question.answer_text() for question in taken(a=[head, row]).questions] == [answer]


def test_kinds_come_as_in_a_table() -> None:
    imported = taken(a=[["prompt", "kind", "answer", "accept"], ["Fog?", "short-answer", "wet", "damp"], ["Far?", "number", 3, None]])
    assert [type(question) for question in imported.questions] == [ShortAnswer, Number]


def test_a_poll_has_no_right_answer() -> None:
    imported = taken(a=[["Question Text", "Question Type", "Option 1", "Option 2"], ["Fog?", "Poll", "yes", "no"]])
    assert told(imported) == [("row 2", "refused", "Questions of the type “poll” have no right answer.")]


def test_a_sheet_without_names_is_what_is_asked_and_the_answer() -> None:
    assert taken(a=[["Fog", "Wet"]]).questions == (Flashcard(id="t/fog", prompt="Fog", answer="Wet", source=SOURCE),)


def test_sheets_are_told_apart_and_one_without_names_is_noted() -> None:
    imported = taken(Sea=[["Question", "Answer"], ["Fog", "Wet"]], Notes=[["See", "this"]], Land=[["Question", "Answer"], ["Sand", "Dry"]])
    assert [item.where for item in imported.items] == ["Sea, row 2", "Land, row 2"]
    assert imported.notes == ("The sheet “Notes” names no columns that are known here, and was left out.",)


def changed(parts: dict[str, bytes | None]) -> BytesIO:
    """Return a spreadsheet with some of its parts replaced, or left out."""
    file = BytesIO()
    with zipfile.ZipFile(book(a=[["Fog", "Wet"]])) as sound, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ({each: sound.read(each) for each in sound.namelist()} | parts).items():
            if content is not None:
                archive.writestr(name, content)
    file.seek(0)
    return file


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
DAMAGED = "The spreadsheet is damaged, or none that is known here. Open it, save it as .xlsx once more, and try again."
DECLARES = "The spreadsheet declares a document type, by which a few lines can grow into gigabytes. None needs that."
LARGE = "Unpacked, xl/worksheets/sheet1.xml has more than 10,000,000 bytes, which no file of questions needs."
REFUSED = {
    "entities": (SHEET, ENTITIES, DECLARES),
    "entities in another encoding": (
        SHEET, '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16") + ENTITIES.decode().encode("utf-16-le"), DECLARES,
    ),
    "a bomb": (SHEET, b" " * 50_000_000, LARGE),
    "no XML": (SHEET, b"\0\1\2", DAMAGED),
    "no sheet": (SHEET, None, DAMAGED),
    "an encoding that is not known": (SHEET, b'<?xml version="1.0" encoding="x-fog"?><worksheet/>', DAMAGED),
    "no content types": ("[Content_Types].xml", None, DAMAGED),
    "other workbook": ("xl/workbook.xml", b"<fog/>", DAMAGED),
    "a cell of text that is not there": (
        SHEET, b'<worksheet %b><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>' % NAMESPACE, DAMAGED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_spreadsheet_that_none_writes_is_refused_in_words(case: str) -> None:
    name, content, why = REFUSED[case]
    with pytest.raises(NotRead) as refusal:
        import_bank(changed({name: content}), "lights.xlsx")
    assert str(refusal.value) == why


def test_one_text_in_many_cells_is_not_written_out() -> None:
    text = b'<sst %b><si><t xml:space="preserve"> %b</t></si></sst>' % (NAMESPACE, b"fog " * 200_000)
    cells = b'<c t="s"><v>0</v></c>' * 50
    rows = b"".join(b'<row r="%d">%b</row>' % (number, cells) for number in range(1, 100))
    types = zipfile.ZipFile(book(a=[["Fog"]])).read("[Content_Types].xml").replace(b"</Types>", STRINGS)
    sheet = b"<worksheet %b><sheetData>%b</sheetData></worksheet>" % (NAMESPACE, rows)
    file = changed({SHEET: sheet, "xl/sharedStrings.xml": text, "[Content_Types].xml": types})
    with pytest.raises(NotRead, match=r"^A sheet has more than 20,000,000 characters\. Split it into several\.$"):
        import_bank(file, "lights.xlsx")


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_rows_before_it() -> None:
    rows = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>Fog</t></is></c></row>'
    content = b'<worksheet %b><dimension ref="A1:XFD1048576"/><sheetData>%b</sheetData></worksheet>' % (NAMESPACE, rows)
    assert import_bank(changed({SHEET: content}), "lights.xlsx").items == ()


def test_what_is_missing_to_read_a_spreadsheet_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    file = book(a=[["Fog", "Wet"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NotRead, match=r"^A spreadsheet needs one more package: pip install 'canada-us-quiz\[formats\]'\.$"):
        import_bank(file, "lights.xlsx")
