"""A piece of advice, and the codes of all of them."""

from __future__ import annotations

from typing import NamedTuple

from questions.nodes import Path


class Hint(NamedTuple):
    """Advice on a question, or on a whole bank where ``question`` is empty; ``path`` leads to the value it is about."""

    question: str
    path: Path
    code: str
    message: str
    advice: str


CODES = {
    "longest-key": "The right option is clearly the longest.",
    "longest-keys": "In more than half of the choices the right option is the longest.",
    "all-of-the-above": "An option speaks of the other options.",
    "similar-options": "Two options are nearly the same.",
    "similar-prompt": "A prompt is nearly that of another question.",
    "negative-stem": "The prompt asks for what is not so, in small letters.",
    "absolute-distractor": "A word such as always or never stands in wrong options only.",
    "echoed-word": "A word of the prompt stands in the right option alone.",
    "article": "The prompt ends in an article that fits the right option alone.",
    "unsorted-numbers": "Numbers stand in no order.",
    "few-options": "There are two options only.",
    "many-options": "There are more than five options.",
    "many-true-false": "More than a third of the questions are true-false.",
    "no-explanation": "Nothing explains the answer.",
    "empty-explanation": "The explanation says no more than the question and its answer.",
    "no-source": "No source is named.",
    "no-section": "No section is named.",
    "overlapping-answer": "A wording is one letter off the answer of another question.",
    "bare-number": "A decimal has no tolerance, or a measure no unit.",
}
"""The codes of all advice, by which a bank can turn it off, and what each has found."""
