"""Item analysis: what counts, who is compared with whom, what is flagged; and classes of simulated learners of whom the truth is known."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache
from zlib import crc32

import pytest

from progress.items import FEWEST, Analysis, Flag, Item, analyse, thirds
from progress.records import EntryId, Try

TEST = ((1, 1, 1, 1), (1, 1, 1, 0), (1, 1, 0.5, 0), (1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 0, 0))
"""Six learners at four questions; the values expected of them are numpy's and scipy's, see ``test_figures``."""


def a_try(learner: object = "ann", question: str = "t/q", score: float = 1.0, at: int = 0, **more: object) -> Try:
    outcome = {1.0: "right", 0.0: "wrong"}.get(score, "partly")
    id_ = EntryId(f"{learner}", crc32(f"{question} {at}".encode()))
    one = Try(id_, f"{learner}", question, "choice", "v1", at, "the key" if score == 1 else "another", outcome, score, 1000 + at)
    return one._replace(**more)  # type: ignore[arg-type]


def table(rows: Sequence[Sequence[float]]) -> list[Try]:
    return [a_try(f"l{number:03}", f"t/q{place}", score) for number, row in enumerate(rows) for place, score in enumerate(row)]


def item(analysis: Analysis, question: str = "t/q", version: str = "v1") -> Item:
    (found,) = [each for each in analysis.items if (each.question, each.version) == (question, version)]
    return found


# -- figures


@pytest.mark.parametrize(
    ("question", "facility", "discrimination", "efficiency"),
    [("t/q0", 4 / 6, 0.6957010852, 1), ("t/q1", 4 / 6, 0.2688016653, 0.2941176471), ("t/q3", 2 / 6, 0.15430335, 0.2)],
)
def test_where_all_answered_everything_the_figures_are_those_of_a_test(question, facility, discrimination, efficiency) -> None:
    found = item(analyse(table(TEST)), question)
    assert (found.facility, found.discrimination, found.efficiency) == pytest.approx((facility, discrimination, efficiency))


def test_a_topic_has_the_figures_of_a_test() -> None:
    (group,) = analyse(table([*TEST, *TEST])).groups
    assert (group.questions, group.of, group.learners) == (4, 4, 12)
    assert (group.mean, group.median, group.deviation) == pytest.approx((0.5208333333, 0.5625, 0.3405932881))
    assert (group.alpha, group.error) == pytest.approx((0.6530612245, 0.2006145860))
    assert (group.skewness, group.kurtosis) == pytest.approx((-0.2097180829, -0.8820524781))


def test_a_topic_that_few_met_has_no_figures_but_how_few_they_are() -> None:
    (group,) = analyse(table(TEST)).groups
    assert (group.learners, group.alpha, group.mean) == (6, None, None)


def test_a_question_that_few_met_is_left_out_of_its_topic_as_a_test() -> None:
    (group,) = analyse([*table([*TEST, *TEST]), a_try("l001", "t/new")]).groups
    assert (group.questions, group.of, group.learners) == (4, 5, 12)


def test_the_time_is_the_median() -> None:
    found = item(analyse([a_try(learner, took=took) for learner, took in (("a", 1), ("b", 2), ("c", 60)) ]))  # fmt: skip
    assert found.took == 2


# -- what counts


def test_only_the_first_try_of_a_learner_counts() -> None:
    found = item(analyse([a_try(score=1, at=2), a_try(score=0, at=1)]))
    assert (found.tries, found.facility) == (1, 0)


def test_every_try_counts_if_that_is_asked_for() -> None:
    found = item(analyse([a_try(score=1, at=2), a_try(score=0, at=1)], all_tries=True))
    assert (found.learners, found.tries, found.facility) == (1, 2, 0.5)


def test_what_was_undone_never_counts() -> None:
    found = item(analyse([a_try(score=0, at=1, undone=True), a_try(score=1, at=2)], all_tries=True))
    assert (found.tries, found.facility) == (1, 1)


def test_wordings_are_kept_apart() -> None:
    analysis = analyse([a_try("ann"), a_try("ben", score=0, version="v2")])
    assert (item(analysis).facility, item(analysis, version="v2").facility) == (1, 0)


def test_wordings_that_are_said_to_have_the_same_key_are_one() -> None:
    analysis = analyse([a_try("ann"), a_try("ben", score=0, version="v2")], {"v1": "now", "v2": "now"})
    assert item(analysis, version="now").facility == 0.5


def test_nothing_is_analysed_into_nothing() -> None:
    assert analyse([]) == Analysis((), (), 0, 0)


def test_learners_who_met_other_questions_are_compared_by_how_far_above_the_mean_they_are() -> None:
    """Both have half of theirs right, but one of them among questions that are hard."""
    rows = [a_try(f"o{n}", f"easy/{q}", float(n > 0)) for n in range(10) for q in range(4)]
    rows += [a_try(f"o{n}", f"hard/{q}", float(n == 0)) for n in range(10) for q in range(4)]
    strong = [a_try("strong", f"hard/{q}", float(q % 2)) for q in range(4)]
    weak = [a_try("weak", f"easy/{q}", float(q % 2)) for q in range(4)]
    both = [a_try("strong", response="s"), a_try("weak", response="w", score=0), *(a_try(f"o{n}", score=0) for n in range(10))]
    found = item(analyse([*rows, *strong, *weak, *both]))
    assert {each.response: each.thirds for each in found.choices}["s"] == (1, 0, 0)
    assert {each.response: each.thirds for each in found.choices}["w"] == (0, 0, 1)


def test_who_answered_nothing_else_is_in_no_third() -> None:
    found = item(analyse([a_try("ann"), a_try("ben", score=0)]))
    assert (found.tries, found.related, found.thirds, found.discrimination) == (2, 0, (0, 0, 0), None)


def test_what_nobody_else_answered_shows_nobody_s_ability() -> None:
    """There is no mean that she could be above or below, but her own."""
    alone = [a_try("ann", f"t/alone{q}") for q in range(4)]
    found = item(analyse([*alone, a_try("ann"), a_try("ben", score=0)]))
    assert (found.tries, found.related, found.thirds) == (2, 0, (0, 0, 0))


def test_a_topic_is_told_alone_but_judged_by_all_that_its_learners_answered() -> None:
    rows = table([*TEST, *TEST])
    alone = [one._replace(question=one.question.replace("t/", "u/")) if one.question == "t/q0" else one for one in rows]
    found = analyse(alone, topics=["u"])
    assert [(each.question, each.discrimination) for each in found.items] == [("u/q0", item(analyse(rows), "t/q0").discrimination)]
    assert (found.learners, found.answers, [group.topic for group in found.groups]) == (12, 12, ["u"])


# -- thirds and responses


@pytest.mark.parametrize(
    ("abilities", "expected"),
    [
        ([1, 2, 3], [2, 1, 0]),
        ([5, 5, 5], [1, 1, 1]),
        ([], []),
        ([4, 4, 1, 0], [0, 0, 1, 2]),
        (list(range(10)), [2] * 3 + [1] * 4 + [0] * 3),
    ],
)
def test_those_who_are_alike_are_in_the_same_third(abilities: Sequence[float], expected: list[int]) -> None:
    assert thirds(abilities) == expected


def test_responses_that_differ_by_capitals_and_spaces_are_one() -> None:
    found = item(analyse([a_try("ann", response="Lake  Erie"), a_try("ben", response="lake erie")]))
    assert [(each.response, each.number) for each in found.choices] == [("Lake  Erie", 2)]


def test_of_several_options_each_is_counted() -> None:
    found = item(analyse([a_try("ann", kind="select", response=["a", "b"]), a_try("ben", kind="select", response=["a"])]))
    assert [(each.response, each.number) for each in found.choices] == [("a", 2), ("b", 1)]


def test_pairs_are_told_as_a_learner_sees_them() -> None:
    found = item(analyse([a_try(kind="match", response={"Ottawa": "Canada", "Washington": "United States"})]))
    assert [each.response for each in found.choices] == ["Ottawa → Canada · Washington → United States"]


def test_who_does_not_know_is_counted_last() -> None:
    found = item(analyse([a_try("ann", response=None, score=0), a_try("ben", score=0), a_try("cem")]))
    assert [each.response for each in found.choices] == ["the key", "another", None]


# -- what is flagged


def test_few_answers_are_said_to_be_few() -> None:
    assert item(analyse([a_try(f"l{n}") for n in range(FEWEST - 1)])).flags == (Flag.FEW,)


def test_what_all_know_is_said_to_be_easy_only_when_enough_answered() -> None:
    assert item(analyse([a_try(f"l{n}") for n in range(20)])).flags == (Flag.FEW,)
    assert item(analyse([a_try(f"l{n}") for n in range(40)])).flags == (Flag.EASY,)


def test_of_what_all_so_far_know_nothing_more_can_be_said() -> None:
    rows = table([(1.0, float(n < 12), float(n < 8), float(n < 4), float(n % 2)) for n in range(20)])
    found = item(analyse(rows), "t/q0")
    assert (found.related, found.discrimination, found.flags) == (20, None, (Flag.FEW,))


def test_one_slip_of_the_best_learner_does_not_make_the_key_suspect() -> None:
    rows = table([(float(n > 0), *(float(n == 0 or (q + n) % 3 > 0) for q in range(20))) for n in range(40)])
    found = item(analyse(rows), "t/q0")
    assert found.discrimination_interval is not None
    assert (found.discrimination_interval[1] < 0, Flag.KEY in found.flags) == (True, False)


def test_what_nobody_knows_is_said_to_be_hard() -> None:
    assert item(analyse([a_try(f"l{n}", score=0) for n in range(40)])).flags == (Flag.HARD,)


def test_disputes_are_kept_with_what_was_given_even_of_a_repeat() -> None:
    found = item(analyse([a_try(), a_try(score=0, at=1, claim="right", response="mine")]))
    assert ([each.response for each in found.disputes], found.flags) == (["mine"], (Flag.DISPUTED, Flag.FEW))


def test_a_dispute_that_was_settled_by_a_new_marking_is_none() -> None:
    assert item(analyse([a_try(score=1, claim="right")])).disputes == ()


def test_a_dispute_under_a_key_that_nobody_met_first_is_told_with_the_latest() -> None:
    analysis = analyse([a_try(), a_try(score=0, at=1, claim="right", version="v2")])
    assert [each.version for each in item(analysis).disputes] == ["v2"]


def test_what_most_needs_a_look_comes_first() -> None:
    fine = [a_try(f"l{n}", f"t/fine{q}", float(n < 20)) for n in range(40) for q in range(5)]
    easy = [a_try(f"l{n}", "t/easy") for n in range(40)]
    upside_down = [a_try(f"l{n}", "t/upside-down", float(n >= 20)) for n in range(40)]
    found = analyse([*fine, *easy, *upside_down, a_try(question="t/new")]).items
    assert [each.question for each in found][:2] == ["t/upside-down", "t/easy"]
    assert found[-1].question == "t/new"


# -- learners of whom the truth is known

MISKEYED, RANDOM = 7, 12
LEARNERS, QUESTIONS, OPTIONS = 300, 20, "abcd"


@cache
def simulated(seed: int, learners: int = LEARNERS) -> Analysis:
    """A class that answers by the two-parameter logistic model: question 0 is the easiest, each further one harder.

    The key of one question is wrong, and another is answered by chance whatever one knows. A tenth of all is left unanswered.
    """
    chance = random.Random(seed)
    tries = []
    for learner in range(learners):
        ability = chance.gauss(0, 1)
        for question in range(QUESTIONS):
            difficulty, slope = -2 + 4 * question / QUESTIONS, chance.uniform(1, 2)
            knows = chance.random() < (0.5 if question == RANDOM else 1 / (1 + math.exp(-slope * (ability - difficulty))))
            chosen = "a" if knows else chance.choice("bcd")
            right = chosen == ("b" if question == MISKEYED else "a")
            if chance.random() < 0.9:
                tries.append(a_try(learner, f"t/q{question:02}", float(right), response=chosen))
    return analyse(tries)


@pytest.mark.parametrize("seed", range(3))
def test_harder_questions_have_a_lower_facility(seed: int) -> None:
    found = {each.question: each.facility for each in simulated(seed).items}
    by_difficulty = [found[f"t/q{q:02}"] for q in range(0, QUESTIONS, 4) if q not in {MISKEYED, RANDOM}]
    assert by_difficulty == sorted(by_difficulty, reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_question_that_is_answered_by_chance_tells_nothing(seed: int) -> None:
    found = item(simulated(seed), f"t/q{RANDOM:02}")
    assert found.discrimination == pytest.approx(0, abs=3 / math.sqrt(LEARNERS))
    assert found.flags == (Flag.POOR,)


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_key_is_found_with_the_right_one_and_no_other_is_suspected(seed: int) -> None:
    suspected = [each for each in simulated(seed).items if Flag.KEY in each.flags]
    assert [(each.question, each.rival and each.rival.response) for each in suspected] == [(f"t/q{MISKEYED:02}", "a")]


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_key_is_found_in_a_class_of_thirty(seed: int) -> None:
    assert simulated(seed, 30).items[0].question == f"t/q{MISKEYED:02}"


@pytest.mark.parametrize("seed", range(3))
def test_questions_that_work_are_flagged_as_nothing(seed: int) -> None:
    working = {f"t/q{q:02}" for q in range(4, 16)} - {f"t/q{MISKEYED:02}", f"t/q{RANDOM:02}"}
    assert [each.question for each in simulated(seed).items if each.question in working and each.flags] == []
