"""Marking what a learner types: what is forgiven, what is nearly right, and what is not.

Forgiven: case, accents, punctuation, articles, number words for digits, spaces between digits and in compounds. Nearly
right: a slip of the keyboard, by optimal string alignment distance (adjacent letters exchanged count as one edit) or
Indel similarity. Never forgiven: other digits, a negation more or less, a word more or less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from rapidfuzz.distance import OSA, Indel

from questions.verdict import NotAResponse, Outcome, Verdict

NEARLY_SCORE = 0.9
"""What a near miss is worth: the fact is known, the spelling is not."""

_LARGEST_SLIP = 1
_LEAST_SIMILARITY = 0.9
_SHORTEST_WITH_SLIPS = 4
MAXIMUM_TYPED = 1_000

_ARTICLES = {"a", "an", "the"}
_NEGATING_PREFIXES = ("a", "un", "in", "im", "il", "ir", "non", "dis", "de", "anti", "mis")
_NEGATIONS = {"not", "no", "never", "without", "neither", "nor", "cannot"}

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def normalise(text: str) -> str:
    """Return ``text`` with everything removed that marking forgives: words in lower case, one space apart."""
    decomposed = unicodedata.normalize("NFKD", text[:MAXIMUM_TYPED])
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’'ʼ`´]", "", plain.replace("&", " and "))
    plain = re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda initials: initials[1].replace(".", ""), plain)
    plain = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", plain)
    words = re.sub(r"[^\w.%+$€£]+|_", " ", plain).split()
    kept = [word for word in words if word not in _ARTICLES] or words
    return " ".join(_digits_for_words(kept))


def _digits_for_words(words: list[str]) -> list[str]:
    result: list[str] = []
    index = 0
    while index < len(words):
        length, value = _number_at(words, index)
        result.append(str(value) if length else words[index])
        index += length or 1
    return result


def _number_at(words: list[str], start: int) -> tuple[int, int]:
    """Return how many words from ``start`` make a number, and the number; (0, 0) if none does."""
    total = current = 0
    index, seen = start, False
    last = ""
    while index < len(words):
        word = words[index]
        if word in _UNITS and (not seen or last in ("tens", "scale") and (last == "scale" or 0 < _UNITS[word] < 10)):
            current, last = current + _UNITS[word], "unit"
        elif word in _TENS and (not seen or last == "scale"):
            current, last = current + _TENS[word], "tens"
        elif word == "hundred" and last != "scale":
            current, last = (current or 1) * 100, "scale"
        elif word in _SCALES and word != "hundred" and (current or not seen):
            total, current, last = total + (current or 1) * _SCALES[word], 0, "scale"
        elif word == "and" and last == "scale" and index + 1 < len(words) and (words[index + 1] in _UNITS or words[index + 1] in _TENS):
            index += 1
            continue
        else:
            break
        seen = True
        index += 1
    return (index - start, total + current) if seen else (0, 0)


def mark_text(given: str, answers: Iterable[str]) -> Verdict:
    """Mark a typed text against the answer and the other wordings that are accepted; the best of them counts."""
    answers = list(answers)
    typed = normalise(given)
    exact = given.strip()
    if exact in answers:
        return Verdict(Outcome.RIGHT, 1.0, "Exactly the answer.")
    for answer in answers:
        if typed and _joined(typed) == _joined(normalise(answer)):
            return Verdict(Outcome.RIGHT, 1.0, _forgiven(exact, answer))
    for answer in answers:
        if _is_near(typed, normalise(answer)):
            return Verdict(Outcome.NEARLY, NEARLY_SCORE, f"Nearly: spelled “{answer}”.")
    if any(_digits(typed) != _digits(normalise(answer)) and _letters(typed) == _letters(normalise(answer)) for answer in answers):
        return Verdict(Outcome.WRONG, 0.0, "Figures must be exact.")
    return Verdict(Outcome.WRONG, 0.0, "Not one of the accepted answers.")


def _forgiven(given: str, answer: str) -> str:
    if given.casefold() == answer.casefold():
        return "Right; capitals don't count."
    return "Right; capitals, accents, punctuation, articles and number words don't count."


def _joined(normalised: str) -> str:
    # Digits keep their spaces: "19 91" is not 1991.
    return re.sub(r"(?<!\d) | (?!\d)", "", normalised)


def _digits(normalised: str) -> list[str]:
    return re.findall(r"\d[\d.]*", normalised)


def _letters(normalised: str) -> str:
    return re.sub(r"[\d. ]+", "", normalised)


def _is_near(typed: str, answer: str) -> bool:
    if _digits(typed) != _digits(answer):
        return False
    ours, theirs = typed.split(), answer.split()
    if _negations(ours) != _negations(theirs):
        return False
    if len(ours) != len(theirs):
        # A space more or less, with at most one slip; another word would be another answer.
        joined, other = typed.replace(" ", ""), answer.replace(" ", "")
        return abs(len(ours) - len(theirs)) == 1 and _is_slip(joined, other, similar_enough=False)
    return all(a == b or _is_slip(a, b) for a, b in zip(ours, theirs, strict=True))


def _is_slip(typed: str, word: str, *, similar_enough: bool = True) -> bool:
    if any(c.isdigit() for c in typed + word) and typed != word:
        return False
    if min(len(typed), len(word)) < _SHORTEST_WITH_SLIPS or _negates(typed, word):
        return False
    if OSA.distance(typed, word, score_cutoff=_LARGEST_SLIP) <= _LARGEST_SLIP:
        return True
    return similar_enough and Indel.normalized_similarity(typed, word) >= _LEAST_SIMILARITY


def _negates(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return any(long == prefix + short for prefix in _NEGATING_PREFIXES)


def _negations(words: list[str]) -> list[str]:
    return [word for word in words if word in _NEGATIONS or word.endswith("nt") and word[:-2] in {"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "wo", "ca", "could", "would", "should"}]


_HEDGES = re.compile(r"^(?:about|around|approximately|roughly|nearly|almost|close to|more than|over|some|circa|ca|c|~|≈)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign>[-+−]?)\s*(?P<digits>\d[\d,\u00a0\u202f '’]*(?:\.\d+)?|\.\d+)\s*(?P<rest>.*)", re.DOTALL)
_CURRENCY = re.compile(r"^(?:[A-Z]{0,3}\$|[$€£])\s*", re.IGNORECASE)
_LARGEST_EXPONENT = 30


def read_number(text: str) -> tuple[Decimal, str]:
    """Return the number typed and what follows it (a unit, or nothing), in digits or in words.

    Raises:
        NotAResponse: no number can be read.
    """
    typed = _HEDGES.sub("", text.strip()[:MAXIMUM_TYPED])
    currency = _CURRENCY.match(typed)
    symbol = currency.group().strip() if currency else ""
    typed = typed[currency.end() :] if currency else typed
    found = _NUMBER.fullmatch(typed)
    if found:
        value, rest = _from_digits(found), found["rest"].strip()
    else:
        sign, words = _sign([word for word in re.split(r"[\s-]+", typed.casefold()) if word not in _ARTICLES])
        length, whole = _number_at(words, 0)
        if not length:
            raise NotAResponse("Give a number, in digits or in words.")
        value, rest = Decimal(sign * whole), " ".join(words[length:])
    first, _, after = rest.partition(" ")
    if first.casefold() in _SCALES:
        value, rest = value * _SCALES[first.casefold()], after.strip()
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise NotAResponse("That number is beyond what can be marked.")
    return value, rest or symbol


def _sign(words: list[str]) -> tuple[int, list[str]]:
    return (-1, words[1:]) if words[:1] in (["minus"], ["negative"]) else (1, words)


def _from_digits(found: re.Match[str]) -> Decimal:
    digits = re.sub(r"[\u00a0\u202f '’]", "", found["digits"]).rstrip(",")
    # A comma groups thousands, or is the decimal sign of those who write 1,5.
    grouped = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits)
    digits = digits.replace(",", "") if grouped else digits.replace(",", ".")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise NotAResponse("Give a number, in digits or in words.") from None
    return -value if found["sign"] in ("-", "−") else value
