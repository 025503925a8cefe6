"""One sitting as a value: what is asked when, what comes back, and what an undo gives back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from progress.records import EntryId
from progress.schedule import LEARN_AHEAD, Card, State
from questions.kinds import Choice, Order, TrueFalse
from quiz.sitting import (
    Exam,
    ExamAnswer,
    Mode,
    Sitting,
    amend,
    answer,
    ask,
    by_topic,
    drop,
    move,
    position_text,
    put,
    shown_order,
    times_asked,
    undo,
)

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
STEP = timedelta(minutes=10)


def card(question="a/1", state=State.LEARNING, due=NOON + STEP):
    return Card(question, state, 0, 1.0, 5.0, due, NOON, 1, 0)


def sitting(*planned, mode=Mode.REVIEW, **fields):
    return Sitting("s", mode, planned or ("a/1", "a/2", "b/1"), **fields)


def answered(before, outcome="right", number=1, **returns):
    """Answer what is asked; it comes back if ``returns`` says when."""
    return answer(before, EntryId("s", number), outcome, float(outcome == "right"), card(str(before.asked), **returns) if returns else None)


def test_questions_are_asked_in_the_order_planned():
    first = ask(sitting(), NOON)
    second = ask(answered(first), NOON)
    assert (first.asked, second.asked) == ("a/1", "a/2")


def test_what_is_before_the_learner_stays_until_it_is_answered():
    asking = ask(sitting(), NOON)
    assert ask(asking, NOON + timedelta(days=1)) == asking


def test_a_question_whose_step_has_ended_is_asked_before_new_ones():
    missed = answered(ask(sitting(), NOON), "wrong", due=NOON + STEP)
    assert [ask(missed, NOON + passed).asked for passed in (timedelta(0), STEP)] == ["a/2", "a/1"]


def test_a_step_that_ends_soon_is_asked_early_when_nothing_else_is_left():
    missed = answered(ask(sitting("a/1"), NOON), "wrong", due=NOON + STEP)
    assert ask(missed, NOON).asked == "a/1"


def test_a_step_that_ends_late_is_not_waited_for():
    missed = answered(ask(sitting("a/1"), NOON), "wrong", due=NOON + LEARN_AHEAD + STEP)
    assert ask(missed, NOON).asked is None


def test_what_was_learned_for_the_day_does_not_come_back():
    known = answered(ask(sitting("a/1"), NOON), state=State.REVIEW, due=NOON + timedelta(days=2))
    assert (known.returning, ask(known, NOON).asked) == ((), None)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
def test_only_in_a_review_does_a_question_come_back(mode):
    missed = answered(ask(sitting("a/1", mode=mode), NOON), "wrong", due=NOON + STEP)
    assert ask(missed, NOON + STEP).asked is None


def test_another_rating_decides_anew_whether_a_question_comes_back():
    missed = answered(ask(sitting("a/1"), NOON), "wrong", due=NOON + STEP)
    amended = amend(missed, EntryId("s", 1), card(state=State.REVIEW, due=NOON + timedelta(days=3)))
    assert (len(missed.returning), len(amended.returning)) == (1, 0)


def test_once_its_time_is_over_a_sitting_asks_nothing_more():
    timed = sitting(until=NOON + STEP)
    assert [ask(timed, NOON + passed).asked for passed in (timedelta(0), STEP)] == ["a/1", None]


def sure_and_wrong(before, number, **returns):
    return answer(before, EntryId("s", number), "wrong", 0.0, card(str(before.asked), **returns), "sure")


def test_of_what_comes_back_a_mistake_she_was_sure_of_goes_first():
    missed = answered(ask(sitting(), NOON), "wrong", 1, due=NOON + STEP)
    misled = sure_and_wrong(ask(missed, NOON), 2, due=NOON + 2 * STEP)
    done = answered(ask(misled, NOON), number=3)
    assert [ask(done, NOON + passed).asked for passed in (STEP, 2 * STEP)] == ["a/1", "a/2"]


def test_a_mistake_she_was_sure_of_does_not_come_back_at_once_if_anything_else_does():
    missed = answered(ask(sitting("a/1", "a/2"), NOON), "wrong", 1, due=NOON + STEP)
    misled = sure_and_wrong(ask(missed, NOON), 2, due=NOON + STEP)
    assert (ask(misled, NOON).asked, ask(sure_and_wrong(ask(sitting("a/1"), NOON), 1), NOON).asked) == ("a/1", "a/1")


@pytest.mark.parametrize(
    ("outcome", "confidence", "misled"),
    [("wrong", "sure", True), ("wrong", "think", False), ("wrong", "guess", False), ("right", "sure", False), ("partly", "sure", False)],
)
def test_only_who_was_sure_and_wrong_was_misled(outcome, confidence, misled):
    assert answer(ask(sitting(), NOON), EntryId("s", 1), outcome, 0.5, None, confidence).given[0].misled is misled


def test_a_question_set_aside_is_asked_no_more():
    dropped = drop(ask(sitting(), NOON), "a/1")
    assert (dropped.asked, ask(dropped, NOON).asked, dropped.waiting) == (None, "a/2", ("a/2", "b/1"))


def test_setting_another_question_aside_leaves_the_one_that_is_asked():
    assert drop(ask(sitting(), NOON), "a/2").asked == "a/1"


def test_undo_asks_the_last_question_again():
    asking = ask(sitting(), NOON)
    assert undo(answered(asking)) == (asking, answered(asking).given[0])


def test_undo_brings_back_a_question_that_was_answered_and_then_set_aside():
    asking = ask(sitting(), NOON)
    assert undo(drop(answered(asking), "a/1"))[0] == asking


def test_undo_with_nothing_given_changes_nothing():
    asking = ask(sitting(), NOON)
    assert undo(asking) == (asking, None)


def test_the_score_is_that_of_the_first_tries():
    missed = answered(ask(sitting("a/1"), NOON), "wrong", due=NOON + STEP)
    again = answered(ask(missed, NOON), "right", 2)
    assert (again.score, again.missed, len(again.given)) == (0.0, ("a/1",), 2)


def test_before_the_first_answer_there_is_no_score():
    assert sitting().score is None


def test_no_question_no_answer():
    with pytest.raises(ValueError, match="no question is asked"):
        answered(sitting())


def test_topics_are_told_in_the_order_in_which_they_came_up():
    one = answered(ask(sitting("b/1", "a/1"), NOON), "wrong")
    two = answered(ask(one, NOON), "right", 2)
    assert by_topic(two.first_tries) == [("b", 1, 0.0), ("a", 1, 1.0)]


def test_the_position_counts_the_question_that_is_asked_and_what_comes_back():
    asking = ask(sitting(), NOON)
    missed = answered(asking, "wrong", due=NOON + STEP)
    assert [position_text(asking), position_text(missed, told=True), position_text(missed)] == [
        "1 of 3",
        "1 of 3 · 1 to see again",
        "2 of 3 · 1 to see again",
    ]


def test_the_position_never_counts_beyond_the_last():
    done = answered(ask(sitting("a/1"), NOON))
    assert position_text(done) == "1 of 1"


CHOICE = Choice(id="a/c", prompt="?", answer="1", distractors=("2", "3", "4"))
ORDER = Order(id="a/o", prompt="?", answer=("1", "2"))


@given(st.integers(), st.integers(0, 20))
def test_options_are_laid_out_in_an_order_that_the_seed_decides_and_none_is_lost(seed, asked):
    shown = shown_order(CHOICE, seed, asked)
    assert (sorted(shown), shown_order(CHOICE, seed, asked)) == (["1", "2", "3", "4"], shown)


def test_options_lie_otherwise_when_the_question_comes_back():
    assert len({shown_order(CHOICE, 1, asked) for asked in range(10)}) > 1


@given(st.integers())
def test_what_is_to_be_put_in_order_never_lies_in_order_already(seed):
    assert shown_order(ORDER, seed, 0) == ("2", "1")


def test_true_comes_before_false():
    assert shown_order(TrueFalse(id="a/t", prompt="?", answer=True), 3, 0) == ("True", "False")


def test_how_often_a_question_was_asked_is_counted():
    missed = answered(ask(sitting("a/1"), NOON), "wrong", due=NOON + STEP)
    assert [times_asked(missed, question) for question in ("a/1", "a/2")] == [1, 0]


# -- exams

EXAM = Exam("e", ("a/1", "a/2", "b/1"), limit=60_000)


@pytest.mark.parametrize(("to", "arrives"), [(-1, 0), (0, 0), (2, 2), (3, 2)])
def test_an_exam_goes_not_beyond_its_ends(to, arrives):
    assert move(EXAM, to).position == arrives


def test_an_exam_knows_what_is_open_and_what_is_for_later():
    begun = put(put(EXAM, "a/1", ExamAnswer("x", given=True)), "b/1", ExamAnswer(later=True))
    assert (begun.unanswered, begun.for_later) == (("a/2", "b/1"), ("b/1",))


def test_another_response_takes_the_place_of_the_first():
    changed = put(put(EXAM, "a/1", ExamAnswer("x", given=True)), "a/1", ExamAnswer("y", given=True))
    assert (changed.answer_to("a/1").response, EXAM.answers) == ("y", {})


def test_an_exam_never_has_less_than_no_time_left():
    assert [EXAM._replace(spent=spent).left(1_000) for spent in (0, 59_000, 70_000)] == [59_000, 0, 0]


# -- any sitting


class AnySitting(RuleBasedStateMachine):
    """A learner who answers, undoes, sets aside and waits as she likes; beside it, what must be so by plain bookkeeping."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.planned = tuple(f"t/{number}" for number in range(6))
        self.sitting = ask(sitting(*self.planned), self.now)
        self.before: list[Sitting] = []
        self.dropped: set[str] = set()
        self.entries = 0

    @precondition(lambda self: self.sitting.asked)
    @rule(outcome=st.sampled_from(["right", "nearly", "partly", "wrong"]), minutes=st.integers(-5, 30), comes_back=st.booleans())
    def answers(self, outcome, minutes, comes_back):
        self.entries += 1
        state = State.LEARNING if comes_back else State.REVIEW
        self.before.append(self.sitting)
        self.sitting = answered(self.sitting, outcome, self.entries, state=state, due=self.now + timedelta(minutes=minutes))

    @rule(minutes=st.integers(0, 15))
    def goes_on(self, minutes):
        self.now += timedelta(minutes=minutes)
        self.sitting = ask(self.sitting, self.now)

    @rule()
    def undoes(self):
        self.sitting, last = undo(self.sitting)
        assert (last is None) == (not self.before)
        if self.before:
            was = self.before.pop()
            # Those set aside meanwhile stay aside, but for the one that is asked again.
            self.dropped.discard(str(was.asked))
            assert self.sitting == was._replace(dropped=frozenset(self.dropped))

    @rule(which=st.integers(0, 5))
    def sets_aside(self, which):
        self.dropped.add(self.planned[which])
        self.sitting = drop(self.sitting, self.planned[which])

    @invariant()
    def no_question_is_lost_or_doubled(self):
        waiting, done, dropped = self.sitting.waiting, self.sitting.answered, self.sitting.dropped
        assert {*waiting, *done, *dropped} == set(self.planned)
        assert len(set(waiting)) == len(waiting)
        assert not set(waiting) & (done | dropped)

    @invariant()
    def nothing_set_aside_is_asked(self):
        assert self.sitting.asked not in self.sitting.dropped
        assert not {given.question for given in self.sitting.returning} & self.sitting.dropped

    @invariant()
    def every_first_try_counts_once(self):
        tries = [given.question for given in self.sitting.first_tries]
        assert (len(set(tries)), set(tries)) == (len(tries), set(self.sitting.answered))

    def teardown(self):
        """Answer all that is left: the sitting comes to its end, and every question that is not aside has an answer."""
        for _ in range(len(self.planned) + len(self.sitting.returning) + 1):
            self.now += LEARN_AHEAD + STEP
            self.sitting = ask(self.sitting, self.now)
            if self.sitting.asked is None:
                break
            self.sitting = answered(self.sitting, "right", 1000)
        assert (self.sitting.asked, set(self.planned) - self.sitting.answered - self.sitting.dropped) == (None, set())


TestAnySitting = AnySitting.TestCase
TestAnySitting.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
