"""``quiz history PAGE``: a page of the history as text, JSON or CSV, and what stands behind its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.commands.base import DONE, WrongUse
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.history.opening import Opened
    from quiz.history.page import Page
    from quiz.study import Study

_MOST_ANSWERS = 50


def tell_page(
    where: Places,
    key: str,
    *,
    limit: int | None,
    topic: str,
    period: str,
    beside: str,
    figure: int | None,
    row: int | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Tell a page, one figure of it, or what stands behind a row."""
    from quiz.history.opening import figure_meant, opened_row, periods
    from quiz.history.seeing import page_for
    from quiz.plain.figures import row_at
    from quiz.readout import opened

    if (period or beside) and key != "doing":
        raise WrongUse("--period and --with are for quiz history doing.")
    if row is not None and figure is None:
        raise WrongUse("--row needs --figure: rows are numbered within a figure.")
    with opened(where) as study:
        try:
            page = page_for(study, key, _topic(study, topic), periods(period, beside))
            place = None if figure is None or page.empty else figure_meant(page, figure)
            if row is None or place is None:
                _tell(page, place, as_json=as_json, as_csv=as_csv)
            else:
                most = limit or (None if as_json or as_csv else _MOST_ANSWERS)
                _tell_behind(study, opened_row(study, row_at(page.figures[place], row), most), as_json=as_json, as_csv=as_csv)
        except ValueError as error:
            raise WrongUse(str(error)) from None
    return DONE


def _topic(study: Study, word: str) -> str:
    from quiz.filters.search import topics_meant

    meant = topics_meant(study.library, [word]) if word else ()
    if len(meant) > 1:
        raise WrongUse("A page is of one topic, or of all.")
    return meant[0] if meant else ""


def _tell(page: Page, place: int | None, *, as_json: bool, as_csv: bool) -> None:
    from quiz.history.data import csv_rows, figure_data, keys_of, page_data
    from quiz.plain.figures import figure_lines, page_lines
    from quiz.readout import print_csv, print_json, say

    figure = None if place is None else page.figures[place]
    if as_json:
        print_json(page_data(page) if figure is None else figure_data(f"{page.key}-{(place or 0) + 1}", figure))
    elif as_csv and figure is None and page.figures:
        raise WrongUse(f"As CSV, one figure at a time: --figure 1 to --figure {len(page.figures)}.")
    elif as_csv and figure is not None:
        print_csv(keys_of(figure), csv_rows(figure))
    elif figure is not None:
        say(*figure_lines((place or 0) + 1, figure))
    elif not as_csv:
        say(*page_lines(page))


def _tell_behind(study: Study, behind: Opened, *, as_json: bool, as_csv: bool) -> None:
    from quiz.plain.figures import opened_lines
    from quiz.readout import ANSWER_KEYS, answer_row, print_csv, print_json, say

    answers = behind.past.answers if behind.past else behind.answers
    rows = [answer_row(each) for each in answers]
    if as_json:
        print_json({"questions": list(behind.questions)} if behind.questions else {"answers": rows})
    elif as_csv and behind.questions:
        print_csv(("question",), [{"question": question} for question in behind.questions])
    elif as_csv:
        print_csv(ANSWER_KEYS, rows)
    else:
        say(*opened_lines(behind, study.library, study.clock()))
