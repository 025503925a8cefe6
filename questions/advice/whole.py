"""Advice on whole banks: what learners find out question by question, and what all questions should have."""

from __future__ import annotations

from collections.abc import Iterator

from questions.advice.hint import Hint
from questions.bank import Bank
from questions.kinds import Choice, TrueFalse
from questions.kinds.choice import distractor_texts


def longest_keys(bank: Bank) -> Iterator[Hint]:
    """Advise on a bank most keys of which are the longest option."""
    choices = [each for each in bank.questions if isinstance(each, Choice)]
    longest = sum(len(each.answer) > max(map(len, distractor_texts(each.distractors))) for each in choices)
    if len(choices) >= 6 and longest * 2 > len(choices):
        message = f"The right option is the longest in {longest} of {len(choices)} choices; a learner can pick it by its length."
        yield Hint("", (), "longest-keys", message, "Shorten some right options, or lengthen distractors.")


def many_true_false(bank: Bank) -> Iterator[Hint]:
    """Advise on a bank that asks mostly for true or false."""
    count = sum(isinstance(question, TrueFalse) for question in bank.questions)
    if count > 3 and count * 3 > len(bank.questions):
        message = f"{count} of {len(bank.questions)} questions are true-false, where half of all guesses are right."
        yield Hint("", (), "many-true-false", message, "Ask some of them as `choice` or `short-answer`.")


def unsourced(bank: Bank) -> Iterator[Hint]:
    """Advise on questions without a source or a section; once, if none has one."""
    without = [question for question in bank.questions if question.source is None]
    if without:
        message = "No source is named, so that nobody can look up whether it is so."
        for name in [question.id for question in without] if len(without) < len(bank.questions) else [""]:
            yield Hint(name, (), "no-source", message, "Add `source:` with a title and a publisher.")
    without = [question for question in bank.questions if not question.section]
    if without:
        message = "No section is named, so that a learner cannot read on."
        for name in [question.id for question in without] if len(without) < len(bank.questions) else [""]:
            where = "" if name else " to each question,"
            yield Hint(name, (), "no-section", message, f"Add `section:`{where} with the heading in the source.")
