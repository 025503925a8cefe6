"""Tables: CSV, TSV, and the text that Quizlet exports, a term and its definition on each line.

With a line of names on top the columns are taken by name; without, the first is what is asked and the second the answer.
CSV is as in RFC 4180; what sets columns and the items within a cell apart is found out from the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from questions.formats.drafts import Draft, Imported, Intake, Option, Unfit, at_most_a_hundred, number_in
from questions.formats.text import decoded, from_text, without_hidden

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

Row = tuple[str, list[str]]
"""A row of a table: where it stands, and its cells."""
_CALLED = {
    "id": "id|title",
    "kind": "kind|type|question type",
    "prompt": "prompt|question|questions|question text|term|front",
    "answer": "answer|correct answer|right answer|correct option|correct choice|solution|definition|back",
    "accept": "accept|accepted|also accept",
    "hint": "hint|clue",
    "explanation": "explanation|feedback|answer explanation|rationale|reason",
    "section": "section|category|topic|subject|chapter",
    "tolerance": "tolerance",
    "unit": "unit",
    "correct": "correct|correct answer(s)|correct answers|answer key|key",
}
_NAMES = {name: column for column, names in _CALLED.items() for name in names.split("|")}
_WHICH = r"(?: ?(?:\d+|[a-f]|one|two|three|four|five))?"
_LIST = re.compile(rf"(?:distractors?|(?:wrong|incorrect|false)(?: (?:answers?|options?|choices?))?){_WHICH}")
_NUMBERED = re.compile(r"(?:answer|option|choice|opt) ?(?:\d+|[a-f])(?: .*)?")
_PLACE = re.compile(r"(?:[1-9]|[a-f])")
# What other programs say of a column behind its name: "Answer 1 - max 75 characters", "Answer 3 (Optional)".
_REMARK = re.compile(r"\s+[-–—]\s.*|\s*\((?!s\)).*", re.DOTALL)
_NAMED = re.compile(r"(?:option|answer|choice)?\s*\(?([a-z]|\d{1,2})[).:]?", re.IGNORECASE)
_FORMULA = re.compile("[\u00ad\u200c\u200d]*[-=+@＝＋－＠﹦﹢﹣﹫]")
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
# A sign twice or more often, or one dash, equals sign or arrow with blanks round it.
_SIGNS = re.compile(r"([-/=:|;~#*+>])\1{1,9}| (?:[-–—=:]|->|=>|→) ")
_SEPARATORS = "\t,;|"
ARROW = " → "
"""What stands between the sides of a pair in a cell."""


def read_table(raw: bytes, name: str) -> Imported:
    """Return the questions in a table; ``name`` is what the file is called."""
    intake = Intake("a table", name)
    rows = _rows(decoded(raw, intake.notes.append), intake.notes)
    take_rows(intake, [(f"line {number}", cells) for number, cells in rows])
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
    rest = rows[(header or 0) + 1 :] if columns else rows
    # Where a spreadsheet numbers its rows, in a column without a name, a number makes no question.
    rest = [
        row for row in rest if not columns or any(cell.strip() for cell, head in zip_longest(row[1], named, fillvalue="-") if head.strip())
    ]
    columns = columns or ["prompt", "answer"]
    readings = _readings(columns, [cells for _, cells in rest])
    for where, cells in rest:
        draft = Draft(where)
        intake.add(draft, lambda draft, cells=cells: _make(draft, columns, cells, readings))  # type: ignore[misc]


def _rows(text: str, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with the line on which it begins."""
    separator = custom_separator(text) or _separator(text)
    quoted = _quotes_hold_cells(text, separator)
    if separator not in _SEPARATORS or (separator == "\t" and not quoted):
        yield from _cards(text, separator, notes)
        return
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    yield from rows_of(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting), notes)


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


def _cards(text: str, separator: str, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cards of a text of Quizlet's, where a definition may go on over lines that hold no separator."""
    begins = 0
    lines: list[str] = []
    added: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if separator in line or not lines:
            if lines:
                yield begins, "\n".join(lines).strip().split(separator)
            begins, lines = number, [line] if line.strip() else []
        else:
            lines.append(line)
            added += [str(number)] if line.strip() else []
    if lines:
        yield begins, "\n".join(lines).strip().split(separator)
    if added:
        which = f"{', '.join(added[:10])}{' …' if len(added) > 10 else ''}"
        notes.append(f"What stands on these lines was added to the card above, for nothing sets a term apart in it: {which}.")


def custom_separator(text: str) -> str:
    """Return what sets terms and definitions apart where that is a sign of its own, as Quizlet lets one choose; "" if nothing does."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:20]
    if len(lines) < 2 or "\t" in lines[0] or any(all(comma in line for line in lines) for comma in ",;"):
        return ""
    signs = dict.fromkeys(found.group() for found in _SIGNS.finditer(lines[0]))
    return next((sign for sign in signs if all(line.count(sign) == 1 and line.strip(sign[0]) == line for line in lines)), "")


def _quotes_hold_cells(text: str, separator: str) -> bool:
    """Whether quotes hold cells together, as in a table; in a text of Quizlet's, which has tabs, a quote is a quote."""
    begun = len(re.findall(rf'(?:^|{re.escape(separator)})"', text, re.MULTILINE))
    if separator != "\t":
        return begun > 0
    return begun > 0 and begun == len(re.findall(r'(?:^|\t)"(?:[^"]|"")*"(?=\t|$)', text, re.MULTILINE))


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
    names = [_plain_name(cell) for cell in cells]
    found = [
        _NAMES.get(name) or ("distractors" if _LIST.fullmatch(name) else "option" if _NUMBERED.fullmatch(name) else "") for name in names
    ]
    if "prompt" in found and sum(_PLACE.fullmatch(name) is not None for name in names) > 1:
        found = [column or ("option" if _PLACE.fullmatch(name) else "") for column, name in zip(found, names, strict=True)]
    # A text in two columns may begin with a word that is the name of one.
    known = "prompt" in found and (len(cells) > 2 or {"answer", "kind"} & set(found))
    return found if known else []


def _plain_name(cell: str) -> str:
    """Return the name of a column without capitals, underlines and signs: "Option_A", "optionA" and "Option A:" are one."""
    bare = _REMARK.sub("", " ".join(cell[:200].split()))
    apart = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|[_\-\s]+", " ", bare)
    return " ".join(apart.casefold().rstrip(" :?.*").split())


def _make(draft: Draft, columns: list[str], cells: list[str], readings: set[_Reading]) -> None:
    at_most_a_hundred(len(cells))
    row: dict[str, list[str]] = {}
    for column, cell in zip([*columns, *[""] * len(cells)], cells, strict=False):
        if column:
            row.setdefault(column, []).append(_text(draft, cell))
        elif cell.strip() and columns == ["prompt", "answer"]:
            draft.note(f"A further column, “{cell.strip()[:40]}”, was left out.")
    one = {column: found[0] for column, found in row.items()}
    draft.title, draft.prompt = one.get("id", ""), one.get("prompt", "")
    draft.fields = {column: one[column] for column in ("hint", "explanation", "section") if one.get(column)}
    if not draft.prompt:
        raise Unfit("The cell of what is asked is empty.")
    if "option" in row:
        _of_options(draft, row["option"], one, readings)
        return
    if not {"answer", "kind"} & set(columns):
        raise Unfit("No column is named as the answer’s. Call one “answer”.")
    wrong = [text for cell in row.get("distractors", []) for text in items_in(cell)]
    kind = one.get("kind", "").casefold().replace(" ", "-") or ("choice" if wrong else "flashcard")
    if kind not in _KINDS:
        draft.note(f"The kind “{one['kind'][:40]}” is not known here.")
        kind = "choice" if wrong else "flashcard"
    if kind != "cloze" and not one.get("answer"):
        raise Unfit("The cell of the answer is empty.")
    _KINDS[kind](draft, one, wrong)


def _by_text(named: str, options: list[str]) -> set[int]:
    """Return the places of the options that a text names by what they say; none if it does not."""
    said = [option.strip().casefold() for option in options]
    words = [named] if named.casefold().strip() in said else re.split("[,;|]", named)
    words = [word.strip().casefold() for word in words]
    return {said.index(word) for word in words} if all(word and word in said for word in words) else set()


def _by_place(named: str, options: list[str]) -> set[int]:
    """Return the places of the options that a text names by number or letter; none if it does not."""
    found = [_NAMED.fullmatch(word.strip()) for word in re.split("[,;|]", named)]
    marks = [each[1].upper() for each in found if each]
    places = {int(mark) - 1 if mark.isdecimal() else ord(mark) - ord("A") for mark in marks}
    return places if len(marks) == len(found) and places <= set(range(len(options))) else set()


_Reading = Callable[[str, list[str]], set[int]]


def _readings(columns: list[str], rows: list[list[str]]) -> set[_Reading]:
    """Return in which ways all rows name their right options: where the options are figures, one row alone does not tell."""
    left: set[_Reading] = {_by_text, _by_place}
    for cells in rows if "option" in columns else []:
        row = list(zip(columns, cells, strict=False))
        options = [cell for column, cell in row if column == "option"]
        named = next((cell for wanted in ("correct", "answer") for column, cell in row if column == wanted and cell.strip()), "")
        if named and any(reading(named, options) for reading in left):
            left = {reading for reading in left if reading(named, options)}
    return left


def _of_options(draft: Draft, options: list[str], one: Mapping[str, str], readings: set[_Reading]) -> None:
    """Make a choice of options in columns of their own, the right ones named by number or letter, as Kahoot does, or by text."""
    kind = one.get("kind", "").casefold()
    if kind.startswith(("poll", "open", "draw", "slide", "word cloud")):
        raise Unfit(f"Questions of the type “{kind[:40]}” have no right answer.")
    if kind.startswith("fill"):
        draft.type_text([Option(text, 100) for text in options])
        return
    named = one.get("correct") or one.get("answer") or ""
    if re.fullmatch(r"\d(\.\d+)+", named) and named not in options:
        named = named.replace(".", ",")  # a spreadsheet may take "1,3" for a number
    right = [places for reading in readings if (places := reading(named, options))]
    if not right:
        raise Unfit(f"“{named[:40]}” names none of its options as right." if named else "It does not say which option is right.")
    if any(places != right[0] for places in right):
        raise Unfit(f"“{named[:40]}” is one option, and the place of another. Name the right one by a letter.")
    draft.choose([Option(text, 100 if index in right[0] else 0) for index, text in enumerate(options)], several=len(right[0]) > 1)


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
    return from_text(text, draft.note)
