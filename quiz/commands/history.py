"""``quiz history``: a page of the history, the past sittings, or one of them answer by answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from quiz.commands.base import DONE, QUESTIONS, Whole, WrongUse, as_command, common, filter_given, only_option
from quiz.commands.history_pages import tell_page
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.reopening import Past
    from quiz.study import Study

NUMBER = Whole(1, 9_999)


@as_command("history")
@click.argument("what", required=False, metavar="[PAGE|SITTING]")
@click.option("--limit", metavar="N", type=QUESTIONS, help="At most N sittings, or N answers with --row.")
@click.option("--topic", metavar="TOPIC", default="", help="Of a page, only this topic.")
@click.option("--period", metavar="A..B", default="", help="With doing: the period that is looked at, as in 2026-09.")
@click.option("--with", "beside", metavar="C..D", default="", help="The period it is compared with; else the time just before.")
@click.option("--figure", metavar="N", type=NUMBER, help="Of a page, only this figure.")
@click.option("--row", metavar="N", type=NUMBER, help="With --figure: what stands behind this row of it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV: sittings, answers, or with --figure a figure.")
@only_option
@common
def command(where: Places, what: str | None, limit: int | None, as_json: bool, as_csv: bool, only: str, **of_page: Any) -> int:
    """List past sittings, the newest first; tell a page of the history; or tell every answer of a sitting, as it was given.

    PAGE is a question that you have: doing (how am I doing?), work (how much do I work?), coming (what will come?), knowing
    (what do I know now?), trust (can I trust it?), changed (what changed since last week?). Its figures and their rows are
    numbered: --figure 2 --row 5 lists the answers behind a row.

    SITTING is its id, or what the id begins with, or `last`. --only takes topic:, mode:, since:, until:, on:, score< and
    answers<, as in --only 'mode:exam score<50% since:2026-09'.
    """
    from quiz.history.opening import page_meant

    if what is not None and page_meant(what):
        if only:
            raise WrongUse("--only chooses among sittings. A page takes --topic.")
        return tell_page(where, page_meant(what), limit=limit, as_json=as_json, as_csv=as_csv, **of_page)
    if any(of_page.values()):
        raise WrongUse("--topic, --period, --with, --figure and --row are for a page: quiz history doing --topic TOPIC.")
    return _sittings(where, what, limit, as_json=as_json, as_csv=as_csv, only=only)


def _sittings(where: Places, sitting: str | None, limit: int | None, *, as_json: bool, as_csv: bool, only: str) -> int:
    from quiz.filters.matching import fitting_sittings
    from quiz.phrases import date, percent
    from quiz.readout import SITTING_KEYS, opened, print_csv, print_json, print_table, say, sitting_row

    wanted = filter_given(only, "sittings")
    if only and sitting is not None:
        raise WrongUse("--only chooses among sittings. Name one, or choose.")
    with opened(where) as study:
        if sitting is not None:
            return _one(study, _found(study, sitting), as_json=as_json, as_csv=as_csv)
        rows = [sitting_row(each) for each in fitting_sittings(wanted, study.history())[:limit]]
    if as_json:
        print_json({"sittings": rows})
    elif as_csv:
        print_csv(SITTING_KEYS, rows)
    elif not rows:
        say("No sitting fits." if only else "No sittings yet.")
    else:

        def when(started: str) -> str:
            moment = datetime.fromisoformat(started)
            return f"{date(moment)} {moment:%H:%M}"

        def named(topics: list[str]) -> str:
            return ", ".join(topics) or "all"

        print_table(SITTING_KEYS, rows, {"id": lambda id_: id_[:12], "started": when, "topics": named, "score": percent})
    return DONE


def _found(study: Study, wanted: str) -> Past:
    sittings = study.history()
    if wanted == "last":
        if not sittings:
            raise WrongUse("There are no sittings yet.")
        return study.past(sittings[0].id)
    matches = [each for each in sittings if each.id.startswith(wanted.casefold())]
    if len(matches) != 1 or not wanted:
        raise WrongUse(f"{'More than one' if matches else 'No'} sitting begins with “{wanted[:40]}”. quiz history lists them.")
    return study.past(matches[0].id)


def _one(study: Study, past: Past, *, as_json: bool, as_csv: bool) -> int:
    from quiz.plain.words import past_lines
    from quiz.readout import ANSWER_KEYS, answer_row, print_csv, print_json, say, sitting_row

    answers = [answer_row(each) for each in past.answers]
    if as_json:
        print_json({**sitting_row(past.sitting), "given": answers})
    elif as_csv:
        print_csv(ANSWER_KEYS, answers)
    else:
        say(*past_lines(past, study.clock()))
    return DONE
