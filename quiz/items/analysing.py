"""Item analysis over the banks: answers of the record or of handed-in logs, versions by key, and where each question stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from progress.copies import Copy
from progress.errors import NotFound
from progress.items import Analysis, Chosen, Group, Item, analyse, response_text
from progress.reading import Reader
from progress.records import Learner, Try
from progress.tries import entries_of, tries_of
from questions.bank import Library
from questions.keys import same_key
from questions.kinds import AnyQuestion, Choice, Select, TrueFalse
from questions.verdict import NotAResponse, Response
from questions.wording import from_json

NOW = "now"
"""The version of a question that has the key of the bank as it is."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the question it is of, as it was asked; None if its wording was not kept or cannot be read.

    ``path`` and ``line`` are where it stands in its bank; None if it is in no bank any more.
    """

    item: Item
    question: AnyQuestion | None
    path: Path | None
    line: int | None

    @property
    def now(self) -> bool:
        """Whether the key is that of the bank as it is."""
        return self.item.version == NOW

    def choices(self) -> tuple[Chosen, ...]:
        """Return who gave which response; of a question with options, those that nobody chose too."""
        item, question = self.item, self.question
        if not self.now or not isinstance(question, Choice | Select | TrueFalse):
            return item.choices
        chosen = {each.response for each in item.choices}
        right = question.answer if isinstance(question, Select) else (question.answer_text(),)
        missed = [Chosen(each, 0, (0, 0, 0), float(each in right)) for each in question.options() if each not in chosen]
        known = [each for each in item.choices if each.response is not None]
        return (*sorted([*known, *missed], key=lambda each: each.response not in right), *item.choices[len(known) :])


@dataclass(frozen=True, slots=True)
class Itemised:
    """The analysis with the places of its questions."""

    items: tuple[Placed, ...]
    groups: tuple[Group, ...]
    learners: int
    answers: int


Bodies = Callable[[str], str]
"""Returns a wording as JSON by its hash; raises ``NotFound`` or ``KeyError`` if it was not kept."""


def tries_in(copies: Sequence[Copy]) -> tuple[tuple[Try, ...], Bodies]:
    """Return the answers in handed-in logs, and their wordings. Raises ``Refused`` if the logs contradict each other."""
    wordings = {hash_: worded.body for copy in copies for hash_, worded in copy.wordings.items()}
    return tries_of(entries_of(copies)), wordings.__getitem__


def items_of(
    store: Reader, library: Library, topics: Collection[str] = (), *, learner: Learner | None = None, all_tries: bool = False
) -> Itemised:
    """Return the analysis of the answers in a record, of all its learners or of one."""
    tries = store.tries(None if learner is None else learner.id, repeats=all_tries)
    return itemised(tries, store.wording, library, topics, all_tries=all_tries)


def itemised(tries: Iterable[Try], bodies: Bodies, library: Library, topics: Collection[str] = (), *, all_tries: bool = False) -> Itemised:
    """Return the analysis of answers under today's names of the questions; ``topics`` narrows it."""
    renamed = library.renamed
    given = [one._replace(question=renamed[one.question]) if one.question in renamed else one for one in tries]
    read = {hash_: _read(bodies, hash_) for hash_ in {one.version for one in given}}
    analysis = analyse(given, versions_by_key(given, read, library), all_tries=all_tries, topics=topics)
    return _placed(analysis, read, library)


def versions_by_key(tries: Iterable[Try], read: Mapping[str, AnyQuestion | None], library: Library) -> dict[str, str]:
    """Return which version each wording belongs to: wordings of a question with the same key are one, ``NOW`` if it is today's."""
    # A wording holds the id of its question, so none is of two; renamed ones are told apart by their key alone.
    asked = dict.fromkeys((one.question, one.version) for one in tries)
    versions: dict[str, str] = {}
    seen: dict[str, list[tuple[str, AnyQuestion]]] = {}
    for id_, hash_ in asked:
        today, then = library.by_id.get(id_), read.get(hash_)
        if then is None:
            continue
        known = seen.setdefault(id_, [(NOW, today)] if today is not None else [])
        versions[hash_] = next((name for name, other in known if _alike(then, other)), hash_)
        if versions[hash_] == hash_:
            known.append((hash_, then))
    return versions


def _alike(one: AnyQuestion, other: AnyQuestion) -> bool:
    try:
        return one.kind == other.kind and same_key(one, other)
    except (ValueError, TypeError, AttributeError, LookupError):  # a wording from a log may hold anything
        return False


def _read(bodies: Bodies, hash_: str) -> AnyQuestion | None:
    try:
        question = from_json(bodies(hash_))
        return question if isinstance(question.prompt, str) else None
    except (NotFound, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
        return None


def _placed(analysis: Analysis, read: Mapping[str, AnyQuestion | None], library: Library) -> Itemised:
    banks = {bank.topic: bank for bank in library.banks}

    def placed(item: Item) -> Placed:
        today = library.by_id.get(item.question)
        bank = banks.get(item.question.partition("/")[0]) if today is not None else None
        question = today if item.version == NOW else read.get(item.version)
        return Placed(item, question, bank.path if bank else None, bank.lines.get(item.question) if bank else None)

    return Itemised(tuple(map(placed, analysis.items)), analysis.groups, analysis.learners, analysis.answers)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A response that was not marked right and that learners hold for right.

    ``now`` is its outcome by the key of now; empty if it cannot be marked by it, or the question is in no bank any more.
    """

    response: Response
    text: str
    learners: int
    now: str


def disputed(items: Iterable[Placed], today: AnyQuestion | None) -> tuple[Disputed, ...]:
    """Return the responses that are disputed in versions of a question, those of most learners first; ``today`` is the question of now."""
    by_text: dict[str, list[Try]] = {}
    for placed in items:
        for one in placed.item.disputes:
            by_text.setdefault(response_text(one.response) or "I don't know", []).append(one)
    found = [
        Disputed(tries[0].response, text, len({one.learner for one in tries}), _outcome(today, tries[0].response))
        for text, tries in by_text.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.learners))


def _outcome(question: AnyQuestion | None, response: Response) -> str:
    if question is None or response is None:
        return ""
    try:
        return str(question.mark(response).outcome)
    except (NotAResponse, TypeError, AttributeError):  # a response from a log may be anything
        return ""
