"""A report written to a file, in each of its formats: for the command, the line mode and the screens alike."""

from __future__ import annotations

from pathlib import Path

from questions.formats.extras import NotInstalled
from quiz.commands.base import WrongUse
from quiz.files import save
from quiz.phrases import count
from quiz.reports.report import Report, Wish, report_of
from quiz.study import Study

FORMATS = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
"""What a file may end in, and the format that it then has."""
A_TABLE = "sittings"
"""Which table is written as CSV if none is named."""


def write_report(study: Study, to: Path, wish: Wish, form: str = "", table: str = "", *, force: bool = False) -> str:
    """Write the report of the learner at work, and return a sentence that says what is where.

    The format is that of the file's name if ``form`` names none; ``table`` is which one a CSV holds. Wrong use if it cannot be
    written so, or if a file is there already and ``force`` does not say to replace it. Raises ``ProgressError``.
    """
    form = form.casefold() or FORMATS.get(to.suffix.casefold(), "")
    if form not in FORMATS.values():
        told = f"A report is not written as {form[:40]}." if form else f"{to.name} tells no format."
        raise WrongUse(f"{told} Name a file that ends in .html, .csv, .json or .xlsx.")
    if table and form != "csv":
        raise WrongUse("--table chooses what a CSV holds. The other formats hold every table.")
    report = report_of(study, wish)
    try:
        content = content_of(report, form, table)
    except (NotInstalled, NoSuchTable) as error:
        raise WrongUse(str(error)) from None
    save(to, content, force=force)
    held = [count(len(report.sittings.rows), "sitting")]
    if report.answers is not None:
        held.append(count(len(report.answers.rows), "answer"))
    name = f"{report.title[:1].lower()}{report.title[1:]}"
    if form == "csv":
        rows = count(len(dict(report.tables())[table or A_TABLE].rows), "row")
        return f"The table {table or A_TABLE} of the {name}, with {rows}, is in {to}."
    return f"The {name}, with {' and '.join(held)}, is in {to}."


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
