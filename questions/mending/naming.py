"""Keys, kinds and ids that are missing or misspelt."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, count

from rapidfuzz.distance import OSA

from questions.checking import ID, LONGEST_ID, slug
from questions.kinds import KINDS
from questions.kinds.names import ALSO_CALLED
from questions.mending.page import Fix, Fixes, Page
from questions.problems import Problem
from questions.syntax import KEYS

_ALL_KEYS = KEYS | {"advice-off"}
_LONGEST_NAME = 40
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<name>[^:\n\"']*?)(?P=quote)[ \t]*:(?=\s|$)")
_KEY_BY_OTHER_SIGN = re.compile(r"(?P<before> *(?:- +)?)(?P<name>[\w-]+)(?: *= *| *： *)(?=\S)")
_LEFT_OUT = {
    "a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "each", "for", "from", "had", "has", "have", "how", "if",
    "in", "into", "is", "it", "its", "many", "most", "much", "of", "on", "one", "or", "than", "that", "the", "their", "them", "these",
    "they", "this", "those", "to", "was", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would",
}  # fmt: skip


def _meant(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` is a clear slip for: other capitals, signs that look alike, a letter or two."""
    plain = unicodedata.normalize("NFKC", word).strip(" \t“”„‘’«»\"'").casefold()
    plain = re.sub(r"[\s_/]+", "-", plain)
    known = list(known)
    if plain in known:
        return plain
    most = 1 if len(plain) < 6 else 2
    close = [name for name in known if OSA.distance(plain, name, score_cutoff=most) <= most]
    return close[0] if len(close) == 1 and len(plain) > 2 else None


def meant_key(word: str) -> str | None:
    """Return the key of a bank that a word is, or is a clear slip for."""
    return _meant(word, _ALL_KEYS)


def rename_key(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Write a key that is a clear slip for a known one as it is known."""
    start = page.index(problem.line, problem.column)
    found = _KEY.match(page.text, start)
    meant = meant_key(found["name"]) if found else None
    beside = page.keys_beside(problem.line, problem.column)
    if found and meant and meant != found["name"] and sum(meant_key(key) == meant for key in beside) <= 1:
        yield (Fix(start, found.end() - 1, meant),)


def rename_kind_key(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Write the key `kind` of a question that has none as it is known; what the other keys should be is not told before."""
    node = page.question_at(problem.line, problem.column)
    if node is None or not isinstance(node.data, dict) or "kind" in node.data:
        return
    for key in node.data:
        if meant_key(key) == "kind":
            _, _, line, column = node.place(key)
            yield from rename_key(page, Problem("", line, column, problem.code, ""))


def add_colon(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Write the colon of a key for an equals sign, or for a colon that is as wide as a Chinese character."""
    start = page.index(problem.line)
    found = _KEY_BY_OTHER_SIGN.match(page.text, start)
    meant = meant_key(found["name"]) if found else None
    if found and meant:
        yield (Fix(found.start("name"), found.end(), f"{meant}: "),)


def add_space(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Put the space behind a dash or a key's colon that is missing there."""
    start = page.index(problem.line, problem.column)
    after = start + 1 if page.text[start : start + 1] == "-" else page.text.find(":", start, page.end(problem.line)) + 1
    if after:
        yield (Fix(after, after, " "),)


def drop_dash(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Drop the dash before a key of the question above: the key moves to the dash's place, or stays where it is."""
    start = page.index(problem.line) + page.indent(problem.line)
    dash = re.compile("-[ ]*").match(page.text, start)
    if dash:
        yield (Fix(start, dash.end(), ""),)
        yield (Fix(start, dash.end(), " " * len(dash.group())),)


def rename_kind(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Write a kind as it is called here."""
    found = re.compile(r"[^\s,}#][^,}#\n\r]*").match(page.text, page.index(problem.line, problem.column))
    if not found:
        return
    typed = found.group().rstrip()
    plain = _meant(typed, {name: name for kind, names in ALSO_CALLED.items() for name in (kind, *names.split())})
    for kind in KINDS:
        if plain == kind or plain in ALSO_CALLED[kind].split():
            yield (Fix(found.start(), found.start() + len(typed), kind),)


def rename_id(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Write the id of a question with small letters and hyphens; no history can hang on one that was never taken."""
    start = page.index(problem.line, problem.column)
    found = re.compile(r"([\"']?)[^\s\"'\[{,}#][^,}#\n\r\"']*\1").match(page.text, start)
    if not found or not re.search(r"[-{, ]id: +$", page.line(problem.line)[: problem.column - 1]):
        return
    typed = found.group().rstrip()
    name = slug(typed)
    if len(typed) <= LONGEST_ID and ID.fullmatch(name) and not _is_taken(page, name):
        yield (Fix(start, start + len(typed), name),)


def add_id(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Give a question an id that says what it asks."""
    node = page.question_at(problem.line, problem.column)
    # What has no kind may be a piece of the question above, with a dash too many.
    if node is None or not isinstance(node.data, dict) or "kind" not in node.data or not isinstance(prompt := node.data.get("prompt"), str):
        return
    start = page.index(problem.line, problem.column)
    name = _new_id(prompt, page, problem.line)
    if page.text[start] == "{":
        yield (Fix(start + 1, start + 1, f"id: {name}, "),)
    else:
        yield (Fix(start, start, f"id: {name}{page.line_end}{' ' * (problem.column - 1)}"),)


def _new_id(prompt: str, page: Page, line: int) -> str:
    """Return an id made of what a prompt says, without the answers in the blanks of a cloze."""
    words = slug(re.sub(r"\{\{.*?\}\}|['’]", "", prompt), longest=len(prompt)).split("-")
    telling = [word for word in words if word not in _LEFT_OUT] or words
    name = ""
    for word in telling[:5]:
        if len(name) + len(word) < _LONGEST_NAME:
            name = f"{name}-{word}".strip("-")
    name = name or f"question-{hashlib.sha256(prompt.encode()).hexdigest()[:8]}"
    free = next(
        each
        for each in chain([name], (f"{name}-{number}" for number in count(2)))
        if page.given.get(each, line) == line and not _is_taken(page, each)
    )
    page.given[free] = line
    return free


def _is_taken(page: Page, name: str) -> bool:
    """Whether a name stands in a text as an id or as an item of a list, as earlier ids do, be it in a question that can't be read."""
    before, after = r"(?:\b(?:id|was): *|[\[,] *|- +)[\"']?", r"[\"']?[ \t]*(?:[,\]}#]|$)"
    return re.search(before + re.escape(name) + after, page.text, re.MULTILINE) is not None
