"""A report as the bytes of a file, in each of its formats."""

from __future__ import annotations

from quiz.reports.report import Report

FORMATS = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
"""What a file may end in, and the format that it then has."""
A_TABLE = "sittings"
"""Which table is written as CSV if none is named."""


class NoSuchTable(LookupError):  # noqa: N818 - the name says what is the matter
    """A report has no table of a name; the message says which there are."""


def content_of(report: Report, form: str, table: str = "") -> bytes:
    """Return a report in a format; ``table`` is which one is written as CSV.

    Raises:
        NotInstalled: the format needs a package that is not there.
        NoSuchTable: there is no such table.
    """
    if form == "html":
        from quiz.reports.report_page import report_page

        return report_page(report).encode("utf-8")
    if form == "xlsx":
        from quiz.reports.report_sheets import report_sheets

        return report_sheets(report)
    from quiz.reports.report_tables import report_csv, report_json

    if form == "json":
        return report_json(report).encode("utf-8")
    tables = dict(report.tables())
    wanted = table or A_TABLE
    if wanted not in tables:
        known = ", ".join(f"{name} ({figure.title})" for name, figure in tables.items())
        more = " --answers adds answers." if report.answers is None else ""
        raise NoSuchTable(f"There is no table {wanted}. There are: {known}.{more}")
    return report_csv(tables[wanted]).encode("utf-8")
