"""``quiz report``: a learner's history as a file to be handed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, FILE, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from progress.periods import Span
    from questions.bank import Library


@as_command("report")
@click.option("--to", metavar="FILE", type=FILE, required=True, help="The file to write, as in report.html, .csv, .json or .xlsx.")
@click.option("--format", "format_name", metavar="FORMAT", default="", help="html, csv, json or xlsx, if the file's name doesn't tell.")
@click.option("--topic", metavar="TOPIC", default="", help="Only this topic.")
@click.option("--since", metavar="DATE", default="", help="Only what was answered since 2026, 2026-09 or 2026-09-15.")
@click.option("--until", metavar="DATE", default="", help="Only what was answered until then.")
@click.option("--answers", is_flag=True, help="With every answer, so that each figure leads to those behind it.")
@click.option("--table", metavar="NAME", default="", help="Which table a CSV holds: sittings if not given, topics, answers, doing-1, …")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@common
def command(where: Places, to: Path, format_name: str, topic: str, since: str, until: str, answers: bool, table: str, force: bool) -> int:
    """Write a learner's history to a file to be handed on.

    \b
    report.html    one page to be read or printed: the six pages of the history, their figures drawn
                   and in numbers, topics and sittings; it needs nothing beside it and runs no script
    report.xlsx    a sheet for each figure, for topics and for sittings
    report.json    all of it, shares from 0 to 1, dates as in 2026-09-15
    report.csv     one table; --table says which

    With --answers every answer is in it too. --topic, --since and --until narrow what is counted, the sittings and the
    answers. A page that could not be true of a part is left out: those on what is known and comes, if --until is past; the
    last two weeks, if they are not whole; predictions, with --topic.
    """
    from quiz.readout import opened, say
    from quiz.reports.report import Wish
    from quiz.reports.writing import write_report

    span = _span(since, until)
    with opened(where) as study:
        wish = Wish(_topic(study.library, topic), span, answers or table == "answers")
        told = write_report(study, to, wish, format_name, table, force=force)
    say(told)
    return DONE


def _topic(library: Library, wanted: str) -> str:
    from quiz.filters.search import topics_meant

    if not wanted:
        return ""
    try:
        found = topics_meant(library, [wanted])
    except ValueError as error:
        raise WrongUse(str(error)) from None
    if len(found) != 1:
        raise WrongUse("--topic takes one topic.")
    return found[0]


def _span(since: str, until: str) -> Span:
    from progress.periods import Span

    span = Span(_date("since", since), _date("until", until))
    if span.first > span.last:
        raise WrongUse("--since lies after --until.")
    return span


def _date(name: str, value: str) -> date:
    """Return the first day of --since or the last of --until, as a filter means them."""
    from quiz.filters.language import Dates, parse

    if not value:
        return date.min if name == "since" else date.max
    found = parse(f'{name}:"{value}"')
    if not isinstance(found, Dates):
        raise WrongUse(f"--{name}: “{value[:40]}” is no date. Write 2026, 2026-09 or 2026-09-15.")
    return found.first if name == "since" else found.last
