"""A bank, and the library of all banks that are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from questions.kinds import AnyQuestion, Source
from questions.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A topic and its questions.

    ``lines`` gives for each question's id the line of the file on which it begins. ``problems`` are the mistakes in the
    file; questions that have one are left out, the others can be used. ``advice_off`` gives for each question's id, and
    under "" for the whole bank, the codes of advice that do not apply, each with the reason.
    """

    topic: str
    title: str
    path: Path
    about: str = ""
    position: int | None = None
    source: Source | None = None
    questions: tuple[AnyQuestion, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    advice_off: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Library:
    """All banks, in the order in which topics are listed, and their questions by id."""

    banks: tuple[Bank, ...]
    by_id: Mapping[str, AnyQuestion]
    renamed: Mapping[str, str]
    """Earlier ids of questions, and what they are called now."""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, banks: Iterable[Bank], problems: Iterable[Problem] = ()) -> Library:
        """Return the library of these banks, each topic of which must be another."""
        ordered = tuple(sorted(banks, key=lambda b: (b.position is None, b.position or 0, b.title.casefold(), b.topic)))
        by_id = {question.id: question for bank in ordered for question in bank.questions}
        renamed = {
            earlier: question.id
            for question in by_id.values()
            for was in question.was
            if (earlier := f"{question.topic}/{was}") not in by_id
        }
        every = [*problems, *(problem for bank in ordered for problem in bank.problems)]
        return cls(ordered, by_id, renamed, tuple(sorted(every)))

    def bank(self, topic: str) -> Bank | None:
        """Return the bank of a topic."""
        return next((bank for bank in self.banks if bank.topic == topic), None)

    def __iter__(self) -> Iterator[AnyQuestion]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)
