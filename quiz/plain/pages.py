"""The pages of the history in the line mode: told in sentences, then figure by figure, then what stands behind a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quiz.filters.search import topics_meant
from quiz.history.opening import figure_meant, opened_row, page_meant, periods
from quiz.history.page import Figure
from quiz.history.seeing import QUESTIONS, page_for
from quiz.plain.figures import opened_lines, row_at, spoken_figure, spoken_page

if TYPE_CHECKING:
    from quiz.plain.session import Session

_MOST_ANSWERS = 20


class Pages:
    """Tells pages, and remembers which figure was told last, whose rows can be opened."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told: Figure | None = None

    def tell(self, rest: str) -> bool:
        """Tell the page that the words begin with, or one figure of it; whether they named a page.

        Raises:
            ValueError: what follows the page cannot be meant; the message says why.
        """
        name, *words = rest.split() or [""]
        key = page_meant(name)
        if not key:
            return False
        study, say = self._session.study, self._session.lines.say
        given = dict(word.split(":", 1) for word in words if word.startswith(("period:", "with:")))
        numbers = [word for word in words if word.isdecimal() and len(word) < 5]
        topics = topics_meant(study.library, [word for word in words if word not in numbers and ":" not in word])
        if len(topics) > 1 or len(numbers) > 1 or (given and key != "doing"):
            raise ValueError("After a page stand a topic and the number of a figure; after doing, period:2026-09 and with:2026-08 too.")
        page = page_for(study, key, "".join(topics), periods(given.get("period", ""), given.get("with", "")))
        if not numbers:
            say(*spoken_page(page), *([f"history {rest} and a number tells one."] if page.figures else []))
            return True
        self._told = page.figures[figure_meant(page, int(numbers[0]))]
        say(*spoken_figure(self._told), *(["open and a number tells what stands behind a row."] if self._told.rows else []))
        return True

    def open(self, rest: str) -> None:
        """Tell what stands behind a row of the figure that was told last. Raises ``ValueError`` with a sentence if nothing does."""
        if self._told is None:
            raise ValueError("open is for a row of a figure: first history doing 1, then open and the number of a row.")
        if not rest.isdecimal() or len(rest) > 4:
            raise ValueError("open takes the number of a row, as in open 3.")
        study = self._session.study
        behind = opened_row(study, row_at(self._told, int(rest)), _MOST_ANSWERS)
        self._session.lines.say(*opened_lines(behind, study.library, study.clock()))

    def report(self, rest: str) -> None:
        """Write the history to a file, with every answer if that is said; one that is there is not replaced. Raises ``ValueError``."""
        from quiz.commands.base import WrongUse
        from quiz.reports.report import Wish
        from quiz.reports.writing import write_report

        name = rest.removesuffix("--answers").strip()
        if not name:
            raise ValueError("report takes the name of a file, as in report ann.html; --answers after it puts every answer into it.")
        try:
            told = write_report(self._session.study, Path(name).expanduser(), Wish(answers=name != rest.strip()))
        except WrongUse as error:
            raise ValueError(error.message.replace(", or say --force to replace it", "")) from None
        self._session.lines.say(told)


def offer() -> str:
    """Return which pages there are, in a line."""
    return f"history and one of {', '.join(QUESTIONS)} tells a page."
