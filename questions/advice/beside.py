"""Advice on questions beside each other: prompts that ask the same, answers that may be taken for another's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from questions.advice.hint import Hint
from questions.advice.texts import MOST_COMPARED, compared, first_alike
from questions.bank import Library
from questions.kinds import ShortAnswer
from questions.nodes import Path
from questions.typed import normalise


def similar_prompts(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on prompts that are nearly an earlier one; only those that share one of their two rarest words are compared."""
    texts = {name: compared(question.prompt) for name, question in library.by_id.items()}
    vocabularies = {name: set(text.split()) for name, text in texts.items()}
    often = Counter(word for vocabulary in vocabularies.values() for word in vocabulary)
    rarity = {word: place for place, word in enumerate(sorted(often, key=lambda word: (often[word], word)))}
    groups: dict[str, list[str]] = defaultdict(list)
    for name, text in texts.items():
        rarest = sorted(vocabularies[name], key=rarity.__getitem__)[:2]
        earlier = {other: texts[other] for word in rarest for other in groups[word]}
        same = first_alike(text, earlier)
        if same is not None:
            message = f"This prompt is nearly that of `{same}`."
            advice = "Ask it once, or make plain what is different."
            yield library.by_id[name].topic, Hint(name, ("prompt",), "similar-prompt", message, advice)
        for word in rarest:
            if len(groups[word]) < MOST_COMPARED:
                groups[word].append(name)


_SHORTEST_KEY, _LONGEST_KEY = 4, 60


def overlapping_answers(library: Library) -> Iterator[tuple[str, Hint]]:
    """Yield advice on wordings that are one letter off the key of another question of their bank."""
    typed = [
        (each, each.topic, [normalise(text) for text in (each.answer, *each.accept)]) for each in library if isinstance(each, ShortAnswer)
    ]
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


def _with_one_letter_less(text: str) -> Sequence[str]:
    if not _SHORTEST_KEY <= len(text) <= _LONGEST_KEY or text.isdecimal():
        return ()
    return list(dict.fromkeys((text, *(text[:index] + text[index + 1 :] for index in range(len(text))))))
