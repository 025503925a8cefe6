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
from questions.kinds import AnyQuestion, Choice, Match, Number, Order, Select

_Rule = Callable[[AnyQuestion], Iterator[Hint]]
_ON_OPTIONS: tuple[_Rule, ...] = (all_of_the_above, similar_options)
_ON_CHOICES: tuple[_Rule, ...] = (
    longest_key,
    *_ON_OPTIONS,
    absolutes,
    stem_word_in_key,
    article,
    unsorted_numbers,
    number_of_options,
    negative_stem,
)
_ON_KINDS = {Choice: _ON_CHOICES, Select: _ON_CHOICES, Match: _ON_OPTIONS, Order: _ON_OPTIONS, Number: (bare_number,)}


def advise(library: Library) -> dict[str, list[Hint]]:
    """Return for each topic the advice on its bank, without what the bank turns off."""
    banks = {bank.topic: bank for bank in library.banks}
    found = [(bank.topic, hint) for bank in library.banks for hint in _on_bank(bank)]
    hints: dict[str, list[Hint]] = defaultdict(list)
    for topic, hint in [*found, *similar_prompts(library), *overlapping_answers(library)]:
        bank = banks.get(topic)
        if bank and not (bank.advice_off and any(hint.code in bank.advice_off.get(name, ()) for name in ("", hint.question))):
            hints[topic].append(hint)
    return hints


def _on_bank(bank: Bank) -> Iterator[Hint]:
    for question in bank.questions:
        for rule in _ON_KINDS.get(type(question), ()):
            yield from rule(question)
        yield from explanation(question)
    yield from longest_keys(bank)
    yield from many_true_false(bank)
    yield from unsourced(bank)
