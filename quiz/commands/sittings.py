"""What review, practice and exam have in common: into a sitting, on screens or in lines."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.commands.base import WrongUse, filter_given
from quiz.places import Places
from quiz.wish import Wish


def run_sitting(
    where: Places, mode: str, topics: Sequence[str], *, only: str = "", fresh: bool = False, everything: bool = False, **numbers: int | None
) -> int:
    """Hold the sitting that is wished; return the exit status."""
    _refuse_empty_banks(where)
    given = {name: number for name, number in numbers.items() if number is not None}
    wish = Wish(mode, _topics(where, topics), given, fresh, filter_given(only), everything)
    if where.plain:
        from quiz.plain.opening import open_in_sitting

        return open_in_sitting(where, wish)
    from quiz.commands.home import run_app

    return run_app(where, wish.begin)


def _refuse_empty_banks(where: Places) -> None:
    """Refuse to begin with other questions than those of a bank that was named."""
    if not where.banks:
        return
    from questions.cache import Cache
    from questions.reading import read_library

    for named in where.banks:
        if not len(read_library([named], cache=Cache(where.banks_read))):
            raise WrongUse(f"There is no question in {named} that can be used. quiz check {named} says why.")


def _topics(where: Places, words: Sequence[str]) -> tuple[str, ...]:
    """Return the topics meant by words; wrong use if a word means none, before any screen is drawn."""
    if not words:
        return ()
    from quiz.filters.search import topics_meant
    from quiz.shelf import all_banks

    try:
        return topics_meant(all_banks(where), words)
    except ValueError as error:
        raise WrongUse(str(error)) from None
