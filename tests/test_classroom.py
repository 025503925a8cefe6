"""A class in figures: by hand, and by what must hold of every class."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.moment import Moment
from progress.rating import Rating
from progress.records import DayTotal, Learner, Scored, Standing
from progress.schedule import DEFAULT, recall, review
from questions.bank import Bank, Library
from questions.kinds import Number
from quiz.classes.figures import Classroom, classroom, compared
from quiz.classes.folder import about_meant, student_named

NOW = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
DAY = NOW.day.toordinal()
ANN, BEN, CAT, DAN, EVE = (Learner(f"{n}" * 8, name) for n, name in zip("abcde", ["Ann", "Ben", "Cat", "Dan", "Eve"], strict=True))
CLASS = [ANN, BEN, CAT, DAN, EVE]
NOTHING = Standing({}, frozenset(), frozenset(), (), {}, {}, None, 0)


def bank(topic: str, number: int = 10, was: tuple[str, ...] = ()) -> Bank:
    questions = tuple(Number(id=f"{topic}/{n}", kind="number", prompt="?", answer="7", was=was if n == 0 else ()) for n in range(number))
    return Bank(topic=topic, title=topic.title(), path=Path(f"{topic}.yaml"), questions=questions)


LIBRARY = Library.of([bank("air"), bank("water")])


def gave(learner: Learner, question: str, *scores: float, days_ago: int = 10) -> list[Scored]:
    """Answers of one learner to a question, a day after the other."""
    outcomes = {0.0: "wrong", 1.0: "right"}
    return [
        Scored(learner.id, question, DAY - days_ago + number, outcomes.get(score, "partly"), score) for number, score in enumerate(scores)
    ]


def room(*answers: list[Scored], learners: list[Learner] = CLASS, standings: dict[str, Standing] | None = None, **chosen) -> Classroom:
    every = {learner.id: NOTHING for learner in learners} | (standings or {})
    return classroom(learners, every, [one for given in answers for one in given], LIBRARY, NOW, **chosen)


def student(of: Classroom, learner: Learner):
    found = of.student(learner.id)
    assert found is not None
    return found


# -- first tries


def test_only_first_tries_make_the_score() -> None:
    cell = student(room(gave(ANN, "air/1", 0, 1, 1), gave(ANN, "air/2", 1, 0)), ANN).cell("air")
    assert (cell.met, cell.score) == (2, 0.5)


def test_a_question_that_was_renamed_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.of([bank("air", was=("year",))])
    found = classroom([ANN], {ANN.id: NOTHING}, [*gave(ANN, "air/year", 0), *gave(ANN, "air/0", 1, days_ago=1)], library, NOW)
    assert (student(found, ANN).cell("air").met, student(found, ANN).cell("air").score) == (1, 0.0)


def test_since_a_day_counts_what_was_met_first_then() -> None:
    answers = gave(ANN, "air/1", 1, 0, days_ago=9), gave(ANN, "air/2", 0, days_ago=2)
    cell = student(room(*answers, since=date.fromordinal(DAY - 8)), ANN).cell("air")
    assert (cell.met, cell.score) == (1, 0.0)


def test_topics_are_those_that_anybody_met_in_the_order_of_the_banks_then_those_without_a_bank() -> None:
    found = room(gave(ANN, "water/1", 1), gave(BEN, "moon/1", 1), gave(CAT, "air/1", 1))
    assert [(topic.topic, topic.title, topic.questions) for topic in found.topics] == [
        ("air", "Air", 10), ("water", "Water", 10), ("moon", "moon", 1),
    ]  # fmt: skip


def test_who_has_done_nothing_is_there_without_figures() -> None:
    eve = student(room(gave(ANN, "air/1", 1)), EVE)
    assert (eve.answers, eve.away, eve.whole.score, eve.cell("air").score) == (0, None, None, None)


# -- beside the others


def everyone(score: float, questions: range, *but: Learner) -> list[list[Scored]]:
    return [gave(learner, f"air/{n}", score) for learner in CLASS if learner not in but for n in questions]


def test_the_others_are_those_who_tried_the_same_questions() -> None:
    found = room(*everyone(1, range(3), ANN), gave(ANN, "air/0", 0), gave(ANN, "air/1", 0), gave(ANN, "air/9", 1))
    cell = student(found, ANN).cell("air")
    assert (cell.expected, cell.compared) == (1.0, 2)


def test_who_is_lower_than_the_others_by_more_than_chance_is_low() -> None:
    found = room(*everyone(1, range(8), ANN), *(gave(ANN, f"air/{n}", 0) for n in range(8)))
    assert [each.low for each in found.students] == [("air",), (), (), (), ()]


def test_one_slip_among_many_makes_nobody_low() -> None:
    found = room(*everyone(1, range(8), ANN), *(gave(ANN, f"air/{n}", n > 0) for n in range(8)))
    assert [each.low for each in found.students] == [()] * 5


def test_of_few_questions_nothing_is_said() -> None:
    found = room(*everyone(1, range(4), ANN), *(gave(ANN, f"air/{n}", 0) for n in range(4)))
    assert (student(found, ANN).low, student(found, ANN).cell("air").few) == ((), True)


def test_who_met_only_hard_questions_is_not_low_for_that() -> None:
    found = room(*everyone(0, range(8)), *(gave(learner, f"water/{n}", 1) for learner in CLASS[1:] for n in range(8)))
    assert student(found, ANN).low == ()


def test_what_is_shown_does_not_change_what_is_judged() -> None:
    answers = [*everyone(1, range(8), ANN), *(gave(ANN, f"air/{n}", 0) for n in range(8)), gave(ANN, "water/1", 1)]
    whole, narrow = student(room(*answers), ANN), student(room(*answers, topics=("air",)), ANN)
    assert (narrow.cells, narrow.whole.met, whole.whole.met) == ((whole.cell("air"),), 8, 9)


def test_in_classes_of_students_who_are_alike_hardly_anyone_is_low() -> None:
    random, low = Random(1), 0
    for _ in range(200):
        answers = [
            gave(learner, f"{topic}/{n}", random.random() < 0.7) for learner in CLASS for topic in ("air", "water") for n in range(10)
        ]
        low += any(each.low for each in room(*answers).students)
    assert low / 200 <= 0.05


# -- stuck


@pytest.mark.parametrize(
    ("scores", "stuck"),
    [
        ((0, 0, 0), True),
        ((0, 0, 0, 0.5), True),
        ((0, 0, 0, 1), False),
        ((0, 0), False),
        ((0, 1, 0, 1, 0), True),
        ((0.5, 0.5, 0.5, 0.5), False),
    ],
)
def test_stuck_is_wrong_on_three_days_and_not_right_at_last(scores: tuple[float, ...], stuck: bool) -> None:
    assert bool(student(room(gave(ANN, "air/1", *scores)), ANN).stuck) == stuck


def test_wrong_thrice_on_one_day_is_not_stuck() -> None:
    given = [one._replace(day=DAY) for one in gave(ANN, "air/1", 0, 0, 0)]
    assert student(room(given), ANN).stuck == ()


def test_questions_come_by_how_many_are_stuck_on_them() -> None:
    found = room(gave(ANN, "air/1", 0, 0, 0), gave(BEN, "air/2", 0, 0, 0), gave(CAT, "air/2", 0, 0, 0))
    assert [(each.question, each.students) for each in found.hard] == [("air/2", (BEN.id, CAT.id)), ("air/1", (ANN.id,))]


# -- what they do


def days(*ago: int) -> tuple[DayTotal, ...]:
    return tuple(DayTotal(NOW.day - timedelta(days=each), 3, 2, 0.7, 90_000) for each in ago)


def seen(*ago: int) -> Standing:
    return NOTHING._replace(days=days(*ago), last=NOW.at - timedelta(days=ago[-1]))


def test_days_minutes_and_streak_are_those_of_the_study_days() -> None:
    ann = student(room(standings={ANN.id: seen(40, 27, 7, 6, 1, 0)}), ANN)
    assert (ann.answers, ann.days, ann.minutes, ann.streak, ann.away) == (18, 6, (5, 8), 2, 0)


def test_who_was_not_seen_for_longer_is_away_the_longest_first_and_who_never_was_last() -> None:
    found = room(standings={ANN.id: seen(8), BEN.id: seen(7), CAT.id: seen(20), DAN.id: seen(0)})
    assert [each.name for each in found.away(7)] == ["Cat", "Ann", "Eve"]


def test_due_is_what_is_asked_today_and_overdue_what_was_due_before() -> None:
    cards = {
        f"air/{n}": review(None, f"air/{n}", Rating.EASY, NOW.later(timedelta(days=-30)))._replace(due=NOW.at + timedelta(days=due))
        for n, due in enumerate([-3, -2, 0, 5, -1])
    }
    standing = seen(30)._replace(cards=cards, suspended=frozenset({"air/4"}))
    ann = student(room(gave(ANN, "air/0", 1), standings={ANN.id: standing}), ANN)
    assert (ann.due, ann.overdue, ann.cell("air").learned, ann.cell("water").learned) == (3, 2, 5, 5)


def test_recall_is_that_of_each_student_s_own_schedule() -> None:
    cards = {"air/0": review(None, "air/0", Rating.GOOD, NOW.later(timedelta(days=-30)))}
    forgetful = replace(DEFAULT, parameters=(*DEFAULT.parameters[:-1], 0.5))
    standings = {ANN.id: seen(30)._replace(cards=cards), BEN.id: seen(30)._replace(cards=cards, schedule=forgetful)}
    found = room(gave(ANN, "air/0", 1), gave(BEN, "air/0", 1), standings=standings)
    expected = [recall(cards["air/0"], NOW, schedule) for schedule in (DEFAULT, forgetful)]
    assert [student(found, each).cell("air").recall for each in (ANN, BEN)] == expected


# -- the class as a whole


def test_the_class_is_told_by_its_median() -> None:
    found = room(*(gave(learner, f"air/{n}", n < right) for learner, right in zip(CLASS, [0, 2, 3, 3, 4], strict=True) for n in range(4)))
    (air,) = found.topics
    assert (air.students, air.score, air.interval) == (5, 0.75, None)


def test_two_of_one_name_are_told_apart() -> None:
    twins = [Learner("1234abcd", "Zoë"), Learner("9876abcd", "zoë"), ANN]
    assert [each.name for each in room(learners=twins).students] == ["Zoë (1234)", "zoë (9876)", "Ann"]


@given(st.permutations(CLASS), st.randoms(use_true_random=False))
def test_neither_the_order_of_students_nor_how_their_answers_lie_between_each_other_matters(order, random) -> None:
    answers = [gave(learner, f"air/{n}", (n + len(learner.name)) % 3 > 0, 0) for learner in CLASS for n in range(6)]
    expected = room(*answers)
    found = room(*random.sample(answers, len(answers)), learners=list(order))
    assert (found.topics, sorted(found.students, key=lambda each: each.id)) == (expected.topics, list(expected.students))


# -- two compared


def test_two_are_compared_by_the_questions_that_both_have_met() -> None:
    found = room(*(gave(ANN, f"air/{n}", 1) for n in range(10)), *(gave(BEN, f"air/{n}", 0) for n in range(5, 15)))
    air, whole = compared(found, student(found, ANN), student(found, BEN))
    assert (air.shared, air.difference, air.apart) == (5, 1.0, True)
    assert (whole.topic, whole.shared) == ("", 5)


def test_what_few_questions_say_of_two_is_not_more_than_chance() -> None:
    found = room(gave(ANN, "air/1", 1), gave(BEN, "air/1", 0))
    assert [row.apart for row in compared(found, student(found, ANN), student(found, BEN))] == [False, False]


def test_beside_the_class_a_student_is_compared_with_its_median() -> None:
    found = room(*everyone(1, range(8), ANN), *(gave(ANN, f"air/{n}", n < 4) for n in range(8)))
    air, _ = compared(found, student(found, ANN))
    assert (air.difference, air.apart) == (-0.5, False)  # a median of five students has no interval


# -- by name


def test_a_student_is_meant_by_name_by_its_beginning_or_by_id() -> None:
    found = room()
    assert [student_named(found, each).id for each in ("ann", "Be", "cccc")] == [ANN.id, BEN.id, CAT.id]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Zoë", "There is no student “Zoë” in this class. There are: Ann, Ben, Cat, Dan, Eve."),
        ("", "There is no student “” in this class. There are: Ann, Ben, Cat, Dan, Eve."),
    ],
)
def test_who_is_not_there_is_told_beside_who_is(wanted: str, said: str) -> None:
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.") + "$"):
        student_named(room(), wanted)


def test_a_topic_without_a_bank_can_be_meant_if_the_class_has_met_it() -> None:
    found = room(gave(ANN, "moon/1", 1))
    assert [about_meant(LIBRARY, each, found) for each in ("moon", "moon/1", "air", "air/3")] == ["moon", "moon/1", "air", "air/3"]
