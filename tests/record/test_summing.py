"""Sums over study days, made by the database: they are those of the totals, and questions stand as their cards do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from progress.memory import coming_of, memories_of
from progress.moment import Moment
from progress.periods import Scores, Span, work_by, work_in
from progress.rating import Rating
from progress.records import POINTS, Met
from progress.schedule import forgetting, stabilities_until
from questions.stored import fingerprint_of

At = Callable[..., Moment]


def studied(ann: Any, at: At) -> None:
    """Some answers in two topics, over seventy days from the second of March on."""
    for number, days in enumerate((0, 1, 1, 29, 30, 45, 69, 70)):
        rating = Rating.AGAIN if number % 3 == 0 else Rating.GOOD
        question = f"{'air' if number % 2 else 'water'}/{number % 3}"
        ann.answers(question, rating, now=at(days=days, minutes=number), took=1000 * number, confidence="sure" if number % 2 else "")


def test_days_are_summed_over_topics(ann: Any, at: At) -> None:
    studied(ann, at)
    whole = ann.store.totals(ann.id).days
    summed = ann.store.days_summed(ann.id)
    assert {day.day: work_in([day]) for day in summed} == work_by(whole, lambda day: day.day)


def test_parts_of_scores_come_to_the_same_sum_however_they_are_put_together(ann: Any, at: At) -> None:
    for number in range(12):
        question = f"{('air', 'water', 'law')[number % 3]}/{number}"
        ann.answers(question, now=at(days=number // 3), outcome="partly", score=(0.3333, 0.6667)[number % 2])
    sums = [work_in(days).firsts for days in (ann.store.days_summed(ann.id), ann.store.totals(ann.id).days)]
    assert sums == [Scores(12, 6 * POINTS)] * 2


def test_days_of_one_topic_are_only_its_own(ann: Any, at: At) -> None:
    studied(ann, at)
    assert ann.store.days_summed(ann.id, "air") == tuple(day for day in ann.store.totals(ann.id).days if day.topic == "air")


def test_spans_are_summed_by_topic_as_of_their_first_day(ann: Any, at: At) -> None:
    studied(ann, at)
    whole = ann.store.totals(ann.id).days
    march, later = Span(at().day, date(2026, 3, 31)), Span(date(2026, 4, 1), at(days=70).day)
    rows = ann.store.spans_summed(ann.id, [march, later])
    told = work_by(whole, lambda day: (march.first if day.day in march else later.first, day.topic))
    assert work_by(rows, lambda row: (row.day, row.topic)) == told
    assert len(rows) == len(told)


def test_first_answers_are_summed_by_topic(ann: Any, at: At) -> None:
    studied(ann, at)
    told = work_by(ann.store.totals(ann.id).days, lambda day: day.topic)
    assert ann.store.firsts_summed(ann.id) == {topic: work.firsts for topic, work in told.items()}


def test_topics_with_an_answer_before_a_day_are_told(ann: Any, at: At) -> None:
    studied(ann, at)
    assert [ann.store.topics_before(ann.id, at(days=days).day) for days in (0, 1, 2)] == [frozenset(), {"water"}, {"air", "water"}]


def test_whole_days_follow_an_answer_that_is_undone_and_one_that_comes_back(ann: Any, at: At) -> None:
    given = ann.answers("air/year", took=2_000)
    ann.answers("water/lakes", Rating.AGAIN, now=at(days=1), took=3_000)
    ann.undoes(given.id, at(days=1))
    alone = ann.store.days_summed(ann.id)
    ann.store.redo(ann.id, given.id, at(days=1, minutes=1))
    both = ann.store.days_summed(ann.id)
    assert [[(day.answers, day.rights, day.took) for day in days] for days in (alone, both)] == [
        [(1, 0, 3_000)], [(1, 1, 2_000), (1, 0, 3_000)],
    ]  # fmt: skip


def test_what_was_met_of_each_topic_is_what_there_are_cards_of(ann: Any, at: At) -> None:
    given = [ann.answers(question, Rating.GOOD, now=at(days=day)) for day, question in enumerate(("air/1", "air/2", "air/1", "water/1"))]
    told = []
    for now, change in enumerate((None, (ann.undoes, given[0].id), (ann.undoes, given[2].id), (ann.undoes, given[3].id))):
        if change is not None:
            change[0](change[1], at(days=10, minutes=now))
        hers = ann.store.standing_today(ann.id, at(days=11)).topics_met
        cards = ann.standing(at(days=11)).cards
        told.append({topic: met.questions for topic, met in hers.items()})
        assert hers == {
            t: Met(len(ids), fingerprint_of(ids)) for t in hers for ids in [[each for each in cards if each.startswith(f"{t}/")]]
        }
    assert told == [{"air": 2, "water": 1}, {"air": 2, "water": 1}, {"air": 1, "water": 1}, {"air": 1}]


def test_predictions_and_confidences_are_summed_over_days(ann: Any, at: At) -> None:
    studied(ann, at)
    totals = ann.store.totals(ann.id)
    by_twentieth = {each.twentieth: (each.answers, each.recalled) for each in ann.store.recalls_summed(ann.id)}
    assert sum(answers for answers, _ in by_twentieth.values()) == sum(day.answers for day in totals.recalls)
    assert set(by_twentieth) == {day.twentieth for day in totals.recalls}
    assert [(each.confidence, each.answers) for each in ann.store.confidences_summed(ann.id)] == [("sure", 4)]


def test_what_is_known_of_questions_is_what_their_cards_say(ann: Any, at: At) -> None:
    studied(ann, at)
    for now in (at(days=70, minutes=20), at(days=71), at(days=3), at(days=200)):
        assert sorted(ann.store.memories(ann.id, now)) == sorted(memories_of(ann.standing(now).cards.values(), now))


def test_what_comes_is_what_her_cards_say(ann: Any, at: At) -> None:
    studied(ann, at)
    for now in (at(days=70, minutes=20), at(days=71), at(days=3), at(days=200)):
        soon, later = ann.store.coming(ann.id, now, 4)
        told = coming_of(memories_of(ann.standing(now).cards.values(), now), 4)
        assert (sorted(soon), sorted(later)) == (sorted(told.soon), sorted(told.later))


def test_a_question_whose_id_has_a_space_comes_back_as_one(ann: Any, at: At) -> None:
    ann.answers("air/one air/two", Rating.EASY)  # no bank has such an id, but a log that was written elsewhere may
    assert ann.store.coming(ann.id, at(), 1).later == ("air/one air/two",)


def test_what_has_faded_is_all_whose_recall_lies_below_a_share(ann: Any, at: At) -> None:
    studied(ann, at)
    for recall in (0.99, 0.9, 0.8, 0.5):
        found = ann.store.memories_faded(ann.id, at(days=90), stabilities_until(recall))
        known = memories_of(ann.standing(at(days=90)).cards.values(), at(days=90))
        assert sorted(found) == sorted(each for each in known if each.learned and forgetting()(each.seen, each.stability) < recall)


def test_where_she_stands_is_told_without_cards(ann: Any, at: At) -> None:
    studied(ann, at)
    ann.answers("air/9", Rating.AGAIN, now=at(days=71), confidence="sure")
    ann.store.mark_question(ann.id, "air/1", "suspended", on=True, now=at(days=71))
    quick, whole = ann.store.standing_without_cards(ann.id, at(days=71)), ann.standing(at(days=71))
    assert quick == whole._replace(cards={}, days=(), misled=frozenset())
    assert ann.store.misled(ann.id) == whole.misled == {"air/0", "air/9"}


def test_only_what_was_often_wrong_is_tallied_if_that_is_asked_for(ann: Any, at: At) -> None:
    for minute, (question, rating) in enumerate(
        [("a/1", Rating.AGAIN), ("a/1", Rating.AGAIN), ("a/1", Rating.GOOD), ("a/2", Rating.AGAIN)]
    ):
        ann.answers(question, rating, now=at(minutes=minute))
    tallies = ann.store.tallies(ann.id, at().day, at().day, least_wrong=2)
    assert {question: (tally.wrong, tally.answers) for question, tally in tallies.items()} == {"a/1": (2, 3)}


def test_who_has_answered_nothing_has_no_sums(ann: Any, at: At) -> None:
    store, who = ann.store, ann.id
    sums = (
        store.days_summed(who),
        store.spans_summed(who, [Span(at().day, at().day)]),
        store.recalls_summed(who),
        store.memories(who, at()),
        store.memories_faded(who, at(), 0.0),
        store.coming(who, at(), 30),
    )
    assert (*sums, store.firsts_summed(who), store.topics_before(who, date.max)) == ((), (), (), (), (), ((), ()), {}, frozenset())
