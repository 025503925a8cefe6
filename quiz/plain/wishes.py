"""What a learner wishes a sitting to be, in the words after ``review``, ``practice`` and ``exam`` at home."""

from __future__ import annotations

import re

from questions.bank import Library
from quiz.filters.search import filter_meant, topics_meant
from quiz.wish import Wish

_NUMBER = re.compile(r"(\d{1,5})")
_MINUTES = re.compile(r"(\d{1,4}) ?(?:m|min|minutes?)")
_NAMES = {"--count": "count", "--minutes": "minutes", "--new": "new", "--seed": "seed"}
_FLAGS = ("--fresh", "--all")
_MOST = {"count": 10_000, "minutes": 24 * 60, "new": 10_000, "seed": 2**31 - 1}


def read_wish(mode: str, words: str, library: Library) -> Wish:
    """Return what words wish for: topics; ``5`` for five questions, ``10m`` for ten minutes, or options as on the command line.

    What stands after ``--only`` is a filter, to the end of the line.

    Raises:
        ValueError: something in it is neither a topic nor a number; the message says what could be.
    """
    numbers: dict[str, int] = {}
    topics: list[str] = []
    flags = dict.fromkeys(_FLAGS, False)
    words, _, only = words.partition("--only")
    tokens = re.sub(r"(\d) +(m|min|minutes?)\b", r"\1\2", words.replace("=", " ").replace(",", " ")).split()
    while tokens:
        word = tokens.pop(0)
        if word in _NAMES:
            given = tokens.pop(0) if tokens else ""
            if not given.isdecimal() or len(given) > 10:
                raise ValueError(f"{word} needs a number after it.")
            numbers[_NAMES[word]] = int(given)
        elif word in flags:
            flags[word] = True
        elif word.startswith("--"):
            raise ValueError(f"{word[:40]} is not known here; there are {', '.join(_NAMES)}, {', '.join(_FLAGS)} and --only.")
        elif found := _NUMBER.fullmatch(word):
            numbers["count"] = int(found[1])
        elif found := _MINUTES.fullmatch(word):
            numbers["minutes"] = int(found[1])
        else:
            topics.append(word)
    for name, number in numbers.items():
        least = 0 if name in ("new", "seed") else 1
        if not least <= number <= _MOST[name]:
            raise ValueError(f"{name} is a whole number from {least} to {_MOST[name]:,}.")
    if mode != "review" and ("new" in numbers or flags["--all"]):
        raise ValueError(f"{'--new' if 'new' in numbers else '--all'} belongs to review.")
    wanted = filter_meant(only) if (only := only.strip()) else None
    return Wish(mode, topics_meant(library, topics), numbers, flags["--fresh"], wanted, flags["--all"])
