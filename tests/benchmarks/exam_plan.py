"""What an exam plan gains: ``python tests/benchmarks/exam_plan.py`` prints two tables; ``--json FILE`` keeps them too.

Learners are simulated whose memory is FSRS-6 with other parameters than the schedule's: each parameter is multiplied by a
number of their own, the decay is drawn from 0.12 to 0.4, and each question is easier or harder for them than for others. They
study with the planner and the schedule of the program, once with an exam plan and once without, and are asked every question of
the exam on the day; what is counted is the chance with which their memory knows it. A question they never met counts as known
if they knew it before, which they do for a quarter of them.

Both have the same minutes, day by day. In the first table a day's minutes are used up by both: they ask for all that is due
(``quiz review --all --minutes``), then for more new questions, and when there are none they practise. In the second, the learner
with a plan does what is asked of her and no more, and the one without has the minutes that this took. Without a plan nothing
is set aside: it is plain FSRS.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random

import fsrs

from progress import schedule
from progress.moment import Moment
from progress.rating import Rating
from progress.records import DayTotal, EntryId, Standing
from questions.bank import Bank, Library
from questions.kinds import Choice
from quiz.planning.exam_plan import SETTING, ExamPlan, kept
from quiz.planning.outlook import outlook
from quiz.planning.today import plan_practice, plan_review
from quiz.sitting import Mode, Sitting, answer, ask

START = datetime(2026, 9, 1, 17, tzinfo=UTC)
KNOWN_BEFORE = 0.25
SECONDS_KNOWN, SECONDS_MISSED, SECONDS_FIRST = 12.0, 25.0, 8.0
"""What an answer takes, right or wrong, and how much longer when the question was never seen."""
SAME_DAY = 0.95
"""The recall of what was answered on the same day."""
QUESTIONS_A_TOPIC = 18


@dataclass(frozen=True)
class Situation:
    """So many questions and days until the exam, minutes a day, and the days on which nothing is done."""

    name: str
    questions: int
    days: int
    minutes: float
    away: tuple[int, ...] = ()


SITUATIONS = (
    Situation("60 questions, 14 days, 10 min", 60, 14, 10),
    Situation("60 questions, 30 days, 5 min", 60, 30, 5),
    Situation("60 questions, 60 days, 3 min", 60, 60, 3),
    Situation("216 questions, 14 days, 15 min", 216, 14, 15),
    Situation("216 questions, 30 days, 10 min", 216, 30, 10),
    Situation("216 questions, 60 days, 10 min", 216, 60, 10),
    Situation("small budget: 216, 60 days, 5 min", 216, 60, 5),
    Situation("begun late: 216, 5 days, 20 min", 216, 5, 20),
    Situation("a week off: 216, 30 days, 10 min", 216, 30, 10, tuple(range(15, 22))),
)


def library_of(questions: int) -> Library:
    """Return a library of so many questions, in topics of the usual size."""
    topics = max(1, questions // QUESTIONS_A_TOPIC)

    def bank(topic: int) -> Bank:
        name = f"topic-{topic:02}"
        of_it = range(topic, questions, topics)
        asked = tuple(Choice(id=f"{name}/{number}", prompt="?", answer="a", distractors=("b",)) for number in of_it)
        return Bank(topic=name, title=name, path=Path(name), questions=asked)

    return Library.of(map(bank, range(topics)))


class Mind:
    """A learner's memory as it is; the schedule knows only what she answered."""

    def __init__(self, learner: int, seed: int, library: Library, spread: float = 0.25) -> None:
        own, self._draws = Random(f"learner {learner}"), Random(f"answers {learner} {seed}")
        bounds = zip(fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS, strict=True)
        drawn = [usual * math.exp(own.gauss(0, spread)) for usual in fsrs.scheduler.DEFAULT_PARAMETERS]
        drawn[:4] = sorted(drawn[:4])
        drawn[20] = own.uniform(0.12, 0.4)
        self._memory = fsrs.Scheduler(
            parameters=[min(max(value, least), most) for value, (least, most) in zip(drawn, bounds, strict=True)],
            learning_steps=schedule.LEARNING_STEPS,
            relearning_steps=schedule.LEARNING_STEPS,
            enable_fuzzing=False,
        )
        self._cards: dict[str, fsrs.Card] = {}
        self._known_before = {question.id: own.random() < KNOWN_BEFORE for question in library}
        self._ease = {question.id: math.exp(own.gauss(0, 0.5)) for question in library}

    def recall(self, question: str, day: int) -> float:
        """Return the chance that she knows a question on a day."""
        card, today = self._cards.get(question), START + timedelta(days=day)
        if card is None:
            return float(self._known_before[question])
        if card.last_review is None or card.last_review >= today:
            return SAME_DAY
        return float(self._memory.get_card_retrievability(card, today))

    def answers(self, question: str, day: int) -> bool:
        """Return whether she knows a question when she is asked, and remember that she was."""
        right, today = self._draws.random() < self.recall(question, day), START + timedelta(days=day)
        first = question not in self._cards
        before = self._cards.get(question) or fsrs.Card(card_id=0, due=today)
        card, _ = self._memory.review_card(before, fsrs.Rating.Good if right else fsrs.Rating.Again, review_datetime=today)
        if first and card.stability is not None:
            card.stability *= self._ease[question]
        self._cards[question] = card
        return right

    def score(self, library: Library, day: int) -> float:
        """Return which share of all questions she is expected to know on a day."""
        return statistics.fmean(self.recall(question.id, day) for question in library)


@dataclass
class Learner:
    """A learner at work: her memory, and what the record would hold."""

    mind: Mind
    library: Library
    settings: dict[str, str]
    cards: dict[str, schedule.Card] = field(default_factory=dict)
    days: list[DayTotal] = field(default_factory=list)
    new_today: int = 0

    def standing(self) -> Standing:
        return Standing(dict(self.cards), frozenset(), frozenset(), tuple(self.days), {}, self.settings, None, self.new_today)

    def studies(self, day: int, seconds: float, *, fills: bool) -> float:
        """Study until so many seconds are used up or, unless she ``fills`` them, nothing is asked any more; return those used."""
        now, self.new_today = Moment.of(START + timedelta(days=day)), 0
        morning, spent, answers, rights = now.day, 0.0, 0, 0
        while spent < seconds:
            planned = self._planned(now, fills=fills)
            if not planned:
                break
            sitting = ask(Sitting("", Mode.REVIEW, planned), now.at)
            while sitting.asked is not None and spent < seconds:
                question, first = sitting.asked, sitting.asked not in self.cards
                right = self.mind.answers(question, day)
                took = (SECONDS_KNOWN if right else SECONDS_MISSED) + SECONDS_FIRST * first
                spent, answers, rights, now = spent + took, answers + 1, rights + right, now.later(timedelta(seconds=took))
                self.new_today += first
                rating = Rating.GOOD if right else Rating.AGAIN
                card = self.cards[question] = schedule.review(self.cards.get(question), question, rating, now)
                sitting = ask(answer(sitting, EntryId("", answers), "right" if right else "wrong", float(right), card), now.at)
        if answers:
            self.days.append(DayTotal(morning, answers, rights, rights / answers, round(spent * 1000)))
        return spent

    def _planned(self, now: Moment, *, fills: bool) -> tuple[str, ...]:
        standing = self.standing()
        # Who has minutes to use up asks for all that is due, and so does who has no plan: plain FSRS sets nothing aside.
        planned = plan_review(self.library, standing, now, everything=fills or not self.settings)
        if planned or not fills:
            return planned
        if len(self.cards) < len(self.library):
            return plan_review(self.library, standing, now, new=10, everything=True)
        return plan_practice(self.library.by_id, standing, topics=(), count=10, seed=self.new_today + now.milliseconds)


@dataclass(frozen=True)
class Run:
    """What came of a learner's study: expected score on the day, seconds by day, and what the outlook told her halfway."""

    score: float
    seconds: tuple[float, ...]
    told: float | None = None


def run(situation: Situation, learner: int, seed: int, budget: Sequence[float], *, plans: bool, fills: bool) -> Run:
    """Let a learner study until the exam, with so many seconds for each day."""
    library = library_of(situation.questions)
    plan = ExamPlan((START + timedelta(days=situation.days)).date())
    one = Learner(Mind(learner, seed, library), library, {SETTING: kept(plan)} if plans else {})
    used: list[float] = []
    told = None
    for day in range(situation.days):
        if plans and day == situation.days // 2:
            found = outlook(library, one.standing(), Moment.of(START + timedelta(days=day)))
            told = found.expected if found else None
        used.append(one.studies(day, budget[day], fills=fills))
    return Run(one.mind.score(library, situation.days), tuple(used), told)


@dataclass(frozen=True)
class Row:
    """A situation in a table: means over all learners, and the spread of the pairs."""

    table: str
    situation: str
    minutes_plain: float
    minutes_plan: float
    plain: float
    plan: float
    gain: float
    least: float
    most: float
    better: int
    pairs: int
    told: float | None


def pairs_of(situation: Situation, learner: int, seed: int) -> tuple[tuple[Run, Run], tuple[Run, Run]]:
    """Return the runs of one learner, without a plan and with one, for both tables."""
    whole = [0.0 if day in situation.away else situation.minutes * 60 for day in range(situation.days)]
    full = [run(situation, learner, seed, whole, plans=plans, fills=True) for plans in (False, True)]
    asked = run(situation, learner, seed, whole, plans=True, fills=False)
    same = run(situation, learner, seed, asked.seconds, plans=False, fills=True)
    return (full[0], full[1]), (same, asked)


def row_of(table: str, situation: Situation, pairs: Sequence[tuple[Run, Run]]) -> Row:
    """Return the pairs of a situation as a row."""
    plain, plan = ([pair[index] for pair in pairs] for index in (0, 1))
    gains = [b.score - a.score for a, b in pairs]
    minutes = [statistics.fmean(sum(each.seconds) / 60 for each in runs) for runs in (plain, plan)]
    scores = [statistics.fmean(each.score for each in runs) for runs in (plain, plan)]
    told = statistics.fmean(each.told for each in plan if each.told is not None)
    better = sum(gain > 0 for gain in gains)
    return Row(table, situation.name, *minutes, *scores, statistics.fmean(gains), min(gains), max(gains), better, len(gains), told)


def measured(situations: Sequence[Situation], learners: int, seeds: int) -> list[Row]:
    """Return both tables."""
    jobs = list(product(situations, range(learners), range(seeds)))
    with ProcessPoolExecutor(os.cpu_count()) as others:
        found = list(others.map(pairs_of, *zip(*jobs, strict=True)))
    tables = ("the same minutes, used up", "what the plan asks, in the same minutes")
    return [
        row_of(name, situation, [pairs[table] for job, pairs in zip(jobs, found, strict=True) if job[0] == situation])
        for table, name in enumerate(tables)
        for situation in situations
    ]


def show(rows: Sequence[Row]) -> None:
    """Print the tables."""
    for table in dict.fromkeys(row.table for row in rows):
        print(f"\n{table}\n{'':34} minutes      expected score on the day      gain in points        better in   told halfway")
        print(f"{'':34} plain  plan   plain   plan                      mean (least, most)")
        for row in (row for row in rows if row.table == table):
            gain = f"{row.gain * 100:+5.1f} ({row.least * 100:+.1f}, {row.most * 100:+.1f})"
            scores = f"{row.plain * 100:5.1f} % {row.plan * 100:5.1f} %"
            told = f"{row.told * 100:5.1f} %" if row.told is not None else ""
            minutes = f"{row.minutes_plain:5.0f} {row.minutes_plan:5.0f}"
            print(f"{row.situation:34} {minutes}  {scores}  {gain:>30}   {row.better:>3} of {row.pairs:<3}   {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description="What an exam plan gains over plain FSRS at equal minutes.")
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    rows = measured(SITUATIONS, given.learners, given.seeds)
    show(rows)
    if given.json:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
