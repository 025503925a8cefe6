"""A class in figures, as frozen values: each student by topic, who is stuck on what, who is away, and two compared. Pure.

A student is a learner of the class. What is judged is judged by first tries: later ones know the explanation. What is said to
be low is so by more than chance, beside what the others scored on the same questions; nobody is ranked.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from progress.comparing import as_low_by_chance, beyond_chance, chance_of, difference_interval, median_interval, middle
from progress.figures import Interval, wilson
from progress.moment import Moment
from progress.records import Learner, Scored, Standing
from progress.schedule import Card, recall_at
from questions.bank import Library
from quiz.filters.search import learners_called
from quiz.planning.today import streak

DAYS_STUCK = 3
"""On so many study days a question must have been answered wrong before someone is said to be stuck on it."""
FEWEST = 5
"""With fewer first tries than this in a topic, or in what two share of it, nothing is said of it but its figures."""
FEWEST_OTHERS = 3
"""So many others must have answered a question before a student is compared with them."""
DAYS_AWAY = 7
WEEK, FOUR_WEEKS = 7, 28


@dataclass(frozen=True, slots=True)
class Cell:
    """One student in one topic; what does not exist for want of answers is None.

    ``met`` counts the questions tried first in the time looked at, ``score`` is the mean of those first tries, ``expected`` what
    the others scored on the same questions, on ``compared`` of them, and ``low`` whether her score on those is lower by more
    than chance. ``recall`` is the mean that the schedule predicts now, ``learned`` how many questions she knows for now.
    ``stuck`` are the questions she is stuck on.
    """

    topic: str
    met: int = 0
    score: float | None = None
    expected: float | None = None
    compared: int = 0
    low: bool = False
    recall: float | None = None
    learned: int = 0
    stuck: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """Where the score lies with 95 %, as far as can be said of so few questions."""
        return None if self.score is None else wilson(self.score, self.met)

    @property
    def few(self) -> bool:
        """Whether there are too few first tries to say anything."""
        return self.met < FEWEST


@dataclass(frozen=True, slots=True)
class Student:
    """One student: by topic in the order of the class's topics, and what she does.

    ``days`` counts study days with an answer, ``minutes`` are those of the last seven days and the last twenty-eight, ``away`` the
    days since she was seen (None if she never was), ``due`` what is to be asked today, ``overdue`` how much of that was due before.
    ``first`` are her first tries, each with its score.
    """

    id: str
    name: str
    cells: tuple[Cell, ...]
    whole: Cell
    answers: int
    days: int
    last: date | None
    away: int | None
    minutes: tuple[int, int]
    streak: int
    due: int
    overdue: int
    first: Mapping[str, float] = field(repr=False)

    @property
    def stuck(self) -> tuple[str, ...]:
        """The questions she is stuck on."""
        return self.whole.stuck

    @property
    def low(self) -> tuple[str, ...]:
        """The topics in which she is lower than the others by more than chance."""
        return tuple(cell.topic for cell in self.cells if cell.low)

    def cell(self, topic: str) -> Cell:
        """Return the student in one topic; of an empty name, in all."""
        return next((cell for cell in self.cells if cell.topic == topic), self.whole)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic over the class: medians of the students who have met it, that of the score with its interval of 95 %.

    ``questions`` is how many there are in the bank, or as far as they were met; ``title`` is the topic's if no bank is loaded.
    """

    topic: str
    title: str
    questions: int
    students: int
    score: float | None
    interval: Interval | None
    recall: float | None
    learned: float | None
    low: int
    stuck: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A question, and the students who are stuck on it, by id."""

    question: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classroom:
    """The class as it stands; students by name, topics in the order of the banks, questions by how many are stuck on them."""

    day: date
    students: tuple[Student, ...]
    topics: tuple[Topic, ...]
    whole: Topic
    hard: tuple[Hard, ...]

    def student(self, id_: str) -> Student | None:
        """Return the student of this id; None if there is none."""
        return next((student for student in self.students if student.id == id_), None)

    def title(self, topic: str) -> str:
        """Return what a topic is called."""
        return next((each.title for each in self.topics if each.topic == topic), topic)

    def away(self, days: int = DAYS_AWAY) -> tuple[Student, ...]:
        """Return who was not seen for longer than so many days, who was never seen last, then the longest away first."""
        gone = [student for student in self.students if student.away is None or student.away > days]
        return tuple(sorted(gone, key=lambda student: (student.away is None, -(student.away or 0))))


@dataclass(frozen=True, slots=True)
class _Work:
    """What one learner did: answers by question in their order, first tries and their scores, what she is stuck on, her cards."""

    answers: Mapping[str, Sequence[Scored]]
    first: Mapping[str, float]
    stuck: Sequence[str]
    standing: Standing

    def within(self, topics: Collection[str]) -> _Work:
        """Return that part of it which is about some topics."""

        def about(question: str) -> bool:
            return topic_of(question) in topics

        cards = {question: card for question, card in self.standing.cards.items() if about(question)}
        first = {question: score for question, score in self.first.items() if about(question)}
        return _Work(self.answers, first, [*filter(about, self.stuck)], self.standing._replace(cards=cards))


Sums = Mapping[str, tuple[float, int]]
"""By question: the points of all first tries, and how many they are."""


def classroom(
    learners: Sequence[Learner],
    standings: Mapping[str, Standing],
    scored: Iterable[Scored],
    library: Library,
    now: Moment,
    *,
    since: date = date.min,
    topics: Collection[str] = (),
) -> Classroom:
    """Return the class as it stands.

    ``standings`` are those of all learners under today's names of the questions, ``scored`` the answers that count in the order of
    the log. ``since`` leaves out answers before that study day, though what was tried before is no first try after it;
    ``topics`` narrows what is shown, not what is judged.
    """
    answers = _by_question(scored, library)
    works = {one.id: _work(answers.get(one.id, {}), standings[one.id], since) for one in learners}
    sums = _sums(work.first for work in works.values())
    known = _topics(library, answers)
    shown = [topic for topic in known if not topics or topic in topics]
    by_topic = {(id_, topic): work.within((topic,)) for id_, work in works.items() for topic in known}
    low = _low(by_topic, sums)
    names = told_apart(learners)
    recall = {id_: recall_at(now, work.standing.schedule) for id_, work in works.items()}

    def cells(id_: str) -> tuple[Cell, ...]:
        return tuple(replace(_cell(topic, by_topic[id_, topic], sums, recall[id_]), low=(id_, topic) in low) for topic in shown)

    students = tuple(
        _student(id_, names[id_], cells(id_), _cell("", work.within(shown) if topics else work, sums, recall[id_]), work, since, now)
        for id_, work in works.items()
    )
    columns = tuple(_column(topic, library, sums, students) for topic in shown)
    whole = _over("", "All topics", sum(column.questions for column in columns), [student.whole for student in students], low=0)
    return Classroom(now.day, students, columns, replace(whole, low=sum(bool(student.low) for student in students)), _hard(students))


def topic_of(question: str) -> str:
    """Return the topic of a question's id."""
    return question.partition("/")[0]


def told_apart(learners: Sequence[Learner]) -> dict[str, str]:
    """Return what each learner is called by id: those of one name have the beginning of their ids behind it."""
    return {one.id: f"{one.name} ({one.id[:4]})" if len(learners_called(learners, one.name)) > 1 else one.name for one in learners}


def _by_question(scored: Iterable[Scored], library: Library) -> dict[str, dict[str, list[Scored]]]:
    """Return the answers by learner, then by question under its name of today."""
    answers: dict[str, dict[str, list[Scored]]] = defaultdict(lambda: defaultdict(list))
    for one in scored:
        answers[one.learner][library.renamed.get(one.question, one.question)].append(one)
    return answers


def _work(answers: Mapping[str, Sequence[Scored]], standing: Standing, since: date) -> _Work:
    start = since.toordinal()
    first = {question: given[0].score for question, given in answers.items() if given[0].day >= start}
    counted = {question: [one for one in given if one.day >= start] for question, given in answers.items()}
    stuck = sorted(question for question, given in counted.items() if _is_stuck(given))
    return _Work(counted, first, stuck, standing)


def _is_stuck(given: Sequence[Scored]) -> bool:
    """Whether a question was answered wrong on several study days, and the last time not right."""
    return bool(given) and given[-1].outcome != "right" and len({one.day for one in given if one.outcome == "wrong"}) >= DAYS_STUCK


def _sums(tries: Iterable[Mapping[str, float]]) -> Sums:
    sums: dict[str, tuple[float, int]] = {}
    for hers in tries:
        for question, score in hers.items():
            points, number = sums.get(question, (0.0, 0))
            sums[question] = points + score, number + 1
    return sums


def _topics(library: Library, answers: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the topics that anybody has met, those of the library first and in its order."""
    met = {topic_of(question) for hers in answers.values() for question in hers}
    listed = [bank.topic for bank in library.banks if bank.topic in met]
    return [*listed, *sorted(met - set(listed))]


def _compared(first: Mapping[str, float], sums: Sums) -> dict[str, tuple[float, int]]:
    """Return the points of the others, and how many they are, for each question that enough of them have tried."""
    others = {question: (sums[question][0] - score, sums[question][1] - 1) for question, score in first.items()}
    return {question: each for question, each in others.items() if each[1] >= FEWEST_OTHERS}


def _low(by_topic: Mapping[tuple[str, str], _Work], sums: Sums) -> set[tuple[str, str]]:
    """Return which students are lower in which topics than the others on the same questions, by more than chance."""
    likelihoods = {}
    for place, work in by_topic.items():
        compared = _compared(work.first, sums)
        if len(compared) >= FEWEST:
            chances = [chance_of(points, others) for points, others in compared.values()]
            likelihoods[place] = as_low_by_chance(sum(work.first[question] for question in compared), chances)
    beyond = beyond_chance(list(likelihoods.values()))
    return {place for place, is_beyond in zip(likelihoods, beyond, strict=True) if is_beyond}


def _cell(topic: str, work: _Work, sums: Sums, recall: Callable[[Card], float | None]) -> Cell:
    cards = work.standing.cards.values()
    compared = _compared(work.first, sums)
    return Cell(
        topic,
        met=len(work.first),
        score=_mean(list(work.first.values())),
        expected=_mean([points / others for points, others in compared.values()]),
        compared=len(compared),
        recall=_mean([value for card in cards if (value := recall(card)) is not None]),
        learned=sum(card.learned for card in cards),
        stuck=tuple(work.stuck),
    )


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _student(id_: str, name: str, cells: tuple[Cell, ...], whole: Cell, work: _Work, since: date, now: Moment) -> Student:
    standing, today = work.standing, now.day_ends(-1)
    days = [each for each in standing.days if each.day >= since]
    due = [card.due for card in standing.cards.values() if card.question not in standing.suspended and card.due_by_day_end(now)]
    last = Moment.of(standing.last, now.offset).day if standing.last else None
    return Student(
        id=id_,
        name=name,
        cells=cells,
        whole=whole,
        answers=sum(each.answers for each in days),
        days=len(days),
        last=last,
        away=None if last is None else max(0, (now.day - last).days),
        minutes=(_minutes(standing, now, WEEK), _minutes(standing, now, FOUR_WEEKS)),
        streak=streak(standing.days, now.day),
        due=len(due),
        overdue=sum(each < today for each in due),
        first=work.first,
    )


def _minutes(standing: Standing, now: Moment, days: int) -> int:
    """Return the minutes of answering of so many study days, today among them; begun ones count."""
    took = sum(each.took for each in standing.days if 0 <= (now.day - each.day).days < days)
    return -(-took // 60_000)


def _column(topic: str, library: Library, sums: Sums, students: Sequence[Student]) -> Topic:
    bank = library.bank(topic)
    questions = len(bank.questions) if bank else sum(topic_of(question) == topic for question in sums)
    cells = [student.cell(topic) for student in students]
    return _over(topic, bank.title if bank else topic, questions, cells, low=sum(cell.low for cell in cells))


def _over(topic: str, title: str, questions: int, cells: Sequence[Cell], low: int) -> Topic:
    scores = [cell.score for cell in cells if cell.score is not None]
    return Topic(
        topic=topic,
        title=title,
        questions=questions,
        students=len(scores),
        score=middle(scores),
        interval=median_interval(scores),
        recall=middle([cell.recall for cell in cells if cell.recall is not None]),
        learned=middle([float(cell.learned) for cell in cells if cell.score is not None]),
        low=low,
        stuck=sum(bool(cell.stuck) for cell in cells),
    )


def _hard(students: Sequence[Student]) -> tuple[Hard, ...]:
    stuck: dict[str, list[str]] = defaultdict(list)
    for student in students:
        for question in student.stuck:
            stuck[question].append(student.id)
    return tuple(Hard(question, tuple(ids)) for question, ids in sorted(stuck.items(), key=lambda each: (-len(each[1]), each[0])))


# -- two compared


@dataclass(frozen=True, slots=True)
class Beside:
    """Two students in one topic, or of an empty name in all; ``other`` is the class's median if nobody else was named.

    ``difference`` is the one's score less the other's with its interval of 95 %: of two students on the ``shared`` questions that
    both have met. It is None if there is nothing to compare. ``apart`` says whether it is more than chance.
    """

    topic: str
    one: Cell
    other: Cell | Topic
    shared: int
    difference: float | None
    interval: Interval | None
    apart: bool


def compared(room: Classroom, one: Student, other: Student | None = None) -> tuple[Beside, ...]:
    """Return a student beside another, or beside the class's median, topic by topic and in all."""
    topics = (*room.topics, room.whole)
    if other is None:
        return tuple(_beside_median(one.cell(topic.topic), topic) for topic in topics)
    shown = {topic.topic for topic in room.topics}
    shared = {question: (one.first[question], other.first[question]) for question in one.first if question in other.first}
    return tuple(
        _beside(
            one.cell(topic.topic),
            other.cell(topic.topic),
            [scores for question, scores in shared.items() if topic_of(question) in ({topic.topic} if topic.topic else shown)],
        )
        for topic in topics
    )


def _beside(one: Cell, other: Cell, scores: Sequence[tuple[float, float]]) -> Beside:
    if not scores:
        return Beside(one.topic, one, other, 0, None, None, apart=False)
    number, (mine, theirs) = len(scores), (math.fsum(each) / len(scores) for each in zip(*scores, strict=True))
    low, high = difference_interval(mine, theirs, number, number)
    return Beside(one.topic, one, other, number, mine - theirs, (low, high), apart=number >= FEWEST and not low <= 0 <= high)


def _beside_median(cell: Cell, topic: Topic) -> Beside:
    if cell.score is None or topic.score is None:
        return Beside(cell.topic, cell, topic, 0, None, None, apart=False)
    low, high = wilson(cell.score, cell.met)
    interval = low - topic.score, high - topic.score
    apart = not cell.few and topic.interval is not None and (high < topic.interval[0] or low > topic.interval[1])
    return Beside(cell.topic, cell, topic, cell.met, cell.score - topic.score, interval, apart)
