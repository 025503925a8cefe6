#!/usr/bin/env python
"""A coverage-guided fuzzer over the reader: ``python tests/faults/fuzz_reader.py FOLDER -runs=100000`` (needs the extra ``fuzz``).

FOLDER takes what it finds worth keeping, and ``tests/faults/corpus`` may be named behind it, to begin from. ``-merge=1 NEW OLD``
keeps of OLD what adds coverage. What goes wrong is left in a file ``crash-…``.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["questions"]):
    from faults.reader_invariants import check_reading

KINDS = ("flashcard", "choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order")
TOKENS = (
    "topic: T\n", "questions:\n", "about: ", "position: 3\n", "source: {title: S, publisher: P}\n", "id: ", "- ", "  ", "    ", "\t", "\n",
    "\r\n", "\r", ": ", ":", "? ", ", ", "[", "]", "{", "}", "{{", "}}", "|", "'", '"', "\\e", "\\u202e", "\\x", "\\", "#", "&a ", "*a",
    "!t ", "!!str ", "<<: ", "---\n", "...\n", "%TAG ! a\n", "%YAML 1.1\n", "|\n", ">-\n", "prompt: ", "answer: ",
    "distractors: ", "accept: ",
    "tolerance: ", "unit: ", "hint: ", "was: [a]\n", "section: ", "text: ", "feedback: ", "true", "no", "1e999999999", "NaN", "-0", "1_000",
    "1,5", "½", "million", "é", "e\u0301", "ﷺ", "ʼ", "😀", "\u200b", "\u202e", "\u00a0", "\ufeff", "\u0085", "\u2028", "\ufffd", "\x00",
    "\x1b[31m", "\x9b", "~", "@", "`",
    *(f"  - id: q\n    kind: {kind}\n    prompt: P {{{{a|b}}}}\n    answer: A\n" for kind in KINDS),
    "  - {id: m, kind: match, prompt: P, answer: {A: B, C: D}}\n", "  - {id: o, kind: order, prompt: P, answer: [A, B]}\n",
    "  - {id: c, kind: choice, prompt: P, answer: A, distractors: [B, {text: C, feedback: F}]}\n",
)  # fmt: skip


def mutate(data: bytes, largest: int, seed: int) -> bytes:
    """Put YAML's own words where they may hurt, half of the time; else let the fuzzer change bytes."""
    drawn = random.Random(seed)
    if drawn.random() < 0.5:
        return bytes(atheris.Mutate(data, largest))
    start = drawn.randint(0, len(data))
    if drawn.random() < 0.5:  # at the beginning of a line more happens
        start = data.rfind(b"\n", 0, start) + 1
    taken = drawn.choice((0, 0, 0, 1, 5, 40))
    token = drawn.choice(TOKENS).encode("utf-8") * drawn.choice((1, 1, 1, 2, 30))
    return (data[:start] + token + data[start + taken :])[:largest]


if __name__ == "__main__":
    atheris.Setup(sys.argv, check_reading, custom_mutator=mutate)
    atheris.Fuzz()
