"""A question as GIFT, the text format of Moodle; its grammar is named in ``gift``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from questions.formats.drafts import Unfit
from questions.formats.gift import escaped
from questions.formats.writer import Writer
from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse

# Rather too much than too little: a text that says no format is read as HTML.
_LIKE_HTML = re.compile("<[A-Za-z/!?]|&[#A-Za-z]")


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
    return ("[plain]" if _LIKE_HTML.search(text) or text.lstrip().startswith("[") else "") + escaped(text)


GIFT = Writer(_gift, lambda _bank, written: ("\n\n".join(written) + "\n").encode())
