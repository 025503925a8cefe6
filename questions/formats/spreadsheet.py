"""Spreadsheets (.xlsx): Kahoot's template, and any sheet that names its columns as a table does. openpyxl reads the cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NoReturn
from xml.parsers import expat

from questions.formats.archive import Archive, NotUnpacked
from questions.formats.drafts import Imported, Intake
from questions.formats.extras import needed
from questions.formats.table import Row, names_columns, take_rows

_WORKBOOK = "xl/workbook.xml"
# What holds cells, and none of the pictures, links and programs beside them.
_PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/workbook\.xml\.rels|(?:workbook|sharedStrings|styles|worksheets/[^/]+)\.xml)"
)
_MOST_BYTES = 10_000_000
_MOST_ROWS = 10_000
_MOST_COLUMNS = 100
_MOST_SHEETS = 20
_MOST_TEXT = 20_000_000
"""How many characters a sheet may have all in all: one text may stand in a million cells."""
_ABOVE = 20
"""In how many of the first rows the names of the columns are looked for: Kahoot's stand below a title and some advice."""
_DAMAGED = "The spreadsheet is damaged, or none that is known here. Open it, save it as .xlsx once more, and try again."
# What openpyxl ends with where a file is not what it says it is.
_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RecursionError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile,
)  # fmt: skip


def holds_spreadsheet(archive: Archive) -> bool:
    """Whether an archive holds a spreadsheet."""
    return _WORKBOOK in archive


def read_spreadsheet(archive: Archive, name: str) -> Imported:
    """Return the questions in a spreadsheet; ``name`` is what the file is called.

    Raises:
        NotUnpacked: the file as a whole cannot be read.
        NotInstalled: what reads spreadsheets is not installed.
    """
    openpyxl = needed("openpyxl", "A spreadsheet")
    intake = Intake("a spreadsheet", name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(_alone(archive), read_only=True, data_only=True, keep_links=False)
            sheets = [(str(sheet.title), list(_rows(sheet, intake.notes))) for sheet in book.worksheets[:_MOST_SHEETS]]
        except _FAILURES as error:
            if isinstance(error, NotUnpacked):
                raise
            raise NotUnpacked(_DAMAGED) from None
    if not sheets:
        raise NotUnpacked(_DAMAGED)
    _take(intake, [(title, rows) for title, rows in sheets if rows])
    return intake.done()


def _take(intake: Intake, sheets: list[tuple[str, list[Row]]]) -> None:
    heads = [names_columns(rows, _ABOVE) for _, rows in sheets]
    named = any(head is not None for head in heads)
    for number, ((title, rows), head) in enumerate(zip(sheets, heads, strict=True)):
        called = title[:60]
        if head is None and (named or number):
            intake.notes.append(f"The sheet “{called}” names no columns that are known here, and was left out.")
            continue
        if head:
            intake.notes.append(f"What stands above the names of the columns, in {rows[head][0]}, was left out.")
        take_rows(intake, [(f"{called}, {where}" if len(sheets) > 1 else where, cells) for where, cells in rows], head)


def _alone(archive: Archive) -> io.BytesIO:
    """Return what of an archive makes up its cells as a zip file anew, so that openpyxl opens nothing that was not measured."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name in archive.names:
            if _PART.fullmatch(name):
                content = archive.read(name, _MOST_BYTES)
                _refuse_declarations(content)
                copy.writestr(name, content)
    return out


def _refuse_declarations(content: bytes) -> None:
    """Raise NotUnpacked if XML declares a document type: no spreadsheet does, and entities can make gigabytes of it."""

    def refuse(*_: object) -> NoReturn:
        raise NotUnpacked("The spreadsheet declares a document type, by which a few lines can grow into gigabytes. None needs that.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise NotUnpacked(_DAMAGED) from None


def _rows(sheet: Any, notes: list[str]) -> Iterator[Row]:
    """Yield the rows of a sheet that hold something."""
    left = _MOST_TEXT
    for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True), 1):
        if number > _MOST_ROWS:
            notes.append(f"From row {number:,} on nothing was read.")
            return
        left -= sum(len(cell) for cell in cells if isinstance(cell, str))
        if left < 0:
            raise NotUnpacked(f"A sheet has more than {_MOST_TEXT:,} characters. Split it into several.")
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield f"row {number}", texts


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()
