"""Moodle's XML: https://docs.moodle.org/en/Moodle_XML_format is where it is published, and Embedded_Answers its clozes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from questions.formats.drafts import Draft, Imported, Intake, Option, Unfit, at_most_a_hundred, number_in
from questions.formats.elements import Element, NotXml, read_xml
from questions.formats.embedded import blank, fill_embedded, outside
from questions.formats.gift import category
from questions.formats.text import from_html, without_hidden

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
# What Moodle says by itself where a teacher has written nothing.
_BY_ITSELF = {"", "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}


def read_moodle_xml(raw: bytes, name: str) -> Imported:
    """Return the questions in a file of Moodle's XML; ``name`` is what the file is called.

    Raises:
        NotXml: the file as a whole cannot be read.
    """
    root = read_xml(raw, without=frozenset({"file"}))
    if root.name != "quiz":
        raise NotXml(f"It is XML, but not Moodle's: it begins with <{root.name[:40]}> and not with <quiz>.")
    intake = Intake("Moodle XML", name)
    section = ""
    for element in root.all("question"):
        if element.attributes.get("type") == "category":
            section = category(" ".join(element.said("category", "text").split()))
            continue
        if element.said("defaultgrade").strip() not in ("", "1", "1.0", "1.0000000"):
            intake.notes[:] = ["What a question counts is not kept: each counts as one."]
        draft = Draft(f"line {element.line}", fields={"section": section} if section else {})
        draft.name = " ".join(element.said("name", "text").split())
        draft.title = element.said("idnumber").strip() or draft.name
        intake.add(draft, lambda draft, element=element: _make(draft, element))  # type: ignore[misc]
    return intake.done()


def _make(draft: Draft, element: Element) -> None:
    type_ = element.attributes.get("type", "")
    if type_ == "description":
        raise Unfit("It is a description: a text that asks nothing.")
    if type_ not in _TYPES:
        raise Unfit(f"Questions of the type “{type_[:40]}” have no kind here.")
    at_most_a_hundred(sum(child.name in ("answer", "subquestion", "dragbox", "selectoption") for child in element.children))
    draft.prompt = _text(draft, element.first("questiontext"))
    if element.said("image").strip():
        draft.note("The image that belongs to it is not brought along.")
    hints = [text for hint in element.all("hint") if (text := _text(draft, hint))]
    if hints:
        draft.fields["hint"] = "\n".join(hints)
    tags = [tag.said("text").strip() for tags in element.all("tags") for tag in tags.all("tag")]
    if tags:
        draft.note(f"Tags are not kept: {', '.join(tags)}.")
    said = [_text(draft, element.first(name)) for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")]
    if set(said) - _BY_ITSELF:
        draft.note("What was said to any right, partly right or wrong answer is not kept.")
    _TYPES[type_](draft, element)
    if type_ != "essay":
        draft.explain(_text(draft, element.first("generalfeedback")))


def _essay(draft: Draft, element: Element) -> None:
    draft.leave_open(_text(draft, element.first("generalfeedback")), "its general feedback")


def _choice(draft: Draft, element: Element) -> None:
    single = element.said("single").strip() in ("true", "1")
    draft.choose(list(_options(draft, element)), several=not single)


def _true_false(draft: Draft, element: Element) -> None:
    options = list(_options(draft, element))
    right = next((option.text.casefold() for option in options if option.worth > 50), "")
    if right not in ("true", "false"):
        raise Unfit("It does not say whether true or false is right.")
    draft.judge(right == "true", *(option.feedback for option in options if option.feedback))


def _short_answer(draft: Draft, element: Element) -> None:
    if element.said("usecase").strip() in ("1", "true"):
        draft.note("Capitals counted; they don't here.")
    draft.type_text(list(_options(draft, element, plain=True)), wildcards=True)


def _number(draft: Draft, element: Element) -> None:
    numbers: list[tuple[Decimal, Decimal, Option]] = []
    for answer, option in zip(element.all("answer"), _options(draft, element, plain=True), strict=True):
        if option.text.strip() == "*":
            draft.note("What was said to any other number is not kept.")
        else:
            numbers.append((number_in(option.text), number_in(answer.said("tolerance") or "0"), option))
    units = [
        (unit.said("multiplier").strip(), unit.said("unit_name").strip()) for all_ in element.all("units") for unit in all_.all("unit")
    ]
    at_most_a_hundred(len(units))
    own = next((name for multiplier, name in units if multiplier in ("", "1") or float(number_in(multiplier)) == 1), "")
    for _, name in units:
        if name != own:
            draft.note(f"The unit {name} is not kept: a number has one here.")
    draft.type_number(numbers, own)


def _match(draft: Draft, element: Element) -> None:
    draft.pair((_text(draft, each), without_hidden(each.said("answer", "text"), draft.note).strip()) for each in element.all("subquestion"))


def _order(draft: Draft, element: Element) -> None:
    options = list(_options(draft, element))
    if any(option.feedback for option in options):
        draft.note("What was said to single items is not kept.")
    draft.put_in_order([option.text for option in options])


def _cloze(draft: Draft, _element: Element) -> None:
    fill_embedded(draft)


def _words_in_gaps(draft: Draft, element: Element) -> None:
    """Make each gap, for which a word was dragged or chosen, a blank to be typed."""
    boxes = [*element.all("dragbox"), *element.all("selectoption")]
    words = [without_hidden(from_html(box.said("text"), draft.note), draft.note).strip() for box in boxes]
    used = {int(found[1]) for found in _PLACE.finditer(draft.prompt)}
    if not used or not used <= set(range(1, len(words) + 1)):
        raise Unfit("Its text has no gaps, or one for which there is no word.")
    parts = _PLACE.split(draft.prompt)
    at_most_a_hundred(len(parts) // 2)
    draft.prompt = "".join(blank([words[int(part) - 1]]) if index % 2 else outside(part) for index, part in enumerate(parts))
    draft.kind = "cloze"
    spare = [word for number, word in enumerate(words, 1) if number not in used]
    draft.note("The words are typed here" + (f"; those that fit nowhere are left out: {', '.join(spare)}." if spare else "."))


_TYPES: dict[str, Callable[[Draft, Element], None]] = {
    "essay": _essay,
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _number,
    "matching": _match,
    "ordering": _order,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _words_in_gaps,
    "gapselect": _words_in_gaps,
}


def _options(draft: Draft, element: Element, *, plain: bool = False) -> Iterator[Option]:
    for answer in element.all("answer"):
        text = without_hidden(answer.said("text"), draft.note).strip() if plain else _text(draft, answer)
        yield Option(text, float(number_in(answer.attributes.get("fraction", "0"))), _text(draft, answer.first("feedback")))


def _text(draft: Draft, element: Element | None) -> str:
    """Return the text of an element in the format that it names; Moodle's usual one is HTML."""
    if element is None:
        return ""
    format_ = element.attributes.get("format", "html")
    text = without_hidden(element.said("text"), draft.note)
    if format_ in ("plain_text", "markdown", "plain"):
        return text.strip()
    return from_html(text, draft.note, lines_count=format_ == "moodle_auto_format")
