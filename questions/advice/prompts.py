"""Advice on what is asked and on what is told afterwards: the prompt, the explanation, a number's unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.advice.hint import Hint
from questions.advice.texts import words
from questions.kinds import AnyQuestion, Choice, Flashcard, Number, Select

_ASKING = re.compile(r"\b(?:which|what|who|where|when)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?<!at )(not|never|except|least)\b", re.IGNORECASE)
_BEHIND_A_SENTENCE = re.compile(r"(?<=[?.;])")


def negative_stem(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on a prompt that asks for what is not so, in small letters."""
    if not isinstance(question, Choice | Select) or not _NEGATIVE.search(question.prompt):
        return
    for sentence in _BEHIND_A_SENTENCE.split(question.prompt):
        asking = _ASKING.search(sentence) if sentence.endswith("?") else None
        said = _NEGATIVE.search(sentence, asking.end()) if asking else None
        if said and not said[1].isupper():
            message = f"“{said[1]}” turns the question round and is easily overlooked."
            advice = f"Ask for what is so; if it must be, write {said[1].upper()} in capitals."
            yield Hint(question.id, ("prompt",), "negative-stem", message, advice)
            return


def explanation(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on an explanation that is missing, or says nothing."""
    if isinstance(question, Flashcard):
        return
    if not question.explanation:
        message = "Nothing explains the answer; whoever was wrong learns what, but not why."
        yield Hint(question.id, (), "no-explanation", message, "Add `explanation:` with the reason.")
    elif _says_nothing(question):
        message = "The explanation says no more than the question and its answer."
        yield Hint(question.id, ("explanation",), "empty-explanation", message, "Say why it is so.")


def _says_nothing(question: AnyQuestion) -> bool:
    said = words(question.explanation)
    known = f"{question.answer_text()} {question.prompt} the answer is because so it"
    # A word that is nowhere in the text is none of its words, and nearly every explanation has one.
    plain = known.casefold()
    return all(word in plain for word in said) and set(said) <= set(words(known))


_MEASURED = re.compile(
    r"\bhow (far|long|high|tall|deep|wide|heavy|fast|large|big|old|hot|cold|much)\b|\b(length|height|depth|width|area|weight|mass|speed"
    r"|distance|temperature|volume|population density)\b",
    re.IGNORECASE,
)


def bare_number(question: AnyQuestion) -> Iterator[Hint]:
    """Advise on a number that wants a tolerance or a unit."""
    if not isinstance(question, Number):
        return
    if question.answer % 1 and not question.tolerance:
        message = "The answer has a decimal, and whoever rounds it otherwise is wrong."
        yield Hint(question.id, ("answer",), "bare-number", message, "Add `tolerance:` and how far off is still right.")
    elif _MEASURED.search(question.prompt) and not question.unit:
        message = "The prompt asks for a measure, but no unit says in what."
        yield Hint(question.id, ("answer",), "bare-number", message, "Add `unit:`, as in `unit: km`.")
