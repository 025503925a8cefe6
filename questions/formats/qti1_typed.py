"""What is typed in answer to an item of QTI 1.2: a text, a number, or the blanks in a text."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter

from questions.formats.drafts import Option, Unfit, at_most_a_hundred, number_in, plain_number
from questions.formats.embedded import blank, outside
from questions.formats.qti1_item import Item, Response
from questions.formats.qti1_scoring import Interval

_TYPED_FROM_LIST = {"fill_in_multiple_blanks_question"}
NEARLY_ALL = 99.0
"""From how many percent on an answer is right."""


def recall_essay(item: Item) -> None:
    """Make a text to be written a flashcard; what is said to everyone is its back."""
    back = item.explained["general"] or item.explained["right"]
    item.draft.leave_open("\n".join(back), "its general feedback")
    back.clear()


def short_answer(item: Item) -> None:
    """Make a text to be typed a short answer, or a flashcard if none is said to be right."""
    (response,) = item.responses
    answers = _accepted(item, response)
    if not answers:
        recall_essay(item)
        return
    at_most_a_hundred(len(answers))
    item.draft.type_text(answers)


def _accepted(item: Item, response: Response) -> list[Option]:
    answers = item.scoring.answers(response.ident)
    if any(kind == "MATCHES" for kind in item.comparisons):
        raise Unfit("Its answer is a pattern, which is not marked here.")
    for answer in answers:
        if answer.contained or "CONTAINS" in item.comparisons:
            item.draft.note(f"It was enough to have “{answer.text}” in the answer; here it must be the answer.")
    return [Option(answer.text, answer.worth, item.said.get((response.ident, answer.text), "")) for answer in answers]


def number(item: Item) -> None:
    """Make a number to be typed a number, or a flashcard if none is said to be right."""
    (response,) = item.responses
    intervals = item.scoring.intervals(response.ident)
    at_most_a_hundred(len(intervals))
    if not intervals:
        recall_essay(item)
        return
    item.draft.type_number([_number_of(item, each) for each in intervals])


def _number_of(item: Item, interval: Interval) -> tuple[Decimal, Decimal, Option]:
    low, high, value, tolerance = interval.low, interval.high, interval.value, interval.margin
    if low is not None and high is not None:
        if value is None:
            value, tolerance = (low + high) / 2, abs(high - low) / 2
        else:
            tolerance = max(Decimal(0), min(value - low, high - value))
            if value - low != high - value:
                item.draft.note(f"Any number from {low} to {high} was right.")
    if value is None:
        raise Unfit("Any number above or below another is right, which is not marked here.")
    option = Option(str(plain_number(value)), interval.worth)
    said = next((text for (_, answer), text in item.said.items() if _is_number(answer, value)), "")
    return plain_number(value), plain_number(tolerance), Option(option.text, option.worth, said)


def _is_number(text: str, value: Decimal) -> bool:
    try:
        return number_in(text) == value
    except Unfit:
        return False


def blanks_by_name(item: Item) -> None:
    """Make every name in brackets that stands for a response a blank."""
    text = item.text
    places = sorted(((text.index(response.place), response) for response in item.responses), key=itemgetter(0))
    parts, done = [], 0
    for start, response in places:
        parts += [outside(text[done:start]), blank(_wordings(item, response))]
        done = start + len(response.place)
    item.draft.prompt, item.draft.kind = "".join([*parts, outside(text[done:])]), "cloze"


def blanks_in_place(item: Item) -> None:
    """Make every response a blank where it stands between the texts."""
    text = ""
    for part in item.parts:
        if isinstance(part, Response):
            text += f" {blank(_wordings(item, part))}"
        elif part:
            after_blank = text.endswith("}}")
            text += ("" if after_blank and part[0] in ".,;:!?)" else " " if after_blank else "\n") + outside(part)
    item.draft.prompt, item.draft.kind = text.strip(), "cloze"


def _wordings(item: Item, response: Response) -> list[str]:
    if response.typed:
        right, wrong = _typed_wordings(item, response)
    elif item.type in _TYPED_FROM_LIST and not _is_chosen(response):
        right, wrong = list(response.options.values()), []
    else:
        worths = item.scoring.worths(response.ident, response.options.keys())
        right = [text for ident, text in response.options.items() if worths[ident] >= NEARLY_ALL]
        wrong = [text for text in response.options.values() if text not in right]
        item.draft.note("What was chosen is typed here" + (f"; the other options are left out: {', '.join(wrong)}." if wrong else "."))
        wrong = []
    if any((response.ident, ident) in item.said for ident in (*response.options, *right)):
        item.draft.note("What was said to single answers of a blank is not kept.")
    if wrong:
        item.draft.note(f"Answers that were worth less than 100 % are left out: {', '.join(wrong)}.")
    if not any(text.strip() for text in right):
        raise Unfit("One of its blanks has no right answer.")
    return [text.strip() for text in right if text.strip()]


def _typed_wordings(item: Item, response: Response) -> tuple[list[str], list[str]]:
    if response.numeric and (intervals := item.scoring.intervals(response.ident)):
        numbers = [_number_of(item, each) for each in intervals]
        for value, tolerance, _ in numbers:
            if tolerance:
                item.draft.note(f"In a blank the number {value} must be exact; {tolerance} more or less was right.")
        return [str(value) for value, _, _ in numbers], []
    answers = _accepted(item, response)
    return [each.text for each in answers if each.worth >= NEARLY_ALL], [each.text for each in answers if each.worth < NEARLY_ALL]


def _is_chosen(response: Response) -> bool:
    """Whether one of the options is to be chosen, and not one to be typed, as Canvas's New Quizzes say it."""
    labels = [each for each in response.element.walk() if each.name == "response_label"]
    if any(each.attributes.get("scoring_algorithm") == "TextRegex" for each in labels):
        raise Unfit("Its answer is a pattern, which is not marked here.")
    return any(each.attributes.get("answer_type") in ("dropdown", "wordbank") for each in labels)
