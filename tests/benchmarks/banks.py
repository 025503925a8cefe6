"""Made-up banks as large as one wants them: the words follow each other as in the shipped banks, and no text comes twice."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, pairwise
from pathlib import Path

from questions.kinds import KINDS
from questions.reading import SHIPPED, read_library

_TRIES = 20
"""How many texts that were given before are drawn until longer ones are taken too."""

HEAD = """\
# yaml-language-server: $schema=../bank.schema.json
topic: Made up {number}
about: Nothing that is so.
source:
  title: A book that nobody wrote
  publisher: Nobody
questions:
"""


class Texts:
    """Texts in which every two words that follow each other do so in the shipped banks."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.following: dict[str, list[str]] = defaultdict(list)
        self.given: set[str] = set()
        for question in read_library([SHIPPED]):
            words = re.findall(r"[\w’'.-]+", f"{question.prompt} {question.explanation}".replace("{", "").replace("}", ""))
            for one, other in pairwise(words):
                self.following[one].append(other)
        self.first = sorted(word for word in self.following if word[0].isupper())

    def text(self, words: int) -> str:
        """Return a text of about so many words that was not given before; of more where hardly any is left that short."""
        for tries in count():
            most = words * 4 // 3 + tries // _TRIES
            chain = [self.random.choice(self.first)]
            for _ in range(self.random.randint(words * 2 // 3, most)):
                chain.append(self.random.choice(self.following.get(chain[-1]) or self.first))
            text = " ".join(chain).strip("-.'’").replace(". ", " ")
            if text not in self.given:
                self.given.add(text)
                return text
        raise AssertionError("there is always a longer text")


def written(folder: Path, files: int, each: int, *, bare: bool = False, alike: bool = False, seed: int = 1) -> list[Path]:
    """Write banks and return their paths.

    ``bare`` questions have nothing but what their kind needs, so that there is advice on each; of ``alike`` ones all
    prompts are the same but for a number.
    """
    texts = Texts(seed)
    paths = [folder / f"made-up-{number}.yaml" for number in range(files)]
    for number, path in enumerate(paths):
        asked = (question(texts, number * each + index, bare=bare, alike=alike) for index in range(each))
        path.write_text(HEAD.format(number=number) + "".join(asked), "utf-8")
    return paths


def question(texts: Texts, number: int, *, bare: bool, alike: bool) -> str:
    kind = texts.random.choices(list(KINDS), weights=[2, 8, 2, 2, 3, 2, 2, 2, 2])[0]
    prompt = f"Which of the lighthouses on this coast is number {number}" if alike else texts.text(14)
    lines = [f"  - id: question-{number}", f"    kind: {kind}"]
    lines += [f"    prompt: {prompt} {{{{{texts.text(2)}}}}}." if kind == "cloze" else f"    prompt: {prompt}?"]
    lines += answer(texts, kind)
    if not bare:
        lines += [f"    hint: {texts.text(8)}.", "    explanation: >-", f"      {texts.text(14)}.", f"      {texts.text(14)}."]
        lines += [f"    section: {texts.text(2)}"]
    return "\n".join([*lines, "", ""])


def answer(texts: Texts, kind: str) -> Iterator[str]:
    if kind in ("flashcard", "choice", "short-answer"):
        yield f"    answer: {texts.text(6 if kind != 'short-answer' else 2)}"
    elif kind == "true-false":
        yield f"    answer: {texts.random.choice(['true', 'false'])}"
    elif kind == "number":
        yield f"    answer: {texts.random.randint(2, 5000)}"
        yield f"    tolerance: {texts.random.randint(1, 5)}"
    elif kind == "match":
        yield "    answer:"
        yield from (f"      {texts.text(3)}: {texts.text(4)}" for _ in range(4))
    elif kind in ("select", "order"):
        yield "    answer:"
        yield from (f"      - {texts.text(5)}" for _ in range(2 if kind == "select" else 4))
    if kind in ("choice", "select"):
        yield "    distractors:"
        yield from (f"      - {texts.text(6)}" for _ in range(2))
        yield f"      - text: {texts.text(6)}"
        yield f"        feedback: {texts.text(10)}."
