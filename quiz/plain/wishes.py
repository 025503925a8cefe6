"""What a learner wishes a sitting to be, in the words after ``review``, ``practice`` and ``exam`` at home."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.bank import Library
from quiz.search import topics_meant

_NUMBER = re.compile(r"(\d{1,5})")
_MINUTES = re.compile(r"(\d{1,4}) ?(?:m|min|minutes?)")
_NAMES = {"--count": "count", "--minutes": "minutes", "--new": "new", "--seed": "seed"}
_MOST = {"count": 10_000, "minutes": 24 * 60, "new": 10_000, "seed": 2**31 - 1}


@dataclass(frozen=True, slots=True)
class Wish:
    """Topics, none meaning all, and the numbers that were given."""

    topics: tuple[str, ...]
    numbers: dict[str, int]


def read_wish(words: str, library: Library, *, new: bool) -> Wish:
    """Return what words wish for: topics; ``5`` for five questions, ``10m`` for ten minutes, or options as on the command line.

    Raises:
        ValueError: something in it is neither a topic nor a number; the message says what could be.
    """
    numbers: dict[str, int] = {}
    topics = []
    tokens = re.sub(r"(\d) +(m|min|minutes?)\b", r"\1\2", words.replace("=", " ").replace(",", " ")).split()
    while tokens:
        token = tokens.pop(0)
        if token in _NAMES:
            given = tokens.pop(0) if tokens else ""
            if not given.isdecimal() or len(given) > 10:
                raise ValueError(f"{token} needs a number after it.")
            numbers[_NAMES[token]] = int(given)
        elif token.startswith("--"):
            raise ValueError(f"{token[:40]} is not known here; there are {', '.join(_NAMES)}.")
        elif found := _NUMBER.fullmatch(token):
            numbers["count"] = int(found[1])
        elif found := _MINUTES.fullmatch(token):
            numbers["minutes"] = int(found[1])
        else:
            topics.append(token)
    for name, number in numbers.items():
        least = 0 if name in ("new", "seed") else 1
        if not least <= number <= _MOST[name]:
            raise ValueError(f"{name} is a whole number from {least} to {_MOST[name]:,}.")
    if "new" in numbers and not new:
        raise ValueError("--new belongs to review.")
    return Wish(topics_meant(library, topics), numbers)
