"""What a learner mixes up: which option she takes for which, and what to ask so that she tells them apart."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest

from progress.errors import NotFound
from progress.reading import Reader
from progress.records import Confusion, Standing
from questions.bank import Library
from questions.kinds import AnyQuestion, Choice
from quiz.phrases import count
from quiz.reopening import wording_of
from quiz.sitting import shown_order
from quiz.told import NOTHING_MIXED_UP

MOST_IN_A_DRILL = 20
_MOST_SEEDS = 1_000
_MOST_OPTIONS = 5_000
_MOST_FOLDED = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """In a question, how often ``chosen`` was taken for ``right``."""

    question: str
    right: str
    chosen: str
    times: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two options that are taken for each other; ``one`` was more often the right one. ``taken`` has the most frequent first."""

    one: str
    other: str
    taken: tuple[Taken, ...]

    @property
    def times(self) -> int:
        """How often one was taken for the other."""
        return sum(each.times for each in self.taken)

    @property
    def both(self) -> frozenset[str]:
        """The two as they are compared."""
        return frozenset((folded(self.one), folded(self.other)))


def of_today(confusions: Iterable[Confusion], renamed: Mapping[str, str]) -> list[Confusion]:
    """Return confusions under today's names of the questions, those of a question that was renamed added up."""
    if not renamed:
        return list(confusions)
    times = Counter[tuple[str, str]]()
    for each in confusions:
        times[renamed.get(each.question, each.question), each.response] += each.answers
    return [Confusion(question, response, answers) for (question, response), answers in times.most_common()]


def chosen_wrong(reader: Reader, learner: str, library: Library, question: AnyQuestion) -> dict[str, int]:
    """Return which wrong options of a question a learner chose, the most often chosen first, and how often."""
    earlier = (f"{question.topic}/{was}" for was in question.was)
    names = (question.id, *(name for name in earlier if library.renamed.get(name) == question.id))
    return {each.response: each.answers for each in of_today(reader.confusions(learner, names), library.renamed)}


def pairs(confusions: Iterable[Confusion], rights: Mapping[str, str]) -> tuple[Pair, ...]:
    """Return the pairs that are mixed up, the most often first.

    Args:
        confusions: what was chosen wrongly, under the names that ``rights`` has.
        rights: the right option of each question; what is not among them is left out, and so is what is right by now.
    """
    found: dict[frozenset[str], list[Taken]] = {}
    for each in confusions:
        right = rights.get(each.question)
        if right is not None and len(both := frozenset((folded(right), folded(each.response)))) == 2:
            found.setdefault(both, []).append(Taken(each.question, right, each.response, each.answers))
    made = (_pair(sorted(taken, key=lambda one: (-one.times, one.question, one.chosen))) for taken in found.values())
    return tuple(sorted(made, key=lambda pair: (-pair.times, sorted(pair.both))))


def _pair(taken: Sequence[Taken]) -> Pair:
    times, called = Counter[str](), dict[str, str]()
    for each in taken:
        times[folded(each.right)] += each.times
        called.setdefault(folded(each.right), each.right)
        called.setdefault(folded(each.chosen), each.chosen)
    one, other = sorted(called, key=lambda name: (-times[name], name))
    return Pair(called[one], called[other], tuple(taken))


def mixed_up(reader: Reader, learner: str, library: Library) -> tuple[Pair, ...]:
    """Return the pairs that a learner mixes up, made of the five thousand wrong options that she chose most often.

    What is right in a question that is gone is told by how it was asked last.
    """
    confusions = of_today(reader.confusions(learner, limit=_MOST_OPTIONS), library.renamed)
    rights = {name: right for name in {each.question for each in confusions} if (right := _right(reader, learner, library, name))}
    return pairs(confusions, rights)


def _right(reader: Reader, learner: str, library: Library, name: str) -> str | None:
    question: AnyQuestion | None = library.by_id.get(name)
    if question is None:
        last = next((each for each in reader.answers_to(learner, name) if not each.undone), None)
        question = wording_of(reader, last.marked_by or last.wording) if last is not None else None
    return question.answer if isinstance(question, Choice) else None


@lru_cache(maxsize=_MOST_FOLDED)
def folded(text: str) -> str:
    """Return an option as it is compared: as in a bank, capitals and spaces make no other option, accents do."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def pair_numbered(pairs: Sequence[Pair], number: int) -> Pair:
    """Return the pair of a number in the list, from 1. Raises ``NotFound`` if there is none."""
    if not pairs:
        raise NotFound(NOTHING_MIXED_UP)
    if not 1 <= number <= len(pairs):
        raise NotFound(f"There is no pair {number}: you mix up {count(len(pairs), 'pair')}, numbered from the most often mixed up.")
    return pairs[number - 1]


# -- a drill


def set_against(pair: Pair, question: AnyQuestion) -> str:
    """Return which of the two is right in a question that has both among its options, as it is compared; empty if none is."""
    if not isinstance(question, Choice):
        return ""
    right = folded(question.answer)
    return right if right in pair.both and pair.both <= set(map(folded, question.options())) else ""


def plan_drill(pair: Pair, questions: Iterable[AnyQuestion], standing: Standing) -> tuple[str, ...]:
    """Return the questions in which two options stand against each other: one and the other right in turn.

    Those in which they were mixed up most often go first; what is set aside is left out.
    """
    times = Counter[str]()
    for each in pair.taken:
        times[each.question] += each.times
    sides: dict[str, list[str]] = {folded(pair.one): [], folded(pair.other): []}
    for question in questions:
        if question.id not in standing.suspended and (right := set_against(pair, question)):
            sides[right].append(question.id)
    in_turn = zip_longest(*(sorted(side, key=lambda id_: -times[id_]) for side in sides.values()))
    return tuple(id_ for id_ in chain.from_iterable(in_turn) if id_ is not None)[:MOST_IN_A_DRILL]


def seed_for_drill(pair: Pair, questions: Sequence[AnyQuestion], seed: int) -> int:
    """Return a seed, from ``seed`` on, by which a lone question is laid out with the two options next to each other."""
    if len(questions) != 1:
        return seed
    (question,) = questions

    def apart(each: int) -> int:
        places = [place for place, option in enumerate(shown_order(question, each, 0)) if folded(option) in pair.both]
        return abs(places[0] - places[-1]) if places else 0

    return next((each for each in range(seed, seed + _MOST_SEEDS) if apart(each) == 1), seed)
