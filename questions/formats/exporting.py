"""A bank in the formats of other programs, and what of each question such a format does not hold.

What is lost is not listed by hand: each question is written, read again by the importer, and compared.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from typing import Any, Literal

from questions.bank import Bank
from questions.formats import FORMATS, Item, import_bank
from questions.formats.drafts import Unfit
from questions.formats.to_aiken import AIKEN
from questions.formats.to_anki import ANKI
from questions.formats.to_gift import GIFT
from questions.formats.to_moodle import MOODLE_XML
from questions.formats.to_qti import QTI
from questions.formats.to_qti2 import QTI2
from questions.formats.to_table import TABLE
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion

WRITERS: dict[str, Writer[Any]] = {
    "gift": GIFT,
    "moodle": MOODLE_XML,
    "aiken": AIKEN,
    "qti": QTI,
    "qti2": QTI2,
    "csv": TABLE,
    "anki": ANKI,
}
"""The formats that a bank can be exported to, by the names they have on the command line."""
_NAMES = {"was": "earlier ids", "accept": "other wordings", "distractors": "distractors, or what is said to them"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A bank as the content of a file, and an account with an item for each of its questions."""

    content: bytes
    items: tuple[Item, ...]


def export_bank(bank: Bank, format_name: str) -> Exported:
    """Return a bank in a format of ``WRITERS``, and for each question whether it is held whole, changed, or refused."""
    writer = WRITERS[format_name]
    written: list[Any] = []
    items: list[Item] = []
    for question in bank.questions:
        name = question.id.partition("/")[2]
        try:
            one = writer.question(question)
            notes = _lost(question, bank, writer.file(bank, [one]), format_name)
        except Unfit as refusal:
            items.append(Item(name, question.prompt[:60], "refused", (str(refusal),)))
            continue
        written.append(one)
        outcome: Literal["taken", "changed"] = "changed" if notes else "taken"
        items.append(Item(name, question.prompt[:60], outcome, tuple(notes), name))
    return Exported(writer.file(bank, written), tuple(items))


def _lost(question: AnyQuestion, bank: Bank, content: bytes, format_name: str) -> list[str]:
    read = import_bank(io.BytesIO(content), "export", format_name).questions
    if len(read) != 1:
        raise Unfit(f"Written as {FORMATS[format_name].called}, it could not be read again.")
    again = read[0]
    if again.kind != question.kind:
        return [f"It becomes a {again.kind}."]
    skipped = {"source"} if WRITERS[format_name].has_ids else {"source", "id"}
    differing = [each.name for each in fields(question) if each.name not in skipped and not _same(question, again, each.name)]
    notes = [f"Not kept as it is here: {', '.join(_NAMES.get(name, name) for name in differing)}."] if differing else []
    if question.source not in (None, bank.source, again.source):
        notes.append("Its own source is not kept.")
    return notes


def _same(question: AnyQuestion, again: AnyQuestion, name: str) -> bool:
    if name == "id":
        return question.id.partition("/")[2] == again.id.partition("/")[2]
    ours, theirs = getattr(question, name), getattr(again, name)
    # The pairs of a match come back in their order too.
    return bool(ours == theirs and (not isinstance(ours, dict) or list(ours) == list(theirs)))
