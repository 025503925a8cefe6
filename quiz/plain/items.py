"""The line mode's account of the questions: which don't work, one in full, and a disputed response accepted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from questions.kinds import AnyQuestion
from questions.verdict import NotAResponse
from quiz.display import one_line
from quiz.filters.language import EVERYTHING
from quiz.filters.search import filter_meant, question_named
from quiz.items import accepting
from quiz.items.analysing import Itemised, disputed, items_of
from quiz.items.table import table_lines
from quiz.items.words import LEGEND, dispute_lines, item_lines, overview_line

if TYPE_CHECKING:
    from quiz.plain.session import Session

_ON_A_PAGE = 20


class Items:
    """Tells of the answers of all learners of the record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._study = session.study
        self._say = session.lines.say

    def tell(self, rest: str) -> None:
        """Tell of the questions that fit a filter, or of one in full. Raises ``ValueError`` if the filter means nothing."""
        found = items_of(self._study.store, self._study.library)
        if not found.items:
            self._say("No answers yet. Figures appear here when learners have answered.")
        elif rest and (question := self._named(rest)) is not None:
            self._one(found, question)
        else:
            self._all(found, rest)

    def _named(self, name: str) -> AnyQuestion | None:
        try:
            return question_named(self._study.library, name)
        except ValueError:
            return None

    def _all(self, found: Itemised, rest: str) -> None:
        whole = rest == "all"
        wanted = EVERYTHING if whole else filter_meant(rest)
        items = list(found.items)
        if wanted != EVERYTHING:
            fitting = set(self._study.names_fitting(wanted))
            items = [each for each in items if each.item.question in fitting]
        if not items:
            self._say("No question that was answered fits.")
            return
        listed = items if whole or rest else items[:_ON_A_PAGE]
        self._say(overview_line(found, all_tries=False), *table_lines(listed, shutil.get_terminal_size().columns - 1), *LEGEND[:2])
        more = f"; items all lists {len(items)}" if len(listed) < len(items) else ""
        self._say(f"items and a question tells who chose what{more}.")

    def _one(self, found: Itemised, question: AnyQuestion) -> None:
        versions = [each for each in found.items if each.item.question == question.id]
        if not versions:
            self._say(f"{question.id}: no answers yet.")
        for each in versions:
            self._say(*item_lines(each, all_tries=False, columns=shutil.get_terminal_size().columns - 1), *dispute_lines(each.item))
        open_ones = [each.text for each in disputed(versions, question) if each.now and each.now != "right"]
        if open_ones and isinstance(question, accepting.TAKES):
            self._say(f"accept {question.id} and a response makes it right from now on.")

    def accept(self, rest: str) -> None:
        """Write into a bank that a response to a question is right. Raises ``ValueError`` if it can't be done, and says why."""
        name, _, typed = rest.partition(" ")
        if not typed.strip():
            raise ValueError("accept takes a question and a response, as in accept water-quality/treaty Boundary Waters Treaty.")
        study = self._study
        question = question_named(study.library, name)
        try:
            response = question.parse(typed.strip(), question.options()) if isinstance(question, accepting.TAKES) else typed
        except NotAResponse as error:
            raise ValueError(f"This is no response to {question.id}: {one_line(str(error))}") from None
        self._say(accepting.accept(study.library, question.id, response).told)
        study.read_again(at_once=True)
        found = accepting.outdated(study.store, study.library, question.id, study.store.learners())
        if found:
            self._say(accepting.outdated_text(found))
            if self._session.lines.read("Mark them by the key of now? (y/n) ").casefold() in ("y", "yes"):
                self._say(f"{accepting.mark_anew(study.store, found, study.clock())} marked anew.")
            else:
                self._say("Nothing was marked anew; quiz regrade does it, for one learner at a time.")
