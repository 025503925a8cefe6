"""A bank in the formats of other programs, and what of each question such a format does not hold.

What is lost is not listed by hand: each question is written, read again by the importer, and compared.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Literal

from questions.bank import Bank
from questions.formats import FORMATS, Item
from questions.formats.drafts import Unfit
from questions.formats.gift import escaped
from questions.formats.table import ARROW, as_cell, cell_of
from questions.formats.text import looks_like_html
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.kinds.choice import distractor_texts

_COLUMNS = ("id", "kind", "prompt", "answer", "distractors", "accept", "tolerance", "unit", "hint", "explanation", "section")
_NAMES = {"was": "earlier ids", "accept": "other wordings", "distractors": "distractors, or what is said to them"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A bank as the text of a file, and an account with an item for each of its questions."""

    text: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written: one question (with the section it stands in), all of them as a file, and whether it has ids."""

    question: Callable[[AnyQuestion], str]
    file: Callable[[Iterable[str]], str]
    has_ids: bool = True


def export_bank(bank: Bank, format_name: str) -> Exported:
    """Return a bank in a format of ``WRITERS``, and for each question whether it is held whole, changed, or refused."""
    writer = WRITERS[format_name]
    written: list[str] = []
    items: list[Item] = []
    for question in bank.questions:
        name = question.id.partition("/")[2]
        try:
            text = writer.question(question)
            notes = _lost(question, bank, writer.file([text]), format_name)
        except Unfit as refusal:
            items.append(Item(name, question.prompt[:60], "refused", (str(refusal),)))
            continue
        written.append(text)
        outcome: Literal["taken", "changed"] = "changed" if notes else "taken"
        items.append(Item(name, question.prompt[:60], outcome, tuple(notes), name))
    return Exported(writer.file(written), tuple(items))


def _lost(question: AnyQuestion, bank: Bank, text: str, format_name: str) -> list[str]:
    read = FORMATS[format_name].read(text.encode("utf-8"), "export").questions
    if len(read) != 1:
        raise Unfit(f"Written as {FORMATS[format_name].called}, it could not be read again.")
    again = read[0]
    if again.kind != question.kind:
        return [f"It becomes a {again.kind}."]
    skipped = {"source"} if WRITERS[format_name].has_ids else {"source", "id"}
    differing = [each.name for each in fields(question) if each.name not in skipped and not _same(question, again, each.name)]
    notes = [f"Not kept as it is here: {', '.join(_NAMES.get(name, name) for name in differing)}."] if differing else []
    if question.source not in (None, bank.source):
        notes.append("Its own source is not kept.")
    return notes


def _same(question: AnyQuestion, again: AnyQuestion, name: str) -> bool:
    if name == "id":
        return question.id.partition("/")[2] == again.id.partition("/")[2]
    ours, theirs = getattr(question, name), getattr(again, name)
    # The pairs of a match come back in their order too.
    return bool(ours == theirs and (not isinstance(ours, dict) or list(ours) == list(theirs)))


# -- GIFT


def _gift(question: AnyQuestion) -> str:
    head = f"$CATEGORY: {question.section.replace('/', '//') or '$course$/top'}\n\n::{escaped(question.id.partition('/')[2])}::"
    if isinstance(question, Cloze):
        return head + _gift_cloze(question)
    # The general feedback of a flashcard is its back.
    more = f"####{_gift_text(question.explanation)}" if question.explanation and not isinstance(question, Flashcard) else ""
    return f"{head}{_gift_text(question.prompt)} {{{_gift_answers(question)}{more}}}"


def _gift_cloze(question: Cloze) -> str:
    before, _, rest = question.prompt.partition("{{")
    blank, _, after = rest.partition("}}")
    if "{{" in after:
        raise Unfit("GIFT has no text with several blanks.")
    answers = " ".join(f"={_gift_text(wording.strip())}" for wording in blank.split("|"))
    more = f" ####{_gift_text(question.explanation)}" if question.explanation else ""
    return f"{_gift_text(before)}{{{answers}{more}}}{escaped(after)}"


def _gift_answers(question: AnyQuestion) -> str:
    if isinstance(question, TrueFalse):
        return "T" if question.answer else "F"
    if isinstance(question, Number):
        return f"#{question.answer:f}" + (f":{question.tolerance:f}" if question.tolerance else "")
    if isinstance(question, Flashcard):
        return f"####{_gift_text(question.answer)}"
    return "\n" + "".join(f"{line}\n" for line in _gift_options(question))


def _gift_options(question: AnyQuestion) -> Iterable[str]:
    if isinstance(question, ShortAnswer):
        yield from (f"=%100%{_gift_text(text)}" for text in (question.answer, *question.accept))
    elif isinstance(question, Match):
        yield from (f"={_gift_text(left)} -> {_gift_text(right)}" for left, right in question.answer.items())
        yield from (f"= -> {_gift_text(text)}" for text in question.distractors)
    elif isinstance(question, Order):
        yield from (f"={place} -> {_gift_text(text)}" for place, text in enumerate(question.answer, 1))
    elif isinstance(question, Choice):
        yield f"=%100%{_gift_text(question.answer)}" if question.answer.lstrip().startswith("%") else f"={_gift_text(question.answer)}"
        yield from (f"~%0%{text}" if text.startswith("%") else f"~{text}" for text in map(_gift_wrong, question.distractors))
    elif isinstance(question, Select):
        worth = f"{100 / len(question.answer):.5f}".rstrip("0").rstrip(".")
        yield from (f"~%{worth}%{_gift_text(text)}" for text in question.answer)
        yield from (f"~%-{worth}%{_gift_wrong(text)}" for text in question.distractors)


def _gift_wrong(option: str | Distractor) -> str:
    if isinstance(option, str):
        return _gift_text(option)
    return f"{_gift_text(option.text)} #{_gift_text(option.feedback)}"


def _gift_text(text: str) -> str:
    # A text that says no format may be taken for HTML, or for the name of a format.
    return ("[plain]" if looks_like_html(text) or text.lstrip().startswith("[") else "") + escaped(text)


# -- Moodle's XML


def _moodle(question: AnyQuestion) -> str:
    name = question.id.partition("/")[2]
    types = {
        "choice": "multichoice", "select": "multichoice", "true-false": "truefalse", "short-answer": "shortanswer", "number": "numerical",
        "cloze": "cloze", "match": "matching", "order": "ordering", "flashcard": "essay",
    }  # fmt: skip
    prompt, explanation = question.prompt, question.explanation
    if isinstance(question, Cloze):
        prompt = _moodle_cloze(question)
    elif isinstance(question, Flashcard):
        explanation = question.answer
    return (
        f'<question type="category"><category><text>$course$/top/{_xml(question.section.replace("/", "//"))}</text></category></question>\n'
        f'<question type="{types[question.kind]}">\n<name><text>{name}</text></name>\n<idnumber>{name}</idnumber>\n'
        f"{_formatted('questiontext', prompt)}{_formatted('generalfeedback', explanation)}{_formatted('hint', question.hint)}"
        f"{''.join(_moodle_answers(question))}</question>\n"
    )


def _moodle_cloze(question: Cloze) -> str:
    def embedded(wordings: Iterable[str]) -> str:
        return "~".join("=" + "".join("\\" + c if c in "\\~#/" else c for c in wording) for wording in wordings)

    blanks = iter(question.blanks())
    parts = question.prompt.split("{{")
    texts = [parts[0], *(part.partition("}}")[2] for part in parts[1:])]
    return texts[0] + "".join(f"{{1:SHORTANSWER:{embedded(next(blanks))}}}{text}" for text in texts[1:])


def _moodle_answers(question: AnyQuestion) -> Iterable[str]:
    if isinstance(question, Choice | Select):
        right = (question.answer,) if isinstance(question, Choice) else question.answer
        single = isinstance(question, Choice)
        yield f"<single>{'true' if single else 'false'}</single>\n<shuffleanswers>true</shuffleanswers>\n"
        yield from (_answer(text, 100 / len(right)) for text in right)
        for option in question.distractors:
            text, feedback = (option, "") if isinstance(option, str) else (option.text, option.feedback)
            yield _answer(text, 0 if single else -100 / len(right), _formatted("feedback", feedback))
    elif isinstance(question, TrueFalse):
        yield from (_answer(word, 100 if question.answer == (word == "true") else 0) for word in ("true", "false"))
    elif isinstance(question, ShortAnswer):
        yield from (_answer(text, 100) for text in (question.answer, *question.accept))
    elif isinstance(question, Number):
        yield _answer(f"{question.answer:f}", 100, f"<tolerance>{question.tolerance:f}</tolerance>\n")
        if question.unit:
            yield f"<units><unit><multiplier>1</multiplier><unit_name>{_xml(question.unit)}</unit_name></unit></units>\n"
    elif isinstance(question, Match):
        for left, right_side in [*question.answer.items(), *(("", text) for text in question.distractors)]:
            pair = f"<text>{_xml(left)}</text>\n<answer><text>{_xml(right_side)}</text></answer>"
            yield f'<subquestion format="plain_text">{pair}</subquestion>\n'
    elif isinstance(question, Order):
        yield from (_answer(text, place) for place, text in enumerate(question.answer, 1))


def _answer(text: str, worth: float, more: str = "") -> str:
    return f'<answer fraction="{worth:.7g}" format="plain_text"><text>{_xml(text)}</text>\n{more}</answer>\n'


def _formatted(name: str, text: str) -> str:
    return f'<{name} format="plain_text"><text>{_xml(text)}</text></{name}>\n' if text else ""


def _xml(text: str) -> str:
    # A bare return would be read as a line end.
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _moodle_file(written: Iterable[str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(written)}</quiz>\n'


# -- Aiken


def _aiken(question: AnyQuestion) -> str:
    if isinstance(question, TrueFalse):
        options = [question.answer_text(), str(not question.answer)]
    elif isinstance(question, Choice):
        options = [question.answer, *distractor_texts(question.distractors)]
    else:
        raise Unfit("Aiken holds nothing but a choice of one option.")
    if len(options) > 26:
        raise Unfit("Aiken names options by the letters from A to Z, and these are more.")
    # The right option must not be the first of every question.
    options.insert(sum(map(ord, question.id)) % len(options), options.pop(0))
    right = options.index(question.answer_text())
    lines = [f"{chr(ord('A') + place)}. {' '.join(text.split())}" for place, text in enumerate(options)]
    return "\n".join([" ".join(question.prompt.split()), *lines, f"ANSWER: {chr(ord('A') + right)}"]) + "\n"


# -- a table


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


WRITERS = {
    "gift": Writer(_gift, lambda written: "\n\n".join(written) + "\n"),
    "moodle": Writer(_moodle, _moodle_file),
    "aiken": Writer(_aiken, "\n".join, has_ids=False),
    "csv": Writer(_table, lambda written: _row(_COLUMNS) + "".join(written)),
}
"""The formats that a bank can be exported to, by the names they have on the command line."""
