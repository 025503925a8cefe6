"""The key of a question: what makes a response right. Rewording leaves it alone, and so do more options."""

from __future__ import annotations

from collections.abc import Sequence

from questions.kinds import AnyQuestion, Choice, Cloze, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.typed import mark_text
from questions.verdict import Outcome


def same_key(then: AnyQuestion, now: AnyQuestion) -> bool:
    """Whether two wordings of a question take the same responses for right.

    A slip that was mended in an option is the same option. A flashcard has no key: the learner marks herself.
    """
    match then, now:
        case (Flashcard(), _) | (_, Flashcard()):
            return True
        case TrueFalse(), TrueFalse():
            return then.answer == now.answer
        case Number(), Number():
            return (then.answer, then.tolerance) == (now.answer, now.tolerance)
        case Choice(), Choice():
            return _same_option(then.answer, now.answer)
        case Select(), Select():
            return _same_set(then.answer, now.answer)
        case Order(), Order():
            return _same_options(then.answer, now.answer)
        case Match(), Match():
            return _same_set(_sides(then), _sides(now))
        case ShortAnswer(), ShortAnswer():
            return _same_wordings((then.answer, *then.accept), (now.answer, *now.accept))
        case Cloze(), Cloze():
            blanks = then.blanks(), now.blanks()
            return len(blanks[0]) == len(blanks[1]) and all(_same_wordings(*pair) for pair in zip(*blanks, strict=True))
        case _:
            return False


def _same_option(then: str, now: str) -> bool:
    return then == now or mark_text(then[:_MOST], [now[:_MOST]]).outcome in (Outcome.RIGHT, Outcome.NEARLY)


_MOST = 1_000
"""How much of an option is compared: nobody types more, and marking refuses it."""


def _same_options(then: Sequence[str], now: Sequence[str]) -> bool:
    return len(then) == len(now) and all(_same_option(*pair) for pair in zip(then, now, strict=True))


def _same_set(then: Sequence[str], now: Sequence[str]) -> bool:
    return len(then) == len(now) and all(any(_same_option(one, other) for other in now) for one in then)


def _sides(question: Match) -> list[str]:
    return [f"{left} → {right}" for left, right in question.answer.items()]


def _same_wordings(then: Sequence[str], now: Sequence[str]) -> bool:
    """Whether each accepted wording of one is accepted by the other, and the other way round."""
    return all(_accepts(now, each) for each in then) and all(_accepts(then, each) for each in now)


def _accepts(accepted: Sequence[str], wording: str) -> bool:
    return mark_text(wording, accepted).outcome is Outcome.RIGHT
