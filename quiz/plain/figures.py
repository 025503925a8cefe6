"""Pages of the history in lines: as tables with bars for the eye, and row by row in words for the ear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from progress.moment import Moment
from questions.bank import Library
from quiz import phrases
from quiz.display import one_line
from quiz.history.cells import in_words
from quiz.history.opening import Opened
from quiz.history.page import Figure, Page, Row
from quiz.plain.words import past_lines
from quiz.plain.wrapping import width, wrapped
from quiz.told import asked_text, given_text, prompt_text, record_text

WIDEST = 79
_LEAST_TEXT, _LEAST_BAR, _MOST_BAR = 12, 6, 24
_SHADES = "·░▒▓█"
"""No answer, and the four quarters of the most on a day."""
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_DAYS_LISTED = 14
_MOST_QUESTIONS = 50


def page_lines(page: Page) -> list[str]:
    """Return a page as sentences and tables that fit 80 columns; figures and their rows are numbered."""
    lines = [page.question, "", *_wrapped([page.empty] if page.empty else page.sentences)]
    for number, figure in enumerate(page.figures, 1):
        lines += ["", *figure_lines(number, figure)]
    return lines


def figure_lines(number: int, figure: Figure) -> list[str]:
    """Return a figure as a table under its number and title; a calendar is drawn too, and its last days listed."""
    lines = [f"{number}. {one_line(figure.title)}", *_wrapped([figure.note] if figure.note else [])]
    if figure.draw is not None and figure.draw.kind == "heat" and figure.rows:
        lines += ["", *_calendar(figure), "", f"The last {phrases.count(min(_DAYS_LISTED, len(figure.rows)), 'day')}:"]
    return [*lines, *(["", *_table(figure)] if figure.rows else [])]


def _wrapped(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in wrapped(one_line(line), WIDEST)]


def listed(figure: Figure) -> range:
    """Return which rows are listed: of a calendar only the last days, else all."""
    heat = figure.draw is not None and figure.draw.kind == "heat"
    return range(max(0, len(figure.rows) - _DAYS_LISTED) if heat else 0, len(figure.rows))


def row_at(figure: Figure, number: int) -> Row:
    """Return a row by the number that it is listed under. Raises ``ValueError`` with a sentence if there is none."""
    rows = listed(figure)
    if not 1 <= number <= len(rows):
        raise ValueError(f"This figure lists {phrases.count(len(rows), 'row')}, numbered from 1.")
    return figure.rows[rows[number - 1]]


# -- for the eye


def _table(figure: Figure) -> Iterator[str]:
    numbers = [column.unit != "text" for column in figure.columns]
    texts = [
        [str(number), *(one_line(in_words(cell, column.unit)) for cell, column in zip(figure.rows[row].cells, figure.columns, strict=True))]
        for number, row in enumerate(listed(figure), 1)
    ]
    names = ["", *(column.name for column in figure.columns)]
    widths = _narrowed([max(map(width, column)) for column in zip(names, *texts, strict=True)], [True, *numbers])
    bars = _bars(figure, WIDEST - sum(widths) - 2 * len(widths))
    for line, bar in zip([names, *texts], ["", *bars], strict=True):
        cells = (_cell(text, wide, right=right) for text, wide, right in zip(line, widths, [True, *numbers], strict=True))
        yield f"{'  '.join(cells)}  {bar}".rstrip()


def _narrowed(widths: list[int], numbers: Sequence[bool]) -> list[int]:
    """Return the widths of columns, those of texts made narrower until all fit, the widest first."""
    while sum(widths) + 2 * (len(widths) - 1) > WIDEST:
        wide = [index for index, number in enumerate(numbers) if not number and widths[index] > _LEAST_TEXT]
        if not wide:
            break
        widths[max(wide, key=lambda index: widths[index])] -= 1
    return widths


def _cell(text: str, wide: int, *, right: bool) -> str:
    if width(text) > wide:
        while width(text) > wide - 1:
            text = text[:-1]
        text += "…"
    space = " " * (wide - width(text))
    return space + text if right else text + space


def _bars(figure: Figure, room: int) -> list[str]:
    """Return a bar for each row that is listed, as long as what the figure measures first; none if there is no room."""
    rows = listed(figure)
    if figure.draw is None or room < _LEAST_BAR:
        return [""] * len(rows)
    values = [value if isinstance(value := cell, (int, float)) else 0 for cell in figure.column(figure.draw.measured[0])]
    most = figure.draw.most or max((values[row] for row in rows), default=0) or 1
    longest = min(room, _MOST_BAR)
    return ["█" * round(max(0.0, min(1.0, values[row] / most)) * longest) for row in rows]


def _calendar(figure: Figure) -> Iterator[str]:
    """Yield a calendar: a column a week, a line a weekday, darker where more was done."""
    days = [cell for cell in figure.column(figure.draw.along) if isinstance(cell, date)] if figure.draw else []
    values = [cell if isinstance(cell, (int, float)) else 0 for cell in figure.column(figure.draw.measured[0])] if figure.draw else []
    most = max(values, default=0) or 1
    before = days[0].weekday()
    grid: list[list[str]] = [[] for _ in range(7)]
    for place in range(before + len(days)):
        value = values[place - before] if place >= before else 0
        shade = _SHADES[0] if not value else _SHADES[1 + min(3, int(4 * value / most))]
        grid[place % 7].append(shade if place >= before else " ")
    yield "     " + _months(days[0], len(grid[0]), before)
    for name, line in zip(_WEEKDAYS, grid, strict=True):
        yield f"{name:<4} {''.join(line)}"
    yield f"     {_SHADES[0]} none, then by quarters of {most:,} a day: {' '.join(_SHADES[1:])}"


def _months(first: date, weeks: int, before: int) -> str:
    """Return the names of months above the weeks in which they begin."""
    line, last = "", 0
    for week in range(weeks):
        monday = date.fromordinal(first.toordinal() - before + 7 * week)
        if monday.month != last and len(line) <= week:
            line, last = line.ljust(week) + f"{monday:%b} ", monday.month
    return line.rstrip()


# -- for the ear


def spoken_page(page: Page) -> list[str]:
    """Return a page as sentences, and its figures by number."""
    lines = [page.question, *map(one_line, [page.empty] if page.empty else page.sentences)]
    if page.figures:
        lines.append("The numbers behind it:")
    for number, figure in enumerate(page.figures, 1):
        lines.append(f"{number}. {figure.title}, {phrases.count(len(listed(figure)), 'row')}")
    return lines


def spoken_figure(figure: Figure) -> list[str]:
    """Return a figure row by row, each value after the name of its column."""
    lines = [f"{figure.title}.", *([figure.note] if figure.note else [])]
    for number, row in enumerate(listed(figure), 1):
        told = [
            in_words(cell, column.unit) if place == 0 else f"{column.name} {in_words(cell, column.unit)}"
            for place, (column, cell) in enumerate(zip(figure.columns, figure.rows[row].cells, strict=True))
            if cell is not None
        ]
        lines.append(f"{number}. {one_line(told[0])}: {one_line(', '.join(told[1:]))}")
    return lines


# -- what is behind


def opened_lines(opened: Opened, library: Library, now: Moment) -> list[str]:
    """Return what stands behind a row: a sitting as it was, questions, or answers in three lines each, the newest first."""
    if opened.past is not None:
        return past_lines(opened.past, now)
    if opened.questions:
        left = len(opened.questions) - _MOST_QUESTIONS
        listed_ = [_question(id_, library) for id_ in opened.questions[:_MOST_QUESTIONS]]
        return [phrases.count(len(opened.questions), "question") + ":", *listed_, *([f"And {left} more."] if left > 0 else [])]
    lines = [] if opened.answers else ["No answers."]
    for number, each in enumerate(opened.answers, 1):
        sign, word = phrases.OUTCOMES[each.answer.outcome]
        lines += [f"{number}. {one_line(asked_text(each))} ({each.answer.question})", f"   {sign} {word}. You said: {given_text(each)}"]
        lines.append(f"   {record_text(each, now)}")
    return [*lines, *(["There are more; these are the newest."] if opened.more else [])]


def _question(id_: str, library: Library) -> str:
    question = library.by_id.get(id_)
    return f"{id_}: {one_line(prompt_text(question))}" if question else id_
