"""Advice on options: what gives the right one away, and what makes them hard to choose between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.advice.hint import Hint
from questions.advice.texts import MOST_COMPARED, compared, first_alike, stems
from questions.kinds import AnyQuestion, Choice, Select
from questions.kinds.choice import distractor_texts
from questions.nodes import Path

_CLEARLY_LONGER = 1.25
_LEAST_LONGER = 10


def longest_key(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on a key that is clearly the longest option."""
    if isinstance(question, Choice):
        longest = max(map(len, distractor_texts(question.distractors)))
        if len(question.answer) >= max(longest * _CLEARLY_LONGER, longest + _LEAST_LONGER):
            message = "The right option is clearly the longest, which gives it away."
            yield Hint(question.id, ("answer",), "longest-key", message, "Shorten it, or say as much in a distractor.")


_ABOVE = re.compile(r"(all|none|both|neither|any) (of )?(the )?(above|these|those|them|others|options|answers)( options| answers)?")


def all_of_the_above(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on options that speak of the others."""
    for index, option in enumerate(question.options()):
        if _is_of_the_above(option):
            message = f"“{option}” is answered from the other options, and options are shuffled."
            yield Hint(question.id, _option_path(question, index), "all-of-the-above", message, "Leave it out, or use the kind `select`.")


def _is_of_the_above(option: str) -> bool:
    return _ABOVE.fullmatch(option.casefold().strip(" .")) is not None


def _options(question: AnyQuestion) -> tuple[list[str], list[str]]:
    """Return the right options and the wrong ones of a question that has both."""
    if isinstance(question, Choice):
        return [question.answer], distractor_texts(question.distractors)
    if isinstance(question, Select):
        return list(question.answer), distractor_texts(question.distractors)
    return [], []


def _option_path(question: AnyQuestion, index: int) -> Path:
    right, _ = _options(question)
    if index >= len(right):
        return ("distractors", index - len(right))
    return ("answer",) if isinstance(question, Choice) else ("answer", index)


def similar_options(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on options that are nearly an earlier one."""
    earlier: dict[int, str] = {}
    for index, option in enumerate(question.options()[:MOST_COMPARED]):
        text = compared(option)
        if text and first_alike(text, earlier) is not None:
            message = "This option is nearly the same as another."
            yield Hint(question.id, _option_path(question, index), "similar-options", message, "Make them differ in what they say.")
        earlier[index] = text


_ABSOLUTE = re.compile(r"\b(always|never|all|only)\b", re.IGNORECASE)


def absolutes(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on strong words that stand in wrong options only."""
    right, wrong = _options(question)
    if any(map(_ABSOLUTE.search, right)):
        return
    for index, option in enumerate(wrong):
        if (said := _ABSOLUTE.search(option)) and not _is_of_the_above(option):
            message = f"“{said[1]}” stands in wrong options only; learners know that so strong a word is seldom right."
            yield Hint(question.id, ("distractors", index), "absolute-distractor", message, "Say it less strongly.")
            return


def stem_word_in_key(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on a word of the prompt that is in the key alone."""
    right, wrong = _options(question)
    if len(right) != 1:
        return
    prompt = question.prompt.casefold()
    # Most keys share nothing with the prompt, which then need not be taken apart.
    shared = {stem: word for stem, word in stems(right).items() if stem in prompt}
    asked, elsewhere = (stems([question.prompt]), stems(wrong)) if shared else ({}, {})
    given = next((word for stem, word in shared.items() if stem in asked and stem not in elsewhere), None)
    if given is not None:
        message = f"“{given}” stands in the prompt and in the right option, but in no other."
        yield Hint(question.id, ("answer",), "echoed-word", message, "Say it otherwise, or in a distractor too.")


_ARTICLE = re.compile(r"\b(an?)[ _.…:]*\?*$", re.IGNORECASE)


def article(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on an article at the end of the prompt that fits the key alone."""
    ends = _ARTICLE.search(question.prompt) if isinstance(question, Choice) else None
    if ends:
        right, wrong = _options(question)
        fits = [option for option in (*right, *wrong) if (option[:1].casefold() in "aeiou") == (ends[1].casefold() == "an")]
        if fits == right:
            message = f"The prompt ends in “{ends[1]}”, which fits the right option alone."
            yield Hint(question.id, ("prompt",), "article", message, "Write “a/an”, or put the article into the options.")


_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def unsorted_numbers(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on wrong options that are numbers in no order."""
    _, wrong = _options(question)
    plain = [text.replace(",", "").replace(" ", "") for text in wrong]
    if len(wrong) > 1 and all(map(_PLAIN_NUMBER.fullmatch, plain)):
        numbers = [float(text) for text in plain]
        if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
            message = "These numbers are in no order, so that one is easily missed or written twice."
            yield Hint(question.id, ("distractors",), "unsorted-numbers", message, "Write them from the least to the greatest.")


def number_of_options(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on choices of fewer than three options or more than five."""
    if isinstance(question, Choice):
        count = len(question.options())
        if count < 3:
            message = "With two options, half of all guesses are right."
            yield Hint(question.id, ("distractors",), "few-options", message, "Add a distractor, or use the kind `true-false`.")
        elif count > 5:
            message = f"{count} options take long to read, and few of them are ever chosen."
            yield Hint(question.id, ("distractors",), "many-options", message, "Keep the two to four that learners fall for.")
