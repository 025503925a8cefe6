"""From a figure of a report to what stands behind it in the same file: answers, or where they are not in it, sittings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from progress.records import AnswerRecord, Behind, SittingRecord
from quiz.history.page import Row
from quiz.history.trust import CONFIDENCES
from quiz.phrases import count, percent
from quiz.phrases import date as told_date
from quiz.reports.report import Report


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the file and what leads there; ``place`` is empty of what is only named."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Under the name of its place in the file, what stands behind a figure, in runs of numbers that follow upon each other."""

    place: str
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """Where each row leads to, and the lists that rows lead to whose answers don't follow upon each other."""

    by_behind: dict[Behind, Link]
    by_sitting: dict[str, Link]
    by_questions: dict[tuple[str, ...], Link]
    lists: tuple[Listed, ...]

    def of(self, row: Row) -> Link | None:
        """Return where a row leads to; None if nothing of it is in the file."""
        if row.behind is not None:
            return self.by_behind.get(row.behind)
        return self.by_sitting.get(row.sitting) or self.by_questions.get(row.questions)

    def any_of(self, rows: Iterable[Row]) -> bool:
        """Return whether one of some rows leads anywhere."""
        return any(self.of(row) is not None for row in rows)


def traces(report: Report) -> Traces:
    """Return where the rows of a report's pages and topics lead to."""
    rows = [row for page in report.pages for figure in page.figures for row in figure.rows] + list(report.topics.rows)
    titles = {str(row.cells[0]): row.behind.topic for row in report.topics.rows if row.behind}
    called = {topic: title for title, topic in titles.items()}
    find = _among_answers(report.given) if report.answers is not None else _among_sittings(report.sat)
    what, one = ("a", "answer") if report.answers is not None else ("s", "sitting")
    by_behind: dict[Behind, Link] = {}
    lists: list[Listed] = []
    for behind in dict.fromkeys(row.behind for row in rows if row.behind is not None):
        runs = runs_of(find(behind))
        if len(runs) > 1:
            place = f"list-{len(lists) + 1}"
            lists.append(Listed(place, in_words(behind, called), tuple(_link(run, what, "") for run in runs)))
            by_behind[behind] = Link(count(sum(last - first + 1 for first, last in runs), one), place)
        elif runs:
            by_behind[behind] = _link(runs[0], what, f"{one} ")
    by_questions = {}
    for questions in dict.fromkeys(row.questions for row in rows if row.questions):
        place = f"list-{len(lists) + 1}"
        lists.append(Listed(place, count(len(questions), "question"), tuple(map(Link, questions))))
        by_questions[questions] = Link(count(len(questions), "question"), place)
    by_sitting = {each.id: Link(f"sitting {number}", f"s{number}") for number, each in enumerate(report.sat, 1)}
    if report.answers is not None:
        by_sitting = _in_sittings(report.given)
    return Traces(by_behind, by_sitting, by_questions, tuple(lists))


def _in_sittings(given: Sequence[AnswerRecord]) -> dict[str, Link]:
    numbers: dict[str, list[int]] = {}
    for number, answer in enumerate(given, 1):
        numbers.setdefault(answer.sitting, []).append(number)
    return {sitting: _one_link(runs_of(those), "a", "answer") for sitting, those in numbers.items()}


def _one_link(runs: Sequence[tuple[int, int]], what: str, one: str) -> Link:
    """Return a link to the first of some runs, which says how many there are if they are several."""
    if len(runs) == 1:
        return _link(runs[0], what, f"{one} ")
    return Link(count(sum(last - first + 1 for first, last in runs), one), f"{what}{runs[0][0]}")


def _link(run: tuple[int, int], what: str, called: str) -> Link:
    first, last = run
    return Link(f"{called}{first}" if first == last else f"{called.replace(' ', 's ')}{first}–{last}", f"{what}{first}")


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as the first and last of those that follow upon each other."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


Find = Callable[[Behind], list[int]]
"""Returns the numbers of what stands behind a figure, counted from 1."""


def _among_answers(given: Sequence[AnswerRecord]) -> Find:
    def fits(number: int, behind: Behind) -> bool:
        return _fits(given[number], behind)

    return _between([answer.when.day for answer in given], fits)


def _among_sittings(sat: Sequence[SittingRecord]) -> Find:
    def fits(number: int, behind: Behind) -> bool:
        sitting = sat[number]
        topics = {question.partition("/")[0] for question in sitting.questions}
        return behind.topic in ("", *topics) and behind.question in ("", *sitting.questions) and behind.sitting in ("", sitting.id)

    return _between([sitting.started.day for sitting in sat], fits)


def _between(days: list[date], fits: Callable[[int, Behind], bool]) -> Find:
    """Return how to find those among things in the order of their days that fit; clocks that were wrong may have mixed the days."""
    in_order = all(one <= other for one, other in pairwise(days))

    def find(behind: Behind) -> list[int]:
        start = bisect_left(days, behind.first_day) if in_order else 0
        end = bisect_right(days, behind.last_day) if in_order else len(days)
        return [at + 1 for at in range(start, end) if behind.first_day <= days[at] <= behind.last_day and fits(at, behind)]

    return find


def stands_behind(answer: AnswerRecord, behind: Behind) -> bool:
    """Return whether an answer that counts is one of those behind a figure, as the store's ``answers_behind`` finds them."""
    return behind.first_day <= answer.when.day <= behind.last_day and _fits(answer, behind)


def _fits(answer: AnswerRecord, behind: Behind) -> bool:
    least, below = behind.recall or (0.0, 0.0)
    return (
        behind.topic in ("", answer.question.partition("/")[0])
        and behind.question in ("", answer.question)
        and behind.sitting in ("", answer.sitting)
        and behind.outcome in ("", answer.outcome)
        and behind.confidence in ("", answer.confidence)
        and behind.firsts in (None, answer.first)
        and (behind.recall is None or (answer.recall is not None and least <= answer.recall < below))
    )


def in_words(behind: Behind, titles: dict[str, str]) -> str:
    """Return which answers stand behind a figure, in words; ``titles`` are those of the topics."""
    days = ""
    if behind.first_day == behind.last_day:
        days = told_date(behind.first_day)
    elif behind.first_day > date.min or behind.last_day < date.max:
        days = f"{told_date(behind.first_day)} to {told_date(behind.last_day)}"
    tries = {True: "first tries", False: "repeats", None: ""}[behind.firsts]
    least, below = behind.recall or (0.0, 0.0)
    parts = [
        behind.question,
        titles.get(behind.topic, behind.topic),
        tries,
        behind.outcome,
        f"{CONFIDENCES.get(behind.confidence, behind.confidence)}" if behind.confidence else "",
        f"predicted recall {percent(least)} to {percent(min(below, 1.0))}" if behind.recall else "",
        days,
    ]
    told = ", ".join(part for part in parts if part)
    return told[:1].upper() + told[1:] if told else "All answers"
