"""Numbers as people type them: in words or digits, with a hedge before and a unit behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from questions.verdict import NotAResponse

_UNITS = {word: value for value, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))}
_TEENS = {
    word: value
    for value, word in enumerate(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), 10
    )
}
_TENS = {word: value * 10 for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
SCALES = {"thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
"""Words that multiply the number before them."""
NUMBER_WORDS = frozenset({*_UNITS, *_TEENS, *_TENS, "hundred", *SCALES})
"""The words without which none make a number."""

_FIGURE = re.compile(r"\d{1,15}(?:\.\d{1,12})?")


def number_at(words: Sequence[str], start: int) -> tuple[int, Decimal]:
    """Return how many words from ``start`` make a number, and the number; (0, 0) if none does.

    Digits count where a word multiplies them, as in 1.5 million; alone they are a number already. Years are read as they
    are spoken: nineteen ninety-one is 1991.
    """
    if not _FIGURE.fullmatch(words[start]):
        return _spelt_at(words, start)
    if start + 1 == len(words) or words[start + 1] not in SCALES:
        return 0, Decimal(0)
    value, index = Decimal(words[start]), start + 1
    while index < len(words) and words[index] in SCALES:
        value, index = value * SCALES[words[index]], index + 1
    return index - start, value


def _spelt_at(words: Sequence[str], start: int) -> tuple[int, Decimal]:
    total = current = 0
    index, last = start, ""
    while index < len(words):
        word = words[index]
        if word == "and" and last == "scale" and index + 1 < len(words) and _is_below_hundred(words[index + 1]):
            index += 1
            continue
        added = _added(word, last, current, is_second=index == start + 1)
        if added is not None:
            current, last = added
        elif word in SCALES and (current or not last):
            total, current, last = total + (current or 1) * SCALES[word], 0, "scale"
        else:
            break
        index += 1
    return index - start, Decimal(total + current)


def _is_below_hundred(word: str) -> bool:
    return word in _UNITS or word in _TEENS or word in _TENS


def _added(word: str, last: str, current: int, *, is_second: bool) -> tuple[int, str] | None:
    """Return the number below a thousand with one more word, and that word's sort; None if the word does not continue it."""
    begins = last in ("", "scale")
    if word in _UNITS and (begins or (last == "tens" and word != "zero")):
        return current + _UNITS[word], "unit"
    if word in _TEENS or word in _TENS:
        sort, value = ("teens", _TEENS[word]) if word in _TEENS else ("tens", _TENS[word])
        if begins:
            return current + value, sort
        if is_second and last in ("teens", "tens"):
            return current * 100 + value, sort
    if word == "hundred" and last != "scale":
        return (current or 1) * 100, "scale"
    return None


_HEDGES = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|close to|just (?:over|under)|(?:more|less|fewer) than"
    r"|over|under|at (?:least|most)|up to|some|circa|ca?\.?)(?=[\s\d$€£])\s*|[~≈]\s*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"([-−–]|(?:minus|negative)\s)\s*|\+\s*", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:[A-Z]{0,3}\$|[€£])\s*", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?P<commas>[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?)"
    r"|(?P<spaces>[1-9]\d{0,2}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)(?:[.,]\d+)?)"
    r"|(?P<plain>\d+(?:[.,]\d+)?|[.,]\d+)"
)
_MORE_DIGITS = re.compile(r"(?:^|[\s.,'’/–-])\d")
_LARGEST_EXPONENT = 30
_LONGEST = 200


def read_number(text: str) -> tuple[Decimal, str]:
    """Return the number typed and what follows it (a unit, or nothing), in digits or in words.

    Raises:
        NotAResponse: no number can be read, or more than one.
    """
    typed = text.strip()
    if len(typed) > _LONGEST:
        raise NotAResponse("Give just a number.")
    typed = typed[hedge.end() :] if (hedge := _HEDGES.match(typed)) else typed
    sign = _SIGN.match(typed)
    typed = typed[sign.end() :] if sign else typed
    currency = _CURRENCY.match(typed)
    typed = typed[currency.end() :] if currency else typed
    value, rest = _unsigned(typed)
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise NotAResponse("That number is beyond what can be marked.")
    return -value if sign and sign[1] else value, rest or (currency.group().strip() if currency else "")


def _unsigned(typed: str) -> tuple[Decimal, str]:
    found = _DIGITS.match(typed)
    if found is None:
        words = [word for word in re.sub(r"[-–,.;!?]", " ", typed.casefold()).split() if word not in ("a", "an", "the")]
        length, value = number_at(words, 0) if words else (0, Decimal(0))
        if not length:
            raise NotAResponse("Give a number, in digits or in words.")
        return value, " ".join(words[length:])
    rest = typed[found.end() :]
    if _MORE_DIGITS.search(rest):
        raise NotAResponse("Give one number, in digits or in words.")
    # A comma is the decimal sign of those who write 1,5 unless it sets thousands apart.
    digits = found["commas"].replace(",", "") if found["commas"] else re.sub(r"[ \u00a0\u202f'’]", "", found.group()).replace(",", ".")
    value, words = Decimal(digits), rest.strip(" \t.,;:!?").split()
    while words and (scale := SCALES.get(words[0].casefold().removesuffix("s"))):
        value, words = value * scale, words[1:]
    return value, " ".join(words)
