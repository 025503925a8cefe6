"""Where a learner stands before an exam: what is to be done a day, and what she is expected to know on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Library
from quiz.planning.exam_plan import ExamPlan, plan_in
from quiz.planning.last_pass import pass_days
from quiz.planning.load import NEW_A_DAY, UNKNOWN_LOAD, usual_load

if TYPE_CHECKING:
    from quiz.planning.playing import Course

_PLAYED = 1_000
"""How many questions are played one by one; of more, so many stand for all."""
_MEETING = 2 / 3
"""In which share of the days before the last pass all questions are to be met: what is met last is kept least."""


class TopicOutlook(NamedTuple):
    """A topic of the exam; ``met`` counts its questions that were asked before, ``expected`` is the mean recall on the day."""

    topic: str
    title: str
    questions: int
    met: int
    expected: float


class Outlook(NamedTuple):
    """How a plan stands.

    ``new``, ``reviews`` and ``minutes`` are means a day from today on, as the program will ask them; ``expected`` is the
    mean recall on the day that comes of it, a question that will not be met until then counting as not known. ``behind`` is
    how many more questions would have to be known to reach the target. ``full`` and ``full_minutes`` are what would be
    expected, and how long it would take a day, if nothing were set aside. ``load`` is how many answers a day are taken to be
    usual for the learner.
    """

    plan: ExamPlan
    days_left: int
    topics: tuple[TopicOutlook, ...]
    new: float
    reviews: float
    minutes: int
    expected: float
    unmet: int
    behind: int
    full: float
    full_minutes: int
    load: int
    load_known: bool

    @property
    def questions(self) -> int:
        """How many questions the exam is on."""
        return sum(topic.questions for topic in self.topics)

    @property
    def met(self) -> int:
        """How many of them were asked before."""
        return sum(topic.met for topic in self.topics)


def new_a_day(unseen: int, questions: int, days_left: int, load: int) -> int:
    """Return how many questions of an exam are to be met a day, so that all are before the last pass begins; ten at least."""
    before = days_left - min(pass_days(questions, load), max(1, days_left // 2))
    return max(NEW_A_DAY, ceil(unseen / max(1, round(before * _MEETING))))


def in_exam(library: Library, standing: Standing, plan: ExamPlan) -> list[str]:
    """Return the questions of an exam that can be asked, in the order of the banks."""
    return [question for question in library.by_id if plan.covers(question) and question not in standing.suspended]


def outlook(library: Library, standing: Standing, now: Moment, plan: ExamPlan | None = None) -> Outlook | None:
    """Return how the learner's plan stands, or another that she thinks of; None if there is none."""
    plan = plan or plan_in(standing.settings)
    if plan is None:
        return None
    questions, left = in_exam(library, standing, plan), max(0, plan.days_left(now.day))
    usual = usual_load(standing.days, now.day)
    load = usual or UNKNOWN_LOAD
    sample = _sampled(questions, load)
    course, known = sample.course(left), standing._replace(new_today=round(standing.new_today / sample.each))
    from quiz.planning.playing import play

    played = play(course, known, now, most=course.load)
    full = play(course, known, now, most=None) if played.trimmed else played
    expected = _mean(played.recalls.values())
    return Outlook(
        plan=plan,
        days_left=plan.days_left(now.day),
        topics=_topics(library, standing, questions, played.recalls),
        new=played.new * sample.each / max(1, left),
        reviews=played.reviews * sample.each / max(1, left),
        minutes=_minutes(played.answers * sample.each, left, standing),
        expected=expected,
        unmet=round(sum(question not in played.met for question in sample.questions) * sample.each),
        behind=max(0, ceil(plan.target * len(questions)) - floor(expected * len(questions) + 0.5)),
        full=_mean(full.recalls.values()),
        full_minutes=_minutes(full.answers * sample.each, left, standing),
        load=load,
        load_known=usual is not None,
    )


class _Sample(NamedTuple):
    """Questions of an exam of which each stands for so many, and how many of them are done on a day."""

    questions: list[str]
    load: int
    each: float

    def course(self, days: int) -> Course:
        """Return the course of these questions over so many days."""

        def pace(unseen: int, questions: int, days_left: int, load: int) -> int:
            many = new_a_day(round(unseen * self.each), round(questions * self.each), days_left, round(load * self.each))
            return round(many / self.each)

        from quiz.planning.playing import Course

        return Course(self.questions, days, pace, self.load)


def _sampled(questions: list[str], load: int) -> _Sample:
    """Return all questions, or if they are too many to be played one by one some that lie evenly among them.

    What is done of those on a day is a whole number, at least one, so that they stand to the day's work as all do.
    """
    a_day = min(load, max(1, load * _PLAYED // max(1, len(questions))))
    each = load / a_day
    return _Sample([questions[int(number * each)] for number in range(int(len(questions) / each))], a_day, each)


def _topics(library: Library, standing: Standing, questions: list[str], recalls: Mapping[str, float]) -> tuple[TopicOutlook, ...]:
    of_topic: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        of_topic[question.partition("/")[0]].append(question)
    whole = _mean(recalls.values())
    found = []
    for bank in library.banks:
        if ids := of_topic.get(bank.topic):
            played = [recalls[question] for question in ids if question in recalls]
            met = sum(question in standing.cards for question in ids)
            found.append(TopicOutlook(bank.topic, bank.title, len(ids), met, _mean(played) if played else whole))
    return tuple(found)


def _mean(values: Iterable[float]) -> float:
    from statistics import fmean

    every = list(values)
    return fmean(every) if every else 0.0


def _minutes(answers: float, days: int, standing: Standing) -> int:
    from quiz.planning.today import minutes_for

    return minutes_for(round(answers / max(1, days)), standing)
