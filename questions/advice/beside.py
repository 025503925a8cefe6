"""Advice on questions beside each other: prompts that ask the same, answers that may be taken for another's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import OSA

from questions.advice.hint import Hint
from questions.advice.texts import MOST_COMPARED, compared, first_alike
from questions.bank import Library
from questions.kinds import ShortAnswer
from questions.nodes import Path
from questions.typed import normalise


def similar_prompts(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on prompts that are an earlier one, or nearly: those are compared that share one of their two rarest words."""
    asked = [(question, text := compared(question.prompt), set(text.split())) for question in library]
    often = Counter(chain.from_iterable(vocabulary for _, _, vocabulary in asked))
    rarity = {word: place for place, word in enumerate(sorted(often, key=lambda word: (often[word], word)))}
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    first: dict[str, str] = {}
    for question, text, vocabulary in asked:
        earlier = [groups[word] for word in sorted(vocabulary, key=rarity.__getitem__)[:2]]
        same = first.get(text) or first_alike(text, dict(chain.from_iterable(group.items() for group in earlier)))
        if same is not None:
            message = f"This prompt is nearly that of `{same}`."
            advice = "Ask it once, or make plain what is different."
            yield question.topic, Hint(question.id, ("prompt",), "similar-prompt", message, advice)
        if text:
            first.setdefault(text, question.id)
        for group in earlier:
            if len(group) < MOST_COMPARED:
                group[question.id] = text


_SHORTEST_KEY, _LONGEST_KEY = 4, 60
# Whatever is forgiven, of a longer text more than a key is left.
_LONGEST_NORMALISED = 5 * _LONGEST_KEY


def overlapping_answers(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on wordings that are one letter off the key of another question of their bank."""
    asked = [each for each in library if isinstance(each, ShortAnswer)]
    typed = [(each, each.topic, [_key(text) for text in (each.answer, *each.accept[:MOST_COMPARED])]) for each in asked]
    keys: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for question, topic, (key, *_) in typed:
        for part in _with_one_letter_less(key):
            keys[topic, part].append((question.id, key))
    for question, topic, (own, *others) in typed:
        for index, wording in enumerate((own, *others)):
            near = (each for part in _with_one_letter_less(wording) for each in keys.get((topic, part), ())[:MOST_COMPARED])
            same = next((name for name, key in near if key != own and OSA.distance(wording, key) <= 1), None)
            if same:
                message = f"This is at most one letter off the answer of `{same}`, and may be taken for it."
                path: Path = ("accept", index - 1) if index else ("answer",)
                advice = "Leave it out, or ask for one of the two otherwise."
                yield topic, Hint(question.id, path, "overlapping-answer", message, advice)


def _key(text: str) -> str:
    return normalise(text) if len(text) <= _LONGEST_NORMALISED else ""


def _with_one_letter_less(text: str) -> Sequence[str]:
    if not _SHORTEST_KEY <= len(text) <= _LONGEST_KEY or text.isdecimal():
        return ()
    return list(dict.fromkeys((text, *(text[:index] + text[index + 1 :] for index in range(len(text))))))
