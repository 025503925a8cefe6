"""Tables: CSV, TSV, and the text that Quizlet exports, a term and its definition on each line.

With a line of names on top the columns are taken by name; without, the first is what is asked and the second the answer.
CSV is as in RFC 4180; what sets columns and the items within a cell apart is found out from the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from questions.formats.drafts import Draft, Imported, Intake, Option, Unfit, at_most_a_hundred, number_in
from questions.formats.text import decoded, from_html, looks_like_html, without_hidden

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

Row = tuple[str, list[str]]
"""A row of a table: where it stands, and its cells."""
_NAMES = {
    "id": "id",
    "title": "id",
    "kind": "kind",
    "type": "kind",
    "question type": "kind",
    "prompt": "prompt",
    "question": "prompt",
    "question text": "prompt",
    "term": "prompt",
    "front": "prompt",
    "answer": "answer",
    "correct answer": "answer",
    "definition": "answer",
    "back": "answer",
    "accept": "accept",
    "hint": "hint",
    "explanation": "explanation",
    "feedback": "explanation",
    "answer explanation": "explanation",
    "section": "section",
    "category": "section",
    "tolerance": "tolerance",
    "unit": "unit",
    "correct": "correct",
    "correct answer(s)": "correct",
    "correct answers": "correct",
}
_LIST = re.compile(r"(?:distractors?|wrong|wrong answers?|incorrect answers?)[ _-]*\d*")
_NUMBERED = re.compile(r"(?:answer|option|choice)[ _-]*(\d+|[a-f])(?:\s.*)?")
# What other programs say of a column behind its name: "Answer 1 - max 75 characters", "Answer 3 (Optional)".
_REMARK = re.compile(r"\s+[-–—]\s.*|\s*\((?!s\)).*", re.DOTALL)
_FORMULA = re.compile("[\u00ad\u200c\u200d]*[-=+@＝＋－＠﹦﹢﹣﹫]")
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_SEPARATORS = "\t,;|"
ARROW = " → "
"""What stands between the sides of a pair in a cell."""


def read_table(raw: bytes, name: str) -> Imported:
    """Return the questions in a table; ``name`` is what the file is called."""
    intake = Intake("a table", name)
    text = decoded(raw, intake.notes.append)
    take_rows(intake, [(f"line {number}", cells) for number, cells in rows_of(_reader(text), intake.notes)])
    return intake.done()


def names_columns(rows: Sequence[Row], within: int = 1) -> int | None:
    """Return which of the first rows names the columns, counted from 0, or None."""
    return next((index for index, (_, cells) in enumerate(rows[:within]) if _columns(cells)), None)


def take_rows(intake: Intake, rows: Sequence[Row], header: int | None = 0) -> None:
    """Take the rows of a table into an account; ``header`` is the place of the row that may name the columns."""
    columns = _columns(rows[header][1]) if rows and header is not None else []
    named = rows[header][1] if columns and header is not None else []
    if told := [cell for cell, column in zip(named, columns, strict=True) if not column and cell.strip()]:
        intake.notes.append(f"Columns that are not known were left out: {', '.join(told)[:200]}.")
    for where, cells in rows[(header or 0) + 1 :] if columns else rows:
        # Where a spreadsheet numbers its rows, in a column without a name, a number makes no question.
        if columns and not any(cell.strip() for cell, head in zip_longest(cells, named, fillvalue="-") if head.strip()):
            continue
        draft = Draft(where)
        intake.add(draft, lambda draft, cells=cells: _make(draft, columns or ["prompt", "answer"], cells))  # type: ignore[misc]


def _reader(text: str) -> CsvReader:
    # In a text of Quizlet's a quote is a quote; in a table it holds a cell together.
    quoted = re.search(r'(?:^|[\t,;|])"', text, re.MULTILINE) is not None
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), quoting=quoting)


def rows_of(reader: CsvReader, notes: list[str], begins: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with the line on which it begins; the first stands on the line ``begins``."""
    ahead = begins - 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            notes.append(f"Line {begins} cannot be read as a row: a cell is too long.")
            cells = []
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = ahead + reader.line_num + 1


def _separator(text: str) -> str:
    """Return what sets columns apart: what stands in the first lines, outside quotes, most alike and most often."""
    sample = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].split("\n") if line.strip()][:20]
    if sample and all("\t" in line for line in sample[:1]):
        return "\t"

    def rank(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in sample]
        return (sum(count > 0 for count in counts), min(counts, default=0))

    return max(_SEPARATORS, key=rank)


def _columns(cells: list[str]) -> list[str]:
    """Return what each column holds, if the first row names them; "" for one that is not known."""
    names = [_REMARK.sub("", " ".join(cell.split())).casefold() for cell in cells]
    found = [
        _NAMES.get(name) or ("distractors" if _LIST.fullmatch(name) else "option" if _NUMBERED.fullmatch(name) else "") for name in names
    ]
    known = "prompt" in found and ({"answer", "option", "kind"} & set(found))
    return found if known else []


def _make(draft: Draft, columns: list[str], cells: list[str]) -> None:
    at_most_a_hundred(len(cells))
    row: dict[str, list[str]] = {}
    for column, cell in zip([*columns, *[""] * len(cells)], cells, strict=False):
        if column:
            row.setdefault(column, []).append(_text(draft, cell))
        elif cell.strip() and columns == ["prompt", "answer"]:
            draft.note(f"A third column, “{cell.strip()[:40]}”, was left out.")
    one = {column: found[0] for column, found in row.items()}
    draft.title, draft.prompt = one.get("id", ""), one.get("prompt", "")
    draft.fields = {column: one[column] for column in ("hint", "explanation", "section") if one.get(column)}
    if not draft.prompt:
        raise Unfit("The cell of what is asked is empty.")
    if "option" in row:
        _of_options(draft, row["option"], one)
        return
    wrong = [text for cell in row.get("distractors", []) for text in items_in(cell)]
    kind = one.get("kind", "").casefold().replace(" ", "-") or ("choice" if wrong else "flashcard")
    if kind not in _KINDS:
        draft.note(f"The kind “{one['kind'][:40]}” is not known here.")
        kind = "choice" if wrong else "flashcard"
    if kind != "cloze" and not one.get("answer"):
        raise Unfit("The cell of the answer is empty.")
    _KINDS[kind](draft, one, wrong)


def _of_options(draft: Draft, options: list[str], one: Mapping[str, str]) -> None:
    """Make a question of options in columns of their own, as Kahoot, Quizizz and Blooket write them."""
    kind = one.get("kind", "").casefold()
    if kind.startswith(("poll", "open", "draw", "slide", "word cloud")):
        raise Unfit(f"Questions of the type “{kind[:40]}” have no right answer.")
    if kind.startswith("fill"):
        draft.type_text([Option(text, 100) for text in options])
    else:
        _by_place(draft, options, one)


def _by_place(draft: Draft, options: list[str], one: Mapping[str, str]) -> None:
    """Make a choice of options in columns of their own, the right ones named by number or letter, as Kahoot does, or by text."""
    named = one.get("correct") or one.get("answer") or ""
    right: set[int] = set()
    if re.fullmatch(r"\d(\.\d)+", named) and named not in options:
        named = named.replace(".", ",")  # a spreadsheet may take "1,3" for a number
    for word in filter(None, (word.strip() for word in re.split(r"[,;]", named))):
        place = int(word) - 1 if word.isdecimal() and len(word) < 3 else ord(word.upper()) - ord("A") if len(word) == 1 else -1
        if place not in range(len(options)):
            place = next((index for index, text in enumerate(options) if text.casefold() in (word.casefold(), named.casefold())), -1)
        if place < 0:
            raise Unfit(f"“{word[:40]}” names none of its options as right.")
        right.add(place)
    several = len(right) > 1
    draft.choose([Option(text, 100 if index in right else 0) for index, text in enumerate(options)], several=several)


def _choice(draft: Draft, one: Mapping[str, str], wrong: list[str]) -> None:
    draft.choose([Option(one["answer"], 100), *(Option(text, 0) for text in wrong)], several=False)


def _select(draft: Draft, one: Mapping[str, str], wrong: list[str]) -> None:
    draft.choose([*(Option(text, 100) for text in items_in(one["answer"])), *(Option(text, 0) for text in wrong)], several=True)


def _true_false(draft: Draft, one: Mapping[str, str], _wrong: list[str]) -> None:
    word = one["answer"].casefold()
    if word not in _JUDGED:
        raise Unfit(f"“{one['answer'][:40]}” is neither true nor false.")
    draft.judge(_JUDGED[word])


def _short_answer(draft: Draft, one: Mapping[str, str], _wrong: list[str]) -> None:
    draft.type_text([Option(text, 100) for text in (one["answer"], *items_in(one.get("accept", "")))])


def _number(draft: Draft, one: Mapping[str, str], _wrong: list[str]) -> None:
    tolerance = number_in(one["tolerance"]) if one.get("tolerance") else Decimal(0)
    draft.type_number([(number_in(one["answer"]), tolerance, Option(one["answer"], 100))], one.get("unit", ""))


def _cloze(draft: Draft, _one: Mapping[str, str], _wrong: list[str]) -> None:
    draft.kind = "cloze"


def _match(draft: Draft, one: Mapping[str, str], wrong: list[str]) -> None:
    sides = [item.partition(ARROW.strip()) for item in items_in(one["answer"])]
    draft.pair([*((left.strip(), right.strip()) for left, _, right in sides), *(("", text) for text in wrong)])


def _order(draft: Draft, one: Mapping[str, str], _wrong: list[str]) -> None:
    draft.put_in_order(items_in(one["answer"]))


def _flashcard(draft: Draft, one: Mapping[str, str], _wrong: list[str]) -> None:
    draft.recall(one["answer"])


_KINDS = {
    "choice": _choice,
    "select": _select,
    "true-false": _true_false,
    "short-answer": _short_answer,
    "number": _number,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "flashcard": _flashcard,
}
_JUDGED = {"true": True, "t": True, "yes": True, "1": True, "false": False, "f": False, "no": False, "0": False}


def items_in(cell: str) -> list[str]:
    """Return the items of a cell that holds several: on lines of their own, or else set apart by bars, or else by semicolons."""
    separator = next((each for each in ("\n", "|", ";") if each in cell), "\n")
    items = [item.strip() for item in cell.split(separator) if item.strip()]
    at_most_a_hundred(len(items))
    return items


def cell_of(items: list[str]) -> str:
    """Return several items as one cell that ``items_in`` reads."""
    if any(separator in item for item in items for separator in "|;"):
        return "\n".join([*items, *([""] if len(items) == 1 else [])])
    return " | ".join(items)


def as_cell(text: str) -> str:
    """Return a text as a cell; one that a spreadsheet would reckon out has an apostrophe ahead, which is taken off in reading."""
    return "'" + text if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def _text(draft: Draft, cell: str) -> str:
    text = without_hidden(cell, draft.note).strip(" ")
    text = text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
    return from_html(text, draft.note, lines_count=True) if looks_like_html(text) else text
