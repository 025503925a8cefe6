"""Which page is meant, which periods are compared, and what opens behind a row: the same for the command and the line mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from progress.periods import Span
from quiz.filters.language import Dates
from quiz.history.page import Page, Row
from quiz.history.seeing import PAGES, answers_behind
from quiz.reopening import Past, Reopened

if TYPE_CHECKING:
    from quiz.study import Study

_HOW = "Write it as 2026-09, or as two dates with .. between them: 2026-09-01..2026-09-15."


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands behind a row: answers, the newest first, a whole sitting, or questions that have no answers yet.

    ``more`` is whether there are more answers than were asked for.
    """

    answers: tuple[Reopened, ...] = ()
    past: Past | None = None
    questions: tuple[str, ...] = ()
    more: bool = False


def opened_row(study: Study, row: Row, most: int | None) -> Opened:
    """Return what stands behind a row, with ``most`` answers. Raises ``ValueError`` with a sentence if nothing does."""
    if row.sitting:
        return Opened(past=study.past(row.sitting))
    if row.questions:
        return Opened(questions=row.questions)
    if row.behind is None:
        raise ValueError("There are no answers behind this row.")
    answers = answers_behind(study, row.behind, None if most is None else most + 1)
    return Opened(answers[:most], more=most is not None and len(answers) > most)


def period(text: str) -> Span:
    """Return the study days that a text names: a year, a month, a day, or a first and a last of them with .. between.

    Raises:
        ValueError: it names none; the message says how to write it.
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        span = Span(Dates("since", first).first, Dates("until", last if dots else first).last)
    except (ValueError, TypeError, AttributeError):
        raise ValueError(f"“{text[:40]}” is no period. {_HOW}") from None
    if span.first > span.last:
        raise ValueError(f"“{text[:40]}” ends before it begins. {_HOW}")
    return span


def periods(text: str, beside: str) -> tuple[Span, Span] | None:
    """Return two periods to compare, the one that is compared with first; by default as long a time just before the other."""
    if not text:
        if beside:
            raise ValueError("The period beside another needs that other.")
        return None
    after = period(text)
    try:
        return (period(beside) if beside else after.before()), after
    except OverflowError:
        raise ValueError(f"There is no time before “{text[:40]}”.") from None


def figure_meant(page: Page, number: int) -> int:
    """Return the place of a figure by its number. Raises ``ValueError`` with a sentence if there is none."""
    if not 1 <= number <= len(page.figures):
        raise ValueError(page.empty or f"This page has figures 1 to {len(page.figures)}.")
    return number - 1


def page_meant(word: str) -> str:
    """Return the page that a word names; empty if it names none."""
    return word.casefold() if word.casefold() in PAGES else ""
