"""What the read-out commands share: the study opened and closed, and rows as a table, JSON or CSV."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from progress.rating import Rating
from questions.kinds import AnyQuestion
from quiz.commands.base import WrongUse
from quiz.display import clean, one_line
from quiz.places import Places
from quiz.plain.wrapping import width

if TYPE_CHECKING:
    from progress.records import SittingRecord
    from questions.problems import Piece
    from quiz.reopening import Reopened
    from quiz.study import Study

SITTING_KEYS = ("id", "started", "mode", "topics", "planned", "answers", "right", "score", "state", "seconds")
ANSWER_KEYS = (
    "question", "prompt", "shown", "response", "answer", "outcome", "score", "rule", "rating", "reason", "claim", "when", "seconds",
    "hinted", "confidence", "undone", "earlier_key", "marked_anew",
)  # fmt: skip
_WIDEST_CELL = 40
_AT_A_TIME = 1_000
_COLOURS = {"place": "1", "error": "31", "advice": "33", "faint": "2", "added": "32"}
# What begins a formula, also in the wide and the small forms that some spreadsheets read alike, and behind what is not seen.
_FORMULA = re.compile("[\u00ad\u200c\u200d]*[-=+@＝＋－＠﹦﹢﹣﹫]")


@contextmanager
def opened(where: Places) -> Iterator[Study]:
    """Open the study for a command that only looks: nobody is added by it, and nobody else is learning afterwards."""
    from quiz.study import Study

    study = Study.open(where._replace(learner=""))
    try:
        if where.learner:
            from quiz.filters.search import learner_called

            learners = study.store.learners()
            found = learner_called(learners, where.learner)
            if found is None:
                raise WrongUse(f"There is no learner {where.learner}. Known: {', '.join(one_line(each.name) for each in learners)}.")
            study.learner = found
        if study.notice:
            complain(study.notice)
        yield study
    finally:
        study.close()


def find_question(where: Places, name: str) -> AnyQuestion:
    """Return the question of this id (``topic/id``); wrong use if there is none."""
    from quiz.filters.search import question_named
    from quiz.shelf import all_banks

    try:
        return question_named(all_banks(where), name)
    except ValueError as error:
        raise WrongUse(str(error)) from None


def say(*lines: str) -> None:
    """Write lines to standard output, without anything that a terminal would obey."""
    for line in lines:
        sys.stdout.write(clean(line) + "\n")


def say_pieces(lines: Iterable[Sequence[Piece]], *, coloured: bool, out: TextIO | None = None) -> None:
    """Write lines to standard output piece by piece, in colours if they are wanted; nothing in a piece is obeyed."""
    out = sys.stdout if out is None else out
    colours = _COLOURS if coloured else {}
    texts: list[str] = []
    for pieces in lines:
        texts += [f"\x1b[{colours[style]}m{clean(text)}\x1b[0m" if style in colours else clean(text) for style, text in pieces]
        texts.append("\n")
        # Many at a time: where nothing is buffered, each line would be written to the disk by itself.
        if len(texts) > _AT_A_TIME:
            out.write("".join(texts))
            texts.clear()
    out.write("".join(texts))


def hand_on(content: bytes) -> None:
    """Write the content of a file to standard output as it is; to a terminal, without anything that it would obey."""
    if sys.stdout.isatty():
        sys.stdout.write(clean(content.decode("utf-8", "replace")))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def wants_colour(out: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether an output is a terminal whose user has not asked for plain text."""
    return out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def complain(sentence: str) -> None:
    """Write a sentence to standard error."""
    sys.stderr.write(f"quiz: {clean(sentence)}\n")


def print_json(data: Any) -> None:
    """Print data as JSON, indented; characters that a terminal would obey stand as escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if text != clean(text):
        text = "".join(c if c == "\n" or c == clean(c) else _escaped(c) for c in text)
    sys.stdout.write(text + "\n")


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"


def print_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as CSV, always with the line of their names."""
    sys.stdout.write(csv_text(columns, rows))


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV, always with the line of their names."""
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a value for CSV; text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        text = one_line(value)
        return "'" + text if _FORMULA.match(text) else text
    return value


def print_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], shown: Mapping[str, Callable[[Any], str]], whole: Collection[str] = ()
) -> None:
    """Print rows as a table, ``shown`` saying how a column reads; texts are cut short, but for the columns in ``whole``."""

    def cell(row: Mapping[str, Any], column: str) -> str:
        text = shown[column](row[column]) if column in shown else _in_words(row[column])
        return text if column in whole else _short(text)

    cells = [[cell(row, column) for column in columns] for row in rows]
    widths = [max(map(width, texts)) for texts in zip(columns, *cells, strict=True)]
    numeric = [all(isinstance(row[column], (int, float, type(None))) for row in rows) for column in columns]
    for line in (columns, *cells):
        padded = (_padded(text, wide, right=right) for text, wide, right in zip(line, widths, numeric, strict=True))
        say("  ".join(padded).rstrip())


def _padded(text: str, wide: int, *, right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if right else text + space


def _short(text: str) -> str:
    if width(text) <= _WIDEST_CELL:
        return text
    while width(text) >= _WIDEST_CELL:
        text = text[: min(len(text), _WIDEST_CELL) - 1]
    return text + "…"


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)))
    return "–" if value is None else one_line(str(value))


def sitting_row(sitting: SittingRecord) -> dict[str, Any]:
    """Return a sitting as a row."""
    values = (
        sitting.id,
        sitting.started.local.isoformat(timespec="seconds"),
        sitting.mode,
        list(sitting.topics),
        len(sitting.questions),
        sitting.answers,
        sitting.rights,
        None if sitting.score is None else round(sitting.score, 4),
        sitting.how or "open",
        round(sitting.spent / 1000),
    )
    return dict(zip(SITTING_KEYS, values, strict=True))


def answer_row(reopened: Reopened) -> dict[str, Any]:
    """Return an answer as a row."""
    answer, question, marked_by = reopened.answer, reopened.question, reopened.marked_by
    values = (
        answer.question,
        question.prompt if question else None,
        list(answer.shown),
        answer.response,
        marked_by.right_response() if marked_by else None,
        answer.outcome,
        answer.score,
        answer.rule,
        Rating(answer.rating).word,
        answer.reason,
        answer.claim or None,
        answer.when.local.isoformat(timespec="seconds"),
        round(answer.took / 1000, 1),
        answer.hinted,
        answer.confidence or None,
        answer.undone,
        reopened.today is not None,
        bool(answer.marked_by),
    )
    return dict(zip(ANSWER_KEYS, values, strict=True))
