"""An item of QTI 1.2 as one of our kinds, in the dialects of Canvas, Blackboard, Common Cartridge and others.

The format is published by 1EdTech: https://www.imsglobal.org/question/qtiv1p2/imsqti_asi_bindv1p2.html; Common Cartridge narrows it:
https://www.imsglobal.org/cc/ccv1p1/imscc_profilev1p1-Implementation.html.
"""

from __future__ import annotations

from collections.abc import Callable

from questions.formats.drafts import Draft, Option, Unfit, at_most_a_hundred
from questions.formats.elements import Element
from questions.formats.qti1_item import Item, Response, read_item, type_of
from questions.formats.qti1_typed import NEARLY_ALL, blanks_by_name, blanks_in_place, number, recall_essay, short_answer
from questions.formats.qti_material import material_text

_REFUSED = {
    "text_only_question": "It is a text that asks nothing.",
    "file_upload_question": "It asks for a file to be handed in, which nobody but a teacher can mark.",
    "file upload": "It asks for a file to be handed in, which nobody but a teacher can mark.",
    "calculated_question": "Its numbers are drawn anew for every learner, and the answer is reckoned from them.",
    "calculated": "Its numbers are drawn anew for every learner, and the answer is reckoned from them.",
    "hot_spot_question": "A place on an image is asked for, which cannot be pointed at here.",
    "hot spot": "A place on an image is asked for, which cannot be pointed at here.",
    "opinion scale": "It asks for an opinion: no answer is right.",
    "quiz bowl": "Its answer is to be put as a question, in words that are looked for one by one.",
    "cc.pattern_match.v0p1": "Its answer is a pattern, which is not marked here.",
}
_ESSAYS = {"essay_question", "essay", "short response", "cc.essay.v0p1"}
_CHOICES_OF_ONE = {"multiple_choice_question", "multiple choice", "true_false_question", "cc.multiple_choice.v0p1", "cc.true_false.v0p1"}


def make_item(draft: Draft, element: Element) -> None:
    """Make an item of QTI 1.2 one of our kinds; raises Unfit if it fits none."""
    type_ = type_of(element)
    presentation = element.first("presentation")
    if presentation is None:
        raise Unfit("It shows nothing: it has no <presentation>.")
    if type_ in _REFUSED:
        draft.prompt = material_text(presentation, draft.note)
        raise Unfit(_REFUSED[type_])
    item = read_item(draft, element, presentation)
    at_most_a_hundred(max([len(item.responses), *(len(response.options) for response in item.responses)]))
    _kind_of(item)(item)
    draft.explain(*item.explained["general"], *item.explained["right"])


def _kind_of(item: Item) -> Callable[[Item], None]:
    responses = item.responses
    if not responses:
        raise Unfit("It is a text that asks nothing.")
    if other := next((r.element.name for r in responses if not r.typed and r.element.name != "response_lid"), ""):
        raise Unfit(f"A place or a group is asked for (<{other[:40]}>), which cannot be given here.")
    if item.type in _ESSAYS:
        return recall_essay
    if all(response.place in item.text for response in responses):
        return blanks_by_name
    if not any(response.typed for response in responses):
        if len(responses) > 1:
            return _match
        return _order if responses[0].ordered else _choice
    if len(responses) == 1 and not any(item.parts[item.parts.index(responses[0]) + 1 :]):
        return number if responses[0].numeric else short_answer
    return blanks_in_place


def _options(item: Item, response: Response, worths: dict[str, float]) -> list[Option]:
    said = item.said
    return [Option(text, worths.get(ident, 0.0), said.get((response.ident, ident), "")) for ident, text in response.options.items()]


def _choice(item: Item) -> None:
    (response,) = item.responses
    several = response.element.attributes.get("rcardinality", "").casefold() == "multiple" and item.type not in _CHOICES_OF_ONE
    score = item.scoring.all_right if several else item.scoring.worths
    options = _options(item, response, score(response.ident, response.options.keys()))
    words = [option.text.casefold() for option in options]
    right = [option.text.casefold() for option in options if option.worth > 50]
    if not several and sorted(words) == ["false", "true"] and len(right) == 1:
        item.draft.judge(right == ["true"], *(option.feedback for option in options if option.feedback))
    else:
        item.draft.choose(options, several=several)


def _order(item: Item) -> None:
    (response,) = item.responses
    order = [response.options[ident] for ident in item.scoring.in_order(response.ident, response.options.keys())]
    if left := [text for text in response.options.values() if text not in order]:
        item.draft.note(f"What has no place in the order is left out: {', '.join(left)}.")
    item.draft.put_in_order(order)


def _match(item: Item) -> None:
    """Pair what is said beside each response with the text of its right option."""
    shared = _right_sides(item)
    lefts = _left_sides(item)
    pairs: list[tuple[str, str]] = []
    sides: dict[str, None] = {}
    for response, left in zip(item.responses, lefts, strict=True):
        options = dict(zip(response.options, shared, strict=False)) if shared else response.options
        worths = item.scoring.worths(response.ident, options.keys())
        right = [text for ident, text in options.items() if worths[ident] >= NEARLY_ALL and text]
        if not right:
            item.draft.note(f"“{left}” had no right side, and is left out.")
        pairs += [(left, text) for text in right]
        sides |= dict.fromkeys(options.values())
    if not item.draft.prompt.strip():
        item.draft.prompt = item.draft.title or "Match the pairs."
        item.draft.note(f"It had no text; “{item.draft.prompt}” stands for it.")
    taken = {right for _, right in pairs}
    item.draft.pair([*pairs, *(("", text) for text in sides if text and text not in taken)])


def _right_sides(item: Item) -> list[str]:
    """Return the right sides as Blackboard keeps them: apart from the options, which hold no text, in the same order."""
    blocks = [each for each in item.presentation.walk() if each.attributes.get("class") == "RIGHT_MATCH_BLOCK"]
    sides = [material_text(each, item.draft.note) for block in blocks for each in block.all("flow")]
    at_most_a_hundred(len(sides))
    return sides


def _left_sides(item: Item) -> list[str]:
    """Return what stands beside each response: its own text, or else the text after it or before it."""
    if all(response.label for response in item.responses):
        return [response.label for response in item.responses]
    around: list[list[str]] = [[]]
    for part in item.parts:
        if isinstance(part, Response):
            around.append([])
        elif part:
            around[-1].append(part)
    if around[-1]:
        item.draft.prompt = "\n".join(around[0])
        return ["\n".join(texts) for texts in around[1:]]
    item.draft.prompt = "\n".join(around[0][:-1])
    return ["\n".join(texts[-1:] if index == 0 else texts) for index, texts in enumerate(around[:-1])]
