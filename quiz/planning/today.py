"""What to ask today: pure functions over the library, where the learner stands, and the moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from itertools import groupby, islice
from random import Random
from typing import NamedTuple

from progress.memory import Memory, memories_of
from progress.moment import Moment
from progress.records import DayTotal, Standing
from progress.schedule import Card, State, forgetting, recall_at
from questions.bank import Bank, Library
from questions.drawing import drawn_evenly
from questions.kinds import AnyQuestion
from quiz.planning.exam_plan import bearing
from quiz.planning.last_pass import laid_over, last_pass
from quiz.planning.load import NEW_A_DAY, UNKNOWN_LOAD, Work, most_worth_first, todays_work, usual_load

REVIEWS_A_SITTING = 100
FORECAST_DAYS = 14
SECONDS_A_QUESTION = 20
"""What an answer takes until the learner's own times are known."""


class TopicStanding(NamedTuple):
    """One topic at a glance; ``recall`` is the mean predicted recall of what was learned before today, None if nothing was."""

    topic: str
    title: str
    questions: int
    due: int
    learned: int
    started: int
    recall: float | None


class Overview(NamedTuple):
    """The home screen in numbers: ``due`` and ``new`` are what is asked today, ``aside`` is what is due and left for later days."""

    topics: tuple[TopicStanding, ...]
    due: int
    new: int
    minutes: int
    streak: int
    forecast: tuple[int, ...]
    today: DayTotal | None
    aside: int = 0


def overview(
    library: Library, standing: Standing, now: Moment, memories: Iterable[Memory] | None = None, days_in_a_row: int | None = None
) -> Overview:
    """Return how things stand; ``memories`` are those of all questions, if the standing has not all cards.

    ``days_in_a_row`` is her streak, if it has not all days.
    """
    every = _due(library, standing, now, ())
    due = Counter(card.question.partition("/")[0] for card in every)
    asked = list(_as_asked(library, standing, now) if memories is None else memories)
    known = _known(library, standing, asked)
    recalled = forgetting(standing.schedule)
    topics = tuple(_topic(bank, known.get(bank.topic, ()), due[bank.topic], recalled) for bank in library.banks)
    work = todays_work(every, new_questions(library, standing, (), now=now), standing, now)
    return Overview(
        topics=topics,
        due=len(work.due),
        new=len(work.new),
        minutes=minutes_for(len(work.due) + len(work.new), standing),
        streak=streak(standing.days, now.day) if days_in_a_row is None else days_in_a_row,
        forecast=_forecast(known, standing.suspended, FORECAST_DAYS, work.aside),
        today=next((day for day in standing.days if day.day == now.day), None),
        aside=work.aside,
    )


def _as_asked(library: Library, standing: Standing, now: Moment) -> tuple[Memory, ...]:
    return memories_of(laid_over(standing, last_pass(library, standing, now), now).cards.values(), now)


def _known(library: Library, standing: Standing, memories: Iterable[Memory]) -> dict[str, list[Memory]]:
    """Return what is known of the questions that the banks have, by topic."""
    known: dict[str, list[Memory]] = defaultdict(list)
    whole, nothing = _whole(library, standing), frozenset[str]()
    ids = {bank.topic: frozenset(bank.ids) for bank in library.banks if bank.topic not in whole}
    for memory in memories:
        topic = memory.question.partition("/")[0]
        if topic in whole or memory.question in ids.get(topic, nothing):
            known[topic].append(memory)
    return known


def _topic(bank: Bank, known: Sequence[Memory], due: int, recalled: Callable[[float, float], float]) -> TopicStanding:
    # In an order of their own, since sums of fractions depend on it.
    recalls = [recalled(memory.seen, memory.stability) for memory in sorted(known) if memory.seen]
    return TopicStanding(
        topic=bank.topic,
        title=bank.title,
        questions=len(bank.questions),
        due=due,
        learned=sum(memory.learned for memory in known),
        started=len(known),
        recall=sum(recalls) / len(recalls) if recalls else None,
    )


def due_cards(library: Library, standing: Standing, now: Moment, topics: Collection[str]) -> list[Card]:
    """Return the cards to be asked before the study day ends, of these topics or of all: first those of which she was sure
    and wrong, then the least remembered.

    They are those that have fallen due, and under an exam plan those whose day of the last pass has come.
    """
    return sorted(_due(library, standing, now, topics), key=_urgency(standing, now))


def _due(library: Library, standing: Standing, now: Moment, topics: Collection[str]) -> list[Card]:
    ends, laid = now.day_ends(), last_pass(library, standing, now)
    whole = _whole(library, standing)
    return [
        card
        for card in standing.cards.values()
        if laid.due(card, now) < ends
        and (card.question.partition("/")[0] in whole or card.question in library.by_id)
        and card.question not in standing.suspended
        and _in(card.question, topics)
    ]


def _urgency(standing: Standing, now: Moment) -> Callable[[Card], tuple[bool, bool, float, str]]:
    recalled = recall_at(now, standing.schedule)

    def urgency(card: Card) -> tuple[bool, bool, float, str]:
        # Learning steps first, in the order they end; then reviews by what is left of them.
        in_review = card.state is State.REVIEW
        left = (recalled(card) or 0) if in_review else card.due.timestamp()
        return card.question not in standing.misled, in_review, left, card.question

    return urgency


def new_questions(
    library: Library,
    standing: Standing,
    topics: Collection[str],
    most: int | None = None,
    *,
    now: Moment | None = None,
    among: Iterable[str] | None = None,
) -> list[str]:
    """Return the questions to be met for the first time, in the order of the banks; by default what is left of the day's ten.

    They are of the library, or ``among`` these. Under an exam plan those of the exam go first, as many a day as it takes to
    meet all of them in good time, and no others until they are met.
    """
    unseen: Iterable[str] = _unseen(library, standing, topics, among)
    plan = bearing(standing.settings, now.day) if now is not None else None
    usual = NEW_A_DAY
    if plan is not None and now is not None:
        unseen = list(unseen)
    if plan is not None and now is not None and (wanted := [question for question in unseen if plan.covers(question)]):
        from quiz.planning.outlook import in_exam, new_a_day

        load = usual_load(standing.days, now.day) or UNKNOWN_LOAD
        usual = new_a_day(len(wanted) + standing.new_today, len(in_exam(library, standing, plan)), plan.days_left(now.day), load)
        unseen = wanted if most is None else [*wanted, *(question for question in unseen if not plan.covers(question))]
    left = max(0, usual - standing.new_today) if most is None else max(0, most)
    return list(islice(unseen, left))


def _unseen(library: Library, standing: Standing, topics: Collection[str], among: Iterable[str] | None) -> Iterator[str]:
    """Yield the questions never asked; those of a topic are looked at only if there are too few in those before it."""
    by_topic: Iterable[tuple[str, Iterable[str]]] = groupby(among or (), lambda question: question.partition("/")[0])
    if among is None:
        whole = _whole(library, standing)
        by_topic = ((bank.topic, bank.ids) for bank in library.banks if bank.topic not in whole)
    for topic, questions in by_topic:
        if not topics or topic in topics:
            met = standing.cards if standing.met is None else standing.met(topic)
            yield from [question for question in questions if question not in met and question not in standing.suspended]


def _whole(library: Library, standing: Standing) -> frozenset[str]:
    """Return the topics of which it is known, without a look at their questions, that she has met all of them and no others."""
    return frozenset(
        bank.topic
        for bank in library.banks
        if (met := standing.topics_met.get(bank.topic)) is not None
        # Counted first, since the fingerprint of a bank that is not kept has to be worked out.
        and met.questions == len(bank.questions)
        and met.fingerprint == bank.fingerprint
        and not bank.renamed
    )


def _in(question: str, topics: Collection[str]) -> bool:
    return not topics or question.partition("/")[0] in topics


def plan_review(
    library: Library,
    standing: Standing,
    now: Moment,
    *,
    topics: Collection[str] = (),
    count: int | None = None,
    new: int | None = None,
    among: Sequence[str] | None = None,
    everything: bool = False,
) -> tuple[str, ...]:
    """Return what a review asks: what is due today, new questions spread evenly among it; of the library, or ``among`` these.

    When far more is due than the learner usually does in a day, it is what is most worth asking, unless she asks for
    ``everything``, or names how many questions; before an exam what is most worth asking goes first then.
    """
    every = _due(library, standing, now, topics)
    if among is not None:
        known = frozenset(among)
        every = [card for card in every if card.question in known]
    fresh = new_questions(library, standing, topics, new, now=now, among=among)
    work = todays_work(every, fresh, standing, now)
    chosen = Work(tuple(every), tuple(fresh)) if everything or count is not None else work
    met = fresh if new is not None else list(chosen.new)
    most = REVIEWS_A_SITTING if count is None else count
    if work.full and bearing(standing.settings, now.day) is not None:
        due = sorted(chosen.due, key=_urgency(standing, now))
        return tuple(most_worth_first(due, met, standing, now)[: most if count is not None else most + len(met)])
    first = [card.question for card in nsmallest(most, chosen.due, _urgency(standing, now))]
    return tuple(_spread(first, met if count is None else met[: max(0, count - len(first))]))


def _spread(due: Sequence[str], fresh: Sequence[str]) -> list[str]:
    placed = [((index + 1) / (len(due) + 1), 0, question) for index, question in enumerate(due)]
    placed += [((index + 1) / (len(fresh) + 1), 1, question) for index, question in enumerate(fresh)]
    return [question for _, _, question in sorted(placed, key=lambda place: place[:2])]


def plan_practice(questions: Iterable[str], standing: Standing, *, topics: Collection[str], count: int, seed: int) -> tuple[str, ...]:
    """Return what a practice asks: questions of these topics in random order, due or not."""
    wanted = [question for question in questions if _in(question, topics) and question not in standing.suspended]
    return tuple(Random(seed).sample(wanted, min(count, len(wanted))))  # noqa: S311 - nothing is to be kept secret


def plan_exam(questions: Iterable[AnyQuestion], standing: Standing, *, topics: Collection[str], count: int, seed: int) -> tuple[str, ...]:
    """Return the questions of an exam: the same number from each topic, as far as it goes, none that marks itself."""
    asked = [q for q in questions if _in(q.id, topics) and q.id not in standing.suspended and q.kind != "flashcard"]
    random = Random(seed)  # noqa: S311 - nothing is to be kept secret
    return tuple(question.id for question in drawn_evenly(asked, count, random))


def minutes_for(questions: int, standing: Standing) -> int:
    """Return about how many minutes so many questions take this learner."""
    return max(1, round(questions * milliseconds_a_question(standing) / 60_000)) if questions else 0


def milliseconds_a_question(standing: Standing) -> float:
    """Return about how long a question takes this learner, with what comes after the answer; milliseconds."""
    times = list(standing.usual.values())
    return sum(times) / len(times) * 1.5 if times else SECONDS_A_QUESTION * 1000


def streak(days: Sequence[DayTotal], today: date) -> int:
    """Return how many study days in a row have an answer; today does not break it before it is over."""
    studied = {total.day for total in days}
    day = today if today in studied else today - timedelta(days=1)
    length = 0
    while day in studied:
        length, day = length + 1, day - timedelta(days=1)
    return length


def forecast(library: Library, standing: Standing, now: Moment, days: int = FORECAST_DAYS, *, aside: int = 0) -> tuple[int, ...]:
    """Return how many questions come back on each of the next study days, today first with all that is overdue.

    What of it is set ``aside`` today is counted tomorrow.
    """
    return _forecast(_known(library, standing, _as_asked(library, standing, now)), standing.suspended, days, aside)


def _forecast(known: Mapping[str, Iterable[Memory]], suspended: Collection[str], days: int, aside: int) -> tuple[int, ...]:
    coming = (max(0, memory.due) for those in known.values() for memory in those if memory.question not in suspended)
    on = Counter(coming)
    counts = [on[day] for day in range(days)]
    if aside:
        counts[0], counts[1] = counts[0] - aside, counts[1] + aside
    return tuple(counts)
