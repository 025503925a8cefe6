"""All advice on a library, bank by bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from questions.advice.beside import overlapping_answers, similar_prompts
from questions.advice.hint import Hint
from questions.advice.options import (
    absolutes,
    all_of_the_above,
    article,
    longest_key,
    number_of_options,
    similar_options,
    stem_word_in_key,
    unsorted_numbers,
)
from questions.advice.prompts import bare_number, explanation, negative_stem
from questions.advice.whole import longest_keys, many_true_false, unsourced
from questions.bank import Bank, Library
from questions.kinds import AnyQuestion

_RULES: tuple[Callable[[AnyQuestion], Iterator[Hint]], ...] = (
    longest_key,
    all_of_the_above,
    similar_options,
    absolutes,
    stem_word_in_key,
    article,
    unsorted_numbers,
    number_of_options,
    negative_stem,
    explanation,
    bare_number,
)


def advise(library: Library) -> dict[str, list[Hint]]:
    """Return for each topic the advice on its bank, without what the bank turns off."""
    banks = {bank.topic: bank for bank in library.banks}
    found = [(bank.topic, hint) for bank in library.banks for hint in _on_bank(bank)]
    hints: dict[str, list[Hint]] = defaultdict(list)
    for topic, hint in [*found, *similar_prompts(library), *overlapping_answers(library)]:
        off = banks[topic].advice_off if topic in banks else {}
        if topic in banks and all(hint.code not in off.get(name, ()) for name in ("", hint.question)):
            hints[topic].append(hint)
    return hints


def _on_bank(bank: Bank) -> Iterator[Hint]:
    for question in bank.questions:
        for rule in _RULES:
            yield from rule(question)
    yield from longest_keys(bank)
    yield from many_true_false(bank)
    yield from unsourced(bank)
