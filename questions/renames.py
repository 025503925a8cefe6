"""Questions that look like ones which are gone: whoever changes an id may not know that it carries the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from questions.kinds import AnyQuestion

_ALIKE = 0.92
_ALIKE_WITH_THE_SAME_KEY = 0.6
"""From which similarity on two prompts are taken for wordings of one question; the second counts where the answer is the same."""


class Rename(NamedTuple):
    """A question that is gone, and the one that looks like it."""

    gone: str
    now: str

    @property
    def told(self) -> str:
        """The advice to whoever changed the id."""
        old = self.gone.partition("/")[2]
        return f"`{self.now}` looks like `{old}`, which is gone: with `was: [{old}]` its history goes on."


def renames(gone: Iterable[AnyQuestion], new: Iterable[AnyQuestion]) -> Iterator[Rename]:
    """Yield the questions that are gone and look like a new one of their topic; each new one is named once at most."""
    left = list(new)
    for old in gone:
        alike = [(likeness, each) for each in left if each.topic == old.topic and (likeness := _likeness(old, each))]
        if alike:
            _, best = max(alike, key=lambda pair: pair[0])
            left.remove(best)
            yield Rename(old.id, best.id)


def _likeness(old: AnyQuestion, new: AnyQuestion) -> float:
    from rapidfuzz.distance import Indel

    from questions.keys import same_key

    likeness = Indel.normalized_similarity(old.prompt.casefold(), new.prompt.casefold(), score_cutoff=_ALIKE_WITH_THE_SAME_KEY)
    if not likeness or likeness >= _ALIKE:
        return likeness
    return likeness if old.kind == new.kind and old.kind != "flashcard" and same_key(old, new) else 0.0
