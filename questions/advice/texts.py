"""Texts compared: which say the same but for a slip, and which words of theirs mean something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Indel

Name = TypeVar("Name")

_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FIGURES = re.compile(r"\d+")
_ENDING = re.compile("(ings?|ed|e?s|ly)$")
_ALIKE = 0.92
_SHORTEST_COMPARED = 12
# Bounds on the work that a hostile bank can cause.
_LONGEST_COMPARED = 300
MOST_COMPARED = 20


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    # What marking forgives takes ten times as long to take away, and advice may miss a little.
    return _WORD.findall(text.casefold())


def compared(text: str) -> str:
    """Return what is compared of a text: its words."""
    return " ".join(words(text[:_LONGEST_COMPARED]))


def first_alike(text: str, others: Mapping[Name, str]) -> Name | None:
    """Return the name of the first among other texts that says the same but for a slip, if one does; figures always make a difference."""
    if not others:
        return None
    # One call looks through them all, and few are left for a second look.
    near = process.extract(text, others, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=None)
    figures = _FIGURES.findall(text) if near else []
    alike = {
        name
        for other, _, name in near
        if other == text or (min(len(text), len(other)) >= _SHORTEST_COMPARED and _FIGURES.findall(other) == figures)
    }
    return next((name for name in others if name in alike), None) if alike else None


_COMMON = re.compile(
    "about|above|after|again|against|also|another|because|before|being|between|both|could|countr(?:y|ies)|does|during|each|every|first"
    "|from|have|into|many|more|most|much|might|other|over|same|should|some|such|than|that|their|them|there|these|they|this|those|through"
    "|under|until|were|what|when|where|which|while|whose|will|with|would|your",
    re.IGNORECASE,
)


def stems(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of texts that mean something, by what is left of them without their endings."""
    found = ((_stem(word), word) for text in texts for word in _LONG_WORD.findall(text))
    return {stem: word for stem, word in found if stem is not None}


@lru_cache(maxsize=4_096)
def _stem(word: str) -> str | None:
    return None if _COMMON.fullmatch(word) else _ENDING.sub("", word.casefold())
