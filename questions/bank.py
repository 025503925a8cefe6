"""A bank, and the library of all banks that are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from questions.problems import Problem
from questions.source import Source
from questions.stored import Stored, fingerprint_of

if TYPE_CHECKING:
    from questions.kinds import AnyQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A topic and its questions.

    ``questions`` may be kept on the disk, and is then read as it is needed; ``ids`` and its length cost little. ``lines``
    gives for each question's id the line of the file on which it begins. ``problems`` are the mistakes in the file;
    questions that have one are left out, the others can be used. ``advice_off`` gives for each question's id, and under ""
    for the whole bank, the codes of advice that do not apply, each with the reason.
    """

    topic: str
    title: str
    path: Path
    about: str = ""
    position: int | None = None
    source: Source | None = None
    questions: Sequence[AnyQuestion] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    advice_off: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the questions, in their order."""
        return self.questions.ids if isinstance(self.questions, Stored) else tuple(question.id for question in self.questions)

    @property
    def fingerprint(self) -> int:
        """What tells these questions from any others, by their ids; see ``fingerprint_of``."""
        return self.questions.fingerprint if isinstance(self.questions, Stored) else fingerprint_of(self.ids)

    @property
    def renamed(self) -> Mapping[str, str]:
        """Earlier ids of the questions that none has now, and what they are called today."""
        if isinstance(self.questions, Stored):
            return self.questions.renamed
        here = set(self.ids)
        return {
            earlier: question.id
            for question in self.questions
            for was in question.was
            if (earlier := f"{question.topic}/{was}") not in here
        }


@dataclass(frozen=True, slots=True)
class Library:
    """All banks, in the order in which topics are listed, and their questions by id.

    To look for ids in ``by_id``, to count or to list them costs little; a question of it may have to be read from the disk.
    """

    banks: tuple[Bank, ...]
    by_id: Mapping[str, AnyQuestion]
    renamed: Mapping[str, str]
    """Earlier ids of questions, and what they are called now."""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, banks: Iterable[Bank], problems: Iterable[Problem] = ()) -> Library:
        """Return the library of these banks, each topic of which must be another."""
        ordered = tuple(sorted(banks, key=lambda b: (b.position is None, b.position or 0, b.title.casefold(), b.topic)))
        renamed = {earlier: now for bank in ordered for earlier, now in bank.renamed.items()}
        every = [*problems, *(problem for bank in ordered for problem in bank.problems)]
        return cls(ordered, _ById(ordered), renamed, tuple(sorted(every)))

    def bank(self, topic: str) -> Bank | None:
        """Return the bank of a topic."""
        return next((bank for bank in self.banks if bank.topic == topic), None)

    def __iter__(self) -> Iterator[AnyQuestion]:
        return chain.from_iterable(bank.questions for bank in self.banks)

    def __len__(self) -> int:
        return len(self.by_id)


class _ById(Mapping[str, "AnyQuestion"]):
    """The questions of banks by id; those of a bank that is kept on the disk are asked of that."""

    def __init__(self, banks: Iterable[Bank]) -> None:
        self._parts: list[Mapping[str, AnyQuestion]] = []
        self._stored: dict[str, Stored] = {}
        self._made: dict[str, AnyQuestion] = {}
        for bank in banks:
            if isinstance(bank.questions, Stored):
                self._parts.append(bank.questions.by_id)
                self._stored[bank.topic] = bank.questions
            else:
                made = {question.id: question for question in bank.questions}
                self._parts.append(made)
                self._made |= made

    def __getitem__(self, name: str) -> AnyQuestion:
        stored = self._stored.get(name.partition("/")[0])
        return self._made[name] if stored is None else stored.by_id[name]

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        stored = self._stored.get(name.partition("/")[0])
        return name in self._made if stored is None else name in stored.by_id

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        return sum(map(len, self._parts))
