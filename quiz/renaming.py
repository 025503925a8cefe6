"""What is known of questions, under the names that they have today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from progress.memory import Coming, Memory
from progress.records import Standing


def names_of(question: str, now_called: Mapping[str, str]) -> tuple[str, ...]:
    """Return every id under which a question was answered: today's, and those that it had before."""
    return (question, *(earlier for earlier, now in now_called.items() if now == question))


def renamed(standing: Standing, now_called: Mapping[str, str]) -> Standing:
    """Return where a learner stands, each question under the name that it has now."""
    if not now_called:
        return standing

    def called(questions: Iterable[str]) -> frozenset[str]:
        return frozenset(now_called.get(question, question) for question in questions)

    return standing._replace(
        cards={now_called.get(q, q): card._replace(question=now_called.get(q, q)) for q, card in standing.cards.items()},
        suspended=called(standing.suspended),
        flagged=called(standing.flagged),
        misled=called(standing.misled),
    )


def renamed_memories(memories: tuple[Memory, ...], now_called: Mapping[str, str]) -> tuple[Memory, ...]:
    """Return what is known of each question, under the name that it has now."""
    return tuple(each._replace(question=now_called.get(each.question, each.question)) for each in memories) if now_called else memories


def renamed_coming(coming: Coming, now_called: Mapping[str, str]) -> Coming:
    """Return which questions come back, each under the name that it has now."""
    if not now_called:
        return coming
    return Coming(
        tuple((now_called.get(question, question), ahead) for question, ahead in coming.soon),
        tuple(now_called.get(question, question) for question in coming.later),
    )
