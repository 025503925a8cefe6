"""Finding questions and topics by what a learner types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from progress.moment import Moment
from progress.records import Learner, Standing
from questions.bank import Library
from questions.folding import plain
from questions.kinds import AnyQuestion
from questions.problems import nearest
from quiz.display import one_line
from quiz.filters.finding import fitting
from quiz.filters.language import About, Filter, Wrong, parse
from quiz.filters.matching import Tallies, no_tallies
from quiz.plain.wrapping import width

_MOST_BEFORE, _MOST_SHOWN = 40, 70


def search(library: Library, wanted: str, standing: Standing, now: Moment, tallies: Tallies = no_tallies) -> list[AnyQuestion]:
    """Return the questions that a filter finds, in the order of the library.

    Raises:
        ValueError: the filter means nothing; the message points at the word.
    """
    return fitting(filter_meant(wanted), library, standing, now, tallies)


def filter_meant(text: str, about: About = "questions") -> Filter:
    """Return the filter that a text means.

    Raises:
        ValueError: it means nothing; the message says why, with a caret below the word.
    """
    meant = parse(text, about)
    if not isinstance(meant, Wrong):
        return meant
    raise ValueError("\n".join([one_line(str(meant)), *pointed_at(text, meant.column)]))


def pointed_at(text: str, column: int) -> list[str]:
    """Return the part of a line around a column, counted from 1, and a caret below it."""
    start = max(0, column - 1 - _MOST_BEFORE)
    line = "".join(character if character.isprintable() else " " for character in text)
    return [f"    {line[start : start + _MOST_SHOWN]}", "    " + " " * width(line[start : column - 1]) + "^"]


def question_named(library: Library, name: str) -> AnyQuestion:
    """Return the question of this id, ``topic/id``; an earlier id will do, and the part after the stroke if it is the only one.

    Raises:
        ValueError: there is none; the message names the nearest.
    """
    wanted = plain(name)
    found = library.by_id.get(library.renamed.get(wanted, wanted))
    if found is not None:
        return found
    ends = [id_ for id_ in library.by_id if id_.endswith(f"/{wanted}")]
    if len(ends) == 1:
        return library.by_id[ends[0]]
    if ends:
        raise ValueError(f"More than one question is called {wanted}: {', '.join(ends)}.")
    meant = _nearest_question(library, wanted)
    advice = f"Did you mean {meant}?" if meant else "Questions are named topic/id."
    raise ValueError(f"There is no question “{one_line(name)[:60]}”. {advice}")


def _nearest_question(library: Library, wanted: str) -> str | None:
    topic, stroke, end = wanted.rpartition("/")
    known = nearest(topic, [bank.topic for bank in library.banks]) if stroke else None
    ends = {id_.partition("/")[2]: id_ for id_ in library.by_id if known is None or id_.startswith(f"{known}/")}
    meant = nearest(end, ends)
    return ends[meant] if meant else None


def learner_called(learners: Iterable[Learner], name: str) -> Learner | None:
    """Return the learner of this name, whatever its capitals."""
    return next(iter(learners_called(learners, name)), None)


def learners_called(learners: Iterable[Learner], name: str) -> list[Learner]:
    """Return all learners of this name: two who began on devices that had not met may share one."""

    def called(text: str) -> str:
        return unicodedata.normalize("NFC", one_line(text)).casefold()

    return [learner for learner in learners if called(learner.name) == called(name)]


def topics_meant(library: Library, words: Sequence[str]) -> tuple[str, ...]:
    """Return the topics meant by words: an id or a title, which may be several words, or what begins one of them.

    Raises:
        ValueError: a word means no topic, or more than one; the message says which there are.
    """
    names = {name: bank.topic for bank in library.banks for name in (plain(bank.title).replace(" ", "-"), bank.topic)}
    typed = plain(" ".join(words).replace(",", " ")).split()
    found: list[str] = []
    start = 0
    while start < len(typed):
        end, topic = _longest_name(names, typed, start)
        found.append(topic)
        start = end
    return tuple(dict.fromkeys(found))


def _longest_name(names: dict[str, str], typed: Sequence[str], start: int) -> tuple[int, str]:
    for end in range(len(typed), start, -1):
        meant = _meant(names, "-".join(typed[start:end]))
        if len(meant) == 1:
            return end, meant[0]
    word = typed[start]
    if any(sign in word for sign in ":<>="):
        raise ValueError(f"“{word[:40]}” is not a topic. A filter stands after --only.")
    meant = _meant(names, word)
    if meant:
        raise ValueError(f"“{word[:40]}” means more than one topic: {', '.join(meant)}.")
    close = nearest(word, names)
    advice = f"Did you mean {names[close]}?" if close else f"The topics are: {', '.join(dict.fromkeys(names.values()))}."
    raise ValueError(f"“{word[:40]}” is not a topic. {advice}")


def _meant(names: dict[str, str], typed: str) -> list[str]:
    """Return the topics that a name means: the one called so, or all whose names begin so."""
    if typed in names:
        return [names[typed]]
    return list(dict.fromkeys(topic for name, topic in names.items() if name.startswith(typed)))
