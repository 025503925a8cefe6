"""What the read-out commands share: the study opened and closed, and rows as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from progress.moment import Moment
from progress.rating import Rating
from questions.kinds import AnyQuestion
from quiz import phrases
from quiz.display import clean, one_line
from quiz.places import Places
from quiz.told import asked_text, given_text, heading, prompt_text, record_text

if TYPE_CHECKING:
    from progress.records import SittingRecord
    from quiz.study import Past, Reopened, Study


@contextmanager
def opened(where: Places) -> Iterator[Study]:
    """Open the study for one command."""
    from quiz.study import Study

    study = Study.open(where)
    try:
        yield study
    finally:
        study.close()


def find_question(where: Places, name: str) -> AnyQuestion:
    """Return the question of this id (``topic/id``); wrong use if there is none."""
    from questions.problems import nearest
    from questions.reading import SHIPPED, read_library

    library = read_library([SHIPPED, *where.banks])
    found = library.by_id.get(library.renamed.get(name, name))
    if found is None:
        ends = [id_ for id_ in library.by_id if id_.endswith(f"/{name}")]
        if len(ends) == 1:
            return library.by_id[ends[0]]
        meant = nearest(name, library.by_id)
        raise click.UsageError(f"There is no question {clean(name)}." + (f" Did you mean {meant}?" if meant else ""))
    return found


def question_lines(question: AnyQuestion, shown: Sequence[str]) -> list[str]:
    """Return a question as the line mode asks it."""
    lines = [prompt_text(question)]
    if question.kind == "match":
        lines += [f"  {number}. {left}" for number, left in enumerate(question.lefts(), 1)]
        lines += [f"  {chr(ord('a') + index)}) {option}" for index, option in enumerate(shown)]
    else:
        lines += [f"  {number}. {option}" for number, option in enumerate(shown, 1)]
    return [*lines, question.how()]


def print_json(data: Any) -> None:
    """Print data as JSON, indented; characters that a terminal would obey stand as escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    sys.stdout.write("".join(c if c == "\n" or c == clean(c) else _escaped(c) for c in text) + "\n")


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"


def put_out(name: str, rows: Sequence[Mapping[str, Any]], *, as_json: bool, as_csv: bool, shown: Mapping[str, Callable[[Any], str]] | None = None) -> None:
    """Print rows as JSON under ``name``, as CSV, or as a table with ``shown`` saying how a column reads."""
    if as_json:
        print_json({name: rows})
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if rows:
            writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    elif not rows:
        click.echo(f"No {name} yet.")
    else:
        _table(rows, shown or {})


def _cell(value: Any) -> Any:
    """Return a value for CSV; text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        text = one_line(value)
        return "'" + text if text[:1] in ("=", "+", "-", "@") else text
    return value


def _table(rows: Sequence[Mapping[str, Any]], shown: Mapping[str, Callable[[Any], str]]) -> None:
    cells = [[str(key) for key in rows[0]]]
    cells += [[shown[key](value) if key in shown else _in_words(value) for key, value in row.items()] for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    numeric = [all(isinstance(row[key], (int, float, type(None))) for row in rows) for key in rows[0]]
    for line in cells:
        padded = (text.rjust(width) if right else text.ljust(width) for text, width, right in zip(line, widths, numeric, strict=True))
        click.echo("  ".join(padded).rstrip())


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)))
    return "–" if value is None else one_line(str(value))


def sitting_row(sitting: SittingRecord) -> dict[str, Any]:
    """Return a sitting as a row."""
    return {
        "id": sitting.id[:12],
        "started": sitting.started.local.isoformat(timespec="seconds"),
        "mode": sitting.mode,
        "topics": list(sitting.topics),
        "planned": len(sitting.questions),
        "answers": sitting.answers,
        "right": sitting.rights,
        "score": None if sitting.score is None else round(sitting.score, 4),
        "state": sitting.how or "open",
        "seconds": round(sitting.spent / 1000),
    }


def answer_row(reopened: Reopened) -> dict[str, Any]:
    """Return an answer as a row."""
    answer, question = reopened.answer, reopened.question
    return {
        "question": answer.question,
        "prompt": question.prompt if question else None,
        "shown": list(answer.shown),
        "response": answer.response,
        "answer": question.right_response() if question else None,
        "outcome": answer.outcome,
        "score": answer.score,
        "rule": answer.rule,
        "rating": Rating(answer.rating).word,
        "reason": answer.reason,
        "claim": answer.claim or None,
        "when": answer.when.local.isoformat(timespec="seconds"),
        "seconds": round(answer.took / 1000, 1),
        "hinted": answer.hinted,
        "undone": answer.undone,
    }


def past_lines(past: Past, now: Moment) -> list[str]:
    """Return a past sitting in lines: every question as asked, every answer as given."""
    lines = [heading(past)]
    for number, reopened in enumerate(past.answers, 1):
        sign, word = phrases.OUTCOMES[reopened.answer.outcome]
        lines += ["", f"{number}. {asked_text(reopened)}"]
        lines += [f"   - {option}" for option in reopened.answer.shown]
        lines.append(f"   Your answer: {given_text(reopened)}")
        lines.append(f"   {sign} {word}: {reopened.answer.rule}")
        if reopened.question is not None and reopened.answer.outcome != "right":
            lines.append(f"   Answer: {reopened.question.answer_text()}")
        lines.append(f"   {record_text(reopened, now)}")
    return [clean(line) for line in lines]
