"""A question as a row of a table (CSV as in RFC 4180) that names its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from questions.formats.table import ARROW, as_cell, cell_of
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.kinds.choice import distractor_texts

_COLUMNS = ("id", "kind", "prompt", "answer", "distractors", "accept", "tolerance", "unit", "hint", "explanation", "section")


def _table(question: AnyQuestion) -> str:
    row = {column: getattr(question, column, "") for column in _COLUMNS}
    row["id"] = question.id.partition("/")[2]
    if isinstance(question, Number):
        row |= {"answer": f"{question.answer:f}", "tolerance": f"{question.tolerance:f}" if question.tolerance else ""}
    elif isinstance(question, Match):
        row["answer"] = cell_of([f"{left}{ARROW}{right}" for left, right in question.answer.items()])
    elif isinstance(question, Select | Order):
        row["answer"] = cell_of(list(question.answer))
    elif isinstance(question, TrueFalse):
        row["answer"] = question.answer_text()
    if isinstance(question, Choice | Select | Match):
        row["distractors"] = cell_of(distractor_texts(question.distractors))
    if isinstance(question, ShortAnswer):
        row["accept"] = cell_of(list(question.accept))
    return _row(as_cell(str(row[column])) for column in _COLUMNS)


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(list(cells))
    return out.getvalue()


TABLE = Writer(_table, lambda _bank, written: (_row(_COLUMNS) + "".join(written)).encode())
