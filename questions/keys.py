"""The key of a question: what makes a response right. Rewording leaves it alone, and so do more options."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.typed import mark_text
from questions.verdict import Outcome

T = TypeVar("T")


_MOST = 1_000
"""How much of an option is compared: nobody types more, and marking refuses it."""


def same_key(then: AnyQuestion, now: AnyQuestion) -> bool:
    """Whether two wordings of a question take the same responses for right.

    A slip that was mended in an option leaves it the same option, unless that makes it another that was there. A flashcard has
    no key: the learner marks herself.
    """
    match then, now:
        case (Flashcard(), _) | (_, Flashcard()):
            return True
        case TrueFalse(), TrueFalse():
            return then.answer == now.answer
        case Number(), Number():
            return (then.answer, then.tolerance) == (now.answer, now.tolerance)
        case Choice(), Choice():
            return _same_in(then.options(), now.options())(then.answer, now.answer)
        case Select(), Select():
            return _same_set(_same_in(then.options(), now.options()), then.answer, now.answer)
        case Order(), Order():
            same = _same_in(then.answer, now.answer)
            return len(then.answer) == len(now.answer) and all(map(same, then.answer, now.answer))
        case Match(), Match():
            left, right = _same_in(then.answer, now.answer), _same_in(then.options(), now.options())
            return _same_set(lambda one, other: left(one[0], other[0]) and right(one[1], other[1]), then.answer.items(), now.answer.items())
        case ShortAnswer(), ShortAnswer():
            return _same_wordings((then.answer, *then.accept), (now.answer, *now.accept))
        case Cloze(), Cloze():
            blanks = then.blanks(), now.blanks()
            return len(blanks[0]) == len(blanks[1]) and all(_same_wordings(*pair) for pair in zip(*blanks, strict=True))
        case _:
            return False


def _same_in(then: Collection[str], now: Collection[str]) -> Callable[[str, str], bool]:
    """Return what tells whether an option of a question is one of its options of now, but for a slip that was mended."""

    def same(one: str, other: str) -> bool:
        if one == other or one in now or other in then:
            return one == other
        return mark_text(one[:_MOST], [other[:_MOST]]).outcome in (Outcome.RIGHT, Outcome.NEARLY)

    return same


def _same_set(same: Callable[[T, T], bool], then: Collection[T], now: Collection[T]) -> bool:
    return len(then) == len(now) and all(any(same(one, other) for other in now) for one in then)


def _same_wordings(then: Sequence[str], now: Sequence[str]) -> bool:
    """Whether each accepted wording of one is accepted by the other, and the other way round."""
    # Most are the same to the letter, and marking a hundred wordings by a hundred others takes its time.
    apart = set(then) ^ set(now)
    return all(_accepts(now if each in then else then, each) for each in apart)


def _accepts(accepted: Sequence[str], wording: str) -> bool:
    return mark_text(wording, accepted).outcome is Outcome.RIGHT
