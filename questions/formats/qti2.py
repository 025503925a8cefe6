"""An item of QTI 2 as one of our kinds: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html.

Version 3 says the same with other names, and is read as far as that goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from questions.formats.drafts import Draft, Option, Unfit, at_most_a_hundred, number_in, plain_number
from questions.formats.elements import Element
from questions.formats.embedded import blank, outside
from questions.formats.qti2_item import Item, body_text, declarations_of, gather_feedback, label_text
from questions.formats.text import without_hidden

_INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
_REFUSED = {
    "associateInteraction": "Pairs are to be found within one list, which no kind here asks for.",
    "hottextInteraction": "Words in a text are to be pointed at, which no kind here asks for.",
    "uploadInteraction": "It asks for a file to be handed in, which nobody but a teacher can mark.",
    "mediaInteraction": "It plays a film or a sound, and asks nothing.",
    "drawingInteraction": "It asks for a drawing, which nobody but a teacher can mark.",
    "customInteraction": "It runs a program of its own, which is not run here.",
    "portableCustomInteraction": "It runs a program of its own, which is not run here.",
}
_ON_AN_IMAGE = "A place on an image is asked for, which cannot be pointed at here."
_MARK = re.compile("\ue000(\\d+)\ue001")


def make_item_of_2(draft: Draft, element: Element) -> None:
    """Make an item of QTI 2 one of our kinds; raises Unfit if it fits none."""
    body = element.first("itemBody")
    if body is None:
        raise Unfit("It shows nothing: it has no <itemBody>.")
    interactions = [each for each in body.walk() if each.name.endswith("Interaction") and each.name != "endAttemptInteraction"]
    at_most_a_hundred(len(interactions))
    draft.prompt = body_text(draft, body, {})
    if any(element.all("templateDeclaration")):
        raise Unfit("It is drawn anew from a template for every learner.")
    if not interactions:
        raise Unfit("It is a text that asks nothing.")
    names = list(dict.fromkeys(each.name for each in interactions))
    for name in names:
        if name not in _KINDS and name not in _INLINE:
            raise Unfit(_REFUSED.get(name, _ON_AN_IMAGE))
    if len(interactions) > 1 and not set(names) <= _INLINE:
        raise Unfit(f"It asks {len(interactions)} things at once; a question here asks one.")
    item = Item(draft, element, interactions, declarations_of(element))
    gather_feedback(item)
    _KINDS.get(names[0], _fill)(item)


def _options(item: Item) -> list[Option]:
    declared = item.declared(item.interactions[0])
    choices = [each for each in item.interactions[0].children if each.name in ("simpleChoice", "inlineChoice")]
    at_most_a_hundred(len(choices))
    return [
        Option(label_text(item, each), max(0.0, declared.worth(ident)), item.said.get(ident, ""))
        for each in choices
        for ident in [each.attributes.get("identifier", "")]
    ]


def _choose(item: Item) -> None:
    declared = item.declared(item.interactions[0])
    options = _options(item)
    right = [option.text.casefold() for option in options if option.worth > 50]
    if declared.single and sorted(option.text.casefold() for option in options) == ["false", "true"] and len(right) == 1:
        item.draft.judge(right == ["true"], *(option.feedback for option in options if option.feedback))
    elif declared.single:
        item.draft.choose(options, several=False)
    else:
        if declared.right:
            options = [Option(each.text, each.worth if each.worth >= 99 else 0.0, each.feedback) for each in options]
        item.draft.choose(options, several=True)


def _order(item: Item) -> None:
    texts = {each.attributes.get("identifier", ""): label_text(item, each) for each in item.interactions[0].all("simpleChoice")}
    at_most_a_hundred(len(texts))
    right = item.declared(item.interactions[0]).right
    if left := [text for ident, text in texts.items() if ident not in right]:
        item.draft.note(f"What has no place in the order is left out: {', '.join(left)}.")
    item.draft.put_in_order([texts[ident] for ident in right if ident in texts])


def _match(item: Item) -> None:
    sets = [
        {each.attributes.get("identifier", ""): label_text(item, each) for each in one.all("simpleAssociableChoice")}
        for one in item.interactions[0].all("simpleMatchSet")
    ]
    if len(sets) != 2:
        raise Unfit("It has not two lists to match.")
    at_most_a_hundred(max(map(len, sets)))
    lefts, rights = sets
    pairs = [value.split() for value in _pairs(item)]
    whole = [(lefts[pair[0]], rights[pair[1]]) for pair in pairs if len(pair) == 2 and pair[0] in lefts and pair[1] in rights]
    for text in lefts.values():
        if text not in [left for left, _ in whole]:
            item.draft.note(f"“{text}” had no right side, and is left out.")
    if not item.draft.prompt.strip():
        item.draft.prompt = item.draft.title or "Match the pairs."
        item.draft.note(f"It had no text; “{item.draft.prompt}” stands for it.")
    taken = {right for _, right in whole}
    item.draft.pair([*whole, *(("", text) for text in rights.values() if text not in taken)])


def _pairs(item: Item) -> tuple[str, ...]:
    declared = item.declared(item.interactions[0])
    pairs = declared.right or tuple(value for value, worth in declared.worths.items() if worth > 0)
    at_most_a_hundred(len(pairs))
    return pairs


def _gap_match(item: Item) -> None:
    interaction = item.interactions[0]
    words = {each.attributes.get("identifier", ""): label_text(item, each) for each in interaction.all("gapText")}
    gaps = [each for each in interaction.walk() if each.name == "gap"]
    at_most_a_hundred(max(len(words), len(gaps)))
    right: dict[str, list[str]] = {}
    for pair in (value.split() for value in _pairs(item)):
        if len(pair) == 2 and pair[0] in words:
            right.setdefault(pair[1], []).append(words[pair[0]])
    wordings = [right.get(gap.attributes.get("identifier", ""), []) for gap in gaps]
    used = {word for each in wordings for word in each}
    spare = [word for word in words.values() if word not in used]
    item.draft.note("The words are typed here" + (f"; those that fit nowhere are left out: {', '.join(spare)}." if spare else "."))
    _put_blanks(item, gaps, wordings)


def _put_blanks(item: Item, places: list[Element], wordings: list[list[str]]) -> None:
    """Make a cloze with blanks in the places of some elements."""
    if not places or not all(any(text.strip() for text in each) for each in wordings):
        raise Unfit("One of its blanks has no right answer.")
    item.draft.prompt = _with_marks(item, places)
    pieces = _MARK.split(item.draft.prompt)
    parts = [blank(wordings[int(piece)]) if index % 2 else outside(piece) for index, piece in enumerate(pieces)]
    item.draft.prompt, item.draft.kind = "".join(parts), "cloze"


def _with_marks(item: Item, places: list[Element]) -> str:
    body = item.element.first("itemBody")
    return body_text(item.draft, body, {id(place): f"\ue000{index}\ue001" for index, place in enumerate(places)}) if body else ""


def _fill(item: Item) -> None:
    """Make a text with one gap behind it a short answer or a number, any other a cloze."""
    marked = _with_marks(item, item.interactions)
    first = item.interactions[0]
    declared = item.declared(first)
    before, mark, after = marked.partition("\ue0000\ue001")
    # A gap that goes on with an unfinished sentence is a blank in it; any other asks for an answer.
    apart = declared.numeric or before.endswith("\n") or before.rstrip()[-1:] in (*".?!:…", "")
    if len(item.interactions) == 1 and first.name == "textEntryInteraction" and mark and not after and apart:
        answers = _answers(item, first)
        at_most_a_hundred(len(answers))
        if declared.numeric and answers:
            tolerance = _tolerance(item)
            item.draft.type_number([(number_in(each.text), tolerance(number_in(each.text)), each) for each in answers])
        else:
            item.draft.type_text(answers)
        return
    _put_blanks(item, item.interactions, [_wordings(item, each) for each in item.interactions])


def _answers(item: Item, interaction: Element) -> list[Option]:
    declared = item.declared(interaction)
    values = dict.fromkeys([*declared.right, *declared.worths])
    return [Option(without_hidden(value, item.draft.note), declared.worth(value)) for value in values if declared.worth(value) > 0]


def _wordings(item: Item, interaction: Element) -> list[str]:
    declared = item.declared(interaction)
    if interaction.name == "inlineChoiceInteraction":
        choices = {each.attributes.get("identifier", ""): label_text(item, each) for each in interaction.all("inlineChoice")}
        at_most_a_hundred(len(choices))
        right = [text for ident, text in choices.items() if declared.worth(ident) >= 99]
        wrong = [text for text in choices.values() if text not in right]
        item.draft.note(f"What was chosen is typed here; the other options are left out: {', '.join(wrong)}.")
        return right
    answers = _answers(item, interaction)
    if declared.numeric:
        if tolerance := _tolerance(item)(Decimal(1)):
            item.draft.note(f"A number in a blank must be exact; a difference of {tolerance} was allowed.")
        answers = [Option(str(plain_number(number_in(each.text))), each.worth) for each in answers]
    if less := [each.text for each in answers if each.worth < 99]:
        item.draft.note(f"Answers that were worth less than 100 % are left out: {', '.join(less)}.")
    return [each.text for each in answers if each.worth >= 99]


def _tolerance(item: Item) -> Callable[[Decimal], Decimal]:
    """Return how far off a number may be, as the tests of the item say it."""
    for test in item.element.walk():
        if test.name == "equal" and (told := test.attributes.get("tolerance", "").split()):
            by = max(abs(number_in(each)) for each in told)
            relative = test.attributes.get("toleranceMode") == "relative"
            return lambda value: abs(value) * by / 100 if relative else by
    return lambda _: Decimal(0)


def _slide(item: Item) -> None:
    slider = item.interactions[0]
    bounds = f"{slider.attributes.get('lowerBound', '')} to {slider.attributes.get('upperBound', '')}"
    item.draft.note(f"The number was chosen on a scale from {bounds}; it is typed here.")
    item.draft.type_number([(number_in(each.text), Decimal(0), each) for each in _answers(item, slider)])


def _recall(item: Item) -> None:
    """Make a text to be written a flashcard, if an answer to it is given."""
    if answers := [each for each in _answers(item, item.interactions[0]) if each.text not in item.declared(item.interactions[0]).right]:
        item.draft.type_text(answers)
        return
    model = "\n".join(item.declared(item.interactions[0]).right) or str(item.draft.fields.pop("explanation", ""))
    item.draft.leave_open(without_hidden(model, item.draft.note), "the answer given with it")


_KINDS: dict[str, Callable[[Item], None]] = {
    "choiceInteraction": _choose,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "gapMatchInteraction": _gap_match,
    "extendedTextInteraction": _recall,
    "sliderInteraction": _slide,
}
