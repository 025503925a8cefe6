"""What to ask today: pure functions over the library, where the learner stands, and the moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from progress.moment import Moment
from progress.records import DayTotal, Standing
from progress.schedule import Card, State, recall_at
from questions.bank import Library
from questions.drawing import drawn_evenly
from questions.kinds import AnyQuestion

NEW_A_DAY = 10
REVIEWS_A_SITTING = 100
FORECAST_DAYS = 14
SECONDS_A_QUESTION = 20
"""What an answer takes until the learner's own times are known."""


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """One topic at a glance; ``recall`` is the mean predicted recall of what was learned before today, None if nothing was."""

    topic: str
    title: str
    questions: int
    due: int
    learned: int
    started: int
    recall: float | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The home screen in numbers."""

    topics: tuple[TopicStanding, ...]
    due: int
    new: int
    minutes: int
    streak: int
    forecast: tuple[int, ...]
    today: DayTotal | None


def overview(library: Library, standing: Standing, now: Moment) -> Overview:
    """Return how things stand."""
    topics = tuple(_topic(library, standing, now, bank.topic, bank.title, bank.questions) for bank in library.banks)
    due = sum(topic.due for topic in topics)
    new = len(new_questions(library, standing, ()))
    return Overview(
        topics=topics,
        due=due,
        new=new,
        minutes=minutes_for(due + new, standing),
        streak=streak(standing.days, now.day),
        forecast=forecast(library, standing, now),
        today=next((day for day in standing.days if day.day == now.day), None),
    )


def _topic(library: Library, standing: Standing, now: Moment, topic: str, title: str, questions: Sequence[AnyQuestion]) -> TopicStanding:
    cards = [standing.cards[q.id] for q in questions if q.id in standing.cards]
    recalled = recall_at(now, standing.schedule)
    recalls = [value for card in cards if (value := recalled(card)) is not None]
    return TopicStanding(
        topic=topic,
        title=title,
        questions=len(questions),
        due=len(due_cards(library, standing, now, (topic,))),
        learned=sum(card.learned for card in cards),
        started=len(cards),
        recall=sum(recalls) / len(recalls) if recalls else None,
    )


def due_cards(library: Library, standing: Standing, now: Moment, topics: Collection[str]) -> list[Card]:
    """Return the cards to be asked before the study day ends, of these topics or of all: first those of which she was sure
    and wrong, then the least remembered.
    """
    cards = [
        card
        for card in standing.cards.values()
        if card.question in library.by_id
        and card.question not in standing.suspended
        and _in(card.question, topics)
        and card.due_by_day_end(now)
    ]

    recalled = recall_at(now, standing.schedule)

    def urgency(card: Card) -> tuple[bool, bool, float, str]:
        # Learning steps first, in the order they end; then reviews by what is left of them.
        in_review = card.state is State.REVIEW
        left = (recalled(card) or 0) if in_review else card.due.timestamp()
        return card.question not in standing.misled, in_review, left, card.question

    return sorted(cards, key=urgency)


def new_questions(library: Iterable[AnyQuestion], standing: Standing, topics: Collection[str], most: int | None = None) -> list[str]:
    """Return the questions to be met for the first time, in the order of the banks; by default what is left of the day's ten."""
    left = max(0, NEW_A_DAY - standing.new_today) if most is None else most
    unseen = [q.id for q in library if q.id not in standing.cards and q.id not in standing.suspended and _in(q.id, topics)]
    return unseen[:left]


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
    among: Iterable[AnyQuestion] | None = None,
) -> tuple[str, ...]:
    """Return what a review asks: everything due, new questions spread evenly among it; of the library, or ``among`` these."""
    asked = library if among is None else list(among)
    known = {question.id for question in asked}
    due = [card.question for card in due_cards(library, standing, now, topics) if card.question in known]
    due = due[: REVIEWS_A_SITTING if count is None else count]
    fresh = new_questions(asked, standing, topics, new)
    if count is not None:
        fresh = fresh[: max(0, count - len(due))]
    return tuple(_spread(due, fresh))


def _spread(due: Sequence[str], fresh: Sequence[str]) -> list[str]:
    placed = [((index + 1) / (len(due) + 1), 0, question) for index, question in enumerate(due)]
    placed += [((index + 1) / (len(fresh) + 1), 1, question) for index, question in enumerate(fresh)]
    return [question for _, _, question in sorted(placed, key=lambda place: place[:2])]


def plan_practice(
    questions: Iterable[AnyQuestion], standing: Standing, *, topics: Collection[str], count: int, seed: int
) -> tuple[str, ...]:
    """Return what a practice asks: questions of these topics in random order, due or not."""
    wanted = [q.id for q in questions if _in(q.id, topics) and q.id not in standing.suspended]
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


def forecast(library: Library, standing: Standing, now: Moment, days: int = FORECAST_DAYS) -> tuple[int, ...]:
    """Return how many questions come back on each of the next study days, today first with all that is overdue."""
    counts = [0] * days
    ends = [now.day_ends(later) for later in range(days)]
    for card in standing.cards.values():
        if card.question not in library.by_id or card.question in standing.suspended:
            continue
        for index, end in enumerate(ends):
            if card.due < end:
                counts[index] += 1
                break
    return tuple(counts)
