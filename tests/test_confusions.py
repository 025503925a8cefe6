"""What is mixed up: pairs in both directions, and drills that tell them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.errors import NotFound
from progress.records import Confusion, Standing
from questions.kinds import Choice, Select
from quiz.confusions import MOST_IN_A_DRILL, Pair, Taken, of_today, pair_numbered, pairs, plan_drill, seed_for_drill
from quiz.sitting import shown_order

ERIE_HURON = Pair("Erie", "Huron", (Taken("a/1", "Erie", "Huron", 2),))


def choice(name, answer, *distractors):
    return Choice(id=f"a/{name}", prompt="?", answer=answer, distractors=distractors)


def standing(suspended=()):
    return Standing({}, frozenset(suspended), frozenset(), (), {}, {}, None, 0)


def summary(found):
    return [(pair.one, pair.other, pair.times, [each.question for each in pair.taken]) for pair in found]


def test_both_directions_of_a_pair_are_added_up():
    confusions = [Confusion("a/1", "Huron", 1), Confusion("a/2", "Erie", 2)]
    assert summary(pairs(confusions, {"a/1": "Erie", "a/2": "Huron"})) == [("Huron", "Erie", 3, ["a/2", "a/1"])]


def test_the_pair_that_is_mixed_up_most_often_stands_first():
    confusions = [Confusion("a/1", "Huron", 1), Confusion("a/1", "Ontario", 3), Confusion("a/2", "Huron", 1)]
    found = pairs(confusions, {"a/1": "Erie", "a/2": "Erie"})
    assert summary(found) == [("Erie", "Ontario", 3, ["a/1"]), ("Erie", "Huron", 2, ["a/1", "a/2"])]


def test_capitals_and_spaces_make_no_other_option_but_accents_do():
    confusions = [
        Confusion("a/1", "lake  huron", 1),
        Confusion("a/2", "Lake Huron", 1),
        Confusion("a/1", "ou", 1),
        Confusion("a/1", "où", 1),
    ]
    found = pairs(confusions, {"a/1": "Erie", "a/2": "ERIE"})
    assert sorted(pair.times for pair in found) == [1, 1, 2]


def test_what_is_right_by_now_is_not_mixed_up():
    assert pairs([Confusion("a/1", "erie", 4)], {"a/1": "Erie"}) == ()


def test_a_question_of_which_nothing_is_known_is_left_out():
    assert pairs([Confusion("gone/1", "Huron", 4)], {}) == ()


def test_what_was_chosen_under_an_earlier_name_of_a_question_is_added():
    confusions = [Confusion("a/old", "Huron", 2), Confusion("a/new", "Huron", 1), Confusion("a/new", "Ontario", 1)]
    assert of_today(confusions, {"a/old": "a/new"}) == [Confusion("a/new", "Huron", 3), Confusion("a/new", "Ontario", 1)]


def test_a_pair_is_known_by_its_number_from_one():
    assert pair_numbered([ERIE_HURON], 1) == ERIE_HURON


@pytest.mark.parametrize(("found", "number", "said"), [([ERIE_HURON], 0, "no pair 0"), ([ERIE_HURON], 2, "no pair 2"), ([], 1, "Nothing")])
def test_a_number_that_no_pair_has_is_told(found, number, said):
    with pytest.raises(NotFound, match=said):
        pair_numbered(found, number)


# -- drills


def test_a_drill_asks_for_one_and_for_the_other_in_turn():
    questions = [
        choice("one", "Erie", "Huron", "Ontario"),
        choice("two", "Erie", "huron"),
        choice("three", "Huron", "Erie"),
        choice("four", "Ontario", "Erie", "Huron"),
        choice("five", "Erie", "Ontario"),
        Select(id="a/six", prompt="?", answer=("Erie",), distractors=("Huron",)),
    ]
    assert plan_drill(ERIE_HURON, questions, standing()) == ("a/one", "a/three", "a/two")


def test_a_drill_begins_where_they_were_mixed_up_most_often():
    pair = Pair("Erie", "Huron", (Taken("a/two", "Erie", "Huron", 2), Taken("a/one", "Erie", "Huron", 1)))
    questions = [choice("zero", "Erie", "Huron"), choice("one", "Erie", "Huron"), choice("two", "Erie", "Huron")]
    assert plan_drill(pair, questions, standing()) == ("a/two", "a/one", "a/zero")


def test_what_is_set_aside_is_not_drilled():
    assert plan_drill(ERIE_HURON, [choice("one", "Erie", "Huron")], standing(["a/one"])) == ()


def test_an_option_that_no_question_has_any_more_gives_no_drill():
    assert plan_drill(ERIE_HURON, [choice("one", "Erie", "Ontario"), choice("two", "Huron", "Ontario")], standing()) == ()


def test_a_drill_has_an_end():
    questions = [choice(f"{number:03}", "Erie", "Huron") for number in range(50)]
    assert len(plan_drill(ERIE_HURON, questions, standing())) == MOST_IN_A_DRILL


def places(question, seed):
    return [shown_order(question, seed, 0).index(option) for option in ("Erie", "Huron")]


@pytest.mark.parametrize("seed", range(5))
def test_a_lone_question_is_laid_out_with_the_two_next_to_each_other(seed):
    question = choice("one", "Erie", "Huron", "Ontario", "Superior", "Michigan")
    one, other = places(question, seed_for_drill(ERIE_HURON, [question], seed))
    assert abs(one - other) == 1


def test_of_several_questions_the_layout_is_left_to_chance():
    assert seed_for_drill(ERIE_HURON, [choice("one", "Erie", "Huron"), choice("two", "Huron", "Erie")], 7) == 7


# -- what holds of all

OPTIONS = st.sampled_from(["Erie", "erie", "Huron", "Ontario", "Straße", "STRASSE"])
CONFUSIONS = st.lists(st.builds(Confusion, st.sampled_from(["a/1", "a/2", "a/3"]), OPTIONS, st.integers(1, 9)), max_size=12)
RIGHTS = st.dictionaries(st.sampled_from(["a/1", "a/2", "a/3"]), OPTIONS)


@given(CONFUSIONS, RIGHTS)
def test_no_pair_stands_twice_and_none_is_of_one_option(confusions, rights):
    found = pairs(confusions, rights)
    assert (len({pair.both for pair in found}), {len(pair.both) for pair in found} <= {2}) == (len(found), True)


@given(CONFUSIONS, RIGHTS)
def test_every_confusion_with_a_known_answer_counts_once(confusions, rights):
    counted = sum(c.answers for c in confusions if c.question in rights and rights[c.question].casefold() != c.response.casefold())
    assert sum(pair.times for pair in pairs(confusions, rights)) == counted


@given(CONFUSIONS, RIGHTS)
def test_the_order_in_which_confusions_come_makes_no_difference(confusions, rights):
    assert [(p.both, p.times) for p in pairs(confusions, rights)] == [(p.both, p.times) for p in pairs(confusions[::-1], rights)]


@given(OPTIONS, OPTIONS, st.integers(1, 9))
def test_a_for_b_and_b_for_a_are_one_pair(right, chosen, times):
    there = pairs([Confusion("a/1", chosen, times)], {"a/1": right})
    back = pairs([Confusion("a/1", right, times)], {"a/1": chosen})
    assert [(pair.both, pair.times) for pair in there] == [(pair.both, pair.times) for pair in back]
