"""A report as a workbook of spreadsheets: a sheet for each figure, with real numbers and dates, and no text that is a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from progress.moment import Moment
from questions.formats.extras import needed
from quiz.display import clean
from quiz.history.page import Cell, Column, Figure, Row, Unit
from quiz.plain.wrapping import width
from quiz.reports.report import Report

_FORMATS: dict[Unit, str] = {
    "count": "#,##0",
    "share": "0 %",
    "difference": "+0 %;-0 %;0 %",
    "minutes": "#,##0.0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "number": "#,##0.0##",
}
_NARROWEST, _WIDEST = 8, 60
_LONGEST = 32_767
"""So many characters a cell may hold."""
_EARLIEST = 1900
"""Years before it a spreadsheet does not know."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def report_sheets(report: Report) -> bytes:
    """Return a report as a file of Excel's format (XLSX).

    Raises:
        NotInstalled: the package that writes it is not there.
    """
    openpyxl = needed("openpyxl", "A spreadsheet")
    book = openpyxl.Workbook()
    book.properties.title = clean(report.title)
    book.properties.creator = "quiz"
    book.properties.created = book.properties.modified = report.made.at.replace(tzinfo=None)
    tables = [(_sheet_name(name, figure), figure) for name, figure in report.tables()]
    _fill(book.active, "Overview", _overview(report, tables))
    for name, figure in tables:
        _fill(book.create_sheet(), name, figure)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _sheet_name(name: str, figure: Figure) -> str:
    """Return what a sheet is called: Topics, Sittings and Answers by themselves, figures by page, number and title."""
    if figure.title.casefold() == name:
        return figure.title
    return _NOT_IN_NAMES.sub(" ", clean(f"{name} {figure.title}"))[:_LONGEST_NAME].strip()


def _overview(report: Report, tables: list[tuple[str, Figure]]) -> Figure:
    names = iter(tables)
    rows = [Row((name, value, "")) for name, value in report.about]
    for page in report.pages:
        rows += [Row((page.question, sentence, "")) for sentence in page.sentences or (page.empty,)]
        rows += [Row((page.question, each.title, sheet)) for each, (sheet, _) in zip(page.figures, names, strict=False)]
    rows += [Row((figure.title, figure.note, sheet)) for sheet, figure in names]
    return Figure("Overview", (Column("What"), Column("In words"), Column("Sheet")), tuple(rows))


def _fill(sheet: Any, name: str, figure: Figure) -> None:
    """Write a table into an empty sheet: the heads stay in sight, each column is as wide as what is in it."""
    styles = needed("openpyxl.styles", "A spreadsheet")
    wrapped = styles.Alignment(wrap_text=True, vertical="top")
    sheet.title = name
    sheet.freeze_panes = "A2"
    for at, column in enumerate(figure.columns, 1):
        _put(sheet.cell(1, at), column.name, "text")
        sheet.cell(1, at).font = styles.Font(bold=True)
        sheet.cell(1, at).alignment = wrapped
        sheet.column_dimensions[sheet.cell(1, at).column_letter].width = _width(figure, at - 1)
        for line, row in enumerate(figure.rows, 2):
            _put(sheet.cell(line, at), row.cells[at - 1], column.unit)
            if isinstance(row.cells[at - 1], str):
                sheet.cell(line, at).alignment = wrapped
    if figure.rows:
        sheet.auto_filter.ref = sheet.dimensions


def _put(place: Any, cell: Cell, unit: Unit) -> None:
    """Write a cell; text is text, whatever it begins with."""
    value = _value(cell)
    place.value = value
    if isinstance(value, str):
        place.data_type = "s"
        place.quotePrefix = value[:1] in ("=", "+", "-", "@", "'")
    elif value is not None:
        place.number_format = _FORMATS.get(unit, "General")


def _value(cell: Cell) -> str | int | float | date | datetime | None:
    if isinstance(cell, Moment):
        when = cell.local.replace(tzinfo=None, microsecond=0)
        return when if when.year > _EARLIEST else when.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell if cell.year > _EARLIEST else cell.isoformat()
    return clean(cell)[:_LONGEST] if isinstance(cell, str) else cell


def _width(figure: Figure, at: int) -> float:
    wide = max([width(figure.columns[at].name) + 3, *_widths(figure, at)])
    return min(max(wide + 1, _NARROWEST), _WIDEST)


def _widths(figure: Figure, at: int) -> Iterator[int]:
    unit = figure.columns[at].unit
    if unit in ("day", "moment"):
        yield len(_FORMATS[unit])
    else:
        yield from (width(row.cells[at]) if isinstance(row.cells[at], str) else 8 for row in figure.rows)  # type: ignore[arg-type]
