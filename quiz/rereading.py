"""The banks while the program is open: read again when one of them is saved, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from questions.bank import Bank, Library
from questions.cache import Cache
from questions.problems import short_path
from questions.reading import read_library
from questions.watching import Watch
from quiz.phrases import count

if TYPE_CHECKING:
    from questions.kinds import AnyQuestion


class News(NamedTuple):
    """What a look at the banks brought: the library of now, and what to tell."""

    library: Library
    told: tuple[str, ...]


class Banks:
    """Banks from files and folders; ``cache`` knows those that have not changed."""

    def __init__(self, paths: Iterable[Path], cache: Cache | None = None) -> None:
        self._paths = tuple(paths)
        self._cache = cache
        self._watch = Watch(self._paths)
        self._saved: set[Path] = set()

    def read(self, tell: Callable[[Path], None] | None = None) -> Library:
        """Read them all; ``tell`` hears of each before it is read."""
        return read_library(self._paths, tell, cache=self._cache)

    def look(self, library: Library, *, at_once: bool = False) -> News | None:
        """Read them again if one was saved since the last look; None if none was.

        An editor may save in several steps, so they are not read before a look that finds no more changes, unless it must
        be ``at_once``.
        """
        changed = self._watch.changed()
        self._saved |= changed
        if not self._saved or (changed and not at_once):
            return None
        saved, self._saved = self._saved, set()
        return news(library, self.read(), saved)


def news(before: Library, read: Library, saved: Collection[Path]) -> News:
    """Return what is new in banks that were saved.

    A bank with mistakes in it keeps the questions that it had: whoever learns from it is not to notice that it is being written.
    """
    in_file = {bank.path: bank for bank in before.banks}
    banks = [_kept(in_file.get(bank.path), bank) for bank in read.banks]
    own = {problem for bank in banks for problem in bank.problems}
    library = Library.of(banks, [problem for problem in read.problems if problem not in own])
    return News(library, tuple(_told(before, library, saved)))


def _kept(before: Bank | None, bank: Bank) -> Bank:
    if before is None or not bank.problems:
        return bank
    if not bank.questions:
        return replace(before, problems=bank.problems)
    if bank.topic != before.topic:
        return bank
    here = set(bank.ids)
    kept = (question for question in before.questions if question.id not in here)
    return replace(bank, questions=(*bank.questions, *kept), lines={**before.lines, **bank.lines})


def _told(before: Library, library: Library, saved: Collection[Path]) -> Iterator[str]:
    from questions.renames import renames

    for path in sorted(saved):
        problems = [problem for problem in library.problems if problem.path == short_path(path)]
        if problems:
            more = f" And {count(len(problems) - 1, 'more problem')}: quiz check tells all." if len(problems) > 1 else ""
            yield f"{problems[0]} {problems[0].advice}".strip() + more
        else:
            yield _read_again(before, library, path)
    new = [library.by_id[id_] for id_ in library.by_id if id_ not in before.by_id]
    gone = [before.by_id[id_] for id_ in before.by_id if id_ not in library.by_id and id_ not in library.renamed]
    yield from (rename.told for rename in renames(gone, new))


def _read_again(before: Library, library: Library, path: Path) -> str:
    from questions.keys import same_key

    then, now = (_questions_in(each, path) for each in (before, library))
    figures = {
        "new": len(now.keys() - then.keys()),
        "changed": sum(then[id_] != now[id_] for id_ in now.keys() & then.keys()),
        "gone": len(then.keys() - now.keys()),
    }
    told = [f"{count(number, 'question')} {what}" for what, number in figures.items() if number]
    keys = sum(then[id_] != now[id_] and not same_key(then[id_], now[id_]) for id_ in now.keys() & then.keys())
    rekeyed = f" {count(keys, 'question')} with another key: quiz regrade marks past answers by it." if keys else ""
    return f"{path.name} was read again: {', '.join(told) or 'nothing that is asked has changed'}.{rekeyed}"


def _questions_in(library: Library, path: Path) -> dict[str, AnyQuestion]:
    return {question.id: question for bank in library.banks if bank.path == path for question in bank.questions}
