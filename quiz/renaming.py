"""What is known of questions, under the names that they have today.

The record has a card for each name under which a question was answered. Of one that was answered under several, what counts is the card
of the last answer: the others are outdone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from progress.memory import Coming, Memory
from progress.records import Standing


def names_of(question: str, now_called: Mapping[str, str]) -> tuple[str, ...]:
    """Return every id under which a question was answered: today's, and those that it had before."""
    return (question, *(earlier for earlier, now in now_called.items() if now == question))


def names_beside(questions: Collection[str], now_called: Mapping[str, str]) -> list[str]:
    """Return every name, earlier ones and today's, of those of these questions that have more than one."""
    if not now_called:
        return []
    renamed = {now_called[question] for question in questions if question in now_called}
    renamed |= {now for now in now_called.values() if now in questions}
    return [*renamed, *(earlier for earlier, now in now_called.items() if now in renamed)]


def outdone(reviewed: Mapping[str, datetime], now_called: Mapping[str, str]) -> frozenset[str]:
    """Return the names under which a question was answered, but later under another; ``reviewed`` is when each was answered last."""
    names: dict[str, set[str]] = defaultdict(set)
    for earlier, now in now_called.items():
        names[now] |= {name for name in (earlier, now) if name in reviewed}
    return frozenset().union(
        *(those - {max(those, key=lambda name: (reviewed[name], name not in now_called, name))} for those in names.values() if those)
    )


def renamed(standing: Standing, now_called: Mapping[str, str], gone: Collection[str]) -> Standing:
    """Return where a learner stands, each question under the name that it has now; ``gone`` are the names that are outdone."""
    if not now_called:
        return standing

    def called(questions: Iterable[str]) -> frozenset[str]:
        return frozenset(now_called.get(question, question) for question in questions)

    return standing._replace(
        cards={now_called.get(q, q): card._replace(question=now_called.get(q, q)) for q, card in standing.cards.items() if q not in gone},
        suspended=called(standing.suspended),
        flagged=called(standing.flagged),
        misled=called(standing.misled.difference(gone)),
    )


def renamed_memories(memories: tuple[Memory, ...], now_called: Mapping[str, str], gone: Collection[str]) -> tuple[Memory, ...]:
    """Return what is known of each question, under the name that it has now; see ``renamed``."""
    if not now_called:
        return memories
    return tuple(each._replace(question=now_called.get(each.question, each.question)) for each in memories if each.question not in gone)


def renamed_coming(coming: Coming, now_called: Mapping[str, str], gone: Collection[str]) -> Coming:
    """Return which questions come back, each under the name that it has now; see ``renamed``."""
    if not now_called:
        return coming
    return Coming(
        tuple((now_called.get(question, question), ahead) for question, ahead in coming.soon if question not in gone),
        tuple(now_called.get(question, question) for question in coming.later if question not in gone),
    )
