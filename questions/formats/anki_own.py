"""Our questions as notes of Anki's: what each of their fields shows, and one that is on no card and keeps the question whole."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as fields_of_class
from hashlib import sha256
from pathlib import Path

from questions.bank import Bank
from questions.formats.anki_collection import NoteType, Template
from questions.formats.drafts import Draft
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.reading import read_bank_text
from questions.writing import bank_text

ENTRY = "Bank entry"
"""The field, the last of each of our note types, that keeps the question as it stands in a bank."""
_LINE = "<br>"
_HINT = "{{#Hint}}<br><br>{{hint:Hint}}{{/Hint}}"
_ANSWER = "<hr id=answer>"


def _type(name: str, fields: Sequence[str], front: str, back: str, *, cloze: bool = False) -> NoteType:
    return NoteType(name, (*fields, ENTRY), (Template("Card 1", front + _HINT, f"{front}{_ANSWER}{back}"),), cloze)


CARD = _type("Quiz: card", ("Front", "Hint", "Back"), "{{Front}}", "{{Back}}")
TYPED = NoteType(
    "Quiz: typed answer",
    ("Front", "Hint", "Answer", "Back", ENTRY),
    (Template("Card 1", f"{{{{Front}}}}{_HINT}<br>{{{{type:Answer}}}}", f"{{{{Front}}}}{_ANSWER}{{{{type:Answer}}}}<br>{{{{Back}}}}"),),
)
GAPPED = _type("Quiz: cloze", ("Text", "Hint", "Back"), "{{cloze:Text}}", "{{Back}}", cloze=True)


def type_of(question: AnyQuestion) -> NoteType:
    """Return the type of the note that a question makes."""
    return GAPPED if isinstance(question, Cloze) else TYPED if isinstance(question, ShortAnswer | Number) else CARD


def note_fields(question: AnyQuestion) -> tuple[str, ...]:
    """Return the fields of a question's note, as HTML: what is asked, the hint, what is typed if anything is, the back, the entry."""
    topic = question.id.partition("/")[0]
    alone = Bank(topic=topic, title=topic, path=Path(f"{topic}.yaml"), questions=(question,))
    return (*_shown(question), html.escape(bank_text(alone), quote=False).replace("\n", _LINE))


def give_own(names: Sequence[str], values: Sequence[str], draft: Draft) -> bool:
    """Make a draft the question that a note of ours keeps, if it is one and still says what the note shows; whether it was."""
    if names[-1:] != (ENTRY,) or len(values) != len(names):
        return False
    *shown, entry = values
    read = read_bank_text(html.unescape(entry.replace(_LINE, "\n")).encode("utf-8", "replace"), Path("t.yaml"))
    if len(read.questions) != 1 or read.problems or not _alike(_shown(read.questions[0]), shown):
        draft.note("The note was changed in Anki: what its cards show was taken, not the question that it was made of.")
        return False
    question = read.questions[0]
    draft.kind, draft.prompt, draft.title = question.kind, question.prompt, question.id.partition("/")[2]
    taken = {each.name: getattr(question, each.name) for each in fields_of_class(question)}
    draft.fields = {name: value for name, value in taken.items() if name not in ("id", "kind", "prompt")}
    return True


def _alike(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    # Anki brings letters and their accents together.
    return [unicodedata.normalize("NFC", text) for text in ours] == [unicodedata.normalize("NFC", text) for text in theirs]


def _shown(question: AnyQuestion) -> tuple[str, ...]:
    hint, back = _html(question.hint), _lines(_back(question))
    if isinstance(question, ShortAnswer):
        return _html(question.prompt), hint, _html(question.answer), back
    if isinstance(question, Number):
        unit = f"{_LINE}({_html(question.unit)})" if question.unit else ""
        return _html(question.prompt) + unit, hint, f"{question.answer:f}", back
    if isinstance(question, Cloze):
        return _gapped(question), hint, back
    return _lines([_html(question.prompt), *_choices(question)]), hint, back


def _choices(question: AnyQuestion) -> Iterator[str]:
    """Yield what the front of a card shows below what is asked."""
    if isinstance(question, TrueFalse):
        yield "True or false?"
    elif isinstance(question, Choice | Select | Order):
        yield _list(_mixed(question, question.options()))
    elif isinstance(question, Match):
        yield _list(question.answer)
        yield _list(_mixed(question, question.options()))


def _back(question: AnyQuestion) -> Iterator[str]:
    """Yield what the back of a card shows below what is typed or filled in."""
    if isinstance(question, ShortAnswer) and question.accept:
        yield f"Also right: {_html(' · '.join(question.accept))}"
    elif isinstance(question, Number) and question.tolerance:
        yield f"± {question.tolerance:f} is right too."
    elif isinstance(question, Cloze):
        yield from (f"Also right: {_html(' · '.join(blank))}" for blank in question.blanks() if len(blank) > 1)
    elif isinstance(question, Select):
        yield _list(question.answer)
    elif isinstance(question, Order):
        yield _list(question.answer, "ol")
    elif isinstance(question, Match):
        yield _list(f"{left} → {right}" for left, right in question.answer.items())
    elif isinstance(question, Choice | TrueFalse | Flashcard):
        yield _html(question.answer_text())
    if isinstance(question, Choice | Select):
        yield from (f"{_html(each.text)}: {_html(each.feedback)}" for each in question.distractors if isinstance(each, Distractor))
    if question.explanation:
        yield _html(question.explanation)


def _gapped(question: Cloze) -> str:
    """Return a cloze as Anki writes it; all gaps have one number, so that they make one card."""
    first, *rest = question.prompt.split("{{")
    blanks = iter(question.blanks())
    # A colon would begin a hint.
    gaps = (f"{{{{c1::{_html(next(blanks)[0]).replace(':', '&#58;')}}}}}{_html(each.partition('}}')[2])}" for each in rest)
    return _html(first) + "".join(gaps)


def _mixed(question: AnyQuestion, options: Iterable[str]) -> list[str]:
    """Return options in an order that tells nothing, and is the same each time."""
    name = question.id.partition("/")[2]
    return sorted(options, key=lambda option: sha256(f"{name} {option}".encode("utf-8", "replace")).digest())


def _list(items: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{_html(item)}</li>' for item in items)}</{tag}>"


def _lines(parts: Iterable[str]) -> str:
    return f"{_LINE}{_LINE}".join(parts)


def _html(text: str) -> str:
    # Braces would be taken for a gap.
    return html.escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;").replace("\n", _LINE)
