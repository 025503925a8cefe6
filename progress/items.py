"""Which questions work: item analysis in the sense of classical test theory, from the answers of any number of learners.

Only first tries count unless all are asked for: later ones know the explanation (docs.moodle.org/dev, “Quiz statistics
calculations”, gives the same reason). Answers that were undone never count. Learners need not have met the same questions,
so a learner's ability is how far above or below the mean of each *other* question she scored, on average. Where all have
answered everything, its correlation with a question's scores is Moodle's discrimination index to the last digit. A question
that nobody else answered shows nobody's ability: there is no mean to be above or below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, median
from typing import Any

from progress import figures
from progress.figures import Interval
from progress.records import EntryId, Try

FEWEST = 10
"""With fewer tries than this nothing is said about a question but its figures."""

FEWEST_OTHERS = 3
"""How many answers to other questions a learner must have given before her ability is spoken of."""

POOR = 0.20
"""A discrimination below it is poor: R. L. Ebel, “Essentials of Educational Measurement” (1972), chapter on item analysis."""

EASY, HARD = 0.90, 0.25
"""Between which facilities a question is neither easy nor hard, as far as can be said: the whole of its interval must lie beyond."""

FEWEST_EITHER_WAY = 5
"""How many must be right, and how many not, before a negative discrimination makes the key suspect: one slip of the best is none."""

_CHANCE = 0.05
_HALF = 0.5


class Flag(StrEnum):
    """What a teacher should know of a question, the most pressing first."""

    KEY = "key"
    """The key may be wrong."""
    POOR = "poor"
    """It tells little about who knows the rest."""
    HARD = "hard"
    """Few are right, as far as can be said."""
    DISPUTED = "disputed"
    """Learners say that they were right, and it was not marked so."""
    EASY = "easy"
    """Almost all are right, as far as can be said."""
    FEW = "few"
    """There are too few answers to say."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A response and how many gave it: in all, and of the best, the middle and the weakest third; None is "I don't know".

    ``score`` is the mean of what those got who gave it. Of a ``select`` each option that was ticked counts by itself.
    """

    response: str | None
    number: int
    thirds: tuple[int, int, int]
    score: float


@dataclass(frozen=True, slots=True)
class Item:
    """The figures of one version of a question; those that don't exist, for want of answers or of spread, are None.

    ``facility`` is the mean score; intervals are of 95 %; ``related`` is the number of tries by learners whose ability is
    known, on which discrimination and thirds rest; ``shrunk`` is the discrimination drawn towards that of all questions as far as
    few answers demand; ``took`` is the median in milliseconds. ``rival`` is the response that the best prefer to the key.
    """

    question: str
    version: str
    kind: str
    learners: int
    tries: int
    facility: float
    facility_interval: Interval
    deviation: float | None
    related: int
    discrimination: float | None
    discrimination_interval: Interval | None
    efficiency: float | None
    took: float
    thirds: tuple[int, int, int]
    choices: tuple[Chosen, ...]
    rival: Chosen | None
    disputes: tuple[Try, ...]
    latest: int
    shrunk: float | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a topic as a test, over those of its questions that half of the learners met, and the learners who met all of these.

    Scores are means, 0 to 1, whatever key they were marked by; ``error`` is the standard error of measurement on that scale.
    """

    topic: str
    questions: int
    of: int
    learners: int
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    alpha: float | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The items, those first that most need a look; the topics; and how many learners and answers all of it rests on."""

    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    learners: int
    answers: int


def analyse(
    tries: Iterable[Try], versions: Mapping[str, str] | None = None, *, all_tries: bool = False, topics: Collection[str] = ()
) -> Analysis:
    """Return the analysis of answers.

    ``versions`` says which wordings belong together, having the same key: it maps the hash of a wording to any name they
    share; a wording that it leaves out is a version of its own. With ``all_tries`` each try counts as if another learner had
    made it, which overstates how sure the figures are. ``topics`` narrows what is told; abilities rest on all answers even so.
    """
    known = versions or {}
    given = sorted((one for one in tries if not one.undone), key=lambda one: (one.at, one.id))
    first = _first(given)
    counted = given if all_tries else first
    by_item: dict[tuple[str, str], list[Try]] = defaultdict(list)
    for one in counted:
        by_item[one.question, known.get(one.version, one.version)].append(one)
    abilities = _Abilities(by_item)
    disputes = _disputes(given, known, by_item)
    items = [_item(key, its, abilities, disputes[key]) for key, its in by_item.items()]
    judged = sorted(_judged(items), key=_need)
    if topics:
        judged = [item for item in judged if _topic(item) in topics]
        counted, first = ([one for one in each if _topic(one) in topics] for each in (counted, first))
    return Analysis(tuple(judged), _groups(first), len({one.learner for one in counted}), len(counted))


def _topic(one: Try | Item) -> str:
    return one.question.partition("/")[0]


def _first(given: Iterable[Try]) -> list[Try]:
    met: dict[tuple[str, str], Try] = {}
    for one in given:
        met.setdefault((one.learner, one.question), one)
    return list(met.values())


def _disputes(given: Iterable[Try], known: Mapping[str, str], items: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Try]]:
    """Return the disputes that are open, of repeats too; those of a version that nobody met first go to the question's latest."""
    latest = {question: (question, version) for question, version in items}
    found: dict[tuple[str, str], list[Try]] = {item: [] for item in items}
    for one in given:
        if one.claim == "right" and one.outcome != "right":
            item = one.question, known.get(one.version, one.version)
            found[item if item in found else latest[one.question]].append(one)
    return found


class _Abilities:
    """How far above the mean each learner scores, without the question that is looked at."""

    def __init__(self, by_item: Mapping[tuple[str, str], Sequence[Try]]) -> None:
        self._sums: dict[str, float] = defaultdict(float)
        self._numbers: dict[str, int] = defaultdict(int)
        self._own: dict[tuple[str, str], tuple[float, int]] = {}
        for tries in by_item.values():
            if len({one.learner for one in tries}) < 2:
                continue
            mean = fmean(one.score for one in tries)
            for one in tries:
                above = one.score - mean
                self._sums[one.learner] += above
                self._numbers[one.learner] += 1
                total, number = self._own.get((one.learner, one.question), (0.0, 0))
                self._own[one.learner, one.question] = total + above, number + 1

    def of(self, learner: str, question: str) -> float | None:
        """Return a learner's ability as the other questions show it; None if she answered too few of them."""
        own, number = self._own.get((learner, question), (0.0, 0))
        others = self._numbers[learner] - number
        # Rounded, so that those who did equally well are equal, in whatever order they did it.
        return round((self._sums[learner] - own) / others, 12) if others >= FEWEST_OTHERS else None


def _item(key: tuple[str, str], tries: Sequence[Try], abilities: _Abilities, disputes: Sequence[Try]) -> Item:
    scores = [one.score for one in tries]
    facility = fmean(scores)
    able = [(one, ability) for one in tries if (ability := abilities.of(one.learner, one.question)) is not None]
    its, rest = [one.score for one, _ in able], [ability for _, ability in able]
    discrimination = figures.discrimination(its, rest)
    third_of = {one.id: third for (one, _), third in zip(able, thirds(rest), strict=True)}
    choices = _choices(tries, third_of)
    return Item(
        question=key[0],
        version=key[1],
        kind=tries[-1].kind,
        learners=len({one.learner for one in tries}),
        tries=len(tries),
        facility=facility,
        facility_interval=figures.wilson(facility, len(tries)),
        deviation=figures.deviation(scores),
        related=len(able),
        discrimination=discrimination,
        discrimination_interval=figures.correlation_interval(discrimination, len(able)),
        efficiency=figures.discriminative_efficiency(its, rest),
        took=median(one.took for one in tries),
        thirds=_count_thirds(third_of.values()),
        choices=choices,
        rival=_rival(tries, choices, third_of),
        disputes=tuple(disputes),
        latest=tries[-1].at,
    )


def thirds(abilities: Sequence[float]) -> list[int]:
    """Return the third in which each is: 0 the best, 1 the middle, 2 the weakest. Who is as able as another is in the same one."""
    places: dict[float, list[int]] = defaultdict(list)
    for place, ability in enumerate(sorted(abilities, reverse=True)):
        places[ability].append(place)
    # Whole numbers: twice the mean place, plus one.
    return [3 * (places[each][0] + places[each][-1] + 1) // (2 * len(abilities)) for each in abilities]


def _count_thirds(chosen: Iterable[int]) -> tuple[int, int, int]:
    numbers = [0, 0, 0]
    for third in chosen:
        numbers[third] += 1
    return numbers[0], numbers[1], numbers[2]


def _responses(one: Try) -> list[str | None]:
    if isinstance(one.response, list) and one.kind == "select":
        return list(dict.fromkeys(map(str, one.response)))
    return [response_text(one.response)]


def response_text(response: Any) -> str | None:
    """Return a response in words as the log has it; None is "I don't know"."""
    if isinstance(response, dict):
        return " · ".join(f"{left} → {right}" for left, right in response.items())
    if isinstance(response, list):
        return " · ".join(map(str, response))
    return None if response is None else str(response)


def _choices(tries: Sequence[Try], third_of: Mapping[EntryId, int]) -> tuple[Chosen, ...]:
    spelled: dict[str | None, str | None] = {}
    by_response: dict[str | None, list[Try]] = defaultdict(list)
    for one in tries:
        for response in _responses(one):
            plain = None if response is None else " ".join(response.casefold().split())
            spelled.setdefault(plain, response)
            by_response[plain].append(one)
    rows = [
        Chosen(
            spelled[plain],
            len(who),
            _count_thirds(third_of[one.id] for one in who if one.id in third_of),
            fmean(one.score for one in who),
        )
        for plain, who in by_response.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.response is None, -row.score, -row.number, row.response or "")))


def _rival(tries: Sequence[Try], choices: Iterable[Chosen], third_of: Mapping[EntryId, int]) -> Chosen | None:
    """Return the wrong response that the best third prefer to all that is right, by more than chance, and no less than the weakest do."""
    kind = tries[-1].kind
    if kind in {"select", "flashcard"} or len(tries) < FEWEST:
        return None
    best, _, weakest = _count_thirds(third_of.values())
    right = sum(1 for one in tries if one.score >= _HALF and third_of.get(one.id) == 0)
    rivals = [
        row
        for row in choices
        if row.response is not None
        and row.score < _HALF
        and row.thirds[0] > right
        and figures.more_by_chance(row.thirds[0], right) < _CHANCE
        and row.thirds[0] * weakest >= row.thirds[2] * best
    ]
    return max(rivals, key=lambda row: row.thirds[0], default=None)


def _judged(items: Iterable[Item]) -> list[Item]:
    items = list(items)
    known = [item for item in items if item.discrimination_interval is not None]
    drawn = figures.shrunk([(item.discrimination or 0.0, item.related) for item in known])
    shrunk = {(item.question, item.version): value for item, value in zip(known, drawn, strict=True)}
    judged = [replace(item, shrunk=shrunk.get((item.question, item.version))) for item in items]
    return [replace(item, flags=_flags(item)) for item in judged]


def _flags(item: Item) -> tuple[Flag, ...]:
    flags = {Flag.DISPUTED} if item.disputes else set()
    if item.tries < FEWEST:
        return _in_order(flags | {Flag.FEW})
    low, high = item.facility_interval
    if item.rival is not None or _is_upside_down(item):
        flags.add(Flag.KEY)
    if low > EASY:
        flags.add(Flag.EASY)
    elif high < HARD:
        flags.add(Flag.HARD)
    elif item.related < FEWEST or item.discrimination is None:
        flags.add(Flag.FEW)
    elif Flag.KEY not in flags and item.shrunk is not None and item.shrunk < POOR:
        flags.add(Flag.POOR)
    return _in_order(flags)


def _is_upside_down(item: Item) -> bool:
    """Whether those who know the rest are wrong more often, by more than chance and by enough answers of both sorts."""
    either_way = min(item.facility, 1 - item.facility) * item.tries
    interval = item.discrimination_interval
    return item.related >= FEWEST and either_way >= FEWEST_EITHER_WAY and interval is not None and interval[1] < 0


def _in_order(flags: set[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags)


def _need(item: Item) -> tuple[object, ...]:
    """Return what items are sorted by: the most pressing flag, then the least discrimination, then the fewest right."""
    order = [*list(Flag)[:-1], None, Flag.FEW]
    pressing = order.index(item.flags[0] if item.flags else None)
    discrimination = item.shrunk if item.shrunk is not None else 2.0
    return pressing, discrimination, item.facility, item.question, -item.latest


# -- topics as tests


def _groups(first: Iterable[Try]) -> tuple[Group, ...]:
    by_topic: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for one in first:
        by_topic[_topic(one)][one.question][one.learner] = one.score
    return tuple(_group(topic, by_topic[topic]) for topic in sorted(by_topic))


def _group(topic: str, scores: Mapping[str, Mapping[str, float]]) -> Group:
    met = {learner for by_learner in scores.values() for learner in by_learner}
    usual = [by_learner for by_learner in scores.values() if 2 * len(by_learner) >= len(met)]
    whole = sorted(learner for learner in met if all(learner in by_learner for by_learner in usual)) if usual else []
    group = Group(topic, len(usual), len(scores), len(whole))
    if len(whole) < FEWEST or len(usual) < 2:
        return group
    items = [[by_learner[learner] for learner in whole] for by_learner in usual]
    means = [fmean(each) for each in zip(*items, strict=True)]
    spread, reliability = figures.deviation(means), figures.alpha(items)
    return replace(
        group,
        mean=fmean(means),
        median=median(means),
        deviation=spread,
        skewness=figures.skewness(means),
        kurtosis=figures.kurtosis(means),
        alpha=reliability,
        error=None if spread is None or reliability is None else figures.standard_error(spread, reliability),
    )
