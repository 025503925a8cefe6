"""Marking what a learner types: what is forgiven, what is nearly right, and what is not.

Forgiven: case, accents, punctuation, articles, number words for digits, spaces between digits and in compounds. Nearly
right: a slip of the keyboard, by optimal string alignment distance (adjacent letters exchanged count as one edit) or
Indel similarity. Never forgiven: other digits, a negation more or less, a word more or less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from questions.number_words import NUMBER_WORDS, number_at
from questions.verdict import NotAResponse, Outcome, Verdict

NEARLY_SCORE = 0.9
"""What a near miss is worth: the fact is known, the spelling is not."""
MAXIMUM_TYPED = 1_000
"""How many characters of a typed answer are marked."""

_LARGEST_SLIP = 1
_LEAST_SIMILARITY = 0.9
# One letter makes another word of a shorter one: Iran and Iraq, coal and coat.
_SHORTEST_WITH_SLIPS = 5

_NEGATING_PREFIXES = ("a", "un", "in", "im", "il", "ir", "non", "dis", "de", "anti", "mis")
_NEGATIONS = {"not", "no", "non", "never", "without", "neither", "nor", "none", "nothing", "nobody", "nowhere", "cannot"}
_NEGATED_VERBS = {"isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "hasnt", "havent", "hadnt", "wont", "cant", "couldnt"}
_NEGATED_VERBS |= {"wouldnt", "shouldnt", "mustnt"}

# Letters that no decomposition takes apart, and signs that are read as words or not at all.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "_": " ",
        "&": " and ",
        "%": " percent ",
        "−": "-",
        "–": "-",
    }
    | dict.fromkeys("’'ʼ`´‘′", "")
)
_RAISED = re.compile("(?<=[0-9])(?=[²³¹⁰⁴-⁹¼-¾⅐-⅞])")
_THOUSANDS_BY_COMMA = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
_THOUSANDS_BY_SPACE = re.compile(r"(?<![\d.])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?!\d)")
_MINUS = re.compile(r"(?<![\w)])(?<!\d )-(?=\.?\d)")
# A letter or digit of which something is left whatever is forgiven.
_LETTER_OR_DIGIT = re.compile("[^\\W_ʼ]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_LEADING_POINT = re.compile(r"(?<![\w.])\.(?=\d)")
_LOOSE_SIGNS = re.compile(r"(?<!\d)\.|\.(?!\d)|(?<![\w+])\++|(?<!\w)#")
_BETWEEN_WORDS = re.compile(r"[^\w\s.+#$€£]|_")
# Only the marks of European scripts are accents; elsewhere a mark makes another letter.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OTHER_DIGITS = re.compile("[^\\D0-9]")


def normalise(text: str) -> str:
    """Return ``text`` with everything removed that marking forgives: words in lower case, one space apart."""
    plain = _without_accents(_RAISED.sub(" ", text).translate(_LETTERS))
    plain = _THOUSANDS_BY_COMMA.sub(lambda number: number.group().replace(",", ""), plain)
    plain = _MINUS.sub(" minus ", plain)
    plain = _INITIALS.sub(lambda initials: initials.group().replace(".", ""), plain)
    plain = _LEADING_POINT.sub("0.", plain)
    plain = _LOOSE_SIGNS.sub(" ", plain)
    words = _BETWEEN_WORDS.sub(_mark_or_space, plain).split()
    return unicodedata.normalize("NFC", _THOUSANDS_BY_SPACE.sub(_closed_up, " ".join(_digits_for_words(_without_articles(words)))))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    return _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit.group())), _ACCENTS.sub("", decomposed))


def _mark_or_space(sign: re.Match[str]) -> str:
    return sign.group() if unicodedata.category(sign.group())[0] == "M" else " "


def _closed_up(number: re.Match[str]) -> str:
    return number.group().replace(" ", "")


def _without_articles(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in ("the", "an")]
    # At the end, "a" is a name, as in vitamin A.
    return [word for index, word in enumerate(kept, 1) if word != "a" or index == len(kept)] or words


def _digits_for_words(words: list[str]) -> list[str]:
    if NUMBER_WORDS.isdisjoint(words):
        return words
    result: list[str] = []
    index = 0
    while index < len(words):
        length, value = number_at(words, index)
        result.append(f"{value.normalize():f}" if length else words[index])
        index += length or 1
    return result


def mark_text(given: str, answers: Iterable[str]) -> Verdict:
    """Mark a typed text against the answer and the other wordings that are accepted; the best of them counts.

    Raises:
        NotAResponse: the text is longer than any answer.
    """
    if _is_too_long(given):
        raise NotAResponse(f"Give at most {MAXIMUM_TYPED:,} characters.")
    answers = list(answers)
    exact = given.strip()
    if exact in (answer.strip() for answer in answers):
        return Verdict(Outcome.RIGHT, 1.0, "Exactly the answer.")
    typed = normalise(given).split()
    accepted = [(answer, normalise(answer).split()) for answer in answers if typed]
    joined, negations = _joined(typed), _negations(typed)
    for answer, words in accepted:
        if joined == _joined(words) and negations == _negations(words):
            return Verdict(Outcome.RIGHT, 1.0, _forgiven(exact, answer))
    for answer, words in accepted:
        if _is_near(typed, words):
            return Verdict(Outcome.NEARLY, NEARLY_SCORE, f"A slip of the keyboard: it is spelled “{answer}”.")
    if any(_digits(typed) != _digits(words) and _letters(typed) == _letters(words) for _, words in accepted):
        return Verdict(Outcome.WRONG, 0.0, "Figures must be exact.")
    return Verdict(Outcome.WRONG, 0.0, "Not one of the accepted answers.")


def typed_fault(wording: str) -> tuple[str, str, str] | None:
    """Return why a wording is no answer that can be typed and marked, as code, message and advice; None if it is one."""
    if (len(wording) > MAXIMUM_TYPED or not wording.isascii()) and _is_too_long(wording):
        return "too-long", f"Nobody types more than {MAXIMUM_TYPED:,} characters.", "Ask for less, or use a flashcard."
    if not _LETTER_OR_DIGIT.search(wording) and not normalise(wording):
        return "nothing-to-mark", "Nothing is left of this answer once punctuation is forgiven.", "Use a kind where the learner chooses."
    return None


def _is_too_long(text: str) -> bool:
    # Some characters stand for a whole phrase, and become as long as it is.
    return len(text) > MAXIMUM_TYPED or len(unicodedata.normalize("NFKD", text)) > 4 * MAXIMUM_TYPED


def _forgiven(given: str, answer: str) -> str:
    if given.casefold() == answer.casefold():
        return "Capitals don't count."
    return "Capitals, accents, punctuation, articles and number words don't count."


def _joined(words: Sequence[str]) -> str:
    # Digits keep their spaces: "19 91" is not 1991.
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _digits(words: Sequence[str]) -> list[str]:
    return [digits for word in words for digits in re.findall(r"\d[\d.]*", word)]


def _letters(words: Sequence[str]) -> str:
    return re.sub(r"[\d.]+", "", "".join(words))


def _is_near(typed: Sequence[str], answer: Sequence[str]) -> bool:
    if _digits(typed) != _digits(answer) or _negations(typed) != _negations(answer):
        return False
    if len(typed) == len(answer):
        return all(ours == theirs or _is_slip(ours, theirs) for ours, theirs in zip(typed, answer, strict=True))
    # A space more or less, with at most one slip; another word would be another answer.
    short, long = sorted((typed, answer), key=len)
    if len(long) - len(short) > 1 or any([*long[:index], *long[index + 1 :]] == [*short] for index in range(len(long))):
        return False
    return _is_slip("".join(typed), "".join(answer), by_similarity=False)


def _is_slip(typed: str, word: str, *, by_similarity: bool = True) -> bool:
    if min(len(typed), len(word)) < _SHORTEST_WITH_SLIPS or _digits([typed, word]) or _negates(typed, word):
        return False
    from rapidfuzz.distance import OSA, Indel  # the first question waits for nothing that only marks

    if OSA.distance(typed, word, score_cutoff=_LARGEST_SLIP) <= _LARGEST_SLIP:
        return True
    return by_similarity and Indel.normalized_similarity(typed, word) >= _LEAST_SIMILARITY


def _negates(a: str, b: str) -> bool:
    """Whether the longer word is more like the shorter one once a negating prefix is taken off."""
    from rapidfuzz.distance import OSA

    short, long = sorted((a, b), key=len)
    apart = OSA.distance(long, short)
    return any(long.startswith(prefix) and OSA.distance(long.removeprefix(prefix), short) < apart for prefix in _NEGATING_PREFIXES)


def _negations(words: Sequence[str]) -> int:
    return sum(word in _NEGATIONS or word in _NEGATED_VERBS for word in words)
